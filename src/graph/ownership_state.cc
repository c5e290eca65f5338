#include "graph/ownership_state.h"

#include <algorithm>
#include <utility>

#include "graph/ownership_decide.h"

namespace penumbra::graph {

namespace {

using rules::Aggregation;
using rules::Effect;
using rules::RuleStatus;

OwnershipVerdict verdict_word(const std::string& word) {
  if (word == "licence") return OwnershipVerdict::kLicence;
  if (word == "control-review") return OwnershipVerdict::kControlReview;
  return OwnershipVerdict::kRestricted;
}

bool has_review_test(const rules::RuleVersion& rule, const OwnershipWorld& world, bool any_kind) {
  for (std::size_t k = 0; k < kStakeKindCount; ++k) {
    const auto kind = static_cast<StakeKind>(k);
    if (!any_kind && !world.has_kind(kind)) continue;
    if (rule.test(kind).effect == Effect::kReview) return true;
    // Parties reached through shares without votes pass on what they hold for review only.
    if (kind == StakeKind::kVotes && rule.chain_by_votes) return true;
  }
  return false;
}

}  // namespace

ListingBook::ListingBook(const OwnershipFacts& facts) : facts_(facts) {
  for (std::uint32_t i = 0; i < facts.listings().size(); ++i) by_party_[facts.listings()[i].party].push_back(i);
}

void ListingBook::lay_over(std::span<const ListingFact> added, std::span<const std::uint32_t> removed) {
  added_.assign(added.begin(), added.end());
  removed_.clear();
  removed_.insert(removed.begin(), removed.end());
}

OwnershipState::OwnershipState(const OwnershipFacts& facts, const LiveGraph& graph, const ListingBook& listings,
                               const rules::RuleChoice& rule, bool any_kind)
    : facts_(facts),
      listings_(listings),
      rule_(*rule.version),
      on_record_(rule.on_record),
      idle_(rule.version->status == RuleStatus::kNone),
      low_(graph, rule_, Side::kLow, Effect::kRestrict),
      high_(graph, rule_, Side::kHigh, Effect::kRestrict) {
  if (idle_) return;
  if (has_review_test(rule_, graph.world(), any_kind)) {
    low_review_ = std::make_unique<LiveFixpoint>(graph, rule_, Side::kLow, Effect::kReview);
    high_review_ = std::make_unique<LiveFixpoint>(graph, rule_, Side::kHigh, Effect::kReview);
  }
  if (rule_.unresolved_counts) unresolved_ = std::make_unique<LiveFixpoint>(graph, rule_, low_, high_);
}

OwnershipState::Listed OwnershipState::listed_on(PartyIndex party, Date day) const {
  Listed result;
  listings_.each_of(party, [&](const ListingFact& listing) {
    const Holds holds = listing.valid.holds_on(day);
    if (holds == Holds::kNo) return;
    const auto it = std::find(rule_.lists.begin(), rule_.lists.end(), listing.list);
    if (it != rule_.lists.end()) {
      // More than 32 lists in one rule share the last bit; no rule has them.
      const auto bit = 1U << std::min<std::ptrdiff_t>(it - rule_.lists.begin(), 31);
      result.possible |= bit;
      if (holds == Holds::kYes) result.certain |= bit;
    }
    const bool other =
        std::find(rule_.flag_lists.begin(), rule_.flag_lists.end(), listing.list) != rule_.flag_lists.end();
    if (other && holds == Holds::kYes) result.other_instrument = true;
  });
  return result;
}

void OwnershipState::add_start_changes(PartyIndex party, std::uint32_t before, std::uint32_t after, std::uint32_t cause,
                                       std::vector<StartChange>& out) const {
  if (before == after) return;
  if (rule_.aggregation == Aggregation::kPerList) {
    for (std::uint32_t i = 0; i < 32; ++i) {
      const bool was = (before >> i & 1U) != 0;
      const bool is = (after >> i & 1U) != 0;
      if (was != is) out.push_back({party, i + 1, is, cause});
    }
    return;
  }
  if ((before != 0) == (after != 0)) return;
  out.push_back({party, rule_.aggregation == Aggregation::kAll ? 0 : party + 1, after != 0, cause});
}

void OwnershipState::begin(Date day) {
  listed_.clear();
  std::vector<Node> certain;
  std::vector<Node> possible;
  std::vector<StartChange> certain_groups;
  std::vector<StartChange> possible_groups;
  const bool all = rule_.aggregation == Aggregation::kAll;
  listings_.each_party([&](PartyIndex party) {
    const Listed listed = listed_on(party, day);
    if (listed == Listed{}) return;
    listed_.emplace(party, listed);
    if (listed.certain != 0) certain.push_back(party);
    if (listed.possible != 0) possible.push_back(party);
  });
  if (idle_) return;
  std::sort(certain.begin(), certain.end());
  std::sort(possible.begin(), possible.end());
  if (!all) {
    for (const Node party : certain) add_start_changes(party, 0, listed_[party].certain, 0, certain_groups);
    for (const Node party : possible) add_start_changes(party, 0, listed_[party].possible, 0, possible_groups);
  }
  std::vector<Touch> looked_at;
  const auto start = [&](LiveFixpoint& fixpoint, const std::vector<Node>& nodes,
                         const std::vector<StartChange>& groups) {
    fixpoint.begin(all ? std::span<const Node>(nodes) : std::span<const Node>());
    if (!groups.empty()) fixpoint.settle({}, groups, looked_at);
    looked_at.clear();
  };
  start(low_, certain, certain_groups);
  start(high_, possible, possible_groups);
  if (low_review_) {
    start(*low_review_, certain, certain_groups);
    start(*high_review_, possible, possible_groups);
  }
  if (unresolved_) unresolved_->begin(certain);
}

void OwnershipState::settle(Date day, std::span<const Touch> touched, std::span<const Touch> relisted,
                            std::vector<Touch>& looked_at) {
  std::vector<StartChange> certain;
  std::vector<StartChange> possible;
  std::vector<StartChange> listed;  // for the unresolved: one group
  for (const Touch& touch : relisted) {
    const auto it = listed_.find(touch.node);
    const Listed before = it == listed_.end() ? Listed{} : it->second;
    const Listed after = listed_on(touch.node, day);
    if (before == after) continue;
    if (remembering_) former_listed_.emplace_back(touch.node, before);
    listed_[touch.node] = after;
    looked_at.push_back(touch);
    if (idle_) continue;
    add_start_changes(touch.node, before.certain, after.certain, touch.cause, certain);
    add_start_changes(touch.node, before.possible, after.possible, touch.cause, possible);
    if ((before.certain != 0) != (after.certain != 0)) {
      listed.push_back({touch.node, 0, after.certain != 0, touch.cause});
    }
  }
  if (idle_) return;
  low_.settle(touched, certain, looked_at);
  high_.settle(touched, possible, looked_at);
  if (low_review_) {
    low_review_->settle(touched, certain, looked_at);
    high_review_->settle(touched, possible, looked_at);
  }
  if (unresolved_) {
    std::vector<Touch> again(looked_at);
    again.insert(again.end(), touched.begin(), touched.end());
    unresolved_->settle(again, listed, looked_at);
  }
}

bool OwnershipState::covered(PartyIndex party) const {
  return rule_.foreign_to.empty() || !is_country(facts_.parties()[party].country, rule_.foreign_to);
}

bool OwnershipState::outcome_unknown() const {
  return rule_.status == RuleStatus::kUnknown || (!on_record_ && rule_.status == RuleStatus::kInForce);
}

// The same order of strength as ownership_answer.cc, which the property test holds it to.
OwnershipVerdict OwnershipState::verdict(PartyIndex party) const {
  Listed listed;
  if (const auto it = listed_.find(party); it != listed_.end()) listed = it->second;
  if (listed.certain != 0) return OwnershipVerdict::kDesignated;
  OwnershipVerdict hit = OwnershipVerdict::kNotByOwnership;
  if (!idle_) {
    if (low_.reached(party) || (unresolved_ && unresolved_->reached(party))) {
      hit = verdict_word(rule_.verdict);
    } else if (low_review_ && low_review_->reached(party)) {
      hit = OwnershipVerdict::kControlReview;
    } else if (listed.possible != 0 || high_.reached(party) || (high_review_ && high_review_->reached(party))) {
      hit = OwnershipVerdict::kUndetermined;
    }
  }
  if (hit == OwnershipVerdict::kNotByOwnership) {
    return listed.other_instrument ? OwnershipVerdict::kDesignated : OwnershipVerdict::kNotByOwnership;
  }
  if (listed.possible != 0) return hit;
  if (rule_.status == RuleStatus::kSuspended || !covered(party)) return OwnershipVerdict::kNotByOwnership;
  return outcome_unknown() ? OwnershipVerdict::kUndetermined : hit;
}

void OwnershipState::remember() {
  remembering_ = true;
  for (LiveFixpoint* fixpoint : {&low_, &high_, low_review_.get(), high_review_.get(), unresolved_.get()}) {
    if (fixpoint != nullptr) fixpoint->remember();
  }
}

void OwnershipState::undo() {
  remembering_ = false;
  while (!former_listed_.empty()) {
    const auto& [party, listed] = former_listed_.back();
    if (listed == Listed{}) {
      listed_.erase(party);
    } else {
      listed_[party] = listed;
    }
    former_listed_.pop_back();
  }
  for (LiveFixpoint* fixpoint : {&low_, &high_, low_review_.get(), high_review_.get(), unresolved_.get()}) {
    if (fixpoint != nullptr) fixpoint->undo();
  }
}

}  // namespace penumbra::graph
