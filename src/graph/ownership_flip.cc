// Every change is tried against the engine itself (OwnershipCase::reached), so no arithmetic of a rule stands here.
// What is open is taken at either end, and the value at which the verdict turns is found by bisection.
#include "graph/ownership_flip.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

#include "graph/flip_context.h"
#include "graph/ownership_explain.h"
#include "graph/smallest_breaks.h"

namespace penumbra::graph {

namespace {

using rules::Effect;

constexpr std::array<std::string_view, 8> kFormNames = {"without-stakes", "stake-below",    "without-listings",
                                                        "stake-above",    "further-stake",  "listing",
                                                        "decides-for",    "decides-against"};

class Flipper : public FlipContext {
 public:
  using FlipContext::FlipContext;

  OwnershipFlips run() {
    out_.verdict = case_.answer().verdict;
    out_.basis = goal_.basis;
    switch (goal_.basis) {
      case WhyBasis::kFacts:
        without_stakes();
        without_listings();
        break;
      case WhyBasis::kPossible:
      case WhyBasis::kOwnListing:
        open_facts();
        break;
      case WhyBasis::kNothing:
        towards();
        break;
      case WhyBasis::kListed:
        own_listing();
        break;
      case WhyBasis::kTransfer:
        out_.notes.push_back("The verdict rests on the chains of " +
                             case_.decision().earlier.at(case_.party()).last_day.to_string() +
                             " and on the transfer since then not being recognised; it would be open if the transfer "
                             "were recognised");
        break;
      case WhyBasis::kNoEffect:
        out_.notes.push_back("The rule gives ownership no effect on this day, so the verdict rests on no stake");
        break;
    }
    rule_notes();
    if (case_.spent()) {
      out_.bounds.push_back("the search was given up after " + std::to_string(kMaxCaseWork) +
                            " statements; smaller changes may exist");
    }
    std::stable_sort(out_.flips.begin(), out_.flips.end(), [](const OwnershipFlip& a, const OwnershipFlip& b) {
      return std::tuple(a.form, a.facts.size() + a.parties.size()) <
             std::tuple(b.form, b.facts.size() + b.parties.size());
    });
    return std::move(out_);
  }

 private:
  void open_facts() {
    OwnershipFlips found = decide_open_facts(case_, facts_);
    out_.flips = std::move(found.flips);
    out_.notes = std::move(found.notes);
    out_.bounds = std::move(found.bounds);
  }

  CaseChange without(const std::vector<std::uint32_t>& stakes) const {
    CaseChange change;
    change.takes.assign(case_.stakes().size(), Take::kIn);
    for (const std::uint32_t s : stakes) change.takes[s] = Take::kOut;
    return change;
  }

  // ---- a party that is reached

  bool still(const CaseChange& change, const OwnershipCase::Use& use = nullptr) {
    return case_.reached(change, goal_.side, goal_.level, use);
  }

  // Stakes on which the verdict rests when some are left out.
  std::optional<std::vector<std::uint32_t>> stakes_behind(const CaseChange& change) {
    std::set<std::uint32_t> rests;
    const bool follows = still(change, [&](const OwnershipFixpoint& run) {
      for (const std::uint32_t h : support_of(run, case_.party(), kFlipSupportLimit).holdings) {
        if (const auto s = case_.stake_behind(run.world().holdings()[h].fact)) rests.insert(*s);
      }
    });
    if (!follows) return std::nullopt;
    if (rests.empty()) return needed_stakes(change);
    return std::vector<std::uint32_t>(rests.begin(), rests.end());
  }

  // Where no run reached the party (an unresolved share): take away what can be spared, one stake after another.
  std::vector<std::uint32_t> needed_stakes(CaseChange change) {
    if (change.takes.empty()) change.takes.assign(case_.stakes().size(), Take::kIn);
    std::vector<std::uint32_t> needed;
    for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
      if (change.takes[s] != Take::kIn) continue;
      change.takes[s] = Take::kOut;
      if (still(change)) continue;
      change.takes[s] = Take::kIn;
      needed.push_back(s);
    }
    return needed;
  }

