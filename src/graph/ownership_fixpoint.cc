#include "graph/ownership_fixpoint.h"

#include <algorithm>
#include <array>

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

ShareEnd members_share(const rules::RuleVersion& rule, StakeKind kind, Side side, const MemberSum& members,
                       const LowTotal& others, const ShareState* self, bool overfull) {
  const rules::SelfHeld self_held = kind == StakeKind::kVotes ? rule.self_held_votes : rule.self_held_equity;
  if (side == Side::kLow) {
    const ShareEnd stated{std::min(members.low, kHundredPercent), members.low_open && members.low < kHundredPercent};
    if (self == nullptr || self_held != rules::SelfHeld::kDropped) return stated;
    return divide(stated, self->low, self->has(kLowOpen), side);
  }
  ShareEnd most{members.high, members.high_open};
  const ShareUnits self_low = self == nullptr ? 0 : self->low;
  const bool self_low_open = self != nullptr && self->has(kLowOpen);
  ShareUnits room = kHundredPercent;  // what is left for members and for what the asset holds in itself
  bool room_open = false;
  if (!overfull) {
    room = kHundredPercent - others.sum;
    room_open = others.open > 0;
  }
  const ShareUnits bound = overfull ? kHundredPercent : room - self_low;
  const bool bound_open = room_open || self_low_open;
  if (bound < most.value) {
    most = {bound, bound_open};
  } else if (bound == most.value) {
    most.open = most.open || bound_open;
  }
  if (self == nullptr || self_held == rules::SelfHeld::kKept) return most;
  const ShareUnits self_most = std::min(self->high, std::max<ShareUnits>(room - most.value, 0));
  const bool self_open = self_most == self->high ? self->has(kHighOpen) : room_open;
  return divide(most, self_most, self_open, side);
}

OwnershipFixpoint::OwnershipFixpoint(const OwnershipWorld& world, const rules::RuleVersion& rule)
    : world_(world),
      rule_(rule),
      by_votes_(rule.chain_by_votes && world.has_kind(StakeKind::kVotes)),
      members_(static_cast<std::size_t>(world.party_count()) + 1),
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
  passing_count_ = 0xFFFFFFFF;
  if (!world_.joint_groups().empty() && joint_applies()) {
    visit_in_order();
  } else {
    visit_all();
  }
  passing_count_ = static_cast<std::uint32_t>(order_.size());
  for (const Node node : through_shares_) add_member(node);
}

void OwnershipFixpoint::add_member(Node node) {
  if (contains(node)) return;
  members_[node] = {epoch_, static_cast<std::uint32_t>(order_.size())};
  order_.push_back(node);
}

void OwnershipFixpoint::visit_in_order() {
  for (std::size_t i = 0; i < order_.size(); ++i) {
    for (const std::uint32_t index : world_.holdings_of(order_[i])) add_holding(index);
    activate_joint(order_[i]);
  }
}

// The same order of work, with the holdings passed through a short queue, so that the memory of those that come is
// fetched while others are worked on: a run is bound by cache misses, four for each holding.
void OwnershipFixpoint::visit_all() {
  constexpr std::size_t kAhead = 32;  // a power of two
  constexpr std::size_t kMask = kAhead - 1;
  std::array<std::uint32_t, kAhead> queue{};
  std::size_t head = 0;
  std::size_t tail = 0;
  std::size_t member = 0;
  std::span<const std::uint32_t> holdings;
  std::size_t next = 0;
  while (true) {
    while (tail - head < kAhead) {
      if (next == holdings.size()) {
        if (member == order_.size()) break;
        if (member + 8 < order_.size()) world_.prefetch_out(order_[member + 8]);
        holdings = world_.holdings_of(order_[member++]);
        next = 0;
        continue;
      }
      world_.prefetch_slot(holdings[next]);
      queue[tail++ & kMask] = holdings[next++];
    }
    if (head == tail) return;
    if (tail - head > 16) {
      const std::uint32_t column = world_.slots()[queue[(head + 16) & kMask]].column;
      world_.prefetch_column(column);
      __builtin_prefetch(&sums_[column]);
    }
    if (tail - head > 8) {
      const std::uint32_t column = world_.slots()[queue[(head + 8) & kMask]].column;
      __builtin_prefetch(&members_[world_.asset_of_column(column)]);
    }
    add_holding(queue[head++ & kMask]);
  }
}

