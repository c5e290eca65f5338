// What is stated about ownership and control: parties, listings and stakes, each with valid and recorded time.
//
// Useful for: holding all assertions of a graph, contradicting ones included. Not useful for: asking who owns what on a
// day; that is an OwnershipWorld, made from these facts for one pair of dates.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_FACTS_H_
#define PENUMBRA_GRAPH_OWNERSHIP_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "model/stake.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::graph {

using model::is_measured;
using model::kMeasuredKindCount;
using model::kStakeKindCount;
using model::StakeKind;

// Dense number of a party inside one OwnershipFacts, in order of addition.
using PartyIndex = std::uint32_t;

// The owner of a stake whose holder is not disclosed, as files write it and as stakes carry it.
inline constexpr std::string_view kUndisclosedOwner = "?";
inline constexpr PartyIndex kUndisclosed = 0xFFFFFFFF;

struct Party {
  std::string id;
  std::string name;     // "" when not stated
  std::string kind;     // free text: person, company, ...; shown, never judged
  std::string country;  // ISO 3166 code as stated; "" when not
};

struct ListingFact {
  PartyIndex party = 0;
  std::string list;  // "us-sdn"
  ValidInterval valid;
};

struct StakeFact {
  PartyIndex owner = 0;  // kUndisclosed for "?"
  PartyIndex asset = 0;
  StakeKind kind = StakeKind::kEquity;
  model::ShareInterval share;  // unstated: anything from 0 to 100; without meaning for kinds that are not measured
  ValidInterval valid;
  // When this became known. Nothing: known at any time, and earlier than every dated statement.
  std::optional<Timestamp> recorded;
  std::string source;  // "" when not stated
  // For kControls: by what, as the source states it; a name of model::kControlCriteria or free words. "" when silent.
  std::string criterion;
  // True when the source itself holds the stake to be no more than possible (status likely, possible, disputed).
  bool only_possible = false;
};

// A set of assertions. Const access is safe from any thread.
class OwnershipFacts {
 public:
  // kDuplicate when the id is taken, kInvalidArgument for "" and "?".
  Result<PartyIndex> add_party(Party party);
  // Room for so many, where the numbers are known beforehand.
  void reserve(std::size_t parties, std::size_t stakes) {
    parties_.reserve(parties);
    stakes_.reserve(stakes);
  }
  void add_listing(ListingFact listing) { listings_.push_back(std::move(listing)); }
  void add_stake(StakeFact stake) { stakes_.push_back(std::move(stake)); }

  // Replaces all stakes, or all listings; for deciding one set of parties again and again.
  void set_stakes(std::vector<StakeFact> stakes) { stakes_ = std::move(stakes); }
  void set_listings(std::vector<ListingFact> listings) { listings_ = std::move(listings); }

  std::optional<PartyIndex> find(std::string_view id) const;
  // The same parties and listings with those stakes for which `keep(stake)` is true; indices of stakes change.
  template <typename Keep>
  OwnershipFacts with_stakes(Keep keep) const {
    OwnershipFacts part;
    part.parties_ = parties_;
    part.listings_ = listings_;
    part.by_id_ = by_id_;
    for (const StakeFact& stake : stakes_) {
      if (keep(stake)) part.stakes_.push_back(stake);
    }
    return part;
  }
  const std::vector<Party>& parties() const { return parties_; }
  const std::vector<ListingFact>& listings() const { return listings_; }
  const std::vector<StakeFact>& stakes() const { return stakes_; }

  // The facts of a model: every entity is a party; designations are listings; relationships whose kind is a stake kind
  // ("equity", "votes", ...) or a criterion of control, "owns" (equity; role "votes" or "profits" for those) or
  // "controls" (role: the criterion) are stakes; other kinds are not ownership and are passed over. A relationship from
  // "?" is an undisclosed holder. Statements that the source plans, proposes or denies are left out; likely, possible
  // and disputed ones, and those ended or suspended without a day, are only possible. kDanglingReference when an end is
  // no entity of the span.
  static Result<OwnershipFacts> from_model(std::span<const model::Entity> entities,
                                           std::span<const model::Designation> designations,
                                           std::span<const model::Relationship> relationships);

 private:
  // Where the table has the id, or the free place for it.
  std::size_t place_of(std::string_view id) const;
  void grow_table();

  std::vector<Party> parties_;
  std::vector<ListingFact> listings_;
  std::vector<StakeFact> stakes_;
  // Open addressing over the ids of parties_: 8 to 16 bytes a party, where a map of strings takes a hundred.
  std::vector<PartyIndex> by_id_;
};

// The stake kind that a relationship of the model stands for, if any.
std::optional<StakeKind> stake_kind_of(std::string_view relationship_kind, std::string_view role);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_FACTS_H_
