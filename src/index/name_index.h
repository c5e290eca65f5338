// Name → listed names that could reach a threshold. Format and method: docs/design/index.md.
#ifndef PENUMBRA_INDEX_NAME_INDEX_H_
#define PENUMBRA_INDEX_NAME_INDEX_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "index/each_of_tag.h"
#include "index/format.h"
#include "index/keys.h"
#include "index/kin.h"
#include "index/name_lists.h"
#include "index/packed_part.h"
#include "index/sketch.h"
#include "names/name.h"
#include "penumbra/result.h"

namespace penumbra::index {

// An index over bytes that the caller keeps (a memory map). Every accessor compares the numbers that it follows with
// the sizes of the sections, so that none leaves the bytes whatever they hold: damage gives empty lists and wrong
// names, never a stray read. Immutable; safe from any number of threads.
class NameIndex {
 public:
  // Files up to this size are compared with all their checksums when they are opened (10 ms); larger ones with those
  // of the header and the table, and by verify().
  static constexpr std::size_t kVerifiedAtOpen = std::size_t{64} << 20U;

  // `bytes` must be aligned to 8 (maps and heap blocks are) and outlive the index; `file` names the place in errors.
  // `subject` is the checksum of the segment that the caller holds beside it.
  //   kSyntax, kIntegrity: not an index, or damaged, or of another segment;
  //   kUnsupported: made by another format or another name analysis: build it anew from the segment.
  static Result<NameIndex> open(std::string_view bytes, std::string file, std::uint64_t subject);

  // Compares every byte with its checksum. kIntegrity names the section. Reads the whole file.
  Status verify() const;

  std::uint32_t name_count() const { return head_.names; }
  std::uint32_t entity_count() const { return head_.entities; }
  std::uint32_t term_count() const { return head_.terms; }
  // Names that exceeded a limit of the analysis: the list is not compared in full.
  std::uint32_t incomplete_names() const { return head_.incomplete_names; }
  // Whether any name is of this kind.
  bool holds(names::NameType type) const { return (head_.types >> static_cast<unsigned>(type) & 1U) != 0; }
  // Whether it holds names of any of these kinds: of_type() of each, together.
  bool holds_any(std::uint8_t kinds) const { return (head_.types & (unsigned{kinds} >> 1U)) != 0; }
  std::size_t size_bytes() const { return bytes_.size(); }

  // The analysed name; `name` < name_count(). Puts it together from its parts, `original` aside.
  names::Name name(std::uint32_t name) const {
    names::Name out;
    assemble(name, out);
    return out;
  }
  // The same into a name that is used again and again.
  void assemble(std::uint32_t name, names::Name& out) const;

  // Names are numbered as they stand in the index, which is not the order of their entities.
  //
  // Number of the entity in its segment.
  std::uint32_t entity_of(std::uint32_t name) const { return names_[name].entity; }
  // Which of model::names_of(entity) it is.
  std::uint32_t ordinal_of(std::uint32_t name) const { return names_[name].ordinal; }
  // How many parts it has.
  std::size_t parts_of(std::uint32_t name) const { return names_[name].count; }
  bool weak(std::uint32_t name) const { return (names_[name].flags & kNameWeak) != 0; }
  names::NameType type_of(std::uint32_t name) const {
    return static_cast<names::NameType>(names_[name].flags & kNameTypeMask);
  }
  // Whether two names have the same analysis: nothing that is asked of names tells them apart.
  bool same_words(std::uint32_t a, std::uint32_t b) const {
    constexpr std::uint8_t kRead = kNameTypeMask | kNameIncomplete | kNameTricks;
    const auto of_a = occurrences(a);
    const auto of_b = occurrences(b);
    return ((names_[a].flags ^ names_[b].flags) & kRead) == 0 && (names_[a].flags & kNameTricks) == 0 &&
           std::equal(of_a.begin(), of_a.end(), of_b.begin(), of_b.end());
  }
  // Its terms in order, with their roles (format.h).
  std::span<const std::uint32_t> occurrences(std::uint32_t name) const { return occurrences(name, first_of(name)); }
  // The same where it is known where they begin.
  std::span<const std::uint32_t> occurrences(std::uint32_t name, std::uint64_t first) const {
    return part_of(occurrences_, first, first + names_[name].count);
  }
  // Where the occurrences of a name begin: in large indexes counted from the sixteenth name before it at most.
  std::uint64_t first_of(std::uint32_t name) const {
    std::uint64_t first = firsts_[name >> place_bits_];
    for (std::uint32_t n = name >> place_bits_ << place_bits_; n < name; ++n) first += names_[n].count;
    return first;
  }

