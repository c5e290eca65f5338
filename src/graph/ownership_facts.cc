#include "graph/ownership_facts.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace penumbra::graph {

namespace {

using model::AssertionStatus;

constexpr PartyIndex kFreePlace = 0xFFFFFFFF;

bool is_left_out(AssertionStatus status) {
  return status == AssertionStatus::kPlanned || status == AssertionStatus::kProposed ||
         status == AssertionStatus::kDenied;
}

bool is_only_possible(AssertionStatus status) {
  return status == AssertionStatus::kLikely || status == AssertionStatus::kPossible ||
         status == AssertionStatus::kDisputed;
}

// Ended or suspended without a day: nobody knows whether it still held on the day asked for.
bool is_undated_end(const model::Relationship& relationship) {
  const bool over =
      relationship.status == AssertionStatus::kEnded || relationship.status == AssertionStatus::kSuspended;
  return over && !relationship.valid.to.known();
}

Error dangling(std::string_view what, const std::string& id, const model::Evidence& evidence) {
  SourcePosition position;
  position.path = evidence.record;
  return Error{ErrorCode::kDanglingReference, std::string(what) + " names \"" + id + "\", which is no entity",
               std::move(position), "Add the entity or correct the id"};
}

}  // namespace

Result<PartyIndex> OwnershipFacts::add_party(Party party) {
  if (party.id.empty() || party.id == kUndisclosedOwner) {
    return Error{ErrorCode::kInvalidArgument,
                 "a party cannot have the id \"" + party.id + "\"",
                 {},
                 "Give it an id of its own; ? stands for an undisclosed holder"};
  }
  if ((parties_.size() + 1) * 2 > by_id_.size()) grow_table();
  const std::size_t place = place_of(party.id);
  if (by_id_[place] != kFreePlace) {
    return Error{ErrorCode::kDuplicate, "the party \"" + party.id + "\" occurs twice", {}, "Give each party one id"};
  }
  const auto index = static_cast<PartyIndex>(parties_.size());
  by_id_[place] = index;
  parties_.push_back(std::move(party));
  return index;
}

std::size_t OwnershipFacts::place_of(std::string_view id) const {
  const std::size_t mask = by_id_.size() - 1;
  std::size_t place = std::hash<std::string_view>()(id) & mask;
  while (by_id_[place] != kFreePlace && parties_[by_id_[place]].id != id) place = (place + 1) & mask;
  return place;
}

void OwnershipFacts::grow_table() {
  by_id_.assign(std::max<std::size_t>(64, by_id_.size() * 2), kFreePlace);
  for (PartyIndex i = 0; i < parties_.size(); ++i) by_id_[place_of(parties_[i].id)] = i;
}

std::optional<PartyIndex> OwnershipFacts::find(std::string_view id) const {
  if (by_id_.empty()) return std::nullopt;
  const PartyIndex party = by_id_[place_of(id)];
  if (party == kFreePlace) return std::nullopt;
  return party;
}

std::optional<StakeKind> stake_kind_of(std::string_view relationship_kind, std::string_view role) {
  if (relationship_kind == "owns") {
    if (role == "votes") return StakeKind::kVotes;
    if (role == "profits") return StakeKind::kProfits;
    return StakeKind::kEquity;
  }
  if (relationship_kind == "controls" && role == to_string(StakeKind::kAppointsMajority)) {
    return StakeKind::kAppointsMajority;
  }
  if (relationship_kind == "controls" && role == to_string(StakeKind::kNominee)) return StakeKind::kNominee;
  if (model::find_control_criterion(relationship_kind) != nullptr) return StakeKind::kControls;
  return model::parse_stake_kind(relationship_kind);
}

Result<OwnershipFacts> OwnershipFacts::from_model(std::span<const model::Entity> entities,
                                                  std::span<const model::Designation> designations,
                                                  std::span<const model::Relationship> relationships) {
  OwnershipFacts facts;
  facts.parties_.reserve(entities.size());
  for (const model::Entity& entity : entities) {
    Party party{entity.id, std::string(entity.caption()), entity.schema, std::string(entity.first("country"))};
    PENUMBRA_ASSIGN_OR_RETURN([[maybe_unused]] const PartyIndex index, facts.add_party(std::move(party)));
  }
  for (const model::Designation& designation : designations) {
    const auto party = facts.find(designation.entity);
    if (!party) return dangling("the designation " + designation.id, designation.entity, designation.evidence);
    facts.add_listing({*party, designation.list, designation.valid});
  }
  for (const model::Relationship& relationship : relationships) {
    const auto kind = stake_kind_of(relationship.kind, relationship.role);
    if (!kind || is_left_out(relationship.status)) continue;
    StakeFact stake;
    stake.kind = *kind;
    if (relationship.from == kUndisclosedOwner) {
      stake.owner = kUndisclosed;
    } else if (const auto owner = facts.find(relationship.from)) {
      stake.owner = *owner;
    } else {
      return dangling("the relationship " + relationship.id, relationship.from, relationship.evidence);
    }
    const auto asset = facts.find(relationship.to);
    if (!asset) return dangling("the relationship " + relationship.id, relationship.to, relationship.evidence);
    stake.asset = *asset;
    stake.share = relationship.share;
    stake.valid = relationship.valid;
    stake.recorded = relationship.recorded;
    stake.source = relationship.evidence.source;
    if (*kind == StakeKind::kControls) {
      stake.criterion = relationship.kind == "controls" ? relationship.role : relationship.kind;
    }
    stake.only_possible = is_only_possible(relationship.status) || is_undated_end(relationship);
    facts.add_stake(std::move(stake));
  }
  return facts;
}

}  // namespace penumbra::graph
