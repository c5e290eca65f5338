#include "graph/ownership_live.h"

#include <algorithm>
#include <array>

namespace penumbra::graph {

namespace {

using rules::Effect;

// What one kind of stake in one asset adds up to.
struct KindSum {
  MemberSum members;
  LowTotal others;
  ShareUnits all_lows = 0;
  std::uint32_t open_lows = 0;
  ShareState self;
  bool has_self = false;
  bool criterion = false;  // a member has a stake that is not measured
};

// Who is stated to have votes in an asset, and which members have shares in it.
struct VoteHolders {
  bool stated = false;              // by anyone but the asset itself
  std::vector<Node> certain;        // those whose votes are not only possible
  std::vector<Node> share_holders;  // members with stakes other than votes

  void add(Node owner, const ShareState& share) {
    stated = true;
    if (!share.has(kOnlyPossible)) certain.push_back(owner);
  }
  // Whether some member with shares may have votes that are not stated. An undisclosed holder of shares need not be the
  // undisclosed holder of votes.
  bool may_be_unstated(Node undisclosed) const {
    return std::any_of(share_holders.begin(), share_holders.end(), [&](Node owner) {
      return owner == undisclosed || std::find(certain.begin(), certain.end(), owner) == certain.end();
    });
  }
};

}  // namespace

void LiveGraph::add(Node owner, Node asset, StakeKind kind, const ShareState& share) {
  const auto index = static_cast<std::uint32_t>(extras_.size());
  extras_.push_back({owner, asset, kind, share});
  by_asset_[asset].push_back(index);
  by_owner_[owner].push_back(index);
}

ShareCode LiveGraph::table_code(const ShareState& share) {
  if (share.has(kAbsent)) return kAbsentShare;
  const ShareCode code = kAbsentShare - 1 - static_cast<ShareCode>(own_shares_.size());
  own_shares_.emplace(code, share);
  return code;
}

void LiveGraph::set_joint_groups(const std::vector<JointGroup>* groups) {
  joint_groups_ = groups;
  joint_by_asset_.clear();
  for (std::uint32_t g = 0; g < groups->size(); ++g) joint_by_asset_[(*groups)[g].asset].push_back(g);
}

void LiveGraph::clear() {
  patches_.clear();
  own_shares_.clear();
  extras_.clear();
  by_asset_.clear();
  by_owner_.clear();
}

void LiveFixpoint::begin(std::span<const Node> start) {
  const OwnershipWorld& world = graph_.world();
  start0_.clear();
  others_.clear();
  former_.clear();
  if (high_ != nullptr) {
    begin_unresolved(start);
    return;
  }
  OwnershipFixpoint run(world, rule_);
  run.run(start, side_, level_);
  rank0_.assign(static_cast<std::size_t>(world.party_count()) + 1, 0);
  for (const Node node : run.members()) {
    if (!run.passes_on(node, kNoLimit)) continue;
    rank0_[node] = run.rank(node) + 1;
    if (run.is_start(node)) start0_.insert(node);
  }
  if (side_ == Side::kHigh && rank0_[world.undisclosed_node()] == 0) {
    // Nobody is undisclosed now; a stake that comes may be.
    rank0_[world.undisclosed_node()] = 1;
    start0_.insert(world.undisclosed_node());
  }
  next_rank_ = static_cast<std::uint32_t>(run.members().size()) + 2;
}

const LiveFixpoint::Membership* LiveFixpoint::find(Node node, std::uint32_t group) const {
  if (others_.empty()) return nullptr;
  const auto it = others_.find(node);
  if (it == others_.end()) return nullptr;
  for (const Membership& m : it->second) {
    if (m.group == group) return &m;
  }
  return nullptr;
}

LiveFixpoint::Membership LiveFixpoint::get(Node node, std::uint32_t group) const {
  if (group == 0) return {0, rank0_[node], rank0_[node] != 0 && start0_.contains(node)};
  const Membership* m = find(node, group);
  return m == nullptr ? Membership{group, 0, false} : *m;
}

void LiveFixpoint::set(Node node, const Membership& membership) {
  if (remembering_) former_.push_back({node, get(node, membership.group)});
  if (membership.group == 0) {
    rank0_[node] = membership.rank;
    if (membership.start) {
      start0_.insert(node);
    } else {
      start0_.erase(node);
    }
    return;
  }
  std::vector<Membership>& all = others_[node];
  std::erase_if(all, [&](const Membership& m) { return m.group == membership.group; });
  if (membership.rank != 0) all.push_back(membership);
  if (all.empty()) others_.erase(node);
}

void LiveFixpoint::undo() {
  remembering_ = false;
  while (!former_.empty()) {
    const Former last = former_.back();
    former_.pop_back();
    set(last.node, last.membership);
  }
}

bool LiveFixpoint::member(Node node, std::uint32_t group, std::uint32_t limit) const {
  const std::uint32_t rank = rank0_[node];
  if (group == 0) return rank != 0 && rank < limit;
  if (rank != 0) return true;  // group 0 stands by itself, whatever was added to it when
  const Membership* m = find(node, group);
  return m != nullptr && m->rank < limit;
}

bool LiveFixpoint::counts(Node owner, Node asset, std::uint32_t group, std::uint32_t limit) const {
  if (member(owner, group, limit)) return true;
  if (rule_.test(StakeKind::kJointArrangement).effect < level_) return false;
  bool joint = false;
  graph_.each_joint_group_in(asset, [&](const JointGroup& arrangement) {
    if (joint || (side_ == Side::kLow && arrangement.only_possible)) return;
    if (!std::binary_search(arrangement.members.begin(), arrangement.members.end(), owner)) return;
    joint = std::any_of(arrangement.members.begin(), arrangement.members.end(),
                        [&](Node other) { return other != owner && member(other, group, limit); });
  });
  return joint;
}

// Whether members of smaller rank than `limit` meet a test in the asset: one look at each stake in it.
bool LiveFixpoint::met(Node asset, std::uint32_t group, std::uint32_t limit, Wanted wanted) const {
  if (high_ != nullptr) return met_unresolved(asset, limit);
  std::array<KindSum, kStakeKindCount> sums;
  std::uint32_t present = 0;
  bool any = false;
  const bool by_votes = wanted.passing && this->by_votes();
  VoteHolders votes;
  graph_.each_stake_in(asset, [&](StakeKind kind, Node owner, const ShareState& share) {
    KindSum& sum = sums[static_cast<std::size_t>(kind)];
    present |= 1U << static_cast<unsigned>(kind);
    const bool measured = is_measured(kind);
    if (measured) sum.all_lows = std::min(sum.all_lows + share.low, kShareCap);
    if (owner == asset) {
      sum.has_self = true;
      sum.self = share;
      return;
    }
    if (measured && share.has(kLowOpen)) ++sum.open_lows;
    if (by_votes && kind == StakeKind::kVotes) votes.add(owner, share);
    if (rule_.test(kind).effect == Effect::kNone) return;
    if (!measured) {
      const bool applies = kind != StakeKind::kJointArrangement && rule_.test(kind).effect >= level_ &&
                           (side_ == Side::kHigh || !share.has(kOnlyPossible)) &&
                           (wanted.by_nominee || kind != StakeKind::kNominee);
      sum.criterion = sum.criterion || (applies && member(owner, group, limit));
      any = any || sum.criterion;
      return;
    }
    if (counts(owner, asset, group, limit)) {
      any = true;
      if (by_votes && kind != StakeKind::kVotes) votes.share_holders.push_back(owner);
      sum.members.high = std::min(sum.members.high + share.high, kShareCap);
      sum.members.low = std::min(sum.members.low + share.low, kShareCap);
      sum.members.high_open = sum.members.high_open || share.has(kHighOpen);
      sum.members.low_open = sum.members.low_open || share.has(kLowOpen);
    } else {
      sum.others.sum = std::min(sum.others.sum + share.low, kShareCap);
      if (share.has(kLowOpen)) ++sum.others.open;
    }
  });
  if (!any) return false;
  const bool has_equity = (present & (1U << static_cast<unsigned>(StakeKind::kEquity))) != 0;
  const auto share_in = [&](std::size_t k, const MemberSum& members) {
    const KindSum& sum = sums[k];
    const bool overfull = sum.all_lows > kHundredPercent || (sum.all_lows == kHundredPercent && sum.open_lows > 0);
    return members_share(rule_, static_cast<StakeKind>(k), side_, members, sum.others,
                         sum.has_self ? &sum.self : nullptr, overfull);
  };
  // Whether shares stand for votes (OwnershipFixpoint::test_passes_on): where none are stated; on the high side also
  // where those stated are only possible, or a member with shares may have the rest.
  const auto shares_pass_on = [&] {
    if (!by_votes || !votes.stated) return true;
    if (side_ == Side::kLow) return false;
    if (votes.certain.empty()) return true;
    if (!votes.may_be_unstated(graph_.world().undisclosed_node())) return false;
    constexpr auto kVotes = static_cast<std::size_t>(StakeKind::kVotes);
    MemberSum most = sums[kVotes].members;
    most.high = kShareCap;
    return meets_test(rule_.test(StakeKind::kVotes), share_in(kVotes, most), side_);
  };
  for (std::size_t k = 0; k < kStakeKindCount; ++k) {
    const KindSum& sum = sums[k];
    if ((present & (1U << k)) == 0) continue;
    if (sum.criterion) return true;
    const auto kind = static_cast<StakeKind>(k);
    if (!is_measured(kind) || (sum.members.high == 0 && !sum.members.high_open)) continue;
    Effect effect = rule_.test(kind).effect;
    if (kind == StakeKind::kProfits && rule_.profits_without_equity_only && has_equity) {
      effect = std::min(effect, Effect::kFlag);
    }
    if (effect == Effect::kNone || effect < level_) continue;
    if (!meets_test(rule_.test(kind), share_in(k, sum.members), side_)) continue;
    if (kind == StakeKind::kVotes || shares_pass_on()) return true;
  }
  return false;
}

bool LiveFixpoint::met_unresolved(Node asset, std::uint32_t limit) const {
  if (low_->reached(asset)) return true;
  if (!high_->reached(asset)) return false;
  bool found = false;
  graph_.each_stake_in(asset, [&](StakeKind kind, Node owner, const ShareState& share) {
    const bool looked_at = is_measured(kind) && rule_.test(kind).effect == Effect::kRestrict && share.high != 0;
    found = found || (looked_at && owner != asset && member(owner, 0, limit));
  });
  return found;
}

void LiveFixpoint::begin_unresolved(std::span<const Node> start) {
  const std::uint32_t parties = graph_.world().party_count();
  rank0_.assign(static_cast<std::size_t>(parties) + 1, 0);
  next_rank_ = 1;
  std::vector<Touch> candidates;
  const auto take = [&](Node node) {
    rank0_[node] = next_rank_++;
    graph_.each_asset_of(node, [&](Node asset) { candidates.push_back({asset, 0}); });
  };
  for (const Node node : start) {
    start0_.insert(node);
    take(node);
  }
  for (Node node = 0; node < parties; ++node) {
    if (rank0_[node] == 0 && low_->reached(node)) take(node);
  }
  std::vector<Touch> looked_at;
  derive(candidates, looked_at);
}

// A member only because it holds on behalf of another member is not reached itself: what it holds counts as the
// other's.
bool LiveFixpoint::is_stand_in(Node node, std::uint32_t group) const {
  return high_ == nullptr && rule_.test(StakeKind::kNominee).effect >= Effect::kReview &&
         graph_.has_kind(StakeKind::kNominee) && !met(node, group, kNoLimit, {false, false});
}

bool LiveFixpoint::reached(Node node) const {
  if (rank0_[node] != 0 && !start0_.contains(node) && !is_stand_in(node, 0)) return true;
  if (!others_.empty()) {
    if (const auto it = others_.find(node); it != others_.end()) {
      for (const Membership& m : it->second) {
        if (!m.start && !is_stand_in(node, m.group)) return true;
      }
    }
  }
  return high_ == nullptr && by_votes() && reached_without_passing_on(node);
}

// Where chains go by votes, a party may be reached through shares alone: it is no member, since what it holds does not
// count further on.
bool LiveFixpoint::reached_without_passing_on(Node node) const {
  constexpr Wanted kReached{false, true};
  if (rank0_[node] == 0 && met(node, 0, kNoLimit, kReached)) return true;
  for (const std::uint32_t group : groups_near(node)) {
    if (get(node, group).rank == 0 && rank0_[node] == 0 && met(node, group, kNoLimit, kReached)) return true;
  }
  return false;
}

// Puts a node's memberships in question: one of them, or all when what changed counts for every group.
void LiveFixpoint::suspect(Node node, std::uint32_t group, std::uint32_t cause) {
  if (group == 0 && rank0_[node] != 0) suspects_.push_back({node, 0, cause});
  if (others_.empty()) return;
  const auto it = others_.find(node);
  if (it == others_.end()) return;
  for (const Membership& m : it->second) {
    if (group == 0 || m.group == group) suspects_.push_back({node, m.group, cause});
  }
}

void LiveFixpoint::over_delete(std::vector<Touch>& candidates, std::vector<Touch>& looked_at) {
  while (!suspects_.empty()) {
    const Suspect s = suspects_.back();
    suspects_.pop_back();
    const Membership m = get(s.node, s.group);
    if (m.rank == 0 || m.start || met(s.node, s.group, m.rank)) continue;
    set(s.node, {s.group, 0, false});
    candidates.push_back({s.node, s.cause});
    looked_at.push_back({s.node, s.cause});
    graph_.each_asset_of(s.node, [&](Node asset) {
      suspect(asset, s.group, s.cause);
      looked_at.push_back({asset, s.cause});  // it may have been reached without being a member
    });
  }
}

// Groups other than 0 that have a member with a stake in the asset.
std::vector<std::uint32_t> LiveFixpoint::groups_near(Node asset) const {
  std::vector<std::uint32_t> groups;
  if (others_.empty()) return groups;
  const auto from = [&](Node node) {
    const auto it = others_.find(node);
    if (it == others_.end()) return;
    for (const Membership& m : it->second) groups.push_back(m.group);
  };
  graph_.each_stake_in(asset, [&](StakeKind, Node owner, const ShareState&) { from(owner); });
  graph_.each_joint_group_in(asset, [&](const JointGroup& arrangement) {
    for (const Node node : arrangement.members) from(node);
  });
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  return groups;
}

void LiveFixpoint::derive_one(Node asset, std::uint32_t group, std::uint32_t cause, std::vector<Touch>& candidates) {
  if (!met(asset, group, kNoLimit)) return;
  set(asset, {group, next_rank_++, false});
  graph_.each_asset_of(asset, [&](Node next) { candidates.push_back({next, cause}); });
}

void LiveFixpoint::derive(std::vector<Touch>& candidates, std::vector<Touch>& looked_at) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Touch c = candidates[i];
    looked_at.push_back(c);
    if (rank0_[c.node] != 0) continue;  // counts for every group already
    derive_one(c.node, 0, c.cause, candidates);
    if (rank0_[c.node] != 0) continue;
    for (const std::uint32_t group : groups_near(c.node)) {
      if (get(c.node, group).rank == 0) derive_one(c.node, group, c.cause, candidates);
    }
  }
}

void LiveFixpoint::settle(std::span<const Touch> touched, std::span<const StartChange> starts,
                          std::vector<Touch>& looked_at) {
  std::vector<Touch> candidates;
  for (const Touch& touch : touched) {
    suspect(touch.node, 0, touch.cause);
    candidates.push_back(touch);
    looked_at.push_back(touch);
  }
  for (const StartChange& change : starts) {
    if (change.add) continue;
    const Membership m = get(change.node, change.group);
    if (m.rank == 0 || !m.start) continue;
    set(change.node, {change.group, m.rank, false});
    suspects_.push_back({change.node, change.group, change.cause});
    looked_at.push_back({change.node, change.cause});
  }
  over_delete(candidates, looked_at);
  for (const StartChange& change : starts) {
    if (!change.add) continue;
    const Membership m = get(change.node, change.group);
    looked_at.push_back({change.node, change.cause});
    // A start needs no support, so a member that becomes one keeps its rank.
    set(change.node, {change.group, m.rank != 0 ? m.rank : next_rank_++, true});
    if (m.rank != 0) continue;
    graph_.each_asset_of(change.node, [&](Node next) { candidates.push_back({next, change.cause}); });
  }
  derive(candidates, looked_at);
}

}  // namespace penumbra::graph
