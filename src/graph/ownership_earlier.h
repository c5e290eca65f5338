// Parties that certain facts restricted on an earlier day, by persons who are still listed (OFAC FAQ 402).
#ifndef PENUMBRA_GRAPH_OWNERSHIP_EARLIER_H_
#define PENUMBRA_GRAPH_OWNERSHIP_EARLIER_H_

#include <map>
#include <vector>

#include "graph/ownership_decide.h"

namespace penumbra::graph {

struct EarlierSearch {
  std::map<Node, EarlierReach> earlier;
  std::vector<bool> party;  // by party: downstream of a listed person, so that its history matters
  bool cut = false;         // there are more days of change than are searched
};

// Searches the days on which a stake downstream of `listed` parties may have shrunk, latest first: at most
// kMaxHistoryDates, and fewer where much lies downstream (kMaxHistoryWork).
EarlierSearch search_earlier(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
                             const rules::RuleVersion& rule, const std::vector<bool>& listed);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_EARLIER_H_
