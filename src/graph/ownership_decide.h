// Internal to the ownership engine: what is decided about every party before it is put into words.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_DECIDE_H_
#define PENUMBRA_GRAPH_OWNERSHIP_DECIDE_H_

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "graph/ownership.h"

namespace penumbra::graph {

inline constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;

// The strongest effect that reaches a party, for certain and possibly, with the group of starts that does it.
struct PartyReach {
  rules::Effect certain = rules::Effect::kNone;
  rules::Effect possible = rules::Effect::kNone;
  std::uint32_t certain_group = kNoGroup;
  std::uint32_t possible_group = kNoGroup;
  ShareEnd share_low;
  ShareEnd share_high;
  std::uint32_t share_group = kNoGroup;
  std::uint32_t share_column = 0;
};

// A party that certain facts restricted on an earlier day, by persons who are still listed.
struct EarlierReach {
  Date last_day;                // the last day on which it was reached
  bool recognised = true;       // false when the change that ended it touched the rule's jurisdiction
  bool before_listing = false;  // reached only by persons who were listed soon after
};

struct OwnershipDecision {
  const rules::RuleVersion* rule = nullptr;
  bool rule_on_record = true;
  OwnershipWorld world;
  std::vector<StartGroup> groups;
  std::vector<PartyReach> parties;
  std::vector<bool> listed;            // certainly on a list that starts the rule
  std::vector<bool> possibly_listed;   // perhaps on such a list (an imprecise date)
  std::vector<bool> unresolved;        // caught by rules where an unresolved share counts (BIS Red Flag 29)
  std::vector<bool> aggregate;         // reached if the stakes of all groups were added up, and not otherwise
  std::vector<bool> closed_cycle;      // in the greatest fixpoint only
  std::vector<bool> other_instrument;  // reached from the rule's flag lists
  std::map<Node, EarlierReach> earlier;
  std::vector<bool> history_party;  // downstream of a listed person, so that its history matters
  bool history_cut = false;         // more changes than kMaxHistoryDates; the oldest were not searched
  std::vector<double> integrated_low;
  std::vector<double> integrated_high;
};

// Days on which stakes changed that are searched for parties restricted earlier. More is flagged, never silently cut:
// each costs a world and a fixpoint, and hostile input could name a new day in every row.
inline constexpr std::size_t kMaxHistoryDates = 128;
// Statements that this search looks at in all, for the same reason: a graph of a million stakes is searched on few
// days.
inline constexpr std::size_t kMaxHistoryWork = 4'000'000;

OwnershipDecision decide(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
                         const rules::RuleChoice& choice);

// True when a stated country is the one with this ISO 3166 alpha-2 code, in any case.
bool is_country(std::string_view stated, std::string_view code);

// Runs one group on one side at one level, unless that is what the fixpoint holds already.
void run_group(OwnershipFixpoint& fixpoint, const StartGroup& group, Side side, rules::Effect level);

// Whether a member of the last run is one only because it holds on behalf of another member (a nominee): what it holds
// counts as the other's, and it is not owned or controlled itself. False below Effect::kReview.
bool is_stand_in(const OwnershipFixpoint& run, Node node);

// Puts decisions into words (ownership_answer.cc).
std::vector<OwnershipAnswer> answer_all(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                        const OwnershipQuery& query);

// The same for some parties, in their order.
std::vector<OwnershipAnswer> answer_some(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                         const OwnershipQuery& query, std::span<const PartyIndex> parties);
// The same for every party that is reached or flagged, in order.
std::vector<OwnershipAnswer> answer_notable(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                            const OwnershipQuery& query);
// How many parties have each verdict, by its number, without explaining any.
std::array<std::uint64_t, 6> count_verdicts(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                            const OwnershipQuery& query);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_DECIDE_H_