  void without_stakes() {
    const SmallestBreaks breaks = smallest_breaks(
        [&](const std::vector<std::uint32_t>& gone) { return stakes_behind(without(gone)); }, kMaxFlips);
    if (breaks.gave_up) give_up_breaks();
    for (const std::vector<std::uint32_t>& set : breaks.sets) {
      const CaseChange change = without(set);
      OwnershipFlip flip;
      flip.form = FlipForm::kWithoutStakes;
      std::string names;
      for (const std::uint32_t s : set) {
        flip.facts.push_back(shown(s));
        names += (names.empty() ? "" : " and ") + stake_name(s);
      }
      flip.outcome = case_.verdict(change);
      flip.text = follows() + " would not follow without " + names + (set.size() > 1 ? " together" : "") +
                  outcome_words(flip.outcome);
      add(std::move(flip));
      if (set.size() == 1 && is_measured(case_.stakes()[set[0]].kind)) below(set[0]);
    }
  }

  // The share of one stake below which the verdict would not follow.
  void below(std::uint32_t s) {
    const auto with = [&](const model::ShareInterval& share) {
      CaseChange change;
      change.shares.emplace_back(s, share);
      return change;
    };
    const Holds holds = [&](const model::ShareInterval& share) { return still(with(share)); };
    // An unresolved share counts at any size; what it would have to read is below 100 in any case.
    const ShareUnits from = kHundredPercent;
    if (!holds(exactly(from)) || holds(exactly(0)) || case_.spent()) return;
    const Turn at = turn(0, from, holds, true);
    OwnershipFlip flip;
    flip.form = FlipForm::kStakeBelow;
    flip.facts = {shown(s)};
    flip.boundary = at.value;
    flip.strict = !at.strict;  // the verdict falls strictly below an "at least", and from a "more than" on
    flip.outcome = case_.verdict(with(exactly(at.strict ? at.value : at.value - 1)));
    flip.text = follows() + " would not follow if " + stake_name(s) + " read " +
                (at.strict ? percent_words(at.value) + " or less" : "below " + percent_words(at.value)) +
                outcome_words(flip.outcome);
    add(std::move(flip));
  }

  void without_listings() {
    // Listed parties from which the rule starts, as far as the verdict rests on them.
    const auto starts_behind =
        [&](const std::vector<std::uint32_t>& gone) -> std::optional<std::vector<std::uint32_t>> {
      CaseChange change;
      change.unlisted.assign(gone.begin(), gone.end());
      std::set<std::uint32_t> rests;
      const auto collect = [&](const OwnershipFixpoint& run) {
        for (const std::uint32_t h : support_of(run, case_.party(), kFlipSupportLimit).holdings) {
          const Holding& holding = run.world().holdings()[h];
          if (run.is_start(holding.owner)) rests.insert(holding.owner);
          for (const std::uint32_t g : run.world().joint_groups_of(holding.owner)) {
            for (const Node member : run.world().joint_groups()[g].members) {
              if (run.is_start(member)) rests.insert(member);
            }
          }
        }
      };
      if (!still(change, collect)) return std::nullopt;
      if (rests.empty()) {
        for (PartyIndex p = 0; p < case_.facts().parties().size(); ++p) {
          if (case_.decision().listed[p] && std::find(gone.begin(), gone.end(), p) == gone.end()) rests.insert(p);
        }
      }
      // A start by an unrecognised transfer is no listing.
      std::erase_if(rests, [&](std::uint32_t p) {
        return p >= case_.facts().parties().size() || !case_.decision().possibly_listed[p];
      });
      return std::vector<std::uint32_t>(rests.begin(), rests.end());
    };
    const SmallestBreaks breaks = smallest_breaks(starts_behind, kMaxFlips);
    if (breaks.gave_up) give_up_breaks();
    for (const std::vector<std::uint32_t>& set : breaks.sets) without_listing(set);
  }

  void without_listing(const std::vector<PartyIndex>& set) {
    CaseChange change;
    change.unlisted = set;
    OwnershipFlip flip;
    flip.form = FlipForm::kWithoutListings;
    std::string names;
    for (const PartyIndex p : set) {
      flip.parties.push_back(whole(p));
      names += (names.empty() ? "" : " and ") + name(p);
    }
    flip.outcome = case_.verdict(change);
    flip.text = (goal_.basis == WhyBasis::kListed ? "the verdict" : follows()) + " would not follow if " + names +
                (set.size() == 1 ? " were" : " were both or all") + " not listed under the rule on " +
                case_.query().as_of.to_string() + outcome_words(flip.outcome);
    add(std::move(flip));
  }

