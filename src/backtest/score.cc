#include "backtest/score.h"

#include <cstdlib>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace penumbra::backtest {
namespace {

// Days from a to b, or nothing when one of them is a sentinel.
std::optional<std::int32_t> days_between(Date a, Date b) {
  if (a == Date::min() || a == Date::max() || b == Date::min() || b == Date::max()) return std::nullopt;
  return b.days() - a.days();
}

std::optional<SlipSeen> slip_seen(const Outcome& outcome) {
  if (!outcome.planned.known() || !outcome.actual.stated()) return std::nullopt;
  SlipSeen seen;
  if (outcome.actual.never) {
    // It slipped by more than any number of days: every interval with an end lies before it.
    seen.least = std::numeric_limits<std::int32_t>::max();
    return seen;
  }
  const auto least = days_between(outcome.planned.latest(), outcome.actual.date.earliest());
  if (!least) return std::nullopt;
  seen.least = *least;
  seen.most = days_between(outcome.planned.earliest(), outcome.actual.date.latest());
  return seen;
}

Coverage cover(const SlipSeen& seen, const SlipRange& told) {
  // A share that lies beyond the period leaves open how far beyond: nothing that came can be compared with it.
  if (!told.p10) return seen.most ? Coverage::kEarlier : Coverage::kUndecided;
  const bool after_begin = seen.least >= *told.p10;
  const bool before_end = !told.p90 || (seen.most && *seen.most <= *told.p90);
  if (after_begin && before_end) return Coverage::kCovered;
  if (told.p90 && seen.least > *told.p90) return Coverage::kLater;
  if (seen.most && *seen.most < *told.p10) return Coverage::kEarlier;
  return Coverage::kUndecided;
}

std::optional<std::int32_t> days_from(Date shock, const std::string& day) {
  const auto parsed = Date::parse(day);
  if (!parsed.ok()) return std::nullopt;
  return parsed->days() - shock.days();
}

// The earliest likely day of each substitute, "" where no day is on record: one may stand in for several lost things.
std::map<std::string, std::string> ready_days(const std::vector<RankedSubstitute>& substitutes) {
  std::map<std::string, std::string> out;
  for (const RankedSubstitute& each : substitutes) {
    const auto [it, fresh] = out.emplace(each.id, each.ready_likely);
    const bool earlier = !each.ready_likely.empty() && (it->second.empty() || each.ready_likely < it->second);
    if (!fresh && earlier) it->second = each.ready_likely;
  }
  return out;
}

Rank rank_of(const std::map<std::string, std::string>& ready, const std::string& taken) {
  Rank out;
  const auto it = ready.find(taken);
  if (it == ready.end()) return out;
  out.on_record = true;
  if (it->second.empty()) return out;
  std::size_t place = 1;
  for (const auto& [id, day] : ready) {
    if (id == taken || day.empty()) continue;
    if (day < it->second) ++place;
    out.tied = out.tied || day == it->second;
  }
  out.place = place;
  return out;
}

OutcomeScore score_one(const CaseFile& the_case, const Outcome& outcome, Prediction prediction) {
  OutcomeScore out;
  out.outcome = &outcome;
  const bool called = prediction.verdict == Verdict::kAffected;
  out.right = outcome.control ? !called && prediction.verdict != Verdict::kNotOnRecord : called;
  if (!outcome.control) {
    out.slip_seen = slip_seen(outcome);
    if (out.slip_seen && called) {
      out.coverage = prediction.slip ? cover(*out.slip_seen, *prediction.slip) : Coverage::kUnknown;
    }
    const std::map<std::string, std::string> ready = ready_days(prediction.substitutes);
    out.ranked = ready.size();
    for (const std::string& taken : outcome.substitutes) out.ranks.push_back(rank_of(ready, taken));
    if (outcome.effect.known()) out.lag_seen = days_between(the_case.shock, outcome.effect.first());
    if (called) {
      out.lag_told = days_from(the_case.shock, prediction.stops.empty() ? prediction.stops_possibly : prediction.stops);
    }
  }
  out.prediction = std::move(prediction);
  return out;
}

Totals count(const OutcomeScore& one) {
  Totals out;
  if (one.outcome->control) {
    out.controls = 1;
    out.false_alarms = one.prediction.verdict == Verdict::kAffected ? 1 : 0;
    out.false_alarms_certain = out.false_alarms != 0 && one.prediction.certainty == Certainty::kCertain ? 1 : 0;
    out.controls_open = one.prediction.verdict == Verdict::kOpen ? 1 : 0;
    out.chain_false_alarms = one.prediction.by_chain == Verdict::kAffected ? 1 : 0;
    return out;
  }
  out.affected = 1;
  out.found = one.right ? 1 : 0;
  out.found_certain = one.right && one.prediction.certainty == Certainty::kCertain ? 1 : 0;
  out.affected_open = one.prediction.verdict == Verdict::kOpen ? 1 : 0;
  out.chain_found = one.prediction.by_chain == Verdict::kAffected ? 1 : 0;
  if (!one.outcome->substitutes.empty()) {
    out.substitutes_asked = 1;
    const Rank& rank = one.ranks.front();
    out.substitutes_on_record = rank.on_record ? 1 : 0;
    out.substitutes_first = rank.place == std::size_t{1} && !rank.tied ? 1 : 0;
    out.substitutes_tied = rank.place == std::size_t{1} && rank.tied ? 1 : 0;
  }
  if (one.slip_seen) {
    out.slips_asked = 1;
    out.slips_known = one.prediction.slip ? 1 : 0;
    out.slips_covered = one.coverage == Coverage::kCovered ? 1 : 0;
  }
  if (one.lag_seen && one.lag_told) {
    constexpr std::int32_t kMonth = 31;
    out.lags_asked = 1;
    out.lags_within_month = std::abs(*one.lag_seen - *one.lag_told) <= kMonth ? 1 : 0;
  }
  return out;
}

}  // namespace

std::string_view to_string(Coverage coverage) {
  switch (coverage) {
    case Coverage::kNotAsked:
      return "not-asked";
    case Coverage::kUnknown:
      return "unknown";
    case Coverage::kCovered:
      return "covered";
    case Coverage::kUndecided:
      return "undecided";
    case Coverage::kEarlier:
      return "earlier";
    case Coverage::kLater:
      return "later";
  }
  return "";
}

void Totals::add(const Totals& other) {
  affected += other.affected;
  found += other.found;
  found_certain += other.found_certain;
  affected_open += other.affected_open;
  controls += other.controls;
  false_alarms += other.false_alarms;
  false_alarms_certain += other.false_alarms_certain;
  controls_open += other.controls_open;
  chain_found += other.chain_found;
  chain_false_alarms += other.chain_false_alarms;
  substitutes_asked += other.substitutes_asked;
  substitutes_on_record += other.substitutes_on_record;
  substitutes_first += other.substitutes_first;
  substitutes_tied += other.substitutes_tied;
  slips_asked += other.slips_asked;
  slips_known += other.slips_known;
  slips_covered += other.slips_covered;
  lags_asked += other.lags_asked;
  lags_within_month += other.lags_within_month;
}

CaseScore score(const CaseFile& the_case, std::vector<Prediction> predictions) {
  CaseScore out;
  for (std::size_t i = 0; i < the_case.outcomes.size() && i < predictions.size(); ++i) {
    out.outcomes.push_back(score_one(the_case, the_case.outcomes[i], std::move(predictions[i])));
    out.totals.add(count(out.outcomes.back()));
  }
  return out;
}

}  // namespace penumbra::backtest
