// One search while it runs: what the files of the searcher share. Private to src/index.
#ifndef PENUMBRA_INDEX_SEARCH_RUN_H_
#define PENUMBRA_INDEX_SEARCH_RUN_H_

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "index/search.h"
#include "names/name.h"

namespace penumbra::index {

constexpr std::uint64_t bit(std::size_t i) {
  return std::uint64_t{1} << i;
}

template <typename Visit>
void for_each_bit(std::uint64_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

// Joined forms of a query beyond this many are looked up under one common number.
inline constexpr std::size_t kMaxTogether = 64 - 1;

// Keys of names that share a joined form or an acronym with the query, for thresholds below match::kPairedFloor: made
// when they are asked for, since nearly all searches do without.
JoinedKeys keys_of_both(const PreparedQuery& query);

// What a visit of look_ahead() reads besides the occurrences of its name.
enum class Ahead { kOccurrences, kTerms, kParts };

// Calls visit(name, its occurrences) for names until it returns false, and asks the memory for what comes next.
// Names below NameIndex::name_count().
template <Ahead ahead, typename Visit>
void look_ahead(const NameIndex& index, std::span<const std::uint32_t> names, const Visit& visit) {
  constexpr std::size_t kAhead = 8;
  constexpr std::size_t kSteps = ahead == Ahead::kOccurrences ? 2 : ahead == Ahead::kTerms ? 3 : 4;
  std::array<std::uint64_t, 8 * kAhead> firsts;
  const auto first_of = [&](std::size_t i) -> std::uint64_t& { return firsts[i % firsts.size()]; };
  for (std::size_t at = 0; at < names.size() + kSteps * kAhead; ++at) {
    // Records, where their occurrences begin, the terms, the parts, and the visit: each is kAhead names behind.
    if (at < names.size()) index.prefetch_record(names[at]);
    if (at >= kAhead && at - kAhead < names.size()) {
      const std::size_t i = at - kAhead;
      first_of(i) = index.first_of(names[i]);
      index.prefetch_occurrences(first_of(i));
    }
    if (ahead != Ahead::kOccurrences && at >= 2 * kAhead && at - 2 * kAhead < names.size()) {
      const std::size_t i = at - 2 * kAhead;
      for (const std::uint32_t occurrence : index.occurrences(names[i], first_of(i))) {
        index.prefetch_term(occurrence & kTermMask);
      }
    }
    if (ahead == Ahead::kParts && at >= 3 * kAhead && at - 3 * kAhead < names.size()) {
      const std::size_t i = at - 3 * kAhead;
      for (const std::uint32_t occurrence : index.occurrences(names[i], first_of(i))) {
        index.prefetch_part(occurrence & kTermMask);
      }
    }
    if (at < kSteps * kAhead) continue;
    const std::size_t i = at - kSteps * kAhead;
    if (!visit(names[i], index.occurrences(names[i], first_of(i)))) return;
  }
}

struct Searcher::Run {
  const NameIndex& index;
  const PreparedQuery& query;
  const SearchLimits& limits;
  int threshold = 0;
  bool paired = false;
  names::NameView view;
  SearchStats stats{};
  std::vector<NameMatch>* matches = nullptr;
  bool counted = false;  // names are counted (find_counted())
  bool full() const { return stats.bound_reached; }
  // Whether a name is of a kind that is asked for.
  bool wants(std::uint32_t name) const {
    return limits.kinds == kOfAnyType || (of_type(index.type_of(name)) & limits.kinds) != 0;
  }
  // Whether a term stands in names of the kind that is asked for.
  bool of_kind(std::uint32_t term) const { return (index.sketch(term).flags & kinds) != 0; }
  std::uint8_t kinds = limits.kinds;
  // Of the query (note_query()).
  std::uint64_t alike = 0;                                   // parts that share their fold with another ...
  std::array<std::uint8_t, names::kMaxParts> first_alike{};  // ... and of each the first of them, initials aside
  std::uint32_t first_scored = 0;                            // the first part with weight, and the last
  std::uint32_t last_scored = 0;
  bool plain = false;        // nothing but words, none of which shares its fold with another
  int weight = 0;            // of all parts but numbers
  std::uint8_t scripts = 0;  // Part::flags of all parts, kPartAnchor aside
  bool titled = false;       // has a title
  bool word_titles = false;  // has a word that other names set aside as a title or a word of papers
  std::size_t titles = 0;    // how many...
  int title_bits = 0;        // ... and what they say, in half bits
  bool formed = false;       // has a legal form
  bool of_thing = false;     // has a word that no person's name has
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SEARCH_RUN_H_
