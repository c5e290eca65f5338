// One search while it runs: what the files of the searcher share. Private to src/index.
#ifndef PENUMBRA_INDEX_SEARCH_RUN_H_
#define PENUMBRA_INDEX_SEARCH_RUN_H_

#include <bit>
#include <cstdint>
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

struct Searcher::Run {
  const NameIndex& index;
  const PreparedQuery& query;
  const SearchLimits& limits;
  int threshold = 0;
  bool paired = false;
  names::NameView view;
  SearchStats stats{};
  std::vector<NameMatch>* matches = nullptr;
  bool full() const { return stats.bound_reached; }
  // Whether a term stands in names of the kind that is asked for.
  bool of_kind(std::uint32_t term) const { return (index.sketch(term).flags & kinds) != 0; }
  std::uint8_t kinds = limits.only ? of_type(*limits.only) : kOfAnyType;
  // Of the query (note_query()).
  std::uint64_t alike = 0;         // parts that share their fold with another
  std::uint32_t first_scored = 0;  // the first part with weight, and the last
  std::uint32_t last_scored = 0;
  int weight = 0;            // of all parts but numbers
  std::uint8_t scripts = 0;  // Part::flags of all parts, kPartAnchor aside
  bool titled = false;       // has a title
  bool of_thing = false;     // has a word that no person's name has
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SEARCH_RUN_H_
