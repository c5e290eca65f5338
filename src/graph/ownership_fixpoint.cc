#include "graph/ownership_fixpoint.h"

#include <algorithm>

namespace penumbra::graph {

namespace {

using rules::Comparison;
using rules::Effect;

// 128 bits hold the product of two shares: 10^18 * 10^18.
__extension__ using Wide = __int128;

bool meets_reading(Comparison comparison, ShareUnits threshold, ShareEnd share, Side side) {
  if (share.value != threshold) return share.value > threshold;
  // At the threshold itself the openness of the end decides. A low end that is open means "more than".
  if (side == Side::kLow) return comparison == Comparison::kAtLeast || share.open;
  return comparison == Comparison::kAtLeast && !share.open;
}

ShareUnits add_capped(ShareUnits a, ShareUnits b) {
  return std::min(a + b, kShareCap);
}

// numerator / (100 - self) in percent, rounded towards the outside of the interval.
ShareEnd divide(ShareEnd numerator, ShareUnits self, bool self_open, Side side) {
  if (self <= 0) return numerator;
  if (numerator.value <= 0) return numerator;
  if (self >= kHundredPercent) return {kHundredPercent, true};
  const Wide scaled = static_cast<Wide>(std::min(numerator.value, kHundredPercent)) * kHundredPercent;
  const Wide rest = kHundredPercent - self;
  const Wide floor = scaled / rest;
  const bool exact = floor * rest == scaled;
  ShareEnd result;
  result.value = static_cast<ShareUnits>(std::min<Wide>(floor, kHundredPercent));
  result.open = numerator.open || self_open || !exact;
  if (!exact && side == Side::kHigh && result.value < kHundredPercent) ++result.value;
  return result;
}

}  // namespace

bool meets_test(const rules::KindTest& test, ShareEnd share, Side side) {
  const ShareUnits threshold = to_units(test.threshold);
  const bool first = meets_reading(test.comparison, threshold, share, side);
  if (test.other_reading == test.comparison) return first;
  const bool other = meets_reading(test.other_reading, threshold, share, side);
  return side == Side::kLow ? first && other : first || other;
}

OwnershipFixpoint::OwnershipFixpoint(const OwnershipWorld& world, const rules::RuleVersion& rule)
    : world_(world),
      rule_(rule),
      by_votes_(rule.chain_by_votes && world.has_kind(StakeKind::kVotes)),
      rank_epoch_(world.party_count() + 1, 0),
      rank_(world.party_count() + 1, 0),
      sum_epoch_(world.columns().size(), 0),
      sums_(world.columns().size()) {}

void OwnershipFixpoint::run(std::span<const Node> start, Side side, Effect level) {
  ++epoch_;
  side_ = side;
  level_ = level;
  order_.clear();
  touched_.clear();
  joint_counted_.clear();
  joint_active_.clear();
  through_shares_.clear();
  is_through_shares_.clear();
  unstated_votes_.clear();
  for (const Node node : start) add_member(node);
  if (side == Side::kHigh && world_.has_undisclosed()) add_member(world_.undisclosed_node());
  start_count_ = static_cast<std::uint32_t>(order_.size());
  for (std::size_t i = 0; i < order_.size(); ++i) visit(order_[i]);
  passing_count_ = static_cast<std::uint32_t>(order_.size());
  for (const Node node : through_shares_) add_member(node);
}

void OwnershipFixpoint::add_member(Node node) {
  if (contains(node)) return;
  rank_epoch_[node] = epoch_;
  rank_[node] = static_cast<std::uint32_t>(order_.size());
  order_.push_back(node);
}

void OwnershipFixpoint::visit(Node owner) {
  for (const std::uint32_t index : world_.holdings_of(owner)) add_holding(index);
  if (!world_.joint_groups().empty() && joint_applies()) activate_joint(owner);
}

Effect OwnershipFixpoint::effect_of(const Column& column) const {
  const Effect effect = rule_.test(column.kind).effect;
  if (column.kind != StakeKind::kProfits || !rule_.profits_without_equity_only) return effect;
  const auto [begin, end] = world_.columns_of(column.asset);
  for (std::uint32_t c = begin; c < end; ++c) {
    if (world_.columns()[c].kind == StakeKind::kEquity) return std::min(effect, Effect::kFlag);
  }
  return effect;
}

bool OwnershipFixpoint::criterion_applies(const Holding& holding, const Column& column) const {
  if (is_measured(column.kind) || column.kind == StakeKind::kJointArrangement) return false;
  if (rule_.test(column.kind).effect < level_) return false;
  return side_ == Side::kHigh || !holding.has(kOnlyPossible);
}

void OwnershipFixpoint::add_holding(std::uint32_t index) {
  const Holding& holding = world_.holdings()[index];
  const Column& column = world_.columns()[holding.column];
  if (holding.owner == column.asset) return;
  if (!is_measured(column.kind)) {
    if (criterion_applies(holding, column)) add_member(column.asset);
    return;
  }
  const Effect effect = effect_of(column);
  if (effect == Effect::kNone) return;
  if (!world_.joint_groups().empty() && world_.is_joint_asset(column.asset) && !joint_counted_.insert(index).second) {
    return;
  }
  Sum& sum = sums_[holding.column];
  if (sum_epoch_[holding.column] != epoch_) {
    sum_epoch_[holding.column] = epoch_;
    sum = Sum{};
    touched_.push_back(holding.column);
  }
  sum.high = add_capped(sum.high, holding.high);
  sum.low = add_capped(sum.low, holding.low);
  if (holding.has(kHighOpen)) ++sum.open_highs;
  if (holding.has(kLowOpen)) ++sum.open_lows;
  if (chain_matters()) note_unstated_votes(holding, column);
  if (contains(column.asset)) return;
  if (effect >= level_ && passes(column, share_of(column, sum))) reach(column);
  // More votes of members leave more room for those that are not stated.
  const bool reconsider = chain_matters() && column.kind == StakeKind::kVotes && !contains(column.asset) &&
                          is_through_shares_.contains(column.asset);
  if (reconsider) {
    const auto [begin, end] = world_.columns_of(column.asset);
    for (std::uint32_t c = begin; c < end && !contains(column.asset); ++c) {
      const Column& other = world_.columns()[c];
      if (other.kind != StakeKind::kVotes && is_measured(other.kind) && test_passes_on(other)) add_member(other.asset);
    }
  }
}

void OwnershipFixpoint::reach(const Column& column) {
  if (test_passes_on(column)) {
    add_member(column.asset);
  } else if (is_through_shares_.insert(column.asset).second) {
    through_shares_.push_back(column.asset);
  }
}

// The column of the asset's votes, if any party other than the asset itself is stated to have some.
const Column* OwnershipFixpoint::votes_of(Node asset) const {
  const auto [begin, end] = world_.columns_of(asset);
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column& column = world_.columns()[c];
    if (column.kind != StakeKind::kVotes) continue;
    const bool only_self = column.self >= 0 && column.end - column.begin == 1;
    return only_self ? nullptr : &column;
  }
  return nullptr;
}