Effect OwnershipFixpoint::effect_of(const Column& column) const {
  const Effect effect = rule_.test(column.kind).effect;
  if (column.kind != StakeKind::kProfits || !rule_.profits_without_equity_only) return effect;
  const auto [begin, end] = world_.columns_of(column.asset);
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column other = world_.columns()[c];
    if (other.kind != StakeKind::kEquity) continue;
    for (std::uint32_t s = other.begin; s < other.end; ++s) {
      if (world_.slots()[s].code != kAbsentShare) return std::min(effect, Effect::kFlag);
    }
  }
  return effect;
}

bool OwnershipFixpoint::criterion_applies(const ShareState& share, StakeKind kind) const {
  if (is_measured(kind) || kind == StakeKind::kJointArrangement) return false;
  if (rule_.test(kind).effect < level_ || share.has(kAbsent)) return false;
  return side_ == Side::kHigh || !share.has(kOnlyPossible);
}

void OwnershipFixpoint::add_holding(std::uint32_t index) {
  const Slot& slot = world_.slots()[index];
  const Column column = world_.columns()[slot.column];
  if (slot.owner == column.asset || slot.code == kAbsentShare) return;
  const ShareState share = world_.state_of(slot);
  if (!is_measured(column.kind)) {
    if (criterion_applies(share, column.kind)) add_member(column.asset);
    return;
  }
  const Effect effect = effect_of(column);
  if (effect == Effect::kNone) return;
  if (!world_.joint_groups().empty() && world_.is_joint_asset(column.asset) && !joint_counted_.insert(index).second) {
    return;
  }
  Sum& sum = sums_[slot.column];
  if (sum.epoch != epoch_) {
    sum = Sum{};
    sum.epoch = epoch_;
    touched_.push_back(slot.column);
  }
  sum.high = add_capped(sum.high, share.high);
  sum.low = add_capped(sum.low, share.low);
  if (share.has(kHighOpen)) ++sum.open_highs;
  if (share.has(kLowOpen)) ++sum.open_lows;
  if (chain_matters()) note_unstated_votes(slot.owner, column);
  if (contains(column.asset)) return;
  if (effect >= level_ && passes(column, sum)) reach(column);
  // More votes of members leave more room for those that are not stated.
  const bool reconsider = chain_matters() && column.kind == StakeKind::kVotes && !contains(column.asset) &&
                          is_through_shares_.contains(column.asset);
  if (!reconsider) return;
  const auto [begin, end] = world_.columns_of(column.asset);
  for (std::uint32_t c = begin; c < end && !contains(column.asset); ++c) {
    const Column other = world_.columns()[c];
    if (other.kind != StakeKind::kVotes && is_measured(other.kind) && test_passes_on(other)) add_member(other.asset);
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
std::optional<Column> OwnershipFixpoint::votes_of(Node asset) const {
  const auto [begin, end] = world_.columns_of(asset);
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column column = world_.columns()[c];
    if (column.kind != StakeKind::kVotes) continue;
    for (std::uint32_t s = column.begin; s < column.end; ++s) {
      const Slot& slot = world_.slots()[s];
      if (slot.owner != asset && slot.code != kAbsentShare) return column;
    }
  }
  return std::nullopt;
}

void OwnershipFixpoint::note_unstated_votes(Node owner, const Column& column) {
  if (side_ == Side::kLow || column.kind == StakeKind::kVotes) return;
  const auto votes = votes_of(column.asset);
  if (!votes) return;
  if (owner == world_.undisclosed_node()) {
    // An undisclosed holder of shares need not be the undisclosed holder of votes.
    unstated_votes_.insert(column.asset);
    return;
  }
  const auto& slots = world_.slots();
  const auto last = slots.begin() + votes->end;
  auto it = std::lower_bound(slots.begin() + votes->begin, last, owner,
                             [](const Slot& slot, Node node) { return slot.owner < node; });
  for (; it != last && it->owner == owner; ++it) {
    const ShareState share = world_.state_of(*it);
    if (!share.has(kAbsent) && !share.has(kOnlyPossible)) return;
  }
  unstated_votes_.insert(column.asset);
}

bool OwnershipFixpoint::test_passes_on(const Column& column) const {
  if (!chain_matters() || !is_measured(column.kind) || column.kind == StakeKind::kVotes) return true;
  const auto votes = votes_of(column.asset);
  if (!votes) return true;
  if (side_ == Side::kLow) return false;
  bool stated = false;
  for (std::uint32_t s = votes->begin; s < votes->end; ++s) {
    const Slot& slot = world_.slots()[s];
    const ShareState share = world_.state_of(slot);
    stated = stated || (slot.owner != column.asset && !share.has(kAbsent) && !share.has(kOnlyPossible));
  }
  if (!stated) return true;
  if (!unstated_votes_.contains(column.asset)) return false;
  Sum most = sums_[votes->index].epoch == epoch_ ? sums_[votes->index] : Sum{};
  most.high = kShareCap;
  return meets_test(rule_.test(StakeKind::kVotes), share_of(*votes, most), side_);
}

void OwnershipFixpoint::activate_joint(Node owner) {
  for (const std::uint32_t g : world_.joint_groups_of(owner)) {
    const JointGroup& group = world_.joint_groups()[g];
    if (side_ == Side::kLow && group.only_possible) continue;
    if (!joint_active_.insert(g).second) continue;
    const auto [begin, end] = world_.columns_of(group.asset);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column column = world_.columns()[c];
      if (!is_measured(column.kind)) continue;
      for (std::uint32_t h = column.begin; h < column.end; ++h) {
        const bool member = std::binary_search(group.members.begin(), group.members.end(), world_.slots()[h].owner);
        if (member) add_holding(h);
      }
    }
  }
}

