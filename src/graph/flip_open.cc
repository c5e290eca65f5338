// What would decide an open verdict. Every fact that is not certain (a share between two ends, a stake that may not
// have existed, a holder who is not disclosed, a listing whose dates are not exact) is taken at its one end and at its
// other.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "graph/flip_context.h"
#include "graph/ownership_explain.h"
#include "graph/smallest_breaks.h"

namespace penumbra::graph {

namespace {

using rules::Effect;

// Sets of open facts beyond this size are found by taking away, not by trying all.
constexpr std::size_t kMaxTriedTogether = 3;

class OpenFacts : public FlipContext {
 public:
  using FlipContext::FlipContext;

  OwnershipFlips run() {
    deciding();
    return std::move(out_);
  }

 private:
  // A fact that is not certain.
  struct Open {
    enum class Type : std::uint8_t { kStake, kHolder, kListing };
    Type type = Type::kStake;
    std::uint32_t stake = 0;
    PartyIndex party = 0;
    Holder holder;  // kHolder: who it would be
  };

  std::vector<Open> open_facts() const {
    std::vector<Open> result;
    for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
      const CaseStake& stake = case_.stakes()[s];
      if (stake.owner == kUndisclosed) {
        for (const Holder& holder : holders()) result.push_back({Open::Type::kHolder, s, 0, holder});
      } else if (stake.holding.has(kOnlyPossible) ||
                 (is_measured(stake.kind) && stake.holding.low != stake.holding.high)) {
        result.push_back({Open::Type::kStake, s, 0, {}});
      }
    }
    for (PartyIndex p = 0; p < case_.facts().parties().size(); ++p) {
      if (case_.decision().possibly_listed[p] && !case_.decision().listed[p]) {
        result.push_back({Open::Type::kListing, 0, p, {}});
      }
    }
    return result;
  }

  // The most that an open stake can be within what is stated and what others leave.
  ShareUnits most_of(const CaseStake& stake) const {
    const ShareUnits high = stake.holding.high - (stake.holding.has(kHighOpen) ? 1 : 0);
    return std::min(high, room(stake.asset, stake.kind, &stake));
  }
  ShareUnits least_of(const CaseStake& stake) const {
    return stake.holding.low + (stake.holding.has(kLowOpen) ? 1 : 0);
  }

  void take_for(const Open& open, CaseChange& change) const {
    const CaseStake& stake = case_.stakes().empty() ? kNoStake : case_.stakes()[open.stake];
    switch (open.type) {
      case Open::Type::kListing:
        change.listed.push_back(open.party);
        return;
      case Open::Type::kHolder:
        change.holders.emplace_back(open.stake, vehicle_of(open.holder, change));
        [[fallthrough]];
      case Open::Type::kStake:
        change.shares.emplace_back(
            open.stake, is_measured(stake.kind) ? exactly(most_of(stake)) : case_.facts().stakes()[stake.shown].share);
        return;
    }
  }
  void take_against(const Open& open, CaseChange& change) const {
    if (open.type == Open::Type::kListing) {
      change.unlisted.push_back(open.party);
      return;
    }
    const CaseStake& stake = case_.stakes()[open.stake];
    if (open.type == Open::Type::kHolder) {
      change.holders.emplace_back(open.stake, case_.listed_stranger() - 1);  // not listed, and owned by nobody
      return;
    }
    if (stake.holding.has(kOnlyPossible) || !is_measured(stake.kind)) {
      if (change.takes.empty()) change.takes.assign(case_.stakes().size(), Take::kIn);
      change.takes[open.stake] = Take::kOut;
    } else {
      change.shares.emplace_back(open.stake, exactly(least_of(stake)));
    }
  }

  std::string open_name(const Open& open) const {
    switch (open.type) {
      case Open::Type::kListing:
        return "the listing of " + name(open.party);
      case Open::Type::kHolder:
        return "the holder of " + stake_name(open.stake).substr(std::string("the stake of ").size());
      case Open::Type::kStake:
        break;
    }
    return stake_name(open.stake);
  }

  std::string read_for(const Open& open) const {
    const CaseStake* stake = open.type == Open::Type::kListing ? nullptr : &case_.stakes()[open.stake];
    switch (open.type) {
      case Open::Type::kListing:
        return name(open.party) + " was listed on " + case_.query().as_of.to_string();
      case Open::Type::kHolder:
        return "the undisclosed " +
               (is_measured(stake->kind) ? stated_share(*stake) + what(stake->kind)
                                         : std::string(to_string(stake->kind))) +
               " in " + name(stake->asset) + " is held by " + open.holder.name;
      case Open::Type::kStake:
        break;
    }
    if (!is_measured(stake->kind)) return stake_name(open.stake) + " existed on the day";
    const bool whole_range = most_of(*stake) == stake->holding.high - (stake->holding.has(kHighOpen) ? 1 : 0);
    return stake_name(open.stake) + (stake->holding.has(kOnlyPossible) ? " existed on the day and" : "") + " was " +
           (whole_range && stake->holding.has(kHighOpen) ? "at the high end of that" : percent_words(most_of(*stake)));
  }
  std::string read_against(const Open& open) const {
    const CaseStake* stake = open.type == Open::Type::kListing ? nullptr : &case_.stakes()[open.stake];
    switch (open.type) {
      case Open::Type::kListing:
        return name(open.party) + " was not listed on " + case_.query().as_of.to_string();
      case Open::Type::kHolder:
        return "the undisclosed " +
               (is_measured(stake->kind) ? stated_share(*stake) + what(stake->kind)
                                         : std::string(to_string(stake->kind))) +
               " in " + name(stake->asset) + " is held by nobody who is listed or reached";
      case Open::Type::kStake:
        break;
    }
    if (stake->holding.has(kOnlyPossible) || !is_measured(stake->kind)) {
      return stake_name(open.stake) + " did not exist on the day";
    }
    return stake_name(open.stake) + " was " +
           (stake->holding.has(kLowOpen) ? "at the low end of that" : percent_words(least_of(*stake)));
  }

