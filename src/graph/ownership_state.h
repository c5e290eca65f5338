// What one rule version says of every party, kept up to date while stakes and listings change.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_STATE_H_
#define PENUMBRA_GRAPH_OWNERSHIP_STATE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_live.h"

namespace penumbra::graph {

// The listings of each party, with changes laid over them. `facts` must outlive it.
class ListingBook {
 public:
  explicit ListingBook(const OwnershipFacts& facts);

  // Calls use(listing) for each listing of a party.
  template <typename Use>
  void each_of(PartyIndex party, Use use) const {
    if (const auto it = by_party_.find(party); it != by_party_.end()) {
      for (const std::uint32_t i : it->second) {
        if (!removed_.contains(i)) use(facts_.listings()[i]);
      }
    }
    for (const ListingFact& listing : added_) {
      if (listing.party == party) use(listing);
    }
  }
  // Every party that has a listing in the facts.
  template <typename Use>
  void each_party(Use use) const {
    for (const auto& [party, listings] : by_party_) use(party);
  }

  void lay_over(std::span<const ListingFact> added, std::span<const std::uint32_t> removed);

 private:
  const OwnershipFacts& facts_;
  std::unordered_map<PartyIndex, std::vector<std::uint32_t>> by_party_;
  std::vector<ListingFact> added_;
  std::unordered_set<std::uint32_t> removed_;
};

// The verdicts of one rule version over a LiveGraph, by what the stakes imply day by day: transfers that a rule does
// not recognise (OFAC FAQ 402) are not looked for; the answer for a single day does. Not thread-safe; all arguments
// must outlive it.
class OwnershipState {
 public:
  // `rule.version` is not null. `any_kind`: stakes of kinds that the world does not have may be laid over it.
  OwnershipState(const OwnershipFacts& facts, const LiveGraph& graph, const ListingBook& listings,
                 const rules::RuleChoice& rule, bool any_kind);

  // Computes everything for a day.
  void begin(Date day);
  // Takes in that the stakes of `touched` assets and the listings of `relisted` parties are other ones now. `looked_at`
  // gets every party whose verdict may have changed, some more than once, with the cause that it was given.
  void settle(Date day, std::span<const Touch> touched, std::span<const Touch> relisted, std::vector<Touch>& looked_at);
  OwnershipVerdict verdict(PartyIndex party) const;

  // Changes from here on can be taken back by undo().
  void remember();
  void undo();

 private:
  // On which of the rule's lists a party stands: bit i for the i-th.
  struct Listed {
    std::uint32_t certain = 0;
    std::uint32_t possible = 0;
    bool other_instrument = false;
    bool operator==(const Listed&) const = default;
  };

  Listed listed_on(PartyIndex party, Date day) const;
  void add_start_changes(PartyIndex party, std::uint32_t before, std::uint32_t after, std::uint32_t cause,
                         std::vector<StartChange>& out) const;
  bool covered(PartyIndex party) const;
  bool outcome_unknown() const;

  const OwnershipFacts& facts_;
  const ListingBook& listings_;
  const rules::RuleVersion& rule_;
  bool on_record_;
  bool idle_ = false;  // there is no rule: only listings count
  LiveFixpoint low_;
  LiveFixpoint high_;
  std::unique_ptr<LiveFixpoint> low_review_;
  std::unique_ptr<LiveFixpoint> high_review_;
  std::unique_ptr<LiveFixpoint> unresolved_;
  std::unordered_map<PartyIndex, Listed> listed_;
  bool remembering_ = false;
  std::vector<std::pair<PartyIndex, Listed>> former_listed_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_STATE_H_