void OwnershipFixpoint::note_unstated_votes(const Holding& holding, const Column& column) {
  if (side_ == Side::kLow || column.kind == StakeKind::kVotes) return;
  const Column* votes = votes_of(column.asset);
  if (votes == nullptr) return;
  if (holding.owner == world_.undisclosed_node()) {
    // An undisclosed holder of shares need not be the undisclosed holder of votes.
    unstated_votes_.insert(column.asset);
    return;
  }
  const auto rows = world_.holdings_in(*votes);
  const auto by_owner = [](const Holding& h, Node owner) { return h.owner < owner; };
  for (auto it = std::lower_bound(rows.begin(), rows.end(), holding.owner, by_owner);
       it != rows.end() && it->owner == holding.owner; ++it) {
    if (!it->has(kOnlyPossible)) return;
  }
  unstated_votes_.insert(column.asset);
}

bool OwnershipFixpoint::test_passes_on(const Column& column) const {
  if (!chain_matters() || !is_measured(column.kind) || column.kind == StakeKind::kVotes) return true;
  const Column* votes = votes_of(column.asset);
  if (votes == nullptr) return true;
  if (side_ == Side::kLow) return false;
  const auto rows = world_.holdings_in(*votes);
  const bool stated = std::any_of(rows.begin(), rows.end(),
                                  [&](const Holding& h) { return h.owner != column.asset && !h.has(kOnlyPossible); });
  if (!stated) return true;
  if (!unstated_votes_.contains(column.asset)) return false;
  const std::uint32_t index = rows.front().column;
  Sum most = sum_epoch_[index] == epoch_ ? sums_[index] : Sum{};
  most.high = kShareCap;
  return passes(*votes, share_of(*votes, most));
}