  void own_listing() {
    if (!case_.decision().listed[case_.party()]) {
      out_.notes.push_back("The verdict rests on the party's listing under another instrument of the same authority");
      return;
    }
    without_listing({case_.party()});
  }

  // ---- a party that is not reached

  // The strongest result that the rule can give by a test on stakes; nothing when none is stronger than a flag.
  std::optional<Effect> target() const {
    Effect best = Effect::kNone;
    for (const rules::KindTest& test : case_.rule().tests) best = std::max(best, test.effect);
    return best >= Effect::kReview ? std::optional(best) : std::nullopt;
  }

  void towards() {
    const auto level = target();
    if (!level) {
      out_.notes.push_back("This rule looks at no stake, so no change of a recorded stake would make it follow");
      return;
    }
    goal_.side = Side::kLow;
    goal_.level = *level;
    raised_stakes();
    further_stakes();
    listings();
    if (out_.flips.empty() && out_.bounds.empty()) {
      out_.notes.push_back(
          "No change of one recorded stake, no one further stake of a listed party and no listing of "
          "one recorded owner would make the rule follow");
    }
  }

  void raised_stakes() {
    std::vector<OwnershipFlip> found;
    for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
      const CaseStake& stake = case_.stakes()[s];
      if (!is_measured(stake.kind) || stake.owner == stake.asset || stake.owner == kUndisclosed) continue;
      const ShareUnits most = room(stake.asset, stake.kind, &stake);
      if (most <= stake.holding.low) continue;
      const auto with = [&](const model::ShareInterval& share) {
        CaseChange change;
        change.shares.emplace_back(s, share);
        return change;
      };
      const Holds holds = [&](const model::ShareInterval& share) { return still(with(share)); };
      if (!holds(exactly(most))) continue;
      const Turn at = turn(stake.holding.low, most, holds, true);
      OwnershipFlip flip;
      flip.form = FlipForm::kStakeAbove;
      flip.facts = {shown(s)};
      flip.boundary = at.value;
      flip.strict = at.strict;
      flip.outcome = case_.verdict(with(at.strict ? just_above(at.value) : exactly(at.value)));
      flip.text = follows() + " does not follow, and would if " + stake_name(s) + " read " +
                  (at.strict ? "more than " : "at least ") + percent_words(at.value) + " (" +
                  percent_words(at.value - stake.holding.low) + (at.strict ? " and more" : " more") +
                  " than is certain)" + outcome_words(flip.outcome);
      found.push_back(std::move(flip));
    }
    keep_smallest(found, [&](const OwnershipFlip& flip) {
      return std::pair(*flip.boundary - low_of(flip.facts[0]), flip.strict);
    });
  }

