// A sweep: the history of the graph, one state per version of the rule, and for each day on which something changes the
// changes taken in and the verdicts of what they touched compared.
#include "graph/ownership_sweep.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "graph/ownership_json.h"
#include "graph/ownership_state.h"

namespace penumbra::graph {

namespace {

constexpr std::uint32_t kRuleCause = 0xFFFFFFFF;

// Something that happens on a day: a listing that begins or ends, or another rule version.
class Sweeper {
 public:
  Sweeper(const OwnershipFacts& facts, const rules::RuleBook& book, const rules::Regime& regime, Date from, Date to,
          Timestamp known_at)
      : facts_(facts),
        book_(book),
        regime_(regime),
        history_(history_of(facts, from, to, known_at)),
        graph_(history_.world),
        listings_(facts) {
    out_.from = from;
    out_.to = to;
  }

  OwnershipSweep run() {
    find_listing_days();
    find_rule_days();
    verdicts_.assign(facts_.parties().size(), OwnershipVerdict::kNotByOwnership);
    start_version(out_.from);
    for (PartyIndex p = 0; p < verdicts_.size(); ++p) {
      verdicts_[p] = state_->verdict(p);
      ++out_.at_start[static_cast<std::size_t>(verdicts_[p])];
    }
    out_.at_end = out_.at_start;
    std::size_t slot = 0;
    std::size_t joint = 0;
    while (true) {
      std::optional<Date> day;
      const auto earlier = [&](Date other) {
        if (!day || other < *day) day = other;
      };
      if (slot < history_.slots.size()) earlier(history_.slots[slot].day);
      if (joint < history_.joint.size()) earlier(history_.joint[joint].day);
      if (!listing_days_.empty()) earlier(listing_days_.begin()->first);
      if (!rule_days_.empty()) earlier(rule_days_.front());
      if (!day) break;
      one_day(*day, slot, joint);
    }
    return std::move(out_);
  }

 private:
  void find_listing_days() {
    std::vector<Date> days;
    for (std::uint32_t i = 0; i < facts_.listings().size(); ++i) {
      days.clear();
      append_turning_days(facts_.listings()[i].valid, out_.from, out_.to, days);
      for (const Date day : days) listing_days_[day].push_back(i);
    }
  }

  // Days on which another version answers, the latest last.
  void find_rule_days() {
    for (const rules::RuleVersion& version : regime_.versions) {
      for (const Date day : {version.from, version.to}) {
        if (day > out_.from && day <= out_.to) rule_days_.push_back(day);
      }
    }
    std::sort(rule_days_.begin(), rule_days_.end());
    rule_days_.erase(std::unique(rule_days_.begin(), rule_days_.end()), rule_days_.end());
  }

  void start_version(Date day) {
    const rules::RuleChoice rule = book_.choose(regime_.name, day);
    out_.rules.push_back({day, rule});
    state_.reset();  // before the next one, so that two are never held
    state_.emplace(facts_, graph_, listings_, rule, false);
    state_->begin(day);
  }

  void one_day(Date day, std::size_t& slot, std::size_t& joint) {
    causes_.clear();
    touched_.clear();
    relisted_.clear();
    looked_at_.clear();
    for (; slot < history_.slots.size() && history_.slots[slot].day == day; ++slot) {
      constexpr std::size_t kAhead = 16;
      if (slot + kAhead < history_.slots.size()) history_.world.prefetch_slot(history_.slots[slot + kAhead].slot);
      take_in(history_.slots[slot]);
    }
    if (joint < history_.joint.size() && history_.joint[joint].day == day) take_in(history_.joint[joint++]);
    if (const auto it = listing_days_.find(day); it != listing_days_.end()) {
      for (const std::uint32_t i : it->second) {
        relisted_.push_back({facts_.listings()[i].party, cause({SweepCause::Kind::kListing, i})});
      }
      listing_days_.erase(it);
    }
    if (!touched_.empty() || !relisted_.empty()) state_->settle(day, touched_, relisted_, looked_at_);
    const std::size_t first = out_.changes.size();
    if (!rule_days_.empty() && rule_days_.front() == day) {
      rule_days_.erase(rule_days_.begin());
      // Under the old version what the day's facts alone would have done, to tell their effect from the rule's.
      std::map<PartyIndex, std::uint32_t> by_fact;
      for (const Touch& touch : looked_at_) {
        if (touch.node < verdicts_.size() && state_->verdict(touch.node) != verdicts_[touch.node]) {
          by_fact.emplace(touch.node, touch.cause);
        }
      }
      history_.world.refresh();
      start_version(day);
      for (PartyIndex p = 0; p < verdicts_.size(); ++p) {
        const auto it = by_fact.find(p);
        compare(day, {p, it == by_fact.end() ? kRuleCause : it->second});
      }
    } else {
      for (const Touch& touch : looked_at_) {
        if (touch.node < verdicts_.size()) compare(day, touch);
      }
    }
    std::sort(out_.changes.begin() + static_cast<std::ptrdiff_t>(first), out_.changes.end(),
              [](const VerdictChange& a, const VerdictChange& b) { return a.party < b.party; });
  }

