#include "graph/ownership_why.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/chain_search.h"
#include "graph/ownership_explain.h"
#include "graph/ownership_json.h"
#include "graph/ownership_words.h"

namespace penumbra::graph {

namespace {

using rules::Effect;
using rules::RuleStatus;

std::string symbol_text(const rules::KindTest& test) {
  return (test.comparison == rules::Comparison::kAtLeast ? ">= " : "> ") + test.threshold.to_string() + " %";
}

// The end of a share that counts on a side, as a term of a sum.
std::string term_text(const Holding& h, Side side) {
  const ShareEnd low{h.low, h.has(kLowOpen)};
  const ShareEnd high{h.high, h.has(kHighOpen)};
  if (h.low == h.high) return percent_text(low) + " %";
  if (side == Side::kLow) return (low.open ? "more than " : "at least ") + percent_text(low) + " %";
  return (high.open ? "less than " : "up to ") + percent_text(high) + " %";
}

std::string end_text(ShareEnd end, Side side) {
  if (side == Side::kLow) return (end.open ? "more than " : "") + percent_text(end) + " %";
  return (end.open ? "less than " : "up to ") + percent_text(end) + " %";
}

class Explainer {
 public:
  Explainer(OwnershipCase& cut, const OwnershipFacts& facts, const StakesByAsset& index, const WhyOptions& options)
      : case_(cut), facts_(facts), index_(index), options_(options), goal_(goal_of(cut)) {}

  OwnershipWhy run() {
    out_.answer = case_.answer();
    out_.basis = goal_.basis;
    switch (goal_.basis) {
      case WhyBasis::kFacts:
      case WhyBasis::kPossible:
        find_chains();
        break;
      case WhyBasis::kTransfer:
        explain_eve();
        break;
      case WhyBasis::kNothing:
      case WhyBasis::kListed:
      case WhyBasis::kOwnListing:
      case WhyBasis::kNoEffect:
        break;
    }
    add_readings();
    state_answer();
    return std::move(out_);
  }

 private:
  void find_chains() {
    ChainSearch search(case_, goal_, options_);
    for (const RankedChain& ranked : search.run(options_.chains)) out_.chains.push_back(chain_of(search, ranked));
    out_.more = search.more();
    if (search.gave_up()) {
      out_.bounds.push_back("the search for chains was given up after " + std::to_string(kMaxPartialChains) +
                            " partial chains or " + std::to_string(kMaxCaseWork) +
                            " statements; those given are chains, and shorter or better sourced ones may exist");
    }
  }

  // Facts of one stake that are shown: the statement that counts.
  std::uint32_t shown(std::uint32_t stake) const { return case_.original(case_.stakes()[stake].shown); }

  WhyChain chain_of(const ChainSearch& search, const RankedChain& ranked) {
    WhyChain chain;
    chain.doubt = ranked.doubt;
    std::set<PartyIndex> starts;
    const bool by_run = case_.reached(search.only(ranked.stakes), goal_.side, goal_.level,
                                      [&](const OwnershipFixpoint& run) { add_steps(run, ranked, chain, starts); });
    if (by_run && chain.steps.empty()) add_unresolved_steps(ranked, chain, starts);
    for (std::uint32_t l = 0; l < facts_.listings().size(); ++l) {
      const ListingFact& listing = facts_.listings()[l];
      const auto& lists = case_.rule().lists;
      const auto local = case_.facts().find(facts_.parties()[listing.party].id);
      const bool ours = local && starts.contains(*local) &&
                        std::find(lists.begin(), lists.end(), listing.list) != lists.end() &&
                        listing.valid.holds_on(case_.query().as_of) != Holds::kNo;
      if (ours) chain.listings.push_back(l);
    }
    return chain;
  }

