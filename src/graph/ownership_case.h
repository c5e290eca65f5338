// One party's part of an ownership graph, cut out so that it can be decided again and again with facts changed.
//
// Question that it answers: *would the rule still (or then) reach this party if these facts were otherwise?* Useful
// for: finding minimal chains, what a verdict rests on, what would decide an open one. Not useful for: deciding many
// parties; graph/ownership.h does that in one pass.
//
// A *stake* here is all that is stated about one owner, asset and kind (a row with an undisclosed owner stands by
// itself): "if this stake were not there" leaves out every statement about it, so that no older edition takes the place
// of a newer one.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_CASE_H_
#define PENUMBRA_GRAPH_OWNERSHIP_CASE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_decide.h"
#include "graph/ownership_facts.h"
#include "graph/ownership_fixpoint.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

// Statements that all decisions of one case may look at together, some seconds of work. A search that would need more
// stops and says so.
inline constexpr std::uint64_t kMaxCaseWork = 20'000'000;

// Facts by the asset they are about; made once for any number of cases. Refers to nothing outside itself.
class StakesByAsset {
 public:
  explicit StakesByAsset(const OwnershipFacts& facts);
  // Indices into OwnershipFacts::stakes().
  std::span<const std::uint32_t> in(PartyIndex asset) const {
    return {order_.data() + begin_[asset], order_.data() + begin_[asset + 1]};
  }
  // Family rows whose owner is the party: a tie binds both ends.
  std::vector<std::uint32_t> family_of(PartyIndex owner) const;

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> order_;
  std::vector<std::pair<PartyIndex, std::uint32_t>> family_;  // sorted
};

// A stake that counts on the day.
struct CaseStake {
  PartyIndex owner = 0;  // of the case; kUndisclosed for "?"
  PartyIndex asset = 0;
  StakeKind kind = StakeKind::kEquity;
  std::vector<std::uint32_t> facts;  // every statement about it; indices into the case's facts
  std::uint32_t shown = 0;           // the statement that counts
  // As it counts: both ends of the share and kOnlyPossible, kContested and the open ends.
  Holding holding;
};

// How a stake is taken in one decision.
enum class Take : std::uint8_t {
  kIn,
  kOut,       // nothing is stated about it
  kStranger,  // somebody else holds it who is neither listed nor reached: it leaves no room for others
};

// What differs from the record in one decision. Stakes are indices into OwnershipCase::stakes().
struct CaseChange {
  std::vector<Take> takes;  // one per stake; empty: all are in
  // The stake certainly exists on the day with exactly this share.
  std::vector<std::pair<std::uint32_t, model::ShareInterval>> shares;
  std::vector<std::pair<std::uint32_t, PartyIndex>> holders;  // the stake is this party's
  std::vector<PartyIndex> listed;                             // certainly listed on the day, on every list of the rule
  std::vector<PartyIndex> unlisted;                           // on no list of the rule on the day
  std::vector<StakeFact> added;                               // further stakes, in parties of the case
};

// Not thread-safe; `book` and `query` of cut() must outlive it, the facts need not.
class OwnershipCase {
 public:
  // Cuts out everything that lies above `party`, and decides it as it stands. kNotFound when the regime is unknown.
  static Result<OwnershipCase> cut(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                   const rules::RuleBook& book, const OwnershipQuery& query);

  // The facts of the case, and where each came from: index into the stakes of the facts that it was cut from.
  const OwnershipFacts& facts() const { return facts_; }
  std::uint32_t original(std::uint32_t fact) const { return original_[fact]; }
  PartyIndex party() const { return party_; }
  const rules::RuleVersion& rule() const { return *decision_.rule; }
  const OwnershipQuery& query() const { return query_; }
  const rules::RuleBook& book() const { return *book_; }
  // As the record has it; the same answer as over the whole graph.
  const OwnershipDecision& decision() const { return decision_; }
  const OwnershipAnswer& answer() const { return answer_; }
  const std::vector<CaseStake>& stakes() const { return stakes_; }
  // The stake to which a fact of the case belongs; nothing when it does not count on the day.
  std::optional<std::uint32_t> stake_of(std::uint32_t fact) const;
  // Inside Use: the stake behind a fact of the run's world; nothing for an added one.
  std::optional<std::uint32_t> stake_behind(std::uint32_t run_fact) const;
  // A listed person of whom nothing else is known, for CaseChange::holders and added stakes. One of its own for rules
  // that keep persons apart.
  PartyIndex listed_stranger() const { return listed_stranger_; }

  // Whether the party is reached at this level or above on a side. On the low side a stake whose share cannot be
  // determined counts where the rule says so (RuleVersion::unresolved_counts). `use`, when given, sees the run that
  // reached it.
  using Use = std::function<void(const OwnershipFixpoint& run)>;
  bool reached(const CaseChange& change, Side side, rules::Effect level, const Use& use = nullptr);
  // What the whole engine says of the party after the change; Take::kStranger is not for this.
  OwnershipVerdict verdict(const CaseChange& change);

  // True when kMaxCaseWork is spent; reached() then says false.
  bool spent() const { return work_ > kMaxCaseWork; }
  std::uint64_t work() const { return work_; }

 private:
  OwnershipCase() = default;
  void index_stakes();
  void make_scratch();
  // `stakes_behind`, when given, gets the stake of each result, or -1.
  std::vector<StakeFact> changed_stakes(const CaseChange& change, bool engine,
                                        std::vector<std::int32_t>* stakes_behind) const;
  std::vector<ListingFact> changed_listings(const CaseChange& change) const;
  bool unresolved(const OwnershipWorld& world, const std::vector<StartGroup>& groups) const;

  OwnershipFacts facts_;
  std::vector<std::uint32_t> original_;
  PartyIndex party_ = 0;
  const rules::RuleBook* book_ = nullptr;
  OwnershipQuery query_;
  OwnershipDecision decision_;
  OwnershipAnswer answer_;
  std::vector<CaseStake> stakes_;
  std::vector<std::int32_t> stake_of_fact_;
  std::vector<std::uint32_t> place_in_column_;  // by stake: its number among those of its asset and kind
  std::vector<Node> unrecognised_;              // starts by a transfer that is not recognised
  // The parties of the case, strangers and the listed stranger, with sources as short words, for reached().
  OwnershipFacts scratch_;
  std::vector<StakeFact> scratch_stakes_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> own_stakes_;  // by row of an arrangement
  std::vector<std::int32_t> scratch_stake_;                         // by stake of scratch_
  PartyIndex first_stranger_ = 0;
  PartyIndex listed_stranger_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_CASE_H_
