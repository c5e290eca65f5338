// Why a fixpoint reached a party: a minimal set of statements, and what it would take to know more.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_
#define PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/ownership_fixpoint.h"

namespace penumbra::graph {

// Statements in one explanation. Real chains are tens long; beyond this only those nearest to the party are given.
inline constexpr std::size_t kMaxChainLinks = 200;
// Statements in all explanations of one answer together; when they are spent, each has at most kShortChainLinks.
inline constexpr std::size_t kMaxAllChainLinks = 500'000;
inline constexpr std::size_t kShortChainLinks = 8;

struct Support {
  std::vector<std::uint32_t> holdings;  // indices into OwnershipWorld::holdings()
  bool cut = false;                     // longer than the limit
};

// Why `node` is a member of the last run: for every party on the way the test that it meets with the fewest, largest
// stakes of members that came before it; stakes that are not needed are left out, so that removing any one breaks that
// test. Ordered so that a stake's owner is a start or is supported by stakes before it. Empty for starts and for nodes
// that are no members. Where an arrangement makes others' stakes count, its rows are included.
Support support_of(const OwnershipFixpoint& run, Node node, std::size_t limit = kMaxChainLinks);

// The stakes that were added up in `column`, with the supports of their owners.
Support support_of_share(const OwnershipFixpoint& run, std::uint32_t column, std::size_t limit = kMaxChainLinks);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_EXPLAIN_H_
