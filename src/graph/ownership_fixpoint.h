// The least set of parties that a rule reaches from given starting parties.
//
// The operator adds a party when the stakes of members in it meet one of the rule's tests; it is monotone, so the least
// fixpoint exists and does not depend on the order of work (Knaster–Tarski; the multi-source form of the company
// control problem, e.g. Gulino et al., ICDE 2021). A cycle of cross-holdings without a starting party therefore never
// reaches itself. Each holding is looked at once: O(V + E) per run.
//
// The low run uses what is certain: the low ends of shares, statements that hold on the day whatever their imprecision.
// Its result holds in every world that the facts allow. The high run uses what is possible: high ends, undisclosed
// holders taken for listed ones, cut down by what others certainly hold in the same asset. Shares of different assets
// are independent, and one asset's shares serve one test only, so all high values can be true in one world: a party in
// the high run is reached in at least one allowed world (proof: docs/design/ownership.md).
#ifndef PENUMBRA_GRAPH_OWNERSHIP_FIXPOINT_H_
#define PENUMBRA_GRAPH_OWNERSHIP_FIXPOINT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

#include "graph/ownership_world.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

enum class Side : std::uint8_t { kLow, kHigh };

// One end of what a share can be. Exact unless it was divided by a denominator below 100; then it is rounded outwards
// and open, which keeps every comparison with a value of at most 16 decimals right.
struct ShareEnd {
  ShareUnits value = 0;
  bool open = false;
};

// Reusable for any number of runs over one world and rule; a run forgets the one before. Not thread-safe; both
// arguments must outlive it.
class OwnershipFixpoint {
 public:
  OwnershipFixpoint(const OwnershipWorld& world, const rules::RuleVersion& rule);

  // Computes the members reached from `start` by tests whose effect is at least `level`. On the high side undisclosed
  // holders are members from the start.
  void run(std::span<const Node> start, Side side, rules::Effect level);

  bool contains(Node node) const { return members_[node].epoch == epoch_; }
  // Position in order of addition; meaningful for members only. A member's reasons have smaller ranks.
  std::uint32_t rank(Node node) const { return members_[node].rank; }
  bool is_start(Node node) const { return contains(node) && rank(node) < start_count_; }
  std::span<const Node> members() const { return order_; }
  // Columns in which some member of the last run has a stake that was added up, in order of first touch.
  std::span<const std::uint32_t> touched() const { return touched_; }

  // The members' share in a column after the last run, by its side; zero if untouched.
  ShareEnd share(std::uint32_t column) const;
  // Effect of the column's test in its asset (profits are weaker where equity is known).
  rules::Effect effect_of(const Column& column) const;
  // Whether the stakes of `owner` count for parties of rank `before`: it was reached earlier and passes on what it
  // holds.
  bool passes_on(Node owner, std::uint32_t before) const {
    return contains(owner) && rank(owner) < before && rank(owner) < passing_count_;
  }
  // Whether meeting the column's test makes its asset pass on what it holds. Always, unless the rule's chains go by
  // votes (RuleVersion::chain_by_votes): then shares do so only where votes are not stated.
  bool test_passes_on(const Column& column) const;
  // Whether a member of smaller rank than `before` counts for `holding` (itself, or through a joint arrangement).
  bool counts(const Holding& holding, const Column& column, std::uint32_t before) const;
  // Whether the column's test is met by shares that add up to `sum` of members; used to find minimal supports.
  bool meets(const Column& column, ShareUnits sum, bool sum_open) const;
  // The joint group through which `holding` counts for members of smaller rank, or -1.
  std::int32_t joint_group_for(const Holding& holding, const Column& column, std::uint32_t before) const;

  Side side() const { return side_; }
  rules::Effect level() const { return level_; }
  const OwnershipWorld& world() const { return world_; }
  const rules::RuleVersion& rule() const { return rule_; }

 private:
  // One cache line holds two of these; a run touches only those of columns in which members have stakes.
  struct Sum {
    ShareUnits high = 0;
    ShareUnits low = 0;
    std::uint32_t open_highs = 0;
    std::uint32_t open_lows = 0;
    std::uint32_t epoch = 0;
  };
  struct Member {
    std::uint32_t epoch = 0;
    std::uint32_t rank = 0;
  };

  void add_member(Node node);
  void visit_all();
  void visit_in_order();
  void add_holding(std::uint32_t index);
  void activate_joint(Node owner);
  bool joint_applies() const { return rule_.test(StakeKind::kJointArrangement).effect >= level_; }
  bool criterion_applies(const ShareState& share, StakeKind kind) const;
  ShareEnd share_of(const Column& column, const Sum& sum) const;
  bool passes(const Column& column, const Sum& sum) const;
  bool chain_matters() const { return by_votes_ && level_ == rules::Effect::kRestrict; }
  std::optional<Column> votes_of(Node asset) const;
  void note_unstated_votes(Node owner, const Column& column);
  void reach(const Column& column);

  const OwnershipWorld& world_;
  const rules::RuleVersion& rule_;
  Side side_ = Side::kLow;
  rules::Effect level_ = rules::Effect::kRestrict;
  std::uint32_t epoch_ = 0;
  std::uint32_t start_count_ = 0;
  std::uint32_t passing_count_ = 0;  // members of smaller rank pass on what they hold
  bool by_votes_ = false;            // the rule's chains go by votes, and some votes are stated
  std::vector<Member> members_;
  std::vector<Node> order_;
  std::vector<Sum> sums_;
  std::vector<std::uint32_t> touched_;
  std::unordered_set<std::uint32_t> joint_counted_;  // holdings in joint assets that are in a sum already
  std::unordered_set<std::uint32_t> joint_active_;   // joint groups with a member
  // Only where chains go by votes: parties reached through shares alone, and parties in which a member has shares and
  // no stated votes.
  std::vector<Node> through_shares_;
  std::unordered_set<Node> is_through_shares_;
  std::unordered_set<Node> unstated_votes_;
};

// What the members of a run hold in one column together.
struct MemberSum {
  ShareUnits high = 0;
  ShareUnits low = 0;
  bool high_open = false;
  bool low_open = false;
};

// Low: what members hold for certain. High: the most that members can hold, given that all shares of the asset
// together, with what it holds in itself (`self`, null when nothing) and what others certainly hold (`others`), make at
// most 100. Where the statements contradict one another (`overfull`), nothing is cut. Rule: whether shares that an
// asset holds in itself are left out of the denominator.
ShareEnd members_share(const rules::RuleVersion& rule, StakeKind kind, Side side, const MemberSum& members,
                       const LowTotal& others, const ShareState* self, bool overfull);

// Whether a share meets a test: for a low end every reading of the text must agree, for a high end one is enough.
bool meets_test(const rules::KindTest& test, ShareEnd share, Side side);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_FIXPOINT_H_