  void deciding() {
    const std::vector<Open> open = open_facts();
    decide_for(open);
    decide_against(open);
    const rules::KindTest& test = case_.rule().test(case_.answer().measure);
    if (out_.flips.empty() && test.comparison != test.other_reading) {
      out_.notes.push_back("Which reading of the text applies at exactly " + test.threshold.to_string() +
                           " % decides; no recorded fact does");
    } else if (out_.flips.empty() && out_.bounds.empty()) {
      out_.notes.push_back(
          "No recorded fact that is open decides by itself or with others; how shares that a party "
          "holds in itself are read does");
    }
  }

  // True when the rule certainly follows after the change, or the party is then certainly listed.
  bool follows_for(const std::vector<Open>& set) {
    CaseChange change;
    for (const Open& each : set) take_for(each, change);
    const bool self = std::any_of(set.begin(), set.end(), [&](const Open& each) {
      return each.type == Open::Type::kListing && each.party == case_.party();
    });
    return self || case_.reached(change, Side::kLow, goal_.level);
  }

  // Two openings of one stake (two persons who might hold it) never go together.
  static bool clash(const std::vector<Open>& set, const Open& more) {
    return std::any_of(set.begin(), set.end(), [&](const Open& each) {
      return each.type != Open::Type::kListing && more.type != Open::Type::kListing && each.stake == more.stake;
    });
  }

  void decide_for(const std::vector<Open>& open) {
    std::size_t trials = 0;
    std::size_t found = 0;
    struct Combination {
      std::vector<Open> set;
      std::size_t next = 0;
    };
    std::vector<Combination> combinations = {{}};
    for (std::size_t size = 1; size <= kMaxTriedTogether && found == 0; ++size) {
      std::vector<Combination> larger;
      for (const Combination& base : combinations) {
        for (std::size_t i = base.next; i < open.size(); ++i) {
          if (clash(base.set, open[i])) continue;
          if (++trials > kMaxDecidingTrials || case_.spent()) {
            out_.bounds.push_back("the search for open facts that decide was given up after " +
                                  std::to_string(kMaxDecidingTrials) + " combinations");
            return;
          }
          Combination more = base;
          more.set.push_back(open[i]);
          more.next = i + 1;
          if (follows_for(more.set)) {
            if (found++ < kMaxFlips) state_for(more.set);
          } else {
            larger.push_back(std::move(more));
          }
        }
      }
      combinations = std::move(larger);
    }
    if (found == 0 && open.size() > kMaxTriedTogether) decide_for_by_sparing(open);
  }

  // Many facts have to be read so together: all of them, less what can be spared.
  void decide_for_by_sparing(const std::vector<Open>& open) {
    std::vector<Open> set;
    for (const Open& each : open) {
      if (!clash(set, each)) set.push_back(each);
    }
    if (!follows_for(set)) return;
    for (std::size_t i = 0; i < set.size();) {
      std::vector<Open> less = set;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      if (follows_for(less)) {
        set = std::move(less);
      } else {
        ++i;
      }
    }
    state_for(set);
  }

  void state_for(const std::vector<Open>& set) {
    CaseChange change;
    for (const Open& each : set) take_for(each, change);
    OwnershipFlip flip;
    flip.form = FlipForm::kDecidesFor;
    name_facts(set, flip);
    std::string text;
    for (const Open& each : set) text += (text.empty() ? "" : ", and ") + read_for(each);
    const Open& only = set.front();
    const CaseStake* stake = only.type == Open::Type::kListing ? nullptr : &case_.stakes()[only.stake];
    if (set.size() == 1 && stake != nullptr && is_measured(stake->kind)) {
      // Who holds it may be all that is missing; the share then decides nothing.
      const auto with = [&](const model::ShareInterval& share) {
        CaseChange one;
        take_for(only, one);
        one.shares = {{only.stake, share}};
        return one;
      };
      const Holds holds = [&](const model::ShareInterval& share) {
        return case_.reached(with(share), Side::kLow, goal_.level);
      };
      const CaseStake& s = *stake;
      Holding stated = s.holding;
      stated.low = to_units(case_.facts().stakes()[s.shown].share.low);
      const bool low_open = case_.facts().stakes()[s.shown].share.low_open;
      const bool any_share = holds(low_open ? just_above(stated.low) : exactly(stated.low));
      if (any_share) {
        text = only.type == Open::Type::kHolder ? read_for(only) : stake_name(only.stake) + " existed on the day";
      } else {
        const Turn at = turn(stated.low, most_of(s), holds, true);
        flip.boundary = at.value;
        flip.strict = at.strict;
        const std::string value = (at.strict ? "more than " : "at least ") + percent_words(at.value);
        text = only.type == Open::Type::kHolder ? read_for(only) + " and is " + value
                                                : stake_name(only.stake) + " was " + value;
      }
    }
    flip.outcome = case_.verdict(change);
    flip.text = "it would be " + std::string(to_string(flip.outcome)) + " if " + text;
    add(std::move(flip));
  }

