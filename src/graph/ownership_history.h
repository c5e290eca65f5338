// The ownership graph over a span of days: the world of the first day, and what changes on which day after it.
//
// Useful for: going through many days at the cost of what changes. Not useful for: one day, which is an OwnershipWorld.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_HISTORY_H_
#define PENUMBRA_GRAPH_OWNERSHIP_HISTORY_H_

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "graph/ownership_facts.h"
#include "graph/ownership_world.h"
#include "penumbra/date.h"

namespace penumbra::graph {

// From this day on, another share stands in a slot of the world (kAbsentShare: none).
struct SlotChange {
  Date day;
  std::uint32_t slot = 0;
  ShareCode code = 0;
  std::uint32_t fact = 0;  // the statement that counts from then on, or that ended
};

// From this day on, these are the joint arrangements.
struct JointChange {
  Date day;
  std::vector<JointGroup> groups;
  std::uint32_t fact = 0;  // a statement that begins or ends on the day
};

// Plain value. The world has a slot for every stake that exists on some day of the span.
struct OwnershipHistory {
  Date from;
  Date to;  // the last day
  OwnershipWorld world;
  std::vector<SlotChange> slots;   // by day; the world is as on `from` until they are applied
  std::vector<JointChange> joint;  // by day, after `from`
};

// For each day of [from, to] what OwnershipWorld::at() selects on it. O(V + E) and one selection for each day on which
// the statements about a stake begin or end.
OwnershipHistory history_of(const OwnershipFacts& facts, Date from, Date to, Timestamp known_at);

// The joint arrangements and the shares lent by them on a day, worked out from the statements near arrangements alone:
// those of parties to one and those about assets of one. Statements are numbered as in the facts they came from.
class JointPart {
 public:
  struct Lent {
    Node owner = 0;
    Node asset = 0;
    std::uint32_t fact = 0;  // the row of the arrangement
    ShareState share;
  };
  struct Day {
    std::vector<JointGroup> groups;
    std::vector<Lent> lent;
  };

  // `statements` are indices that `stake(i)` understands; only arrangements and measured stakes are looked at.
  template <typename Stake>
  JointPart(std::uint32_t party_count, std::span<const std::uint32_t> statements, Stake stake)
      : undisclosed_(party_count) {
    for (const std::uint32_t i : statements) add(i, stake(i));
  }

  Day on(Date day, Timestamp known_at) const;
  bool empty() const { return facts_.stakes().empty(); }
  const std::vector<std::uint32_t>& statements() const { return statements_; }

 private:
  void add(std::uint32_t statement, const StakeFact& stake);
  PartyIndex local(PartyIndex party);

  Node undisclosed_;
  OwnershipFacts facts_;  // with parties of its own numbering
  std::vector<std::uint32_t> statements_;
  std::vector<PartyIndex> parties_;
  std::map<PartyIndex, PartyIndex> local_;
};

// Appends the days in (from, to] on which what a statement says of a day can change.
void append_turning_days(const ValidInterval& valid, Date from, Date to, std::vector<Date>& days);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_HISTORY_H_
