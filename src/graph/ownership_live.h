// Fixpoints that follow changes: what a rule reaches, kept up to date while stakes and listings come and go.
//
// Every member carries a rank, and its test is met by members of smaller rank alone. After a change only members whose
// own stakes changed are looked at; one whose smaller-ranked support no longer meets the test is taken out, and so on
// to what it holds (over-deletion); then what was taken out, and what changed, is tested again against all who are left
// (re-derivation), which continues the fixpoint where something new is met. This is delete-and-rederive (Gupta, Mumick,
// Subrahmanian: Maintaining views incrementally, SIGMOD 1993) with the ranks of the derivation as its bound: what has
// support of smaller rank is not deleted, so cycles are handled and most changes touch nobody. The result is the least
// fixpoint of the changed facts, as a fresh run would find it (property tests).
#ifndef PENUMBRA_GRAPH_OWNERSHIP_LIVE_H_
#define PENUMBRA_GRAPH_OWNERSHIP_LIVE_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/ownership_fixpoint.h"
#include "graph/ownership_world.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

// A world with changes laid over it; the world itself is not edited. Must not outlive the world. Not thread-safe.
class LiveGraph {
 public:
  explicit LiveGraph(const OwnershipWorld& world) : world_(&world) { set_joint_groups(&world.joint_groups()); }

  const OwnershipWorld& world() const { return *world_; }
  ShareCode code(std::uint32_t slot) const {
    if (!patches_.empty()) {
      if (const auto it = patches_.find(slot); it != patches_.end()) return it->second;
    }
    return world_->slots()[slot].code;
  }

  // Changes laid over the world: another share in a slot, or a stake for which it has no slot.
  void patch(std::uint32_t slot, const ShareState& share) { patches_[slot] = table_code(share); }
  void add(Node owner, Node asset, StakeKind kind, const ShareState& share);
  // Other joint arrangements than the world's. `groups` must outlive their use.
  void set_joint_groups(const std::vector<JointGroup>* groups);
  void clear();

  // Calls use(kind, owner, share) for every stake in `asset` that exists, what it holds in itself included.
  template <typename Use>
  void each_stake_in(Node asset, Use use) const {
    if (asset >= world_->party_count()) return;
    const auto [begin, end] = world_->columns_of(asset);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column column = world_->columns()[c];
      for (std::uint32_t s = column.begin; s < column.end; ++s) {
        const ShareCode code = this->code(s);
        if (code != kAbsentShare) use(column.kind, world_->slots()[s].owner, unpack(code));
      }
    }
    if (extras_.empty()) return;
    if (const auto it = by_asset_.find(asset); it != by_asset_.end()) {
      for (const std::uint32_t i : it->second) use(extras_[i].kind, extras_[i].owner, extras_[i].share);
    }
  }

  // Calls use(asset) for everything in which `owner` may have a stake, some of them more than once.
  template <typename Use>
  void each_asset_of(Node owner, Use use) const {
    for (const std::uint32_t slot : world_->holdings_of(owner)) {
      if (code(slot) != kAbsentShare) use(world_->asset_of_column(world_->slots()[slot].column));
    }
    if (extras_.empty()) return;
    if (const auto it = by_owner_.find(owner); it != by_owner_.end()) {
      for (const std::uint32_t i : it->second) use(extras_[i].asset);
    }
  }

  bool has_kind(StakeKind kind) const {
    return world_->has_kind(kind) ||
           std::any_of(extras_.begin(), extras_.end(), [kind](const Extra& e) { return e.kind == kind; });
  }

  // Calls use(group) for the joint arrangements in an asset.
  template <typename Use>
  void each_joint_group_in(Node asset, Use use) const {
    if (joint_groups_->empty()) return;
    const auto it = joint_by_asset_.find(asset);
    if (it == joint_by_asset_.end()) return;
    for (const std::uint32_t g : it->second) use((*joint_groups_)[g]);
  }

 private:
  struct Extra {
    Node owner = 0;
    Node asset = 0;
    StakeKind kind = StakeKind::kEquity;
    ShareState share;
  };
  // Shares of patches that the world's table does not have are numbered here, from the top of the code range down.
  ShareCode table_code(const ShareState& share);
  ShareState unpack(ShareCode code) const {
    if (!own_shares_.empty()) {
      if (const auto it = own_shares_.find(code); it != own_shares_.end()) return it->second;
    }
    return world_->share(code);
  }

  const OwnershipWorld* world_;
  const std::vector<JointGroup>* joint_groups_ = nullptr;
  std::unordered_map<Node, std::vector<std::uint32_t>> joint_by_asset_;
  std::unordered_map<std::uint32_t, ShareCode> patches_;
  std::unordered_map<ShareCode, ShareState> own_shares_;
  std::vector<Extra> extras_;
  std::unordered_map<Node, std::vector<std::uint32_t>> by_asset_;
  std::unordered_map<Node, std::vector<std::uint32_t>> by_owner_;
};