  // One step for each party that the chain's stakes bring in, in the order in which the run added them.
  void add_steps(const OwnershipFixpoint& run, const RankedChain& ranked, WhyChain& chain,
                 std::set<PartyIndex>& starts) {
    const OwnershipWorld& world = run.world();
    std::set<std::uint32_t> left(ranked.stakes.begin(), ranked.stakes.end());
    for (const Node node : run.members()) {
      if (run.is_start(node) || node >= case_.facts().parties().size()) continue;
      WhyStep step;
      step.party = party_of(node);
      const auto [begin, end] = world.columns_of(node);
      for (std::uint32_t c = begin; c < end; ++c) {
        const Column& column = world.columns()[c];
        std::vector<std::pair<std::uint32_t, Holding>> used;
        for (const Holding& h : world.holdings_in(column)) {
          const auto stake = case_.stake_behind(h.fact);
          if (!stake || !std::binary_search(ranked.stakes.begin(), ranked.stakes.end(), *stake)) continue;
          const bool is_row = case_.stakes()[*stake].kind == StakeKind::kJointArrangement;
          if (is_row && column.kind == StakeKind::kJointArrangement) {
            left.erase(*stake);
            add_fact(step, chain, *stake);
            continue;
          }
          if (h.owner >= case_.facts().parties().size() && h.owner != world.undisclosed_node()) continue;
          used.emplace_back(*stake, h);
          if (run.is_start(h.owner) && h.owner < case_.facts().parties().size()) starts.insert(h.owner);
        }
        if (used.empty() || column.kind == StakeKind::kJointArrangement) continue;
        const bool met =
            !is_measured(column.kind) || meets_test(case_.rule().test(column.kind), run.share(c), run.side());
        if (!met || run.effect_of(column) < goal_.level) continue;
        for (const auto& [stake, h] : used) {
          left.erase(stake);
          add_fact(step, chain, stake);
          // Who acts jointly with the owner brings the stake in.
          if (const std::int32_t g = run.joint_group_for(h, column, run.rank(node)); g >= 0) {
            for (const Node member : world.joint_groups()[static_cast<std::size_t>(g)].members) {
              if (run.is_start(member)) starts.insert(member);
            }
          }
        }
        step.kind = column.kind;
        step.text = is_measured(column.kind) ? sum_text(run, c, used) : criterion_text(used, column);
      }
      if (!step.facts.empty() && !step.text.empty()) chain.steps.push_back(std::move(step));
    }
    // Rows of arrangements between persons stand in a column of a person who is in nobody's step.
    for (const std::uint32_t stake : left) {
      if (!chain.steps.empty()) add_fact(chain.steps.back(), chain, stake);
    }
  }

  static void add_unique(std::vector<std::uint32_t>& to, std::uint32_t fact) {
    if (std::find(to.begin(), to.end(), fact) == to.end()) to.push_back(fact);
  }
  void add_fact(WhyStep& step, WhyChain& chain, std::uint32_t stake) const {
    add_unique(step.facts, shown(stake));
    add_unique(chain.facts, shown(stake));
  }

  PartyIndex party_of(Node node) const { return *facts_.find(case_.facts().parties()[node].id); }

  std::string name(Node node) const {
    if (node >= case_.facts().parties().size()) return "an undisclosed holder";
    const Party& party = case_.facts().parties()[node];
    return party.name.empty() ? party.id : party.name;
  }

  // "A: 34 % (X) + 18 % (Y) = 52 % of the equity >= 50 %"
  std::string sum_text(const OwnershipFixpoint& run, std::uint32_t c,
                       const std::vector<std::pair<std::uint32_t, Holding>>& used) const {
    const Column& column = run.world().columns()[c];
    const rules::KindTest& test = case_.rule().test(column.kind);
    std::string text = name(column.asset) + ": ";
    ShareUnits sum = 0;
    std::size_t terms = 0;
    const Holding* self = nullptr;
    for (const auto& [stake, h] : used) {
      if (h.owner == column.asset) {
        self = &h;
        continue;
      }
      text += (terms++ == 0 ? "" : " + ") + term_text(h, run.side()) + " (" + name(h.owner) + ")";
      sum = std::min(sum + (run.side() == Side::kLow ? h.low : h.high), kShareCap);
    }
    const ShareEnd share = run.share(c);
    const std::string kind = " of the " + std::string(to_string(column.kind));
    if (self != nullptr) {
      text += " of what is left when the " + share_text(*self) + " that it holds in itself is not counted";
    }
    if (terms > 1 || share.value != sum) {
      text += " = " + end_text(share, run.side());
      if (share.value < sum && self == nullptr) text += " (others hold the rest)";
    }
    text += kind + ", " + symbol_text(test);
    if (run.side() == Side::kHigh) text += " in some reading of the facts";
    return text;
  }

  std::string criterion_text(const std::vector<std::pair<std::uint32_t, Holding>>& used, const Column& column) const {
    const StakeFact& fact = case_.facts().stakes()[case_.stakes()[used.front().first].shown];
    const std::string owner = name(used.front().second.owner);
    std::string what = " " + control_phrase(fact) + " " + name(column.asset);
    if (column.kind == StakeKind::kAppointsMajority) {
      what = " may appoint or remove a majority of the board of " + name(column.asset);
    } else if (column.kind == StakeKind::kFamily) {
      what = " has a family tie with " + name(column.asset);
    } else if (column.kind == StakeKind::kNominee) {
      return name(column.asset) + ": it holds as nominee for " + owner + ", and its stakes count as those of " + owner;
    }
    const Effect effect = case_.rule().test(column.kind).effect;
    const std::string follows = effect == Effect::kRestrict ? "under the rule this is enough by itself"
                                : effect == Effect::kReview ? "under the rule this calls for a review"
                                                            : "the rule takes this as a flag";
    return name(column.asset) + ": " + owner + what + "; " + follows;
  }

