// How it works: names are analysed in blocks, on all threads; each block numbers its own distinct parts and computes
// what depends on one name or part alone. Blocks are joined in their order, so that the bytes do not depend on the
// threads. Lists and key tables are laid out by counting, which needs no comparison sort.

#include "index/build.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "embedded/analysis_fingerprint.h"
#include "index/format.h"
#include "index/keys.h"
#include "index/name_lists.h"
#include "index/packed_part.h"
#include "index/sketch.h"
#include "index/term_table.h"
#include "match/score.h"
#include "model/schema.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

constexpr std::uint64_t kMaxNames = std::uint64_t{1} << 31U;
constexpr std::uint32_t kMaxOrdinal = 65535;
constexpr std::uint64_t kMaxPlaces = (std::uint64_t{1} << 32U) - 1;
// Names that one thread analyses at a time: enough for most of their words to be known already.
constexpr std::size_t kBlock = 4096;
// Blocks analysed before they are joined: bounds the memory that they take.
constexpr std::size_t kWave = 64;

template <typename Record>
std::string bytes_of(const std::vector<Record>& records) {
  static_assert(std::is_trivially_copyable_v<Record>);
  std::string out(records.size() * sizeof(Record), '\0');
  if (!records.empty()) std::memcpy(out.data(), records.data(), out.size());
  return out;
}

// Calls work(i) for i below `count`, on several threads.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto loop = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads && i < count; ++i) helpers.emplace_back(loop);
  loop();
}

struct FiledKey {
  std::uint64_t key = 0;
  std::uint32_t number = 0;
};

// What one block of names gives.
struct Block {
  std::vector<NameRecord> names;           // `first` counts from the beginning of the block
  std::vector<std::uint32_t> occurrences;  // of terms of the block
  TermTable terms;
  std::vector<FiledKey> joined;  // names of the whole index
  std::vector<TricksRecord> tricks;
  std::uint32_t incomplete = 0;
};

void analyse(std::span<const NameInput> names, std::size_t first, Block& block) {
  JoinedForms forms;
  Keys keys;
  std::string text;
  const std::size_t last = std::min(first + kBlock, names.size());
  for (std::size_t n = first; n < last; ++n) {
    const NameInput& input = names[n];
    const names::Name name = names::analyze(input.text, input.type);
    const names::NameView view = name.view();
    NameRecord record;
    record.first = static_cast<std::uint32_t>(block.occurrences.size());
    record.entity = input.entity;
    record.ordinal = static_cast<std::uint16_t>(input.ordinal);
    record.count = static_cast<std::uint8_t>(name.parts.size());
    record.flags =
        static_cast<std::uint8_t>(static_cast<unsigned>(name.type) | (name.incomplete ? kNameIncomplete : 0U) |
                                  (input.weak ? kNameWeak : 0U) | (name.tricks != 0 ? kNameTricks : 0U));
    if (name.tricks != 0) block.tricks.push_back({static_cast<std::uint32_t>(n), name.tricks});
    block.incomplete += name.incomplete ? 1U : 0U;
    for (const names::Part& part : name.parts) {
      const names::Part alone = detached(view, part, text);
      const std::uint32_t term = block.terms.add(alone, text, hash_of_term(alone, text));
      block.occurrences.push_back(term | role_of(part) | (part.gap != 0 ? kGapBit : 0));
    }
    block.names.push_back(record);
    forms.read(view);
    keys.clear();
    for (const JoinedForm& form : forms.joined()) joined_keys(form.text, keys);
    for (const JoinedForm& form : forms.acronyms()) keys.push_back(acronym_key(form.text));
    for (const JoinedForm& form : forms.spelled()) query_joined_keys_exact(form.text, keys);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const std::uint64_t key : keys) block.joined.push_back({key, static_cast<std::uint32_t>(n)});
  }
}

