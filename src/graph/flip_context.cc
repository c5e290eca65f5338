#include "graph/flip_context.h"

#include <algorithm>
#include <optional>

#include "graph/ownership_words.h"
#include "graph/smallest_breaks.h"

namespace penumbra::graph {

using rules::Aggregation;

model::ShareInterval exactly(ShareUnits units) {
  return {to_percent(units), to_percent(units), false, false, true};
}

model::ShareInterval just_above(ShareUnits units) {
  return {to_percent(units), to_percent(units + 1), true, true, true};
}

std::string percent_words(ShareUnits units) {
  return to_percent(units).to_string() + " %";
}

std::string FlipContext::outcome_words(OwnershipVerdict outcome) const {
  if (outcome == case_.answer().verdict) return {};
  return "; it would be " + std::string(to_string(outcome));
}

std::string FlipContext::what(StakeKind kind) {
  return is_measured(kind) ? " of the " + std::string(to_string(kind)) : "";
}

std::string FlipContext::name(PartyIndex party) const {
  if (party >= case_.facts().parties().size()) return "an undisclosed holder";
  const Party& p = case_.facts().parties()[party];
  return p.name.empty() ? p.id : p.name;
}

std::string FlipContext::stake_name(std::uint32_t s) const {
  const CaseStake& stake = case_.stakes()[s];
  std::string text = "the stake of " + name(stake.owner) + " in " + name(stake.asset) + " (";
  if (is_measured(stake.kind)) {
    text += (stake.holding.has(kOnlyPossible) ? "possibly " : "") + stated_share(stake) + what(stake.kind);
  } else {
    const std::string& criterion = case_.facts().stakes()[stake.shown].criterion;
    text += std::string(to_string(stake.kind)) + (criterion.empty() ? "" : " by " + criterion);
  }
  const std::string& source = case_.facts().stakes()[stake.shown].source;
  return text + (source.empty() ? ", no source stated)" : ", source " + source + ")");
}

std::string FlipContext::stated_share(const CaseStake& stake) const {
  Holding stated = stake.holding;
  const model::ShareInterval& share = case_.facts().stakes()[stake.shown].share;
  if (stated.has(kOnlyPossible)) {
    stated.low = to_units(share.low);
    if (share.low_open) stated.flags |= kLowOpen;
  }
  return share_text(stated);
}

std::string FlipContext::follows() const {
  const bool in_force = case_.rule().status == rules::RuleStatus::kInForce && case_.decision().rule_on_record;
  return in_force ? "the verdict" : "what the rule would yield";
}

void FlipContext::give_up_breaks() {
  out_.bounds.push_back("the search for the smallest sets was given up after " + std::to_string(kMaxBreakTrials) +
                        " sets; other sets of this size, or smaller ones where none is given, may exist");
}

FlipContext::Turn FlipContext::turn(ShareUnits low, ShareUnits high, const Holds& holds, bool try_open) {
  while (high - low > 1) {
    const ShareUnits middle = low + (high - low) / 2;
    (holds(exactly(middle)) ? high : low) = middle;
  }
  // One unit above `low` it holds. If it holds for everything above `low`, that is where it turns.
  if (try_open && holds(just_above(low))) return {low, true};
  return {high, false};
}

ShareUnits FlipContext::room(PartyIndex asset, StakeKind kind, const CaseStake* own) const {
  const OwnershipWorld& world = case_.decision().world;
  const auto [begin, end] = world.columns_of(asset);
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column& column = world.columns()[c];
    if (column.kind != kind || column.overfull) continue;
    const LowTotal lows = world.low_total(column);
    ShareUnits taken = lows.sum;
    std::uint32_t open = lows.open;
    if (column.self >= 0) {
      const Holding& self = world.holdings()[static_cast<std::size_t>(column.self)];
      taken += self.low;
      open += self.has(kLowOpen) ? 1U : 0U;
    }
    if (own != nullptr) {
      taken -= own->holding.low;
      open -= own->holding.has(kLowOpen) ? 1U : 0U;
    }
    return std::max<ShareUnits>(0, kHundredPercent - taken - (open > 0 ? 1 : 0));
  }
  return kHundredPercent;
}

std::vector<FlipContext::Holder> FlipContext::holders() const {
  std::vector<Holder> result;
  if (case_.rule().aggregation != Aggregation::kAll) {
    for (PartyIndex p = 0; p < case_.facts().parties().size() && result.size() < kMaxPersonsTried; ++p) {
      if (case_.decision().listed[p]) result.push_back({name(p), p});
    }
  }
  result.push_back({"a listed party", case_.listed_stranger()});
  return result;
}

PartyIndex FlipContext::vehicle_of(const Holder& holder, CaseChange& change) const {
  if (holder.person == case_.listed_stranger()) {
    change.listed.push_back(case_.listed_stranger());
    return case_.listed_stranger();
  }
  const PartyIndex vehicle = case_.listed_stranger() - 1;  // a stranger's number, free outside Take::kStranger
  StakeFact whole;
  whole.owner = holder.person;
  whole.asset = vehicle;
  whole.share = exactly(kHundredPercent);
  change.added.push_back(std::move(whole));
  return vehicle;
}

}  // namespace penumbra::graph