  // A rule that counts a listed owner whose share cannot be determined.
  void add_unresolved_steps(const RankedChain& ranked, WhyChain& chain, std::set<PartyIndex>& starts) {
    for (const std::uint32_t s : ranked.stakes) {
      const CaseStake& stake = case_.stakes()[s];
      WhyStep step;
      step.party = party_of(stake.asset);
      step.kind = stake.kind;
      add_fact(step, chain, s);
      step.text = name(stake.asset) + ": " + name(stake.owner) + " holds " + share_text(stake.holding) + " of the " +
                  std::string(to_string(stake.kind)) +
                  "; under the rule a listed owner whose share cannot be determined counts until it is resolved";
      if (case_.decision().listed[stake.owner]) starts.insert(stake.owner);
      chain.steps.push_back(std::move(step));
    }
  }

  // The party was reached on an earlier day and the transfer since is not recognised: the chains of that day.
  void explain_eve() {
    const Date eve = case_.decision().earlier.at(case_.party()).last_day;
    out_.eve = eve;
    OwnershipQuery then = case_.query();
    then.as_of = eve;
    const PartyIndex whole = party_of(case_.party());
    auto before = explain_ownership(facts_, index_, whole, case_.book(), then, options_);
    if (!before.ok()) return;
    out_.chains = std::move(before->chains);
    out_.more = before->more;
    out_.bounds = std::move(before->bounds);
  }

  void add_readings() {
    const OwnershipAnswer& a = case_.answer();
    const rules::RuleVersion& rule = case_.rule();
    const PartyReach& reach = case_.decision().parties[case_.party()];
    if (goal_.basis == WhyBasis::kListed || goal_.basis == WhyBasis::kNoEffect) return;
    add_diluted(a, rule);
    for (std::size_t k = 0; k < kMeasuredKindCount; ++k) {
      const auto kind = static_cast<StakeKind>(k);
      const rules::KindTest& test = rule.test(kind);
      if (test.effect == Effect::kNone || test.comparison == test.other_reading) continue;
      out_.readings.push_back(
          {"other-reading", "Texts in force on this day differ: " + test_text(test) + " of the " +
                                std::string(to_string(kind)) + " in one, " +
                                (test.other_reading == rules::Comparison::kAtLeast ? "at least " : "more than ") +
                                test.threshold.to_string() + " % in the other"});
    }
    if (reach.share_group != kNoGroup) add_self_held(reach, rule);
    for (const OwnershipFlag& flag : a.flags) {
      if (flag.key == "aggregate-above-threshold") out_.readings.push_back({"added-up", flag.text});
    }
  }

  void add_diluted(const OwnershipAnswer& a, const rules::RuleVersion& rule) {
    const rules::KindTest& test = rule.test(StakeKind::kEquity);
    const bool indirect = std::any_of(out_.chains.begin(), out_.chains.end(),
                                      [](const WhyChain& chain) { return chain.steps.size() > 1; });
    const bool differs = indirect || a.integrated_high * 1e16 > static_cast<double>(a.share_high.value) * 1.000001;
    if (test.effect == Effect::kNone || !differs || a.integrated_high <= 0) return;
    const auto figure = [](double percent) {
      std::string text = std::to_string(percent);  // six decimals
      text.resize(text.find('.') + 3);
      return text;
    };
    std::string text = "Shares multiplied along all chains come to " + figure(a.integrated_low);
    if (figure(a.integrated_low) != figure(a.integrated_high)) text += " to " + figure(a.integrated_high);
    text += " % (rounded down)";
    text += rule.indirect_disputed
                ? "; whether that figure counts instead of the whole stake of an owned intermediary is disputed, and " +
                      std::string(a.integrated_low >= test.threshold.to_double() + 0.01   ? "it meets "
                                  : a.integrated_high < test.threshold.to_double() - 0.01 ? "it does not meet "
                                                                                          : "it may meet ") +
                      symbol_text(test)
                : "; this rule does not count it: an intermediary counts with its whole stake or not at all";
    out_.readings.push_back({"diluted", std::move(text)});
  }

