// The supply net followed day by day, with every rule spelled out in the plainest way. Slow; linked by tests only.
#ifndef PENUMBRA_REFERENCE_SUPPLY_REFERENCE_H_
#define PENUMBRA_REFERENCE_SUPPLY_REFERENCE_H_

#include <utility>
#include <vector>

#include "graph/supply_net.h"
#include "graph/supply_sim.h"

namespace penumbra::reference {

// Per thing, per day from the net's start to its end: whether it is out.
std::vector<std::vector<bool>> days_out(const graph::SupplyNet& net, const graph::SimReading& reading);

// All sets of one or two things whose loss stops `root` on the day `day`, and of which no smaller set does, by trying
// every set. Things of `lost` are lost already. Members of groups that are substitutes do not count.
std::vector<std::vector<graph::NetNode>> cut_sets(const graph::SupplyNet& net, graph::NetNode root, graph::Day day,
                                                  std::uint8_t level, const std::vector<graph::NetNode>& lost);

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_SUPPLY_REFERENCE_H_
