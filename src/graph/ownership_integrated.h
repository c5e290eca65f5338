// Integrated ownership: shares multiplied along chains and added over all of them.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_INTEGRATED_H_
#define PENUMBRA_GRAPH_OWNERSHIP_INTEGRATED_H_

#include <span>
#include <vector>

#include "graph/ownership_world.h"

namespace penumbra::graph {

// The share of each party, in [0, 1], that `start` holds directly and through others: the least solution of
// s = d + W^T s over equity stakes, with s = 1 for starts (Brioschi, Buzzacchi & Colombo 1989; Vitali, Glattfelder &
// Battiston, arXiv 1107.5728, on cycles). Parties in cycles are solved together, component by component, by
// Gauss–Seidel sweeps to 1e-12. Binary floating point: context for a reader, never a verdict. `high` takes the high
// ends of shares and counts undisclosed holders as starts; values are capped at 1.
std::vector<double> integrated_ownership(const OwnershipWorld& world, std::span<const Node> start, bool high);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_INTEGRATED_H_