// Offsets of the buckets, then what is filed in each: see format.h.
std::vector<std::uint32_t> lay_out_keys(const std::vector<std::vector<FiledKey>>& filed, std::uint32_t numbers,
                                        std::uint32_t& bucket_bits) {
  std::uint64_t total = 0;
  for (const auto& keys : filed) total += keys.size();
  // Eight to sixteen a bucket, half a cache line: their tags tell them apart, and offsets cost memory.
  bucket_bits = total < 16 ? 0 : static_cast<std::uint32_t>(std::bit_width(total) - 4);
  const std::size_t buckets = std::size_t{1} << bucket_bits;
  std::vector<std::uint32_t> out(buckets + 1 + static_cast<std::size_t>(total), 0);
  for (const auto& keys : filed) {
    for (const FiledKey& key : keys) ++out[bucket_of(key.key, bucket_bits) + 1];
  }
  for (std::size_t b = 0; b < buckets; ++b) out[b + 1] += out[b];
  std::vector<std::uint32_t> next(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(buckets));
  const std::uint32_t bits = number_bits(numbers);
  for (const auto& keys : filed) {
    for (const FiledKey& key : keys) {
      out[buckets + 1 + next[bucket_of(key.key, bucket_bits)]++] = key.number | tag_of(key.key, bits);
    }
  }
  return out;
}

// Lays out the lists of name_lists.h: counts what goes where, then files it.
class Lists {
 public:
  static constexpr std::size_t kPlaces =
      2 * NameLists::kCount;  // of a term: for each list, names without and with initials

  explicit Lists(std::size_t terms) : next_(terms * kPlaces, 0), at_(terms, 0) {}

  void count(std::uint32_t term, std::size_t list, bool initials) { ++next_[place(term, list, initials)]; }

  // Makes room for what was counted. False if that is more than an offset of four bytes reaches.
  bool begin() {
    std::uint64_t size = 0;
    for (std::size_t t = 0; t < at_.size(); ++t) {
      const std::uint64_t ends = end_of(size, t);
      if (ends >= kMaxPlaces) return false;
      size = ends;
    }
    words_.resize(static_cast<std::size_t>(size), 0);
    std::uint64_t at = 0;
    for (std::size_t t = 0; t < at_.size(); ++t) {
      at_[t] = static_cast<std::uint32_t>(at);
      const std::uint64_t ends = end_of(at, t);
      begin_term(static_cast<std::size_t>(at), t);
      at = ends;
    }
    return true;
  }

  void file(std::uint32_t term, std::size_t list, bool initials, std::uint32_t name, std::uint32_t beside, Mark mark) {
    std::uint32_t& next = next_[place(term, list, initials)];
    words_[next] = name;
    if (list == NameLists::kDrivers || list == NameLists::kSeconds) {
      const NameLists lists = read_lists(words_, at_[term]);
      const NameList& of = lists.of[list];
      const std::size_t i = next - static_cast<std::size_t>(of.names.data() - words_.data());
      words_[static_cast<std::size_t>(of.beside.data() - words_.data()) + i] = beside;
      if (list == NameLists::kSeconds) {
        std::memcpy(&words_[static_cast<std::size_t>(reinterpret_cast<const std::uint32_t*>(of.marks.data() + i) -
                                                     words_.data())],
                    &mark, sizeof mark);
      }
    }
    ++next;
  }

  std::uint32_t at(std::size_t term) const { return at_[term]; }
  const std::vector<std::uint32_t>& words() const { return words_; }

 private:
  static std::size_t place(std::uint32_t term, std::size_t list, bool initials) {
    return term * kPlaces + 2 * list + (initials ? 1 : 0);
  }
  std::uint32_t counted(std::size_t term, std::size_t place) const { return next_[term * kPlaces + place]; }
  bool small(std::size_t term) const {
    bool all = true;
    for (std::size_t i = 0; i < kPlaces; i += 2) all = all && counted(term, i) + counted(term, i + 1) < 8;
    return all;
  }
  std::uint64_t end_of(std::uint64_t at, std::size_t term) const {
    at += small(term) ? 1 : 1 + kPlaces;
    std::uint64_t seconds = 0;
    for (std::size_t i = 0; i < kPlaces; i += 2) {
      const std::uint64_t size = std::uint64_t{counted(term, i)} + counted(term, i + 1);
      const std::size_t list = i / 2;
      at += list == NameLists::kDrivers || list == NameLists::kSeconds ? 2 * size : size;
      if (list == NameLists::kSeconds) seconds = size;
    }
    return seconds == 0 ? at : ((at + 1) & ~std::uint64_t{1}) + 2 * seconds;
  }
  // Writes the counts of a term and replaces them by the places where its names go.
  void begin_term(std::size_t at, std::size_t term) {
    std::uint32_t* next = &next_[term * kPlaces];
    const bool is_small = small(term);
    const std::size_t head = at++;
    words_[head] = is_small ? 0 : 1U << 31U;
    if (!is_small) at += kPlaces;
    for (std::size_t i = 0; i < kPlaces; i += 2) {
      const std::uint32_t size = next[i] + next[i + 1];
      if (is_small) {
        words_[head] |= size << (3 * i) | next[i + 1] << (3 * (i + 1));
      } else {
        words_[head + 1 + i] = size;
        words_[head + 2 + i] = next[i + 1];
      }
      const std::uint32_t plain = next[i];
      next[i] = static_cast<std::uint32_t>(at);
      next[i + 1] = static_cast<std::uint32_t>(at) + plain;
      const std::size_t list = i / 2;
      at += list == NameLists::kDrivers || list == NameLists::kSeconds ? 2 * std::size_t{size} : size;
    }
  }

  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> at_;
  std::vector<std::uint32_t> words_;
};