  void add_self_held(const PartyReach& reach, const rules::RuleVersion& rule) {
    const Column& column = case_.decision().world.columns()[reach.share_column];
    if (column.self < 0) return;
    const bool votes = column.kind == StakeKind::kVotes;
    const bool dropped = (votes ? rule.self_held_votes : rule.self_held_equity) == rules::SelfHeld::kDropped;
    const Holding& self = case_.decision().world.holdings()[static_cast<std::size_t>(column.self)];
    out_.readings.push_back(
        {"self-held", name(column.asset) + " holds " + share_text(self) + " of the " +
                          std::string(to_string(column.kind)) + " in itself; " +
                          (dropped ? "the rule leaves it out of the denominator"
                                   : "whether it stays in the denominator is open, and the counted share is " +
                                         share_text(reach.share_low, reach.share_high) + " over both readings")});
  }

  // The answer with the best chain as its chain, and numbers of the whole graph.
  void state_answer() {
    OwnershipAnswer& a = out_.answer;
    if (!out_.chains.empty()) {
      a.chain.clear();
      for (const std::uint32_t fact : out_.chains.front().facts) {
        const auto stake = local_stake(fact);
        a.chain.push_back({fact, stake && case_.stakes()[*stake].holding.has(kOnlyPossible)});
      }
    } else {
      for (ChainLink& link : a.chain) link.fact = case_.original(link.fact);
    }
    std::set<std::string> lists;
    for (const ListingFact& listing : case_.facts().listings()) {
      if (listing.party == case_.party() && listing.valid.holds_on(case_.query().as_of) != Holds::kNo) {
        lists.insert(listing.list);
      }
    }
    std::string listed_on;
    for (const auto* named : {&case_.rule().lists, &case_.rule().flag_lists}) {
      for (const std::string& list : *named) {
        if (lists.contains(list)) listed_on += (listed_on.empty() ? "" : ", ") + list;
      }
    }
    a.sentence = verdict_sentence(case_.facts(), case_.decision(), case_.query(), a, listed_on);
    a.party = party_of(case_.party());
  }

  std::optional<std::uint32_t> local_stake(std::uint32_t original) const {
    for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
      if (shown(s) == original) return s;
    }
    return std::nullopt;
  }

  OwnershipCase& case_;
  const OwnershipFacts& facts_;
  const StakesByAsset& index_;
  const WhyOptions& options_;
  const WhyGoal goal_;
  OwnershipWhy out_;
};

}  // namespace

WhyGoal goal_of(const OwnershipCase& cut) {
  const OwnershipDecision& d = cut.decision();
  const PartyIndex p = cut.party();
  const PartyReach& reach = d.parties[p];
  const auto earlier = d.earlier.find(p);
  if (d.listed[p]) return {WhyBasis::kListed, Side::kLow, Effect::kRestrict};
  if (cut.answer().verdict == OwnershipVerdict::kDesignated) return {WhyBasis::kListed, Side::kLow, Effect::kRestrict};
  if (cut.rule().status == RuleStatus::kNone) return {WhyBasis::kNoEffect, Side::kLow, Effect::kRestrict};
  if (earlier != d.earlier.end() && !earlier->second.recognised) {
    return {WhyBasis::kTransfer, Side::kLow, Effect::kRestrict};
  }
  if (reach.certain == Effect::kRestrict || d.unresolved[p]) return {WhyBasis::kFacts, Side::kLow, Effect::kRestrict};
  if (reach.certain == Effect::kReview) return {WhyBasis::kFacts, Side::kLow, Effect::kReview};
  if (reach.possible >= Effect::kReview) return {WhyBasis::kPossible, Side::kHigh, reach.possible};
  if (d.possibly_listed[p]) return {WhyBasis::kOwnListing, Side::kHigh, Effect::kRestrict};
  return {WhyBasis::kNothing, Side::kLow, Effect::kRestrict};
}

OwnershipWhy explain_case(OwnershipCase& cut, const OwnershipFacts& facts, const StakesByAsset& index,
                          const WhyOptions& options) {
  return Explainer(cut, facts, index, options).run();
}

Result<OwnershipWhy> explain_ownership(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                       const rules::RuleBook& book, const OwnershipQuery& query,
                                       const WhyOptions& options) {
  PENUMBRA_ASSIGN_OR_RETURN(OwnershipCase cut, OwnershipCase::cut(facts, index, party, book, query));
  return explain_case(cut, facts, index, options);
}

}  // namespace penumbra::graph
