// Putting decisions into words: verdict, flags, chain, what is missing, and the sentence.
//
// Order of strength for the verdict: listed itself; the rule's own test for certain; a control test for certain;
// anything possible (undetermined); nothing. Then the rule's status on the day: a suspended rule turns hits into flags,
// a rule of which nobody knows whether it is in force turns them into undetermined ones, no rule yields nothing.
#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "graph/ownership_decide.h"
#include "graph/ownership_explain.h"
#include "graph/ownership_json.h"
#include "graph/ownership_words.h"

namespace penumbra::graph {

namespace {

using rules::Effect;
using rules::RuleStatus;

OwnershipVerdict verdict_word(const std::string& word) {
  if (word == "licence") return OwnershipVerdict::kLicence;
  if (word == "control-review") return OwnershipVerdict::kControlReview;
  return OwnershipVerdict::kRestricted;
}

class Answerer {
 public:
  Answerer(const OwnershipFacts& facts, const OwnershipDecision& decision, const OwnershipQuery& query)
      : facts_(facts), d_(decision), query_(query), rule_(*decision.rule), run_(decision.world, *decision.rule) {
    for (const ListingFact& listing : facts.listings()) {
      const Holds holds = listing.valid.holds_on(query.as_of);
      if (holds != Holds::kNo) lists_of_[listing.party].insert(listing.list);
      const auto& flag_lists = rule_.flag_lists;
      const bool other = std::find(flag_lists.begin(), flag_lists.end(), listing.list) != flag_lists.end();
      if (holds == Holds::kYes && other) on_other_instrument_.insert(listing.party);
    }
  }

  // Answers for these parties, in this order.
  std::vector<OwnershipAnswer> some(std::span<const PartyIndex> parties) {
    std::vector<OwnershipAnswer> answers(parties.size());
    for (std::size_t i = 0; i < answers.size(); ++i) decide(parties[i], answers[i]);
    // Explanations need the fixpoint of the group that reached the party; going group by group runs each once.
    std::vector<std::size_t> order(answers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<Plan> plans(answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) plans[i] = plan(parties[i]);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return plans[a] < plans[b]; });
    for (const std::size_t i : order) explain(parties[i], plans[i], answers[i]);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      add_flags(parties[i], answers[i]);
      finish(parties[i], answers[i]);
    }
    return answers;
  }

  // How many parties have each verdict.
  std::array<std::uint64_t, 6> count() {
    std::array<std::uint64_t, 6> counts{};
    OwnershipAnswer answer;
    for (PartyIndex p = 0; p < facts_.parties().size(); ++p) {
      answer.flags.clear();
      answer.missing.clear();
      decide(p, answer);
      ++counts[static_cast<std::size_t>(answer.verdict)];
    }
    return counts;
  }

  // Parties that are reached or in which something is held that could raise a flag: all others have neither.
  std::vector<PartyIndex> worth_a_look() const {
    const std::size_t n = facts_.parties().size();
    std::vector<bool> near(n + 1, false);
    const auto mark_assets = [&](Node owner) {
      for (const std::uint32_t h : d_.world.holdings_of(owner)) {
        near[d_.world.asset_of_column(d_.world.slots()[h].column)] = true;
      }
    };
    for (PartyIndex p = 0; p < n; ++p) {
      const PartyReach& reach = d_.parties[p];
      const bool by_stakes = reach.certain != Effect::kNone || reach.possible != Effect::kNone;
      if (by_stakes || d_.possibly_listed[p] || d_.unresolved[p]) mark_assets(p);
      if (by_stakes || d_.possibly_listed[p] || d_.unresolved[p] || reach.share_group != kNoGroup || d_.aggregate[p] ||
          d_.closed_cycle[p] || d_.other_instrument[p] || d_.integrated_high[p] > 0 ||
          (d_.history_cut && d_.history_party[p])) {
        near[p] = true;
      }
    }
    mark_assets(d_.world.undisclosed_node());
    for (const auto& [party, lists] : lists_of_) near[party] = true;
    for (const auto& [party, earlier] : d_.earlier) near[party] = true;
    // In order of what explains them, so that each run is made once although they are explained in parts.
    std::vector<std::pair<Plan, PartyIndex>> planned;
    for (PartyIndex p = 0; p < n; ++p) {
      if (near[p]) planned.emplace_back(plan(p), p);
    }
    std::sort(planned.begin(), planned.end());
    std::vector<PartyIndex> parties;
    for (const auto& [how, party] : planned) parties.push_back(party);
    return parties;
  }