  void name_facts(const std::vector<Open>& set, OwnershipFlip& flip) const {
    for (const Open& each : set) {
      if (each.type == Open::Type::kListing) {
        flip.parties.push_back(whole(each.party));
      } else {
        flip.facts.push_back(shown(each.stake));
      }
    }
  }

  void decide_against(const std::vector<Open>& all) {
    // Who holds an undisclosed stake is one question here, whoever it might be.
    std::vector<Open> open;
    for (const Open& each : all) {
      if (!clash(open, each)) open.push_back(each);
    }
    const auto change_for = [&](const std::vector<std::uint32_t>& gone) {
      CaseChange change;
      for (const std::uint32_t i : gone) take_against(open[i], change);
      return change;
    };
    const auto behind = [&](const std::vector<std::uint32_t>& gone) -> std::optional<std::vector<std::uint32_t>> {
      std::set<std::uint32_t> rests;
      bool own_listing = case_.decision().possibly_listed[case_.party()];
      const auto free = [&](std::uint32_t i) { return std::find(gone.begin(), gone.end(), i) == gone.end(); };
      for (std::uint32_t i = 0; i < open.size(); ++i) {
        const bool own = open[i].type == Open::Type::kListing && open[i].party == case_.party();
        if (own && !free(i)) own_listing = false;
        if (own && free(i)) rests.insert(i);
      }
      const bool possible =
          case_.reached(change_for(gone), Side::kHigh, Effect::kReview, [&](const OwnershipFixpoint& run) {
            for (const std::uint32_t h : support_of(run, case_.party(), kFlipSupportLimit).holdings) {
              const Holding& holding = run.world().holdings()[h];
              const auto s = case_.stake_behind(holding.fact);
              for (std::uint32_t i = 0; i < open.size(); ++i) {
                if (!free(i)) continue;
                const bool this_stake = open[i].type != Open::Type::kListing && s && open[i].stake == *s;
                const bool this_start = open[i].type == Open::Type::kListing && open[i].party == holding.owner;
                if (this_stake || this_start) rests.insert(i);
              }
            }
          });
      if (!possible && !own_listing) return std::nullopt;
      return std::vector<std::uint32_t>(rests.begin(), rests.end());
    };
    const SmallestBreaks breaks = smallest_breaks(behind, kMaxFlips);
    if (breaks.gave_up) give_up_breaks();
    for (const std::vector<std::uint32_t>& set : breaks.sets) {
      std::vector<Open> facts;
      for (const std::uint32_t i : set) facts.push_back(open[i]);
      if (!facts.empty()) state_against(facts, change_for(set));
    }
  }

  void state_against(const std::vector<Open>& set, const CaseChange& change) {
    OwnershipFlip flip;
    flip.form = FlipForm::kDecidesAgainst;
    name_facts(set, flip);
    std::string text;
    for (const Open& each : set) text += (text.empty() ? "" : ", and ") + read_against(each);
    const Open& only = set.front();
    const bool by_share = set.size() == 1 && only.type == Open::Type::kStake &&
                          is_measured(case_.stakes()[only.stake].kind) &&
                          !case_.stakes()[only.stake].holding.has(kOnlyPossible);
    if (by_share) {
      const CaseStake& stake = case_.stakes()[only.stake];
      const Holds holds = [&](const model::ShareInterval& share) {
        CaseChange one;
        one.shares = {{only.stake, share}};
        return case_.reached(one, Side::kHigh, Effect::kReview);
      };
      const Turn at = turn(least_of(stake), most_of(stake), holds, false);
      // The last value that does not suffice, or the first that does: whichever is the figure, not a unit beside it.
      const bool just_above = percent_words(at.value - 1).size() < percent_words(at.value).size();
      flip.boundary = just_above ? at.value - 1 : at.value;
      flip.strict = !just_above;
      text = stake_name(only.stake) + " was " +
             (just_above ? percent_words(at.value - 1) + " or less" : "below " + percent_words(at.value));
    }
    flip.outcome = case_.verdict(change);
    flip.text = "it would be " + std::string(to_string(flip.outcome)) + " if " + text;
    add(std::move(flip));
  }

  inline static const CaseStake kNoStake;
};

}  // namespace

OwnershipFlips decide_open_facts(OwnershipCase& cut, const OwnershipFacts& facts) {
  return OpenFacts(cut, facts).run();
}

}  // namespace penumbra::graph