class Builder {
 public:
  void join(Block& block) {
    std::vector<std::uint32_t> global(block.terms.size());
    for (std::size_t t = 0; t < block.terms.size(); ++t) {
      const Term term = block.terms.term(t);
      global[t] = terms_.add(term.part, term.text, block.terms.hash(t));
    }
    const std::uint64_t base = occurrences_.size();
    for (NameRecord record : block.names) {
      record.first += static_cast<std::uint32_t>(base);
      names_.push_back(record);
    }
    for (const std::uint32_t occurrence : block.occurrences) {
      occurrences_.push_back((occurrence & ~kTermMask) | global[occurrence & kTermMask]);
    }
    joined_count_ += block.joined.size();
    joined_.push_back(std::move(block.joined));
    tricks_.insert(tricks_.end(), block.tricks.begin(), block.tricks.end());
    incomplete_ += block.incomplete;
  }

  bool within_limits() const {
    return names_.size() < kMaxNames && terms_.size() < kTermMask && occurrences_.size() < kMaxPlaces &&
           joined_count_ < kMaxPlaces && terms_.text_bytes() < kMaxPlaces;
  }

  Result<std::string> finish(std::uint32_t entities, std::uint64_t subject, unsigned threads) && {
    Head head;
    head.analysis = analysis_fingerprint();
    head.subject = subject;
    head.entities = entities;
    head.names = static_cast<std::uint32_t>(names_.size());
    head.terms = static_cast<std::uint32_t>(terms_.size());
    head.incomplete_names = incomplete_;
    store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
    std::vector<std::uint32_t> joined;
    std::vector<std::uint32_t> term_keys;
    std::vector<TermRecord> records(terms_.size());
    std::string parts;
    std::vector<std::uint32_t> lists;
    bool fits = true;
    in_parallel(3, threads, [&](std::size_t task) {
      if (task == 0) {
        fits = lay_out_terms(records, parts, lists);
      } else if (task == 1) {
        joined = lay_out_keys(joined_, head.names, head.joined_bucket_bits);
        joined_ = {};
      } else {
        term_keys = keys_of_terms(head.term_bucket_bits, threads);
      }
    });
    if (term_keys.empty() || !fits) {
      return Error{ErrorCode::kLimit, "the list has too many distinct words", {}, "Divide it"};
    }
    writer.add(kHeadSection, bytes_of(std::vector<Head>{head}));
    writer.add(kNamesSection, bytes_of(names_));
    writer.add(kOccurrencesSection, bytes_of(occurrences_));
    writer.add(kTermsSection, bytes_of(records));
    writer.add(kPartsSection, std::move(parts));
    writer.add(kListsSection, bytes_of(lists));
    writer.add(kTermKeysSection, bytes_of(term_keys));
    writer.add(kJoinedKeysSection, bytes_of(joined));
    writer.add(kTricksSection, bytes_of(tricks_));
    std::vector<std::uint32_t> singles;
    std::vector<Mark> marks;
    const std::vector<bool> single = single_words();
    for (std::uint32_t t = 0; t < terms_.size(); ++t) {
      if (!single[t]) continue;
      singles.push_back(t);
      marks.push_back(mark_of(records[t].sketch));
    }
    writer.add(kSinglesSection, bytes_of(singles));
    writer.add(kMarksSection, bytes_of(marks));
    return std::move(writer).finish();
  }

 private:
  std::span<const std::uint32_t> occurrences_of(const NameRecord& record) const {
    return std::span(occurrences_).subspan(record.first, record.count);
  }

