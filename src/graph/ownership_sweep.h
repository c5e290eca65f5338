// Ownership rules over a span of days, and under changed facts, at the cost of what changes.
//
// A sweep goes through every day of a span and lists each change of a verdict with the fact behind it. A what-if lays
// some facts over a computed day and says which verdicts would change; the base is never edited. Both give what
// decide_ownership() gives for each day or for the changed facts, except that transfers which a rule does not recognise
// (OFAC FAQ 402) are not looked for: a sweep says what the stakes imply day by day.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_SWEEP_H_
#define PENUMBRA_GRAPH_OWNERSHIP_SWEEP_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_history.h"

namespace penumbra::graph {

// What brought a change of verdict about.
struct SweepCause {
  enum class Kind : std::uint8_t {
    kStakeBegins,   // or a statement about it that counts from then on
    kStakeEnds,     // the last statement about it that held
    kStakeChanges,  // another statement counts
    kArrangement,   // a joint arrangement begins, ends or changes
    kListing,       // a listing begins or ends, or may
    kRule,          // another version of the rule applies
  };
  Kind kind = Kind::kStakeBegins;
  // Index into stakes() or listings() of the facts; without meaning for kRule.
  std::uint32_t fact = 0;
};

struct VerdictChange {
  Date day;  // the first day of the new verdict
  PartyIndex party = 0;
  OwnershipVerdict before = OwnershipVerdict::kNotByOwnership;
  OwnershipVerdict after = OwnershipVerdict::kNotByOwnership;
  SweepCause cause;
};

struct RuleSpan {
  Date from;  // first day of the span on which the version answers
  rules::RuleChoice rule;
};

struct OwnershipSweep {
  Date from;
  Date to;                             // the last day
  std::vector<VerdictChange> changes;  // by day, then party
  std::vector<RuleSpan> rules;         // the versions met, by day
  // How many parties have each verdict on the first and on the last day, by number of the verdict.
  std::array<std::uint64_t, 6> at_start{};
  std::array<std::uint64_t, 6> at_end{};
};

// Goes through [from, to]. kNotFound for an unknown regime, kInvalidArgument when `to` comes before `from`. The
// result's rule pointers live as long as `book`. Cost: one history and, for each version of the rule, one fixpoint,
// then the neighbourhood of what changes.
Result<OwnershipSweep> sweep_ownership(const OwnershipFacts& facts, const rules::RuleBook& book,
                                       const std::string& regime, Date from, Date to,
                                       Timestamp known_at = Timestamp::max());

// Why a verdict changed, as one sentence without the date: "the stake of X in A (60 % equity) ends".
std::string cause_sentence(const OwnershipFacts& facts, const OwnershipSweep& sweep, const VerdictChange& change);

// Facts to lay over a day. Added stakes are statements like those of the facts, so an earlier edition or a parcel of
// what is there already counts as such.
struct OwnershipScenario {
  std::vector<StakeFact> add_stakes;
  std::vector<std::uint32_t> remove_stakes;  // indices into stakes()
  std::vector<ListingFact> add_listings;
  std::vector<std::uint32_t> remove_listings;  // indices into listings()
};

struct WhatIfChange {
  PartyIndex party = 0;
  OwnershipVerdict before = OwnershipVerdict::kNotByOwnership;
  OwnershipVerdict after = OwnershipVerdict::kNotByOwnership;
};

// One regime on one day, computed once, for any number of scenarios. `facts` and `book` must outlive it. Not
// thread-safe: a scenario works on the computed state and takes everything back before it answers.
class OwnershipBase {
 public:
  // kNotFound when the regime is unknown.
  static Result<OwnershipBase> make(const OwnershipFacts& facts, const rules::RuleBook& book,
                                    const OwnershipQuery& query);
  OwnershipBase(OwnershipBase&&) noexcept;
  OwnershipBase& operator=(OwnershipBase&&) noexcept;
  ~OwnershipBase();

  OwnershipVerdict verdict(PartyIndex party) const;
  // Parties whose verdict would change, in order. kInvalidArgument for an index or party that does not exist. Cost: the
  // neighbourhood of what changes; where a joint arrangement is near, that of all arrangements.
  Result<std::vector<WhatIfChange>> what_if(const OwnershipScenario& scenario);

 private:
  struct Parts;
  explicit OwnershipBase(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_SWEEP_H_
