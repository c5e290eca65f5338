// Why a fixpoint reached a party: a minimal set of statements, and what it would take to know more.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_
#define PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_

#include <cstdint>
#include <vector>

#include "graph/ownership_fixpoint.h"

namespace penumbra::graph {

// Holding indices (into OwnershipWorld::holdings()) that support `node` being a member of the last run: for every party
// on the way the test that it meets with the fewest, largest stakes of members that came before it; stakes that are not
// needed are left out, so that removing any one breaks that test. Ordered so that a stake's owner is a start or is
// supported by stakes before it. Empty for starts and for nodes that are no members. Joint arrangements' own statements
// are not holdings of a measured kind and are appended as the group's holding in its column, when present.
std::vector<std::uint32_t> support_of(const OwnershipFixpoint& run, Node node);

// The stakes that were added up in `column`, largest first, preceded by the supports of their owners.
std::vector<std::uint32_t> support_of_share(const OwnershipFixpoint& run, std::uint32_t column);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_