  // Calls visit(term, list, initials, beside) for each list that a name stands in.
  template <typename Visit>
  void lists_of(const NameRecord& record, const std::vector<std::uint32_t>& uses, std::vector<std::uint32_t>& terms,
                const Visit& visit) const {
    terms.clear();
    bool initials = false;
    for (const std::uint32_t occurrence : occurrences_of(record)) {
      const std::uint32_t role = occurrence & kRoleMask;
      initials = initials || role == kRoleInitial;
      if (role == kRoleNone) continue;
      const std::uint32_t entry = occurrence & (kTermMask | kRoleMask);
      if (std::find(terms.begin(), terms.end(), entry) == terms.end()) terms.push_back(entry);
    }
    // Words first, and the rarest of them first of all. Names have a handful of terms.
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const bool word_a = (a & kRoleMask) == kRoleWord;
      const bool word_b = (b & kRoleMask) == kRoleWord;
      return word_a != word_b ? word_a : uses[a & kTermMask] < uses[b & kTermMask];
    };
    for (std::size_t i = 1; i < terms.size(); ++i) {
      const std::uint32_t entry = terms[i];
      std::size_t at = i;
      for (; at > 0 && before(entry, terms[at - 1]); --at) terms[at] = terms[at - 1];
      terms[at] = entry;
    }
    std::size_t words = 0;
    for (; words < terms.size() && (terms[words] & kRoleMask) == kRoleWord; ++words) {
    }
    const auto term = [&](std::size_t i) { return terms[i] & kTermMask; };
    const auto hash = [&](std::size_t i) { return terms_.parts()[term(i)].hash; };
    if (words <= 1) {
      for (std::size_t i = 0; i < terms.size(); ++i) {
        // A name without words goes under all it has. An initial of a query may stand for a single word; then anything
        // else has met.
        const bool single = i == 0 || words == 0;
        visit(term(i), single ? NameLists::kSingles : NameLists::kSeconds, initials, single ? 0U : term(0));
      }
      return;
    }
    // A word that repeats the rarest (as another kind of part, say) may be as far from all words as that.
    std::size_t second = 1;
    while (second < words && hash(second) == hash(0)) ++second;
    if (second == words) second = 1;
    bool plain = words == terms.size() && words <= 7;
    for (std::size_t i = 0; plain && i < words; ++i) {
      for (std::size_t k = 0; k < i; ++k) plain = plain && hash(i) != hash(k);
    }
    const std::uint32_t count = plain ? static_cast<std::uint32_t>(words) << 29U : 0U;
    visit(term(0), NameLists::kDrivers, initials, term(second) | count);
    visit(term(second), NameLists::kSeconds, initials, term(0) | count);
    for (std::size_t i = 1; i < terms.size(); ++i) {
      if (i != second) visit(term(i), NameLists::kRest, initials, 0U);
    }
  }

  // Terms that are the only word of a name.
  std::vector<bool> single_words() const {
    std::vector<bool> single(terms_.size(), false);
    for (const NameRecord& record : names_) {
      std::uint32_t word = kTermMask;
      bool several = false;
      for (const std::uint32_t occurrence : occurrences_of(record)) {
        if ((occurrence & kRoleMask) != kRoleWord) continue;
        several = several || (word != kTermMask && word != (occurrence & kTermMask));
        word = occurrence & kTermMask;
      }
      if (word != kTermMask && !several) single[word] = true;
    }
    return single;
  }

  bool lay_out_terms(std::vector<TermRecord>& records, std::string& parts, std::vector<std::uint32_t>& lists) const {
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      const Term term = terms_.term(t);
      names::NameView view;
      view.pool = term.text.data();
      records[t].sketch = sketch_of(view, term.part);
      records[t].part_at = static_cast<std::uint32_t>(parts.size());
      pack_part(term.part, term.text, parts);
    }
    std::vector<std::uint32_t> uses(terms_.size(), 0);
    for (const NameRecord& record : names_) {
      for (const std::uint32_t occurrence : occurrences_of(record)) {
        if ((occurrence & kRoleMask) != kRoleNone) ++uses[occurrence & kTermMask];
      }
    }
    Lists laid(terms_.size());
    std::vector<std::uint32_t> terms;
    for (const NameRecord& record : names_) {
      lists_of(record, uses, terms, [&](std::uint32_t term, std::size_t list, bool initials, std::uint32_t) {
        laid.count(term, list, initials);
      });
    }
    if (parts.size() >= kMaxPlaces || !laid.begin()) return false;
    for (std::uint32_t n = 0; n < names_.size(); ++n) {
      lists_of(names_[n], uses, terms, [&](std::uint32_t term, std::size_t list, bool initials, std::uint32_t beside) {
        laid.file(term, list, initials, n, beside, mark_of(records[beside & kBesideTerm].sketch));
      });
    }
    for (std::size_t t = 0; t < terms_.size(); ++t) records[t].lists_at = laid.at(t);
    lists = laid.words();
    return true;
  }

  std::vector<std::uint32_t> keys_of_terms(std::uint32_t& bucket_bits, unsigned threads) const {
    std::vector<std::vector<FiledKey>> filed((terms_.size() + kBlock - 1) / kBlock);
    in_parallel(filed.size(), threads, [&](std::size_t block) {
      Keys keys;
      for (std::size_t t = block * kBlock; t < std::min((block + 1) * kBlock, terms_.size()); ++t) {
        const Term term = terms_.term(t);
        if (term.part.weight == 0) continue;
        names::NameView view;
        view.parts = {&term.part, 1};
        view.pool = term.text.data();
        keys.clear();
        term_keys(view, term.part, keys);
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        for (const std::uint64_t key : keys) filed[block].push_back({key, static_cast<std::uint32_t>(t)});
      }
    });
    std::uint64_t total = 0;
    for (const auto& keys : filed) total += keys.size();
    if (total >= kMaxPlaces) return {};
    return lay_out_keys(filed, static_cast<std::uint32_t>(terms_.size()), bucket_bits);
  }

  std::vector<NameRecord> names_;
  std::vector<std::uint32_t> occurrences_;
  TermTable terms_;
  std::vector<std::vector<FiledKey>> joined_;
  std::uint64_t joined_count_ = 0;
  std::vector<TricksRecord> tricks_;
  std::uint32_t incomplete_ = 0;
};

}  // namespace