 private:
  // Which run explains a party.
  struct Plan {
    std::uint32_t group = kNoGroup;
    Side side = Side::kLow;
    Effect level = Effect::kNone;
    auto operator<=>(const Plan&) const = default;
  };

  const std::string& id(Node node) const {
    static const std::string kUnknown = "an undisclosed holder";
    return node < facts_.parties().size() ? facts_.parties()[node].id : kUnknown;
  }

  bool unrecognised(PartyIndex p) const {
    const auto it = d_.earlier.find(p);
    return it != d_.earlier.end() && !it->second.recognised;
  }

  // True when the rule's status lets hits have their effect.
  bool effective() const { return rule_.status == RuleStatus::kInForce && d_.rule_on_record; }
  bool outcome_unknown() const {
    return rule_.status == RuleStatus::kUnknown || (!d_.rule_on_record && rule_.status == RuleStatus::kInForce);
  }
  // In words, why the rule does not cover a party of this country: "parties outside us"; "" when it does.
  std::string outside_of(PartyIndex p) const {
    const std::string& country = facts_.parties()[p].country;
    if (!rule_.foreign_to.empty() && is_country(country, rule_.foreign_to))
      return "parties outside " + rule_.foreign_to;
    if (!rule_.established_in.empty() && !country.empty() && !is_country(country, rule_.established_in)) {
      return "parties established in " + rule_.established_in;
    }
    return "";
  }
  bool establishment_unknown(PartyIndex p) const {
    return !rule_.established_in.empty() && facts_.parties()[p].country.empty();
  }

  // What the rule would say of the party if it were in force.
  OwnershipVerdict by_rule(PartyIndex p) const {
    const PartyReach& reach = d_.parties[p];
    if (unrecognised(p) || reach.certain == Effect::kRestrict || d_.unresolved[p]) return verdict_word(rule_.verdict);
    if (reach.certain == Effect::kReview) return OwnershipVerdict::kControlReview;
    if (d_.possibly_listed[p] || reach.possible >= Effect::kReview) return OwnershipVerdict::kUndetermined;
    return OwnershipVerdict::kNotByOwnership;
  }

  void decide(PartyIndex p, OwnershipAnswer& a) {
    const PartyReach& reach = d_.parties[p];
    a.party = p;
    a.rule = &rule_;
    a.rule_on_record = d_.rule_on_record;
    a.share_low = reach.share_low;
    a.share_high = reach.share_high;
    if (reach.share_group != kNoGroup) a.measure = d_.world.columns()[reach.share_column].kind;
    a.integrated_low = d_.integrated_low[p] * 100;
    a.integrated_high = d_.integrated_high[p] * 100;
    if (d_.listed[p]) {
      a.verdict = OwnershipVerdict::kDesignated;
      return;
    }
    const OwnershipVerdict hit = by_rule(p);
    const bool is_hit = hit != OwnershipVerdict::kNotByOwnership;
    if (!is_hit && on_other_instrument_.contains(p)) {
      a.verdict = OwnershipVerdict::kDesignated;
    } else if (rule_.status == RuleStatus::kNone || !is_hit) {
      a.verdict = OwnershipVerdict::kNotByOwnership;
    } else if (d_.possibly_listed[p]) {
      a.verdict = hit;  // whether it is listed does not hang on the ownership rule
    } else if (rule_.status == RuleStatus::kSuspended) {
      a.verdict = OwnershipVerdict::kNotByOwnership;
      flag(a, "rule-suspended",
           "the rule would yield " + std::string(to_string(hit)) + " but is suspended on " + query_.as_of.to_string());
    } else if (const std::string only = outside_of(p); !only.empty()) {
      a.verdict = OwnershipVerdict::kNotByOwnership;
      flag(a, rule_.established_in.empty() ? "domestic-party" : "established-elsewhere",
           "the rule would yield " + std::string(to_string(hit)) + " but covers " + only + " only");
    } else if (establishment_unknown(p)) {
      a.verdict = OwnershipVerdict::kUndetermined;
      a.missing.push_back(cat({"whether ", id(p), " is established in ", rule_.established_in}));
    } else if (outcome_unknown()) {
      a.verdict = OwnershipVerdict::kUndetermined;
      a.missing.push_back(cat({"which text of ", rule_.id, " was in force on ", query_.as_of.to_string()}));
      flag(a, d_.rule_on_record ? "rule-outcome-unknown" : "rule-not-on-record",
           "the rule would yield " + std::string(to_string(hit)) + " but it is not known what was in force on " +
               query_.as_of.to_string());
    } else {
      a.verdict = hit;
    }
  }

