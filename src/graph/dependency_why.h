// Why a thing stands in the shadow of another: the best chains of dependences between the two, and the facts on which
// that rests.
//
// Chains are ranked as an exposure's chain is (graph/dependency.h): certainty of the weakest fact, then the weakest
// need, then length, then how well the sources were checked, then the ids of the facts. They are simple paths, found in
// order by best-first search with the exact distance to the target as bound (k best simple paths: Yen, 1971; here with
// a bound in the place of deviations, since weakest-link ranks do not add up along a path).
//
// The smallest set of facts whose absence leaves the target unreached is a minimum cut with one unit for each
// dependence (max-flow min-cut: Ford and Fulkerson, 1956; by shortest augmenting paths: Edmonds and Karp, 1972).
#ifndef PENUMBRA_GRAPH_DEPENDENCY_WHY_H_
#define PENUMBRA_GRAPH_DEPENDENCY_WHY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/dependency.h"
#include "graph/dependency_world.h"

namespace penumbra::graph {

// Beginnings of chains that one search looks at; the order of chains is exact until then.
inline constexpr std::size_t kMaxPartialPaths = 100'000;

struct DependencyPath {
  std::vector<ChainStep> steps;  // from the root outward
  Certainty certainty = Certainty::kCertain;
  model::Need need = model::Need::kEssential;
  std::uint32_t doubt = 0;  // sum over the facts, as DependencyEdge::doubt
};

struct DependencyWhy {
  std::vector<DependencyPath> chains;  // best first; empty: the target is not reached
  bool more = false;                   // there are, or may be, further chains
  // Smallest sets of dependences without which no chain is left, each of the same size: the one nearest to the root,
  // and the one nearest to the target where that is another. Sorted by fact id.
  std::vector<std::vector<const model::Relationship*>> cuts;
  std::vector<std::string> bounds;  // searches that were given up, one sentence each
};

struct DependencyWhyOptions {
  std::size_t chains = 5;
  std::size_t max_hops = DependencyLimits{}.max_hops;
};

// Facts of one dependant, kind and needed thing are one dependence, shown by the best checked of them. Pure and
// deterministic, whatever the order of the facts. The result points into the world's facts.
DependencyWhy explain_dependency(const DependencyWorld& world, EntityIndex root, EntityIndex target,
                                 const DependencyWhyOptions& options = {});

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_WHY_H_
