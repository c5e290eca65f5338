// Distinct parts, numbered in order of first use.
#ifndef PENUMBRA_INDEX_TERM_TABLE_H_
#define PENUMBRA_INDEX_TERM_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::index {

// A part on its own: `part` has slices that count from the beginning of `text`, and no gap.
struct Term {
  names::Part part;
  std::string_view text;
};

// Calls visit(slice) for each slice of a part, in the order of their texts in a term.
template <typename P, typename Visit>
void for_each_slice(P& part, const Visit& visit) {
  visit(part.latin);
  visit(part.fold);
  visit(part.skeleton);
  visit(part.native);
  visit(part.readings);
}

// The bytes of a term: `head`, which is its Latin form, then `tail`.
struct TermText {
  std::string_view head;
  std::string_view tail;
  std::size_t size() const { return head.size() + tail.size(); }
};

// Takes a part out of its name, whose bytes `text` then points at; or at `room`, where the name has them otherwise than
// the analysis writes them. A fold that equals the Latin form shares its bytes.
names::Part detached(const names::NameView& name, const names::Part& part, std::string& room, TermText& text);

// Not thread-safe.
class TermTable {
 public:
  // The number of a term, new or known. `hash` is hash_of_term(part, text).
  std::uint32_t add(const names::Part& part, const TermText& text, std::uint64_t hash);

  std::size_t size() const { return entries_.size(); }
  Term term(std::size_t number) const;
  // Asks memory for a term that is wanted soon; for the place where one of this hash is or will be.
  void prefetch(std::size_t number) const {
    __builtin_prefetch(&entries_[number]);
    __builtin_prefetch(&parts_[number]);
  }
  void prefetch_text(std::size_t number) const { __builtin_prefetch(text_.data() + entries_[number].at); }
  void prefetch_hash(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
  }
  // Once that place is there: for the term that it is the place of.
  void prefetch_known(std::uint64_t hash) const {
    if (slots_.empty()) return;
    const Slot& slot = slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)];
    if (slot.number != 0) prefetch(slot.number - 1);
  }
  std::uint64_t hash(std::size_t number) const { return entries_[number].hash; }
  std::uint64_t text_at(std::size_t number) const { return entries_[number].at; }
  std::size_t text_bytes() const { return text_.size(); }
  const std::string& text() const { return text_; }
  const std::vector<names::Part>& parts() const { return parts_; }
  void clear();

 private:
  void grow();

  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t at = 0;
    std::uint32_t size = 0;
  };
  std::vector<names::Part> parts_;
  std::vector<Entry> entries_;
  std::string text_;
  struct Slot {
    std::uint32_t number = 0;  // + 1; 0: free
    std::uint32_t tag = 0;     // upper half of the hash
  };
  std::vector<Slot> slots_;
};

// Of what detached() gives: equal terms have equal hashes.
std::uint64_t hash_of_term(const names::Part& part, const TermText& text);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_TERM_TABLE_H_
