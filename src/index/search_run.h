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
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SEARCH_RUN_H_