ShareEnd OwnershipFixpoint::share_of(const Column& column, const Sum& sum) const {
  const MemberSum members{sum.high, sum.low, sum.open_highs > 0, sum.open_lows > 0};
  LowTotal others;
  if (side_ == Side::kHigh && !column.overfull) {
    others = world_.low_total(column);
    others.sum -= sum.low;
    others.open -= std::min(others.open, sum.open_lows);
  }
  if (column.self < 0) return members_share(rule_, column.kind, side_, members, others, nullptr, column.overfull);
  const ShareState self = world_.state_of(world_.slots()[static_cast<std::size_t>(column.self)]);
  return members_share(rule_, column.kind, side_, members, others, &self, column.overfull);
}

bool OwnershipFixpoint::passes(const Column& column, const Sum& sum) const {
  const rules::KindTest& test = rule_.test(column.kind);
  // What others hold only lowers a high sum, so a sum that fails uncut needs no look at them.
  const bool hopeless =
      side_ == Side::kHigh && column.self < 0 && !meets_test(test, {sum.high, sum.open_highs > 0}, side_);
  return !hopeless && meets_test(test, share_of(column, sum), side_);
}

ShareEnd OwnershipFixpoint::share(std::uint32_t column) const {
  if (sums_[column].epoch != epoch_) return {};
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
  const rules::KindTest& test = rule_.test(column.kind);
  Sum total = sums_[column.index].epoch == epoch_ ? sums_[column.index] : Sum{};
  if (side_ == Side::kLow) {
    total.low = sum;
    total.open_lows = sum_open ? 1 : 0;
    return meets_test(test, share_of(column, total), side_);
  }
  // The room that others leave is that of the whole run; only the members' own sum is tried.
  const ShareEnd most = share_of(column, total);
  total.high = std::min(sum, kShareCap);
  total.open_highs = sum_open ? 1 : 0;
  const ShareEnd tried = share_of(column, total);
  return meets_test(test, tried.value < most.value ? tried : most, side_);
}

}  // namespace penumbra::graph
