// How a prediction is made.
//
// The supply engine follows the eve's world with the shock laid over it, and the same world without it; a mission is
// called affected when it is out, for certain or possibly, from a day on which it is not out without the shock (for a
// mission with a planned day: when it cannot go on that day). Beside it the exposure walk is asked on the last day of
// the shock, which knows chains and measures but neither stock nor time: what it alone would have called is kept for
// comparison. Rejected: asking for the outcome's own substitute or date in any way; what was seen afterwards is used by
// score.cc only.
#include "backtest/predict.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/exposure.h"
#include "engine/supply.h"
#include "graph/dependency_overlay.h"
#include "model/kinds.h"
#include "penumbra/exposure.h"
#include "penumbra/supply.h"

namespace penumbra::backtest {
namespace {

constexpr std::int32_t kDefaultYears = 5;
constexpr std::uint32_t kSamples = 10'000;
constexpr std::int32_t kShockSpanDays =
    366;  // rows that begin later are consequences, and are met by the supply engine

// The first day on which every row of the shock has begun.
Date last_day(const CaseFile& the_case, const model::Overlay& shock) {
  Date day = the_case.shock;
  const auto meet = [&](const ValidInterval& valid) {
    if (!valid.from.known()) return;
    const Date begun = valid.from.latest();
    if (begun > day && begun.days() - the_case.shock.days() <= kShockSpanDays) day = begun;
  };
  for (const model::StateInterval& fact : shock.added.states) meet(fact.valid);
  for (const model::Relationship& fact : shock.added.relationships) meet(fact.valid);
  for (const model::Designation& fact : shock.added.designations) meet(fact.valid);
  return day;
}

// Ids of which the shock itself states the loss.
std::set<std::string, std::less<>> stated_by(const model::Overlay& shock) {
  std::set<std::string, std::less<>> out;
  for (const model::StateInterval& fact : shock.added.states) out.insert(fact.entity);
  for (const model::Designation& fact : shock.added.designations) out.insert(fact.entity);
  for (const model::Relationship& fact : shock.added.relationships) {
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
    if (kind == nullptr) continue;
    if (kind->group == "change" || kind->bites == model::EdgeEnd::kTo) out.insert(fact.to);
    if (kind->bites == model::EdgeEnd::kFrom) out.insert(fact.from);
  }
  return out;
}

bool is_loss(const Exposure& exposure) {
  const bool heavy =
      exposure.severity <= Severity::kRebuttablePresumption || exposure.severity == Severity::kOperationalLoss;
  return heavy && exposure.need == "essential" && exposure.certainty <= Certainty::kPossible;
}

struct ChainAnswer {
  Verdict verdict = Verdict::kUntouched;
  std::string because;
  std::size_t steps = 0;
  std::vector<std::string> incomplete;
};

ChainAnswer compare(const EntityExposure& before, const EntityExposure& after) {
  ChainAnswer out;
  out.incomplete = after.incomplete;
  if (before.already_broken) {
    out.verdict = Verdict::kAlreadyBroken;
    return out;
  }
  std::map<std::string, const Exposure*, std::less<>> known;
  for (const Exposure& exposure : before.exposures) known.emplace(exposure.key, &exposure);
  for (const Exposure& exposure : after.exposures) {
    const auto it = known.find(exposure.key);
    if (it != known.end() && it->second->severity <= exposure.severity) continue;
    const Verdict verdict = is_loss(exposure) ? Verdict::kAffected : Verdict::kWarned;
    if (exposure.severity == Severity::kContext && exposure.stand_ins.empty()) continue;
    // Exposures come sorted, so that the first of the heavier verdict is the one to show.
    if (verdict >= out.verdict) continue;
    out.verdict = verdict;
    out.because = exposure.sentence;
    out.steps = exposure.chain.size();
  }
  return out;
}

Result<ChainAnswer> ask_chains(const CaseFile& the_case, const model::Dataset& eve, const model::Dataset& shocked,
                               const std::string& mission, Date day) {
  ExposureQuery query;
  query.entity = mission;
  query.regimes = the_case.regimes;
  query.as_of = day;
  PENUMBRA_ASSIGN_OR_RETURN(const ExposureAnswer before, engine::answer_exposure(eve, query, {}));
  PENUMBRA_ASSIGN_OR_RETURN(const ExposureAnswer after, engine::answer_exposure(shocked, query, {}));
  return compare(before.entities.front(), after.entities.front());
}

std::optional<std::int32_t> days_or_beyond(std::int32_t days) {
  return days < 0 ? std::nullopt : std::optional(days);
}

void take_supply(const EntitySupply& before, const EntitySupply& after, Date shock, Prediction& out) {
  out.incomplete.insert(out.incomplete.end(), after.incomplete.begin(), after.incomplete.end());
  const std::string down = before.stops(Certainty::kCertain);
  if (before.already_broken || (!down.empty() && down <= shock.to_string())) {
    out.verdict = Verdict::kAlreadyBroken;
    return;
  }
  // The first day that is out with the shock and not without it, at each certainty.
  const auto new_stop = [&](Certainty certainty) {
    const std::string stop = after.stops(certainty);
    const std::string base = before.stops(certainty);
    return !stop.empty() && (base.empty() || stop < base) ? stop : std::string();
  };
  out.stops = new_stop(Certainty::kCertain);
  out.stops_possibly = new_stop(Certainty::kPossible);
  if (!out.stops.empty() || !out.stops_possibly.empty()) {
    out.verdict = Verdict::kAffected;
    out.certainty = out.stops.empty() ? Certainty::kPossible : Certainty::kCertain;
  } else if (!new_stop(Certainty::kContested).empty()) {
    out.verdict = Verdict::kOpen;
    out.certainty = new_stop(Certainty::kUnknown).empty() ? Certainty::kContested : Certainty::kUnknown;
  } else {
    out.verdict = out.by_chain == Verdict::kUntouched ? Verdict::kUntouched : Verdict::kWarned;
  }
  for (const SupplyOutage& outage : after.outages) {
    if (out.verdict > Verdict::kOpen || outage.certainty != out.certainty) continue;
    out.because = outage.sentence;
    out.steps = outage.chain.empty() ? 0 : outage.chain.size() - 1;
    break;
  }
  for (const SupplySubstitute& each : after.substitutes) {
    out.substitutes.push_back({each.substitute.id, each.lost.id, each.ready_least, each.ready_likely, each.ready_most});
  }
  if (out.verdict != Verdict::kAffected) return;
  if (after.slip.known) {
    out.slip = SlipRange{days_or_beyond(after.slip.p10_days), days_or_beyond(after.slip.p50_days),
                         days_or_beyond(after.slip.p90_days)};
  } else {
    out.slip_unknown = after.slip.why;
  }
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAffected:
      return "affected";
    case Verdict::kOpen:
      return "open";
    case Verdict::kWarned:
      return "warned";
    case Verdict::kUntouched:
      return "untouched";
    case Verdict::kAlreadyBroken:
      return "already-broken";
    case Verdict::kGiven:
      return "given";
    case Verdict::kNotOnRecord:
      return "not-on-record";
  }
  return "";
}

Result<std::vector<Prediction>> predict(const CaseFile& the_case, const model::Dataset& eve,
                                        const std::shared_ptr<const model::Overlay>& shock) {
  PENUMBRA_ASSIGN_OR_RETURN(const model::Dataset shocked, graph::apply_overlay(eve, *shock));
  const std::set<std::string, std::less<>> given = stated_by(*shock);
  std::set<std::string_view> on_record;
  for (const model::Entity& entity : eve.entities) on_record.insert(entity.id);
  const Date day = last_day(the_case, *shock);

  std::vector<Prediction> out;
  for (const Outcome& outcome : the_case.outcomes) {
    Prediction prediction;
    prediction.mission = outcome.mission;
    if (!on_record.contains(outcome.mission)) {
      prediction.verdict = prediction.by_chain = Verdict::kNotOnRecord;
      out.push_back(std::move(prediction));
      continue;
    }
    if (given.contains(outcome.mission)) {
      prediction.verdict = prediction.by_chain = Verdict::kGiven;
      out.push_back(std::move(prediction));
      continue;
    }
    PENUMBRA_ASSIGN_OR_RETURN(const ChainAnswer chain, ask_chains(the_case, eve, shocked, outcome.mission, day));
    prediction.by_chain = chain.verdict;
    prediction.because = chain.because;
    prediction.steps = chain.steps;
    prediction.incomplete = chain.incomplete;

    SupplyQuery query;
    query.entity = outcome.mission;
    query.regimes = the_case.regimes;
    query.as_of = the_case.shock;
    query.until = the_case.until.value_or(the_case.shock.plus_days(kDefaultYears * 365 + 1));
    query.samples = 0;
    PENUMBRA_ASSIGN_OR_RETURN(const SupplyAnswer before, engine::answer_supply(eve, query, {}));
    query.samples = kSamples;
    PENUMBRA_ASSIGN_OR_RETURN(const SupplyAnswer after, engine::answer_supply(shocked, query, {}));
    take_supply(before.entities.front(), after.entities.front(), the_case.shock, prediction);
    out.push_back(std::move(prediction));
  }
  return out;
}

}  // namespace penumbra::backtest