  Plan plan(PartyIndex p) const {
    const PartyReach& reach = d_.parties[p];
    if (d_.listed[p] || unrecognised(p)) return {};
    if (reach.certain >= Effect::kReview) return {reach.certain_group, Side::kLow, reach.certain};
    if (reach.possible >= Effect::kReview) return {reach.possible_group, Side::kHigh, reach.possible};
    if (reach.certain == Effect::kFlag) return {reach.certain_group, Side::kLow, reach.certain};
    if (reach.possible == Effect::kFlag) return {reach.possible_group, Side::kHigh, reach.possible};
    if (reach.share_group != kNoGroup) return {reach.share_group, Side::kHigh, Effect::kNone};
    return {};
  }

  void explain(PartyIndex p, const Plan& how, OwnershipAnswer& a) {
    if (how.group == kNoGroup) return;
    if (!(how == current_)) {
      run_group(run_, d_.groups[how.group], how.side, how.level == Effect::kNone ? Effect::kRestrict : how.level);
      current_ = how;
    }
    const std::size_t limit = links_ < kMaxAllChainLinks ? kMaxChainLinks : kShortChainLinks;
    const Support used = how.level == Effect::kNone ? support_of_share(run_, d_.parties[p].share_column, limit)
                                                    : support_of(run_, p, limit);
    links_ += used.holdings.size();
    if (used.cut) {
      flag(a, "chain-cut", "the explanation is longer than is shown; the statements nearest to the party are given");
    }
    for (const std::uint32_t h : used.holdings) {
      const Holding& holding = d_.world.holdings()[h];
      a.chain.push_back({holding.fact, holding.has(kOnlyPossible)});
      if (holding.has(kContested)) {
        flag(a, "contested-statements",
             "equally recent statements about the stake of " + id(holding.owner) + " in " +
                 id(d_.world.columns()[holding.column].asset) + " differ");
      }
      if (is_measured(d_.world.columns()[holding.column].kind) && d_.world.columns()[holding.column].overfull) {
        flag(a, "shares-exceed-100",
             "the stated " + std::string(to_string(d_.world.columns()[holding.column].kind)) + " shares of " +
                 id(d_.world.columns()[holding.column].asset) + " add up to more than 100 %");
      }
    }
    if (how.level != Effect::kNone) reasons(p, how, a);
    if (how.side == Side::kHigh && how.level >= Effect::kReview) missing(p, a);
  }