// An asset whose stakes changed, or a node that was looked at, and the number of the change behind it.
struct Touch {
  Node node = 0;
  std::uint32_t cause = 0;
};

// A party that becomes or ceases to be a start of a group.
struct StartChange {
  Node node = 0;
  std::uint32_t group = 0;
  bool add = false;
  std::uint32_t cause = 0;
};

// The least fixpoint of one side and level of a rule, for many groups of starts at once. Members of group 0 count for
// every group: it is the only one where all listed persons are added up, and otherwise holds what undisclosed holders
// reach, so that it is not repeated for every person. Not thread-safe; graph and rule must outlive it.
class LiveFixpoint {
 public:
  LiveFixpoint(const LiveGraph& graph, const rules::RuleVersion& rule, Side side, rules::Effect level)
      : graph_(graph), rule_(rule), side_(side), level_(level) {}

  // What counts as caught where a rule holds known listed owners of unknown share to be enough (BIS Red Flag 29):
  // starts, what `low` reaches, and what `high` reaches and one that is caught has a stake in. Only group 0. Both must
  // outlive it and be settled before it.
  LiveFixpoint(const LiveGraph& graph, const rules::RuleVersion& rule, const LiveFixpoint& low,
               const LiveFixpoint& high)
      : graph_(graph), rule_(rule), side_(Side::kLow), level_(rules::Effect::kRestrict), low_(&low), high_(&high) {}

  // Begins anew: group 0 from these starts (with the undisclosed holders on the high side), no other groups.
  void begin(std::span<const Node> start);
  // Takes changes in. `looked_at` gets every node whose membership may have changed, some more than once.
  void settle(std::span<const Touch> touched, std::span<const StartChange> starts, std::vector<Touch>& looked_at);

  // Whether some group reaches the node, not counting groups that it starts itself.
  bool reached(Node node) const;
  // Changes from here on can be taken back by undo().
  void remember() { remembering_ = true; }
  void undo();

 private:
  struct Membership {
    std::uint32_t group = 0;
    std::uint32_t rank = 0;
    bool start = false;
  };
  struct Suspect {
    Node node = 0;
    std::uint32_t group = 0;
    std::uint32_t cause = 0;
  };
  struct Former {
    Node node = 0;
    Membership membership;  // rank 0: was no member
  };
  static constexpr std::uint32_t kNoLimit = 0xFFFFFFFF;

  const Membership* find(Node node, std::uint32_t group) const;
  Membership get(Node node, std::uint32_t group) const;
  void set(Node node, const Membership& membership);
  bool member(Node node, std::uint32_t group, std::uint32_t limit) const;
  bool counts(Node owner, Node asset, std::uint32_t group, std::uint32_t limit) const;
  // What a test has to give: a member, whose own stakes count further on, or no more than being reached.
  struct Wanted {
    bool passing = true;  // where chains go by votes, shares alone do not make a member
    bool by_nominee = true;
  };
  bool met(Node asset, std::uint32_t group, std::uint32_t limit) const { return met(asset, group, limit, {}); }
  bool met(Node asset, std::uint32_t group, std::uint32_t limit, Wanted wanted) const;
  bool by_votes() const {
    return rule_.chain_by_votes && level_ == rules::Effect::kRestrict && graph_.has_kind(StakeKind::kVotes);
  }
  bool reached_without_passing_on(Node node) const;
  bool met_unresolved(Node asset, std::uint32_t limit) const;
  void begin_unresolved(std::span<const Node> start);
  bool is_stand_in(Node node, std::uint32_t group) const;
  void suspect(Node node, std::uint32_t group, std::uint32_t cause);
  void over_delete(std::vector<Touch>& candidates, std::vector<Touch>& looked_at);
  void derive(std::vector<Touch>& candidates, std::vector<Touch>& looked_at);
  void derive_one(Node asset, std::uint32_t group, std::uint32_t cause, std::vector<Touch>& candidates);
  std::vector<std::uint32_t> groups_near(Node asset) const;

  const LiveGraph& graph_;
  const rules::RuleVersion& rule_;
  Side side_;
  rules::Effect level_;
  const LiveFixpoint* low_ = nullptr;
  const LiveFixpoint* high_ = nullptr;
  std::uint32_t next_rank_ = 1;
  std::vector<std::uint32_t> rank0_;  // of group 0; 0: no member
  std::unordered_set<Node> start0_;
  std::unordered_map<Node, std::vector<Membership>> others_;
  bool remembering_ = false;
  std::vector<Former> former_;
  std::vector<Suspect> suspects_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_LIVE_H_
