// Which single loss stops a thing, and which two losses together: minimal cut sets of order 1 and 2.
//
// Exact for AND, OR and k-of-n with cycles, by trying every candidate: 64 candidates at a time, one bit of a machine
// word each, in one pass of the least fixpoint. Rejected: MOCUS (Fussell and Vesely 1972), which expands the tree of
// gates and needs it to be free of cycles; binary decision diagrams, whose size depends on an order to be tuned and
// which pay off only from order 3 on.
#ifndef PENUMBRA_GRAPH_SUPPLY_CUTS_H_
#define PENUMBRA_GRAPH_SUPPLY_CUTS_H_

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/supply_net.h"

namespace penumbra::graph {

// Things that can take part in a pair; with more, pairs are not tried and the answer says so. 4096 are some eight
// million pairs, about a second over a net of a thousand things.
inline constexpr std::size_t kMaxPairCandidates = 4096;

struct CutQuery {
  NetNode root = 0;
  Day day = 0;                               // the net as it stands on this day; what lies in store is left out
  std::uint8_t level = 0;                    // doubts up to this level are taken for the worst
  std::vector<NetNode> lost;                 // things that are out on the day already, ascending
  std::vector<std::vector<NetNode>> causes;  // sets of things that one cause would take together
  bool pairs = true;
};

struct CutAnswer {
  bool already_out = false;                        // the root is out on the day; nothing else is filled
  std::vector<NetNode> singles;                    // ascending
  std::vector<std::uint32_t> causes;               // indices of those causes that stop the root, ascending
  std::vector<std::pair<NetNode, NetNode>> pairs;  // of things that are no singles; ascending
  std::string incomplete;                          // why pairs are missing; "" when all were tried
};

CutAnswer find_cuts(const SupplyNet& net, const CutQuery& query);

// Everything that stops when `things` are lost on the day, themselves included; ascending. The query's root and causes
// are ignored.
std::vector<NetNode> stopped_by(const SupplyNet& net, const CutQuery& query, std::span<const NetNode> things);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_CUTS_H_