  // Why a party is in a run below the rule's own test: which criteria its members meet in it.
  void reasons(PartyIndex p, const Plan& how, OwnershipAnswer& a) {
    if (how.level == Effect::kRestrict) return;
    const auto [begin, end] = d_.world.columns_of(p);
    const std::uint32_t before = run_.contains(p) ? run_.rank(p) : 0;
    bool own = false;
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = d_.world.columns()[c];
      for (const Holding& h : d_.world.holdings_in(column)) {
        if (!is_measured(column.kind) || run_.contains(h.owner) || run_.joint_group_for(h, column, before) < 0)
          continue;
        own = true;
        flag(a, "joint-arrangement",
             id(h.owner) + " exercises its rights in " + id(p) + " jointly with listed persons");
      }
      if (run_.effect_of(column) != how.level) continue;
      const bool measured = is_measured(column.kind);
      if (measured && !meets_test(rule_.test(column.kind), run_.share(c), how.side)) continue;
      std::optional<Holding> by;
      for (const Holding& h : d_.world.holdings_in(column)) {
        if (!by && run_.counts(h, column, before)) by = h;
      }
      if (!by) continue;
      own = true;
      const std::string kind(to_string(column.kind));
      flag(a, measured ? kind + "-majority" : kind,
           measured ? "listed persons hold " + share_text(run_.share(c), run_.share(c)) + " of the " + kind
                    : criterion_text(*by, p));
    }
    if (!own && through_shares_alone(p)) {
      flag(a, "shares-without-votes",
           "an owner counts in which listed persons have most of the shares and are not stated to have most of the "
           "votes");
    } else if (!own) {
      flag(a, "held-through-flagged-owner",
           "the stakes reach the threshold only if owners that are themselves in doubt for control are counted");
    }
  }

  // Whether an owner of the party is reached by the rule's own test and, because its chains go by votes, passes nothing
  // on under it.
  bool through_shares_alone(PartyIndex p) const {
    if (!rule_.chain_by_votes) return false;
    const auto [begin, end] = d_.world.columns_of(p);
    for (std::uint32_t c = begin; c < end; ++c) {
      for (const Holding& h : d_.world.holdings_in(d_.world.columns()[c])) {
        const bool known = h.owner < facts_.parties().size() && h.owner != p;
        if (known && !d_.listed[h.owner] && d_.parties[h.owner].certain == Effect::kRestrict) return true;
      }
    }
    return false;
  }

  // Facts that would decide an undetermined party: every uncertain stake that the high run counted in its columns.
  void missing(PartyIndex p, OwnershipAnswer& a) {
    const auto [begin, end] = d_.world.columns_of(p);
    const std::string& name = id(p);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = d_.world.columns()[c];
      if (run_.effect_of(column) < Effect::kReview) continue;
      const bool measured = is_measured(column.kind);
      const std::string kind(to_string(column.kind));
      const std::string limit =
          measured ? cat({" (together with what is certain, ", test_text(rule_.test(column.kind)), " decides)"}) : "";
      for (const Holding& h : d_.world.holdings_in(column)) {
        if (!run_.counts(h, column, static_cast<std::uint32_t>(run_.members().size()))) continue;
        if (h.owner == d_.world.undisclosed_node()) {
          a.missing.push_back(cat(
              {"who holds the undisclosed ", measured ? share_text(h) + " of the " : "", kind, " in ", name, limit}));
        } else if (h.has(kOnlyPossible)) {
          a.missing.push_back(cat(
              {"whether ", id(h.owner), " had this stake (", kind, ") in ", name, " on ", query_.as_of.to_string()}));
        } else if (measured && h.low != h.high) {
          a.missing.push_back(cat({"the exact share of ", id(h.owner), " in the ", kind, " of ", name, ", stated as ",
                                   share_text(h), limit}));
        }
        const bool owner_certain =
            d_.parties.size() > h.owner && h.owner < facts_.parties().size() &&
            (d_.listed[h.owner] || d_.parties[h.owner].certain >= Effect::kReview || unrecognised(h.owner));
        if (!owner_certain && h.owner != d_.world.undisclosed_node()) {
          a.missing.push_back(cat({"whether ", id(h.owner), " is itself reached (see its own answer)"}));
        }
      }
      const rules::SelfHeld self_held =
          column.kind == StakeKind::kVotes ? rule_.self_held_votes : rule_.self_held_equity;
      if (measured && column.self >= 0 && self_held == rules::SelfHeld::kDisputed) {
        a.missing.push_back(cat({"whether the ", kind, " that ", name, " holds in itself stays in the denominator"}));
      }
    }
    const rules::KindTest& test = rule_.test(a.measure);
    if (a.missing.empty() && test.comparison != test.other_reading) {
      a.missing.push_back("which reading of the text applies at exactly " + test.threshold.to_string() + " %");
    }
  }

  void add_flags(PartyIndex p, OwnershipAnswer& a) {
    const PartyReach& reach = d_.parties[p];
    list_flags(p, a);
    if (a.verdict == OwnershipVerdict::kDesignated) {
      // Reasons below belong to parties that are not listed.
      std::erase_if(a.flags, [](const OwnershipFlag& f) { return f.key != "other-instrument"; });
      return;
    }
    if (rule_.status == RuleStatus::kNone) {
      a.flags.clear();
      a.chain.clear();
      a.missing.clear();
      list_flags(p, a);
      return;
    }
    if (d_.possibly_listed[p] && !d_.listed[p]) {
      a.missing.push_back("the days on which its own listing began and ended");
      flag(a, "listing-date-uncertain",
           "the dates of its own listing do not say whether it was listed on " + query_.as_of.to_string());
    }
    if (d_.unresolved[p]) {
      flag(a, "unresolved-owner", "a listed owner is known but its share cannot be determined; it has to be resolved");
    }
    if (reach.certain == Effect::kReview && reach.possible == Effect::kRestrict) {
      flag(a, "ownership-undetermined", "ownership may reach the threshold as well");
    }
    if (d_.aggregate[p]) {
      flag(a, "aggregate-above-threshold",
           "the stakes of all listed persons together would reach the threshold; the rule does not add them up");
    }
    if (d_.closed_cycle[p]) {
      flag(a, "closed-cycle",
           std::string("cross-holdings alone keep the group above the threshold; no outside majority is on record") +
               (a.integrated_high > 0 ? ", and a listed or undisclosed person has a stake in it" : ""));
    }
    if (d_.other_instrument[p]) {
      flag(a, "owner-on-other-instrument", "owned by a party on " + join(rule_.flag_lists) + ": risk of diversion");
    }
    earlier_flags(p, a);
    integrated_flags(p, a);
    if (a.verdict == OwnershipVerdict::kNotByOwnership) minority_flags(p, a);
    if (d_.parties[p].certain != Effect::kRestrict) criterion_flags(p, a);
    if (d_.history_cut && d_.history_party[p]) {
      flag(a, "history-not-searched",
           "there are more changes of stakes than are searched for parties restricted earlier");
    }
  }

  void list_flags(PartyIndex p, OwnershipAnswer& a) {
    const auto it = lists_of_.find(p);
    if (it == lists_of_.end()) return;
    for (const std::string& list : it->second) {
      const auto among = [&](const std::vector<std::string>& lists) {
        return std::find(lists.begin(), lists.end(), list) != lists.end();
      };
      if (among(rule_.lists)) continue;
      if (among(rule_.flag_lists)) {
        flag(a, "other-instrument", "listed on " + list + ": that instrument's own measures, not this rule's");
      } else {
        flag(a, "listed-elsewhere",
             "listed on " + join({it->second.begin(), it->second.end()}) + "; this answer is about the regime " +
                 query_.regime + " only");
      }
    }
  }

  static std::string join(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
  }

  void earlier_flags(PartyIndex p, OwnershipAnswer& a) {
    const auto it = d_.earlier.find(p);
    if (it == d_.earlier.end()) return;
    if (!it->second.recognised) {
      flag(a, "transfer-not-recognised",
           "reached until " + it->second.last_day.to_string() + "; the transfer touched " + rule_.jurisdiction +
               " and is not recognised without a licence");
      return;
    }
    if (d_.parties[p].certain == Effect::kRestrict) return;
    if (it->second.before_listing) {
      flag(a, "transfer-near-listing",
           "persons listed within " + std::to_string(rule_.near_listing_days) + " days after " +
               it->second.last_day.to_string() + " would have reached it until then");
      return;
    }
    flag(a, "blocked-earlier",
         "reached until " + it->second.last_day.to_string() +
             " by persons still listed; property blocked until then stays blocked, and the transfer needs a look");
  }

  void integrated_flags(PartyIndex p, OwnershipAnswer& a) {
    const rules::KindTest& test = rule_.test(StakeKind::kEquity);
    if (test.effect != Effect::kRestrict) return;
    const double threshold = test.threshold.to_double();
    // A hair of tolerance for binary rounding; this is a flag, and the verdict does not use it.
    const bool above = test.comparison == rules::Comparison::kAtLeast ? a.integrated_low >= threshold - 1e-9
                                                                      : a.integrated_low > threshold + 1e-9;
    if (a.verdict == OwnershipVerdict::kNotByOwnership && above && effective()) {
      flag(a, "integrated-above-threshold",
           "shares multiplied along all chains come to the threshold, though the countable ones do not");
    }
    const bool below = a.integrated_high < threshold - 1e-9;
    if (rule_.indirect_disputed && d_.parties[p].certain == Effect::kRestrict && below) {
      flag(
          a, "indirect-reading-disputed",
          "it follows when an owned intermediary counts with its whole stake; diluted shares alone would not reach the "
          "threshold");
    }
  }

  // Criteria that the rule itself leaves aside but that its authority wants looked at, whatever the verdict rests on.
  void criterion_flags(PartyIndex p, OwnershipAnswer& a) {
    const auto [begin, end] = d_.world.columns_of(p);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = d_.world.columns()[c];
      const Effect effect = rule_.test(column.kind).effect;
      const bool nominee = column.kind == StakeKind::kNominee && effect != Effect::kNone;
      const bool aside =
          (effect == Effect::kFlag && !is_measured(column.kind) && column.kind != StakeKind::kJointArrangement) ||
          nominee;
      if (!aside) continue;
      for (const Holding& h : d_.world.holdings_in(column)) {
        if (h.owner >= facts_.parties().size() || h.owner == p) continue;
        if (!d_.possibly_listed[h.owner] && d_.parties[h.owner].possible != Effect::kRestrict) continue;
        flag(a, std::string(to_string(column.kind)), criterion_text(h, p));
      }
    }
  }

  // A criterion that is not measured, in words, with what the source calls it.
  std::string criterion_text(const Holding& h, PartyIndex p) const {
    const StakeFact& stake = facts_.stakes()[h.fact];
    switch (stake.kind) {
      case StakeKind::kAppointsMajority:
        return cat({id(h.owner), " may appoint or remove a majority of the board of ", id(p)});
      case StakeKind::kFamily:
        return cat({id(h.owner), " has a family tie with ", id(p)});
      case StakeKind::kNominee:
        return cat(
            {id(p), " is stated to hold as nominee for ", id(h.owner), "; its stakes may be those of ", id(h.owner)});
      default:
        break;
    }
    const bool named = model::find_control_criterion(stake.criterion) != nullptr;
    std::string text = cat({"as stated, ", id(h.owner), " ", control_phrase(stake), " ", id(p)});
    if (!stake.criterion.empty() && !named) text += cat({" (", stake.criterion, ")"});
    return text;
  }

  // The same for votes and profits, where they are not what the counted share is of. Where persons are kept apart, the
  // largest single stake stands for the sum.
  void minority_of_other_kinds(PartyIndex p, OwnershipAnswer& a) {
    const auto [begin, end] = d_.world.columns_of(p);
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = d_.world.columns()[c];
      if (!is_measured(column.kind) || column.kind == a.measure || run_.effect_of(column) < Effect::kReview) continue;
      ShareUnits sum = 0;
      ShareUnits largest = 0;
      for (const Holding& h : d_.world.holdings_in(column)) {
        if (h.owner >= facts_.parties().size() || h.owner == p) continue;
        if (!d_.possibly_listed[h.owner] && d_.parties[h.owner].possible != Effect::kRestrict) continue;
        sum = std::min(sum + h.high, kShareCap);
        largest = std::max(largest, h.high);
      }
      const ShareUnits held = rule_.aggregation == rules::Aggregation::kAll ? sum : largest;
      if (held > to_units(rule_.minority_above)) {
        flag(a, rule_.minority_flag,
             cat({"listed persons or parties they own hold up to ",
                  to_percent(std::min(held, kHundredPercent)).to_string(), " % of the ", to_string(column.kind),
                  ", below the threshold"}));
      }
    }
  }

  // Stakes below the threshold that the authority's guidance still wants looked at.
  void minority_flags(PartyIndex p, OwnershipAnswer& a) {
    if (rule_.minority_flag.empty()) return;
    minority_of_other_kinds(p, a);
    const PartyReach& reach = d_.parties[p];
    if (reach.share_group == kNoGroup || reach.share_high.value <= to_units(rule_.minority_above)) return;
    const Column& column = d_.world.columns()[reach.share_column];
    bool known = false;
    for (const Holding& h : d_.world.holdings_in(column)) {
      if (h.owner >= facts_.parties().size()) continue;
      known = known || d_.possibly_listed[h.owner] || d_.parties[h.owner].possible == Effect::kRestrict;
    }
    const std::string share = share_text(reach.share_low, reach.share_high);
    if (known) {
      flag(a, rule_.minority_flag,
           "listed persons or parties they own hold " + share + " of the " + std::string(to_string(column.kind)) +
               ", below the threshold");
    } else {
      flag(a, "undisclosed-holder",
           "up to " + percent_text(reach.share_high) + " % of the " + std::string(to_string(column.kind)) +
               " is held by undisclosed persons");
    }
  }

  static void flag(OwnershipAnswer& a, std::string key, std::string text) {
    for (const OwnershipFlag& f : a.flags) {
      if (f.key == key) return;
    }
    a.flags.push_back({std::move(key), std::move(text)});
  }

  void finish(PartyIndex p, OwnershipAnswer& a) {
    std::sort(a.flags.begin(), a.flags.end(), [](const auto& x, const auto& y) { return x.key < y.key; });
    if (a.verdict != OwnershipVerdict::kUndetermined && !d_.unresolved[p]) a.missing.clear();
    std::sort(a.missing.begin(), a.missing.end());
    a.missing.erase(std::unique(a.missing.begin(), a.missing.end()), a.missing.end());
    a.sentence = verdict_sentence(facts_, d_, query_, a, listed_on(p));
  }

  // The rule's lists on which the party stands.
  std::string listed_on(PartyIndex p) const {
    const auto it = lists_of_.find(p);
    if (it == lists_of_.end()) return {};
    std::vector<std::string> own;
    for (const std::vector<std::string>* lists : {&rule_.lists, &rule_.flag_lists}) {
      for (const std::string& list : *lists) {
        if (it->second.contains(list)) own.push_back(list);
      }
    }
    return join(own);
  }

  const OwnershipFacts& facts_;
  const OwnershipDecision& d_;
  const OwnershipQuery& query_;
  const rules::RuleVersion& rule_;
  OwnershipFixpoint run_;
  Plan current_;
  std::size_t links_ = 0;
  std::map<PartyIndex, std::set<std::string>> lists_of_;
  std::set<PartyIndex> on_other_instrument_;
};

}  // namespace