  ShareUnits low_of(std::uint32_t original) const {
    for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
      if (shown(s) == original) return case_.stakes()[s].holding.low;
    }
    return 0;
  }

  template <typename Size>
  void keep_smallest(std::vector<OwnershipFlip>& found, Size size) {
    std::stable_sort(found.begin(), found.end(),
                     [&](const OwnershipFlip& a, const OwnershipFlip& b) { return size(a) < size(b); });
    if (found.size() > kMaxFlips) {
      out_.notes.push_back(std::to_string(found.size() - kMaxFlips) + " larger changes of the form " +
                           std::string(to_string(found.front().form)) + " are not shown");
      found.resize(kMaxFlips);
    }
    for (OwnershipFlip& flip : found) add(std::move(flip));
  }

  // The party itself, and parties in which shares of any kind are on record: in what has none, no stake is thought of.
  bool has_stakes(PartyIndex asset) const {
    if (asset == case_.party()) return true;
    return std::any_of(case_.stakes().begin(), case_.stakes().end(), [&](const CaseStake& stake) {
      return stake.asset == asset && is_measured(stake.kind) && stake.owner != asset;
    });
  }

  // The smallest further stake of a listed party in the party or in one of those above it.
  void further_stakes() {
    StakeKind kind = StakeKind::kEquity;
    for (std::size_t k = 0; k < kMeasuredKindCount; ++k) {
      if (case_.rule().tests[k].effect == goal_.level) {
        kind = static_cast<StakeKind>(k);
        break;
      }
    }
    if (case_.rule().test(kind).effect < goal_.level) return;
    std::vector<OwnershipFlip> found;
    for (PartyIndex asset = 0; asset < case_.facts().parties().size(); ++asset) {
      if (case_.decision().listed[asset] || !has_stakes(asset)) continue;
      const ShareUnits most = room(asset, kind, nullptr);
      if (most <= 0) continue;
      std::optional<OwnershipFlip> best;
      for (const Holder& holder : holders()) {
        const auto with = [&](const model::ShareInterval& share) {
          CaseChange change;
          StakeFact stake;
          stake.owner = vehicle_of(holder, change);
          stake.asset = asset;
          stake.kind = kind;
          stake.share = share;
          change.added.push_back(std::move(stake));
          return change;
        };
        const Holds holds = [&](const model::ShareInterval& share) { return still(with(share)); };
        if (!holds(exactly(most))) continue;
        const Turn at = turn(0, most, holds, true);
        if (best && std::pair(*best->boundary, best->strict) <= std::pair(at.value, at.strict)) continue;
        OwnershipFlip flip;
        flip.form = FlipForm::kFurtherStake;
        flip.parties = {whole(asset)};
        flip.boundary = at.value;
        flip.strict = at.strict;
        flip.outcome = case_.verdict(with(at.strict ? just_above(at.value) : exactly(at.value)));
        flip.text = follows() + " does not follow, and would if " + holder.name + " had a further stake of " +
                    (at.strict ? "more than " : "at least ") + percent_words(at.value) + what(kind) + " in " +
                    name(asset) + outcome_words(flip.outcome);
        best = std::move(flip);
      }
      if (best) found.push_back(std::move(*best));
    }
    keep_smallest(found, [](const OwnershipFlip& flip) { return std::pair(*flip.boundary, flip.strict); });
  }

  void listings() {
    std::vector<OwnershipFlip> found;
    for (PartyIndex p = 0; p < case_.facts().parties().size(); ++p) {
      if (p == case_.party() || case_.decision().listed[p]) continue;
      CaseChange change;
      change.listed = {p};
      if (!still(change)) continue;
      OwnershipFlip flip;
      flip.form = FlipForm::kListing;
      flip.parties = {whole(p)};
      flip.outcome = case_.verdict(change);
      flip.text = follows() + " does not follow, and would if " + name(p) + " were listed on " +
                  case_.query().as_of.to_string() + outcome_words(flip.outcome);
      found.push_back(std::move(flip));
    }
    keep_smallest(found, [](const OwnershipFlip&) { return 0; });
  }

  // ---- the rule itself

  void rule_notes() {
    const rules::RuleVersion& rule = case_.rule();
    const std::string day = case_.query().as_of.to_string();
    if (rule.status == rules::RuleStatus::kSuspended) {
      out_.notes.push_back("The rule is suspended on " + day + ": whatever it would yield has no effect on that day");
    } else if (rule.status == rules::RuleStatus::kUnknown || !case_.decision().rule_on_record) {
      out_.notes.push_back("Which text of the rule was in force on " + day + " is not known, and decides first");
    }
    if (!rule.foreign_to.empty() && goal_.basis != WhyBasis::kListed) {
      out_.notes.push_back("The rule covers parties outside " + rule.foreign_to +
                           " only; the country stated for this "
                           "one is \"" +
                           case_.facts().parties()[case_.party()].country + "\"");
    }
  }
};

}  // namespace

std::string_view to_string(FlipForm form) {
  return kFormNames[static_cast<std::size_t>(form)];
}

Result<OwnershipFlips> flip_ownership(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                      const rules::RuleBook& book, const OwnershipQuery& query) {
  PENUMBRA_ASSIGN_OR_RETURN(OwnershipCase cut, OwnershipCase::cut(facts, index, party, book, query));
  return Flipper(cut, facts).run();
}

}  // namespace penumbra::graph
