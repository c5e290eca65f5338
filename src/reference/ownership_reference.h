// The ownership rules done the slow, obvious way, to check the engine against. Linked by tests only.
//
// Takes the definitions literally: a *world* gives every uncertain share a number, every undisclosed holder an identity
// and every doubtful statement a yes or no, such that the shares of one kind in one asset, with what it holds in
// itself, make at most 100 %. In each world the rule is applied by repeating the test over all parties until nothing
// changes. A party is certainly reached if it is reached in every world, possibly if in some.
#ifndef PENUMBRA_REFERENCE_OWNERSHIP_REFERENCE_H_
#define PENUMBRA_REFERENCE_OWNERSHIP_REFERENCE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_facts.h"
#include "rules/ownership_rule.h"

namespace penumbra::reference {

struct ReferenceReach {
  std::vector<bool> certain;   // by party
  std::vector<bool> possible;  // by party
  std::uint64_t worlds = 0;
};

// Whether each party is reached by tests of effect `level` or stronger on a day. Shares must be whole percents; where
// an owner has several statements about one asset and kind they must all hold for certain, from one beginning and
// recorded on one day: their shares are one figure between the least and the sum of those that differ. Shares are tried
// at the ends of their interval, at one percent inside an open end, and at what others leave of 100. Nothing when there
// are more than `max_worlds` worlds or none at all (contradictory shares). Listed parties count as reached.
std::optional<ReferenceReach> reference_reach(const graph::OwnershipFacts& facts, const rules::RuleVersion& rule,
                                              Date as_of, rules::Effect level, std::uint64_t max_worlds);

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_OWNERSHIP_REFERENCE_H_