std::vector<OwnershipAnswer> answer_all(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                        const OwnershipQuery& query) {
  std::vector<PartyIndex> parties(facts.parties().size());
  std::iota(parties.begin(), parties.end(), PartyIndex{0});
  return Answerer(facts, decision, query).some(parties);
}

std::vector<OwnershipAnswer> answer_some(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                         const OwnershipQuery& query, std::span<const PartyIndex> parties) {
  return Answerer(facts, decision, query).some(parties);
}

std::vector<OwnershipAnswer> answer_notable(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                            const OwnershipQuery& query) {
  Answerer answerer(facts, decision, query);
  const std::vector<PartyIndex> parties = answerer.worth_a_look();
  std::vector<OwnershipAnswer> answers;
  // In parts, so that answers without anything to say do not pile up.
  constexpr std::size_t kPart = 1 << 16;
  for (std::size_t begin = 0; begin < parties.size(); begin += kPart) {
    const std::size_t size = std::min(kPart, parties.size() - begin);
    for (OwnershipAnswer& answer : answerer.some(std::span(parties).subspan(begin, size))) {
      if (answer.verdict == OwnershipVerdict::kNotByOwnership && answer.flags.empty()) continue;
      answers.push_back(std::move(answer));
    }
  }
  std::sort(answers.begin(), answers.end(),
            [](const OwnershipAnswer& a, const OwnershipAnswer& b) { return a.party < b.party; });
  return answers;
}

std::array<std::uint64_t, 6> count_verdicts(const OwnershipFacts& facts, const OwnershipDecision& decision,
                                            const OwnershipQuery& query) {
  return Answerer(facts, decision, query).count();
}

}  // namespace penumbra::graph