  std::uint32_t cause(SweepCause cause) {
    causes_.push_back(cause);
    return static_cast<std::uint32_t>(causes_.size() - 1);
  }

  void take_in(const SlotChange& change) {
    const Slot& slot = history_.world.slots()[change.slot];
    using Kind = SweepCause::Kind;
    const Kind kind = slot.code == kAbsentShare     ? Kind::kStakeBegins
                      : change.code == kAbsentShare ? Kind::kStakeEnds
                                                    : Kind::kStakeChanges;
    const Node asset = history_.world.asset_of_column(slot.column);
    touched_.push_back({asset, cause({kind, change.fact})});
    history_.world.set_slot(change.slot, change.code, change.fact);
  }

  void take_in(JointChange& change) {
    const std::uint32_t number = cause({SweepCause::Kind::kArrangement, change.fact});
    for (const auto* groups : {&history_.world.joint_groups(), &std::as_const(change.groups)}) {
      for (const JointGroup& group : *groups) touched_.push_back({group.asset, number});
    }
    history_.world.set_joint_groups(std::move(change.groups));
    graph_.set_joint_groups(&history_.world.joint_groups());
  }

  void compare(Date day, const Touch& touch) {
    const OwnershipVerdict before = verdicts_[touch.node];
    const OwnershipVerdict after = state_->verdict(touch.node);
    if (after == before) return;
    verdicts_[touch.node] = after;
    --out_.at_end[static_cast<std::size_t>(before)];
    ++out_.at_end[static_cast<std::size_t>(after)];
    SweepCause cause{SweepCause::Kind::kRule, 0};
    if (touch.cause != kRuleCause) cause = causes_[touch.cause];
    out_.changes.push_back({day, touch.node, before, after, cause});
  }

  const OwnershipFacts& facts_;
  const rules::RuleBook& book_;
  const rules::Regime& regime_;
  OwnershipHistory history_;
  LiveGraph graph_;
  ListingBook listings_;
  std::optional<OwnershipState> state_;
  OwnershipSweep out_;
  std::vector<OwnershipVerdict> verdicts_;
  std::map<Date, std::vector<std::uint32_t>> listing_days_;
  std::vector<Date> rule_days_;
  std::vector<SweepCause> causes_;
  std::vector<Touch> touched_;
  std::vector<Touch> relisted_;
  std::vector<Touch> looked_at_;
};

}  // namespace

Result<OwnershipSweep> sweep_ownership(const OwnershipFacts& facts, const rules::RuleBook& book,
                                       const std::string& regime, Date from, Date to, Timestamp known_at) {
  if (to < from) {
    return Error{ErrorCode::kInvalidArgument,
                 "the span ends on " + to.to_string() + ", before it begins on " + from.to_string(),
                 {},
                 "Give the earlier day first"};
  }
  const rules::Regime* found = book.find(regime);
  if (found == nullptr || found->versions.empty()) {
    std::string known;
    for (const std::string_view name : book.regime_names()) known += (known.empty() ? "" : ", ") + std::string(name);
    return Error{ErrorCode::kNotFound, "there is no regime \"" + regime + "\"", {}, "Use one of: " + known};
  }
  return Sweeper(facts, book, *found, from, to, known_at).run();
}

std::string cause_sentence(const OwnershipFacts& facts, const OwnershipSweep& sweep, const VerdictChange& change) {
  using Kind = SweepCause::Kind;
  const std::uint32_t fact = change.cause.fact;
  switch (change.cause.kind) {
    case Kind::kStakeBegins:
      return "begins: " + stake_sentence(facts, facts.stakes()[fact]);
    case Kind::kStakeEnds:
      return "ends: " + stake_sentence(facts, facts.stakes()[fact]);
    case Kind::kStakeChanges:
      return "counts from then on: " + stake_sentence(facts, facts.stakes()[fact]);
    case Kind::kArrangement:
      return "an arrangement changes: " + stake_sentence(facts, facts.stakes()[fact]);
    case Kind::kListing: {
      const ListingFact& listing = facts.listings()[fact];
      const Party& party = facts.parties()[listing.party];
      const bool certain = listing.valid.holds_on(change.day) == Holds::kYes;
      const bool over = listing.valid.holds_on(change.day) == Holds::kNo;
      return party.id + (over ? " leaves " : certain ? " is listed on " : " is possibly listed on ") + listing.list;
    }
    case Kind::kRule: {
      for (auto it = sweep.rules.rbegin(); it != sweep.rules.rend(); ++it) {
        if (it->from <= change.day && it->rule.version != nullptr) {
          return "version " + it->rule.version->version + " of " + it->rule.version->id + " applies";
        }
      }
      return "another version of the rule applies";
    }
  }
  return {};
}

}  // namespace penumbra::graph
