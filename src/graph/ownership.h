// Which parties a rule reaches, on which day, by what was known when, through which chain, and what is not known.
//
// Answers "under rule R as in force on D, do the recorded facts make this party restricted?" for every party of a set
// of facts. Never says "legal" or "safe": `not-by-ownership` means that the rule does not follow from the recorded
// stakes.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_H_
#define PENUMBRA_GRAPH_OWNERSHIP_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ownership_facts.h"
#include "graph/ownership_fixpoint.h"
#include "graph/ownership_world.h"
#include "penumbra/date.h"
#include "penumbra/result.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

// Stored and printed: never renumber, names never change.
enum class OwnershipVerdict : std::uint8_t {
  kDesignated = 0,      // listed itself under the regime
  kRestricted = 1,      // the rule follows from certain facts
  kNotByOwnership = 2,  // the rule does not follow from the recorded stakes
  kControlReview = 3,   // a control test or a rebuttable presumption: a person has to review it
  kLicence = 4,         // the rule follows and means that a licence is needed
  kUndetermined = 5,  // it follows in some worlds that the facts allow, or it is not known whether the rule is in force
};
std::string_view to_string(OwnershipVerdict verdict);

// Something that needs a look though the verdict stands. The key is stable.
struct OwnershipFlag {
  std::string key;
  std::string text;
  bool operator==(const OwnershipFlag&) const = default;
};

// One statement of an explanation.
struct ChainLink {
  std::uint32_t fact = 0;  // index into OwnershipFacts::stakes()
  bool only_possible = false;
};

struct OwnershipAnswer {
  PartyIndex party = 0;
  OwnershipVerdict verdict = OwnershipVerdict::kNotByOwnership;
  std::vector<OwnershipFlag> flags;  // sorted by key
  // Stakes that the rule counts in this party: certain and possible sum of those that decide. For rules that look at
  // each listed person apart, those of the person who holds most.
  ShareEnd share_low;
  ShareEnd share_high;
  StakeKind measure = StakeKind::kEquity;
  const rules::RuleVersion* rule = nullptr;
  bool rule_on_record = true;
  // A smallest set of statements from which the verdict follows, ordered so that each statement's owner is listed or
  // comes from statements before it. For an undetermined party, from which it could follow; for one not reached, the
  // stakes that were counted.
  std::vector<ChainLink> chain;
  // For an undetermined party: facts that would decide it, one sentence each.
  std::vector<std::string> missing;
  // Integrated (multiplied out) ownership by listed persons in percent, low and high. Context only: no rule uses it.
  double integrated_low = 0;
  double integrated_high = 0;
  std::string sentence;  // the verdict in words
};

struct OwnershipQuery {
  std::string regime;
  Date as_of;
  Timestamp known_at = Timestamp::max();  // what was recorded later is not used
};

struct OwnershipResult {
  std::vector<OwnershipAnswer> answers;  // one per party, in order of the facts
  rules::RuleChoice rule;
};

// Decides for every party. kNotFound when the regime is unknown (the message names those that are). The result's rule
// pointers live as long as `book`. Pure: same arguments, same answers, whatever the order of the facts' rows.
Result<OwnershipResult> decide_ownership(const OwnershipFacts& facts, const rules::RuleBook& book,
                                         const OwnershipQuery& query);

// Which parties to explain.
struct OwnershipSelection {
  // These, in this order. Empty: every party that is reached or flagged.
  std::vector<PartyIndex> parties;
};

struct OwnershipPart {
  OwnershipResult result;                 // answers of the selected parties only
  std::array<std::uint64_t, 6> counts{};  // of all parties, by number of the verdict
};

// decide_ownership() for graphs of millions: decides for every party and counts, but explains only some. Each answer is
// the one that decide_ownership() gives, save that explanations share one budget of statements (kMaxAllChainLinks).
Result<OwnershipPart> decide_ownership_part(const OwnershipFacts& facts, const rules::RuleBook& book,
                                            const OwnershipQuery& query, const OwnershipSelection& selection);

// The verdict-level core without explanations, for large worlds: which parties the rule's own test reaches.
enum class Reach : std::uint8_t { kNot = 0, kPossibly = 1, kCertainly = 2 };
struct StartSet {
  std::vector<Node> certain;
  std::vector<Node> possible;  // contains the certain ones
};

// What one group of starting parties is: all listed ones, one person, or one list.
struct StartGroup {
  StartSet start;
  std::string name;  // "" for all, the party's id, or the list's name
};

// The groups that the rule's aggregation makes of the listings that hold on a day.
std::vector<StartGroup> start_groups(const OwnershipFacts& facts, const OwnershipWorld& world,
                                     const rules::RuleVersion& rule, Date as_of);

// Reach of the rule's own test (Effect::kRestrict) over a bare world for one aggregated start.
std::vector<Reach> ownership_reach(const OwnershipWorld& world, const rules::RuleVersion& rule, const StartSet& start);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_H_