void OwnershipFixpoint::activate_joint(Node owner) {
  for (const std::uint32_t g : world_.joint_groups_of(owner)) {
    const JointGroup& group = world_.joint_groups()[g];
    if (side_ == Side::kLow && group.only_possible) continue;
    if (!joint_active_.insert(g).second) continue;
    const auto [begin, end] = world_.columns_of(group.asset);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = world_.columns()[c];
      if (!is_measured(column.kind)) continue;
      for (std::uint32_t h = column.begin; h < column.end; ++h) {
        const bool member = std::binary_search(group.members.begin(), group.members.end(), world_.holdings()[h].owner);
        if (member) add_holding(h);
      }
    }
  }
}

// Low: what members hold for certain. High: the most that members can hold, given that all shares of the asset
// together, with what it holds in itself and what others certainly hold, make at most 100. Where the statements
// contradict one another (overfull), nothing is cut.
ShareEnd OwnershipFixpoint::share_of(const Column& column, const Sum& sum) const {
  const rules::SelfHeld self_held = column.kind == StakeKind::kVotes ? rule_.self_held_votes : rule_.self_held_equity;
  const Holding* self = column.self < 0 ? nullptr : &world_.holdings()[static_cast<std::size_t>(column.self)];
  if (side_ == Side::kLow) {
    const ShareEnd stated{std::min(sum.low, kHundredPercent), sum.open_lows > 0 && sum.low < kHundredPercent};
    if (self == nullptr || self_held != rules::SelfHeld::kDropped) return stated;
    return divide(stated, self->low, self->has(kLowOpen), side_);
  }
  ShareEnd most{sum.high, sum.open_highs > 0};
  const ShareUnits self_low = self == nullptr ? 0 : self->low;
  const bool self_low_open = self != nullptr && self->has(kLowOpen);
  ShareUnits room = kHundredPercent;  // what is left for members and for what the asset holds in itself
  bool room_open = false;
  if (!column.overfull) {
    room = kHundredPercent - (column.low_total - sum.low);
    room_open = column.open_lows > sum.open_lows;
  }
  const ShareUnits bound = column.overfull ? kHundredPercent : room - self_low;
  const bool bound_open = room_open || self_low_open;
  if (bound < most.value) {
    most = {bound, bound_open};
  } else if (bound == most.value) {
    most.open = most.open || bound_open;
  }
  if (self == nullptr || self_held == rules::SelfHeld::kKept) return most;
  const ShareUnits self_most = std::min(self->high, std::max<ShareUnits>(room - most.value, 0));
  const bool self_open = self_most == self->high ? self->has(kHighOpen) : room_open;
  return divide(most, self_most, self_open, side_);
}

bool OwnershipFixpoint::passes(const Column& column, ShareEnd share) const {
  return meets_test(rule_.test(column.kind), share, side_);
}

ShareEnd OwnershipFixpoint::share(std::uint32_t column) const {
  if (sum_epoch_[column] != epoch_) return {};
  return share_of(world_.columns()[column], sums_[column]);
}

std::int32_t OwnershipFixpoint::joint_group_for(const Holding& holding, const Column& column,
                                                std::uint32_t before) const {
  if (world_.joint_groups().empty() || !joint_applies()) return -1;
  for (const std::uint32_t g : world_.joint_groups_of(holding.owner)) {
    const JointGroup& group = world_.joint_groups()[g];
    if (group.asset != column.asset || (side_ == Side::kLow && group.only_possible)) continue;
    for (const Node member : group.members) {
      if (member != holding.owner && passes_on(member, before)) return static_cast<std::int32_t>(g);
    }
  }
  return -1;
}

bool OwnershipFixpoint::counts(const Holding& holding, const Column& column, std::uint32_t before) const {
  if (holding.owner == column.asset) return false;
  if (passes_on(holding.owner, before)) return true;
  return joint_group_for(holding, column, before) >= 0;
}

bool OwnershipFixpoint::meets(const Column& column, ShareUnits sum, bool sum_open) const {
  const std::uint32_t index = column.begin < column.end ? world_.holdings()[column.begin].column : 0;
  Sum total = sum_epoch_[index] == epoch_ ? sums_[index] : Sum{};
  if (side_ == Side::kLow) {
    total.low = sum;
    total.open_lows = sum_open ? 1 : 0;
  } else {
    // The room that others leave is that of the whole run; only the members' own sum is tried.
    const ShareEnd most = share_of(column, total);
    total.high = std::min(sum, kShareCap);
    total.open_highs = sum_open ? 1 : 0;
    const ShareEnd tried = share_of(column, total);
    return passes(column, tried.value < most.value ? tried : most);
  }
  return passes(column, share_of(column, total));
}

}  // namespace penumbra::graph