std::uint64_t analysis_fingerprint() {
  return embedded::analysis_fingerprint;
}

Result<std::string> build_names(std::span<const NameInput> names, std::uint32_t entities, std::uint64_t subject,
                                unsigned threads) {
  const Error too_many{
      ErrorCode::kLimit, "the list has more names than one index holds", {}, "Divide it into several sources"};
  if (names.size() >= kMaxNames || entities >= kMaxNames) return too_many;
  for (const NameInput& name : names) {
    if (name.ordinal > kMaxOrdinal) {
      return Error{ErrorCode::kLimit, "an entity has more than 65,536 names", {}, "Divide it into several entities"};
    }
  }
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  Builder builder;
  const std::size_t count = (names.size() + kBlock - 1) / kBlock;
  for (std::size_t wave = 0; wave < count; wave += kWave) {
    std::vector<Block> blocks(std::min(kWave, count - wave));
    in_parallel(blocks.size(), threads, [&](std::size_t i) { analyse(names, (wave + i) * kBlock, blocks[i]); });
    for (Block& block : blocks) {
      builder.join(block);
      block = {};
    }
    if (!builder.within_limits()) return too_many;
  }
  return std::move(builder).finish(entities, subject, threads);
}

Result<std::string> build(std::span<const model::Entity> entities, std::uint64_t subject, unsigned threads) {
  if (entities.size() >= kMaxNames) {
    return Error{ErrorCode::kLimit, "the list has more than 2^31 entities", {}, "Divide it into several sources"};
  }
  std::vector<NameInput> names;
  for (std::size_t e = 0; e < entities.size(); ++e) {
    const model::Schema* schema = model::Vocabulary::get().find(entities[e].schema);
    if (schema == nullptr || !schema->matchable()) continue;
    const names::NameType type = match::name_type_of_schema(entities[e].schema);
    std::uint32_t ordinal = 0;
    for (const model::EntityName& name : model::names_of(entities[e])) {
      names.push_back(
          {name.text, type, static_cast<std::uint32_t>(e), ordinal++, name.strength == model::NameStrength::kWeak});
    }
  }
  return build_names(names, static_cast<std::uint32_t>(entities.size()), subject, threads);
}

}  // namespace penumbra::index