  // A term by itself: a view with one part, which is put into `part`. `term` < term_count().
  names::NameView term(std::uint32_t term, names::Part& part) const {
    const names::NameView view = read_part(parts_, terms_[term].part_at, part);
    complete_part(view, terms_[term].sketch.fold_letters, part);
    return view;
  }
  // The same without hash, letters and bits of readings, at half the cost.
  names::NameView forms(std::uint32_t term, names::Part& part) const {
    return read_part(parts_, terms_[term].part_at, part);
  }
  // Its Latin form alone.
  std::string_view latin(std::uint32_t term) const { return packed_latin(parts_, terms_[term].part_at); }
  // Its weight, kind and frequency alone.
  PackedHead head(std::uint32_t term) const { return packed_head(parts_, terms_[term].part_at); }
  std::uint64_t part_hash(std::uint32_t number) const {
    names::Part part;
    term(number, part);
    return part.hash;
  }
  // Its packed bytes (packed_part.h): equal for equal parts, gaps aside.
  std::string_view packed(std::uint32_t term) const {
    const std::size_t from = terms_[term].part_at;
    const std::size_t to = term + 1 < head_.terms ? terms_[term + 1].part_at : parts_.size();
    return from <= to && to <= parts_.size() ? parts_.substr(from, to - from) : std::string_view();
  }
  // What quickly tells it from others (sketch.h).
  const Sketch& sketch(std::uint32_t term) const { return terms_[term].sketch; }

  // Names that hold a term (name_lists.h).
  NameLists lists(std::uint32_t term) const {
    NameLists out;
    out.first = terms_[term].leads;
    out.led = part_of(beside_, out.first, term + 1 < head_.terms ? terms_[term + 1].leads : head_.names);
    read_lists(lists_, terms_[term].lists_at, out);
    return out;
  }

  // All names in the order of their entities, and those of an entity in the order of model::names_of.
  std::span<const std::uint32_t> in_order() const { return order_; }
  // Those of one entity.
  std::span<const std::uint32_t> names_of(std::uint32_t entity) const;

  // How many different words each name has (find_held.h), or nothing where the index has too many names.
  std::span<const std::uint8_t> words() const { return words_; }
  // What stands beside a name (name_lists.h).
  std::uint32_t beside(std::uint32_t name) const { return beside_[name]; }

  // Whether the kin of its terms is kept (kin.h).
  bool has_kin() const { return !slots_.empty(); }
  // The term whose kin is kept that has these packed bytes, of this hash_of_packed(); term_count() if there is none.
  std::uint32_t known_term(std::string_view packed_bytes, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < std::min(kMostSlots, slots_.size()); ++i) {
      const std::uint32_t slot = slots_[(static_cast<std::size_t>(hash) + i) & mask];
      if (slot == 0) break;
      const std::uint32_t number = (slot ^ slot_tag(hash)) - 1;
      if (number < head_.terms && packed(number) == packed_bytes) return number;
    }
    return head_.terms;
  }
  // Of a term that known_term() gave: terms, and above them what brings each near (kin.h).
  std::span<const std::uint32_t> kin(std::uint32_t term) const {
    return part_of(kin_, kin_starts_[term], kin_starts_[term + 1]);
  }

  // Terms that are the only word of a name, and a mark of each.
  std::span<const std::uint32_t> single_terms() const { return singles_; }
  std::span<const Mark> single_marks() const { return marks_; }

  // Calls visit(number) for the terms filed under a key and, rarely, for others.
  template <typename Visit>
  void terms_filed(std::uint64_t key, const Visit& visit) const {
    term_keys_.find(key, head_.terms, visit);
  }
  // The same for names that write a form together, or abbreviate to it.
  template <typename Visit>
  void names_filed(JoinedKey key, const Visit& visit) const {
    joined_keys_.find_near(key, head_.names, visit);
  }

