// Deciding: select the world, make the groups of starts, run each group at every level and on both sides, and keep for
// each party the strongest effect. Words come later (ownership_answer.cc).
#include "graph/ownership.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "graph/ownership_decide.h"
#include "graph/ownership_earlier.h"
#include "graph/ownership_integrated.h"

namespace penumbra::graph {

namespace {

using rules::Aggregation;
using rules::Effect;
using rules::RuleVersion;

constexpr std::array<std::string_view, 6> kVerdictNames = {"designated",     "restricted", "not-by-ownership",
                                                           "control-review", "licence",    "undetermined"};

bool contains(const std::vector<std::string>& lists, const std::string& list) {
  return std::find(lists.begin(), lists.end(), list) != lists.end();
}

void sort_unique(std::vector<Node>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

// Parties on the given lists on a day.
StartSet listed_on(const OwnershipFacts& facts, const std::vector<std::string>& lists, Date day) {
  StartSet set;
  for (const ListingFact& listing : facts.listings()) {
    if (!contains(lists, listing.list)) continue;
    const Holds holds = listing.valid.holds_on(day);
    if (holds == Holds::kNo) continue;
    set.possible.push_back(listing.party);
    if (holds == Holds::kYes) set.certain.push_back(listing.party);
  }
  sort_unique(set.certain);
  sort_unique(set.possible);
  return set;
}

StartSet only(const StartSet& set, Node node) {
  StartSet one;
  one.possible.push_back(node);
  if (std::binary_search(set.certain.begin(), set.certain.end(), node)) one.certain.push_back(node);
  return one;
}

// Whether `share` is a better answer to "how much is held" than what is kept.
bool more(ShareEnd a, ShareEnd b, Side side) {
  if (a.value != b.value) return a.value > b.value;
  return side == Side::kLow ? a.open && !b.open : !a.open && b.open;
}

class Decider {
 public:
  Decider(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
          const rules::RuleChoice& choice)
      : facts_(facts), book_(book), query_(query), rule_(*choice.version) {
    out_.rule = choice.version;
    out_.rule_on_record = choice.on_record;
    out_.world = OwnershipWorld::at(facts, query.as_of, query.known_at);
  }

  OwnershipDecision run() {
    const std::size_t n = facts_.parties().size() + 1;
    out_.parties.resize(n);
    out_.listed.assign(n, false);
    out_.possibly_listed.assign(n, false);
    const StartSet all = listed_on(facts_, rule_.lists, query_.as_of);
    for (const Node node : all.certain) out_.listed[node] = true;
    for (const Node node : all.possible) out_.possibly_listed[node] = true;
    out_.groups = start_groups(facts_, out_.world, rule_, query_.as_of);
    OwnershipFixpoint low(out_.world, rule_);
    OwnershipFixpoint high(out_.world, rule_);
    for (std::uint32_t g = 0; g < out_.groups.size(); ++g) decide_group(g, low, high);
    if (rule_.flags_divestment && !all.certain.empty()) {
      EarlierSearch found = search_earlier(facts_, book_, query_, rule_, out_.listed);
      out_.earlier = std::move(found.earlier);
      out_.history_party = std::move(found.party);
      out_.history_cut = found.cut;
    }
    if (add_unrecognised_transfers()) {
      std::fill(out_.parties.begin(), out_.parties.end(), PartyReach{});
      for (std::uint32_t g = 0; g < out_.groups.size(); ++g) decide_group(g, low, high);
    }
    find_unresolved();
    find_aggregate(all, high);
    find_closed_cycles(all, high);
    find_other_instruments();
    out_.integrated_low = integrated_ownership(out_.world, all.certain, false);
    out_.integrated_high = integrated_ownership(out_.world, all.possible, true);
    return std::move(out_);
  }

 private:
  // Levels at which the rule has a test that this world could meet; a level without one equals the level above it.
  bool level_matters(Effect level) const {
    for (std::size_t k = 0; k < kStakeKindCount; ++k) {
      const auto kind = static_cast<StakeKind>(k);
      if (!out_.world.has_kind(kind)) continue;
      if (rule_.test(kind).effect == level) return true;
      if (kind == StakeKind::kProfits && rule_.profits_without_equity_only && level == Effect::kFlag) return true;
      // Parties reached through shares without votes pass on what they hold for review only.
      if (kind == StakeKind::kVotes && rule_.chain_by_votes && level == Effect::kReview) return true;
    }
    return false;
  }

  void decide_group(std::uint32_t g, OwnershipFixpoint& low, OwnershipFixpoint& high) {
    const StartGroup& group = out_.groups[g];
    const bool nominees = out_.world.has_kind(StakeKind::kNominee);
    for (const Effect level : {Effect::kRestrict, Effect::kReview, Effect::kFlag}) {
      if (level != Effect::kRestrict && !level_matters(level)) continue;
      low.run(group.start.certain, Side::kLow, level);
      for (const Node node : low.members()) {
        PartyReach& reach = out_.parties[node];
        if (low.is_start(node) || reach.certain >= level || (nominees && is_stand_in(low, node))) continue;
        reach.certain = level;
        reach.certain_group = g;
      }
      high.run(group.start.possible, Side::kHigh, level);
      for (const Node node : high.members()) {
        PartyReach& reach = out_.parties[node];
        if (high.is_start(node) || reach.possible >= level || (nominees && is_stand_in(high, node))) continue;
        reach.possible = level;
        reach.possible_group = g;
      }
      if (level == Effect::kRestrict) keep_shares(g, low, high);
    }
  }

  void keep_shares(std::uint32_t g, const OwnershipFixpoint& low, const OwnershipFixpoint& high) {
    Effect strongest = Effect::kNone;
    for (std::size_t k = 0; k < kMeasuredKindCount; ++k) strongest = std::max(strongest, rule_.tests[k].effect);
    for (const std::uint32_t c : high.touched()) {
      const Column& column = out_.world.columns()[c];
      if (high.effect_of(column) < strongest) continue;
      PartyReach& reach = out_.parties[column.asset];
      const ShareEnd low_end = low.share(c);
      const ShareEnd high_end = high.share(c);
      const bool same_low = low_end.value == reach.share_low.value && low_end.open == reach.share_low.open;
      const bool better =
          more(low_end, reach.share_low, Side::kLow) || (same_low && more(high_end, reach.share_high, Side::kHigh));
      if (reach.share_group != kNoGroup && !better) continue;
      reach.share_low = low_end;
      reach.share_high = high_end;
      reach.share_group = g;
      reach.share_column = c;
    }
  }

  // Where an owner is known to be listed and only its share is not, the verdict follows all the same; and so for what
  // the party itself owns.
  void find_unresolved() {
    out_.unresolved.assign(out_.parties.size(), false);
    if (!rule_.unresolved_counts) return;
    std::vector<Node> queue;
    const auto caught = [&](Node node) {
      return out_.listed[node] || out_.parties[node].certain == Effect::kRestrict || out_.unresolved[node];
    };
    for (Node node = 0; node < facts_.parties().size(); ++node) {
      if (caught(node)) queue.push_back(node);
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (const std::uint32_t h : out_.world.holdings_of(queue[i])) {
        const Holding& holding = out_.world.holdings()[h];
        const Column& column = out_.world.columns()[holding.column];
        const Node asset = column.asset;
        if (!is_measured(column.kind) || rule_.test(column.kind).effect != Effect::kRestrict || holding.high == 0)
          continue;
        if (caught(asset) || out_.parties[asset].possible != Effect::kRestrict) continue;
        out_.unresolved[asset] = true;
        queue.push_back(asset);
      }
    }
  }

  // What a rule that keeps persons or lists apart would reach if it added them up.
  void find_aggregate(const StartSet& all, OwnershipFixpoint& high) {
    out_.aggregate.assign(out_.parties.size(), false);
    if (rule_.aggregation == Aggregation::kAll) return;
    high.run(all.possible, Side::kHigh, Effect::kRestrict);
    for (const Node node : high.members()) {
      if (!high.is_start(node) && out_.parties[node].possible != Effect::kRestrict) out_.aggregate[node] = true;
    }
  }

  // The greatest fixpoint: start from all parties and take away those whose tests fail even with everyone else in. What
  // is left beyond the high run holds itself up in a cycle, and nobody outside is on record as its owner.
  void find_closed_cycles(const StartSet& all, OwnershipFixpoint& high) {
    const OwnershipWorld& world = out_.world;
    const std::size_t n = facts_.parties().size();
    out_.closed_cycle.assign(n + 1, false);
    std::vector<bool> in(n + 1, true);
    std::vector<ShareUnits> sum(world.columns().size(), 0);
    std::vector<std::uint32_t> criteria(n + 1, 0);
    for (const Holding& h : world.holdings()) {
      const Column& column = world.columns()[h.column];
      if (h.owner == column.asset || rule_.test(column.kind).effect != Effect::kRestrict) continue;
      if (is_measured(column.kind)) {
        sum[h.column] = std::min(sum[h.column] + h.high, kShareCap);
      } else if (column.kind != StakeKind::kJointArrangement) {
        ++criteria[column.asset];
      }
    }
    std::vector<bool> start(n + 1, false);
    for (const Node node : all.possible) start[node] = true;
    start[world.undisclosed_node()] = true;
    const auto stays = [&](Node node) {
      if (start[node] || criteria[node] > 0) return true;
      const auto [begin, end] = world.columns_of(node);
      for (std::uint32_t c = begin; c < end; ++c) {
        const Column& column = world.columns()[c];
        if (!is_measured(column.kind) || high.effect_of(column) != Effect::kRestrict) continue;
        if (meets_test(rule_.test(column.kind), {std::min(sum[c], kHundredPercent), false}, Side::kHigh)) return true;
      }
      return false;
    };
    std::vector<Node> gone;
    for (Node node = 0; node < n; ++node) {
      if (!stays(node)) gone.push_back(node);
    }
    for (const Node node : gone) in[node] = false;
    for (std::size_t i = 0; i < gone.size(); ++i) {
      for (const std::uint32_t index : world.holdings_of(gone[i])) {
        const Holding& h = world.holdings()[index];
        const Column& column = world.columns()[h.column];
        if (!in[column.asset] || h.owner == column.asset || rule_.test(column.kind).effect != Effect::kRestrict)
          continue;
        if (is_measured(column.kind)) {
          sum[h.column] -= std::min(sum[h.column], h.high);
        } else if (column.kind != StakeKind::kJointArrangement) {
          --criteria[column.asset];
        }
        if (!stays(column.asset)) {
          in[column.asset] = false;
          gone.push_back(column.asset);
        }
      }
    }
    for (Node node = 0; node < n; ++node) {
      const Effect possible = out_.parties[node].possible;
      // Where chains go by votes, what a reached owner does not pass on is no cycle; the run for review passes it on.
      const bool explained = possible == Effect::kRestrict || (rule_.chain_by_votes && possible == Effect::kReview);
      out_.closed_cycle[node] = in[node] && !start[node] && !explained && !out_.aggregate[node];
    }
  }

  void find_other_instruments() {
    out_.other_instrument.assign(out_.parties.size(), false);
    if (rule_.flag_lists.empty()) return;
    const StartSet start = listed_on(facts_, rule_.flag_lists, query_.as_of);
    if (start.possible.empty()) return;
    OwnershipFixpoint fixpoint(out_.world, rule_);
    fixpoint.run(start.possible, Side::kHigh, Effect::kFlag);
    // Undisclosed holders are members of every high run; what only they reach has nothing to do with the instrument.
    OwnershipFixpoint without(out_.world, rule_);
    without.run({}, Side::kHigh, Effect::kFlag);
    for (const Node node : fixpoint.members()) {
      if (!fixpoint.is_start(node) && !without.contains(node)) out_.other_instrument[node] = true;
    }
    for (const Node node : start.possible) {
      for (const std::uint32_t h : out_.world.holdings_of(node)) {
        out_.other_instrument[out_.world.columns()[out_.world.holdings()[h].column].asset] = true;
      }
    }
  }

  // A transfer that is not recognised leaves the party where it was: it starts the rule like a listed one, and the
  // answer says why. Returns whether there is any.
  bool add_unrecognised_transfers() {
    bool any = false;
    for (auto& [node, earlier] : out_.earlier) {
      if (earlier.recognised) continue;
      if (out_.listed[node] || out_.parties[node].certain == Effect::kRestrict) {
        earlier.recognised = true;  // it is reached anyway
        continue;
      }
      any = true;
      for (StartGroup& group : out_.groups) {
        group.start.certain.push_back(node);
        group.start.possible.push_back(node);
      }
    }
    return any;
  }

  const OwnershipFacts& facts_;
  const rules::RuleBook& book_;
  const OwnershipQuery& query_;
  const RuleVersion& rule_;
  OwnershipDecision out_;
};

}  // namespace

std::string_view to_string(OwnershipVerdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}

bool is_country(std::string_view stated, std::string_view code) {
  std::string lower;
  for (const char c : stated) lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  if (code.empty()) return false;
  if (lower == code) return true;
  return code == "us" && (lower == "usa" || lower == "united states" || lower == "united states of america");
}

std::vector<StartGroup> start_groups(const OwnershipFacts& facts, const OwnershipWorld& world, const RuleVersion& rule,
                                     Date as_of) {
  std::vector<StartGroup> groups;
  const StartSet all = listed_on(facts, rule.lists, as_of);
  switch (rule.aggregation) {
    case Aggregation::kAll:
      groups.push_back({all, ""});
      break;
    case Aggregation::kPerPerson:
      for (const Node node : all.possible) groups.push_back({only(all, node), facts.parties()[node].id});
      // An undisclosed holder may be a listed person of whom nothing else is known here.
      if (world.has_undisclosed()) groups.push_back({{}, std::string(kUndisclosedOwner)});
      break;
    case Aggregation::kPerList:
      for (const std::string& list : rule.lists) groups.push_back({listed_on(facts, {list}, as_of), list});
      break;
  }
  return groups;
}

std::vector<Reach> ownership_reach(const OwnershipWorld& world, const RuleVersion& rule, const StartSet& start) {
  std::vector<Reach> reach(world.party_count() + 1, Reach::kNot);
  OwnershipFixpoint fixpoint(world, rule);
  fixpoint.run(start.possible, Side::kHigh, Effect::kRestrict);
  for (const Node node : fixpoint.members()) reach[node] = Reach::kPossibly;
  fixpoint.run(start.certain, Side::kLow, Effect::kRestrict);
  for (const Node node : fixpoint.members()) reach[node] = Reach::kCertainly;
  return reach;
}

void run_group(OwnershipFixpoint& fixpoint, const StartGroup& group, Side side, Effect level) {
  fixpoint.run(side == Side::kLow ? group.start.certain : group.start.possible, side, level);
}

bool is_stand_in(const OwnershipFixpoint& run, Node node) {
  const OwnershipWorld& world = run.world();
  // A rule that only flags nominees marks them; one that counts what they hold does not reach them by that, at any
  // level.
  if (run.rule().test(StakeKind::kNominee).effect < Effect::kReview) return false;
  if (node >= world.party_count() || run.is_start(node)) return false;
  const auto [begin, end] = world.columns_of(node);
  bool nominee = false;
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column& column = world.columns()[c];
    if (run.effect_of(column) < run.level() || column.kind == StakeKind::kJointArrangement) continue;
    if (is_measured(column.kind)) {
      if (meets_test(run.rule().test(column.kind), run.share(c), run.side())) return false;
      continue;
    }
    for (const Holding& h : world.holdings_in(column)) {
      const bool counts =
          h.owner != node && run.contains(h.owner) && (run.side() == Side::kHigh || !h.has(kOnlyPossible));
      if (counts && column.kind != StakeKind::kNominee) return false;
      nominee = nominee || counts;
    }
  }
  return nominee;
}

OwnershipDecision decide(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
                         const rules::RuleChoice& choice) {
  return Decider(facts, book, query, choice).run();
}

namespace {

Result<rules::RuleChoice> choose_rule(const rules::RuleBook& book, const OwnershipQuery& query) {
  const rules::RuleChoice rule = book.choose(query.regime, query.as_of);
  if (rule.version != nullptr) return rule;
  std::string known;
  for (const std::string_view name : book.regime_names()) known += (known.empty() ? "" : ", ") + std::string(name);
  return Error{ErrorCode::kNotFound, "there is no regime \"" + query.regime + "\"", {}, "Use one of: " + known};
}

}  // namespace

Result<OwnershipResult> decide_ownership(const OwnershipFacts& facts, const rules::RuleBook& book,
                                         const OwnershipQuery& query) {
  OwnershipResult result;
  PENUMBRA_ASSIGN_OR_RETURN(result.rule, choose_rule(book, query));
  const OwnershipDecision decision = decide(facts, book, query, result.rule);
  result.answers = answer_all(facts, decision, query);
  return result;
}

Result<OwnershipPart> decide_ownership_part(const OwnershipFacts& facts, const rules::RuleBook& book,
                                            const OwnershipQuery& query, const OwnershipSelection& selection) {
  OwnershipPart part;
  PENUMBRA_ASSIGN_OR_RETURN(part.result.rule, choose_rule(book, query));
  const OwnershipDecision decision = decide(facts, book, query, part.result.rule);
  part.counts = count_verdicts(facts, decision, query);
  part.result.answers = selection.parties.empty() ? answer_notable(facts, decision, query)
                                                  : answer_some(facts, decision, query, selection.parties);
  return part;
}

}  // namespace penumbra::graph