  // Hints to the processor that something will be asked for soon.
  void prefetch_terms_filed(std::uint64_t key) const { term_keys_.prefetch(key); }
  void prefetch_names_filed(std::uint64_t key) const { joined_keys_.prefetch(key); }
  // The second step of both, some time after the first.
  void prefetch_terms_under(std::uint64_t key) const { term_keys_.prefetch_filed(key); }
  void prefetch_names_under(std::uint64_t key) const { joined_keys_.prefetch_filed(key); }
  void prefetch_known(std::uint64_t hash) const {
    if (has_kin()) __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
  }
  void prefetch_term(std::uint32_t term) const { __builtin_prefetch(&terms_[std::min(term, head_.terms - 1)]); }
  void prefetch_lists(std::uint32_t term) const {
    const TermRecord& record = terms_[std::min(term, head_.terms - 1)];
    if (record.lists_at < lists_.size()) __builtin_prefetch(&lists_[record.lists_at]);
    if (record.leads < beside_.size()) __builtin_prefetch(&beside_[record.leads]);
  }
  void prefetch_part(std::uint32_t term) const {
    const std::uint32_t at = terms_[std::min(term, head_.terms - 1)].part_at;
    if (at < parts_.size()) __builtin_prefetch(&parts_[at]);
  }
  // What first_of() will read.
  void prefetch_record(std::uint32_t name) const {
    const std::uint32_t number = std::min(name, head_.names - 1);
    __builtin_prefetch(&names_[number]);
    if (place_bits_ != 0) __builtin_prefetch(&names_[number >> place_bits_ << place_bits_]);
    __builtin_prefetch(&firsts_[number >> place_bits_]);
  }
  void prefetch_occurrences(std::uint64_t first) const {
    if (first < occurrences_.size()) __builtin_prefetch(&occurrences_[first]);
  }

 private:
  struct KeyTable {
    std::uint32_t bits = 0;         // of the buckets
    std::uint32_t number_bits = 1;  // of what is filed, below its tag
    std::span<const std::uint32_t> buckets;
    std::span<const std::uint32_t> filed;

    template <typename Visit>
    void find(std::uint64_t key, std::uint32_t count, const Visit& visit) const {
      const std::size_t bucket = bucket_of(key, bits);
      const std::uint32_t tag = tag_of(key, number_bits);
      // Equal tags leave the bits of the number.
      each_of_tag(part_of(filed, buckets[bucket], buckets[bucket + 1]), tag, number_bits, [&](std::uint32_t entry) {
        const std::uint32_t number = entry ^ tag;
        if (number < count) visit(number);
      });
    }
    // The same for keys that differ in their last bits as `key` allows.
    template <typename Visit>
    void find_near(JoinedKey key, std::uint32_t count, const Visit& visit) const {
      const std::size_t bucket = bucket_of(key.key, bits);
      const std::uint32_t tag = tag_of(key.key, number_bits);
      const std::uint32_t numbers = number_bits >= 32 ? ~0U : (1U << number_bits) - 1;
      // With more numbers than this, a tag has no room for what tells rests apart.
      const bool told = number_bits + kRestBits <= 32 || key.rests == 1;
      each_of_tag(part_of(filed, buckets[bucket], buckets[bucket + 1]), tag, told ? number_bits + kRestBits : 32,
                  [&](std::uint32_t entry) {
                    const std::uint32_t differs = number_bits >= 32 ? 0 : (entry ^ tag) >> number_bits;
                    const std::uint32_t number = entry & numbers;
                    if (told && (key.rests >> differs & 1U) == 0) return;
                    if (number < count) visit(number);
                  });
    }
    void prefetch(std::uint64_t key) const { __builtin_prefetch(&buckets[bucket_of(key, bits)]); }
    void prefetch_filed(std::uint64_t key) const {
      constexpr std::size_t kLine = 16;
      const std::size_t at = buckets[bucket_of(key, bits)];
      if (at < filed.size()) __builtin_prefetch(&filed[at]);
      if (at + kLine - 1 < filed.size()) __builtin_prefetch(&filed[at + kLine - 1]);
    }
  };

  NameIndex() = default;
  Error damaged(std::string what) const;
  bool read_keys(std::string_view bytes, std::uint32_t bits, std::uint32_t count, KeyTable& out) const;

  static std::span<const std::uint32_t> part_of(std::span<const std::uint32_t> all, std::uint64_t from,
                                                std::uint64_t to) {
    if (from > to || to > all.size()) return {};
    return all.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
  }

  std::string file_;
  Head head_;
  std::string_view bytes_;
  std::span<const NameRecord> names_;
  std::span<const std::uint32_t> occurrences_;
  std::span<const TermRecord> terms_;
  std::string_view parts_;
  std::span<const std::uint32_t> lists_;
  std::span<const TricksRecord> tricks_;
  std::span<const std::uint32_t> singles_;
  std::span<const Mark> marks_;
  std::span<const std::uint32_t> beside_;
  std::span<const std::uint32_t> order_;
  std::span<const std::uint32_t> firsts_;
  std::span<const std::uint32_t> slots_;
  std::span<const std::uint32_t> kin_starts_;
  std::span<const std::uint32_t> kin_;
  std::span<const std::uint8_t> words_;
  std::uint32_t place_bits_ = 0;
  KeyTable term_keys_;
  KeyTable joined_keys_;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_NAME_INDEX_H_
