// The report as JSON and as text. Keys in a fixed order; rates beside the counts from which they come.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json_writer.h"
#include "embedded/matcher_fingerprint.h"
#include "selftest/report.h"
#include "selftest/treatment.h"

namespace penumbra::selftest {
namespace {

using base::JsonWriter;

void rate(JsonWriter& json, std::string_view key, double share) {
  json.key(key).raw(fmt::format("{:.6f}", share));
}

void interval(JsonWriter& json, std::uint64_t hits, std::uint64_t cases) {
  const Interval range = wilson(hits, cases);
  json.key("interval").begin_array().raw(fmt::format("{:.6f}", range.low)).raw(fmt::format("{:.6f}", range.high));
  json.end_array();
}

void members(JsonWriter& json, const Tally& tally) {
  json.member("cases", tally.cases).member("found", tally.found).member("incomplete", tally.incomplete);
  json.member("incomplete_with_hit", tally.incomplete_with_hit);
  json.member("missed_other", tally.other).member("missed_clear", tally.clear);
  if (tally.cases == 0) return;
  rate(json, "recall", tally.recall());
  interval(json, tally.found, tally.cases);
}

void members(JsonWriter& json, const CleanTally& tally) {
  json.member("names", tally.names).member("alerts", tally.alerts).member("hits", tally.hits);
  json.member("incomplete", tally.incomplete).member("coincidences", tally.coincidences);
  if (tally.names == 0) return;
  rate(json, "rate", static_cast<double>(tally.alerts) / static_cast<double>(tally.names));
  interval(json, tally.alerts, tally.names);
}

void histogram(JsonWriter& json, std::string_view key, const Histogram& counts) {
  json.key(key).begin_array();
  for (const std::uint64_t n : counts) json.value(n);
  json.end_array();
}

std::string_view outcome_key(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFound:
      return "found";
    case Outcome::kIncomplete:
      return "incomplete";
    case Outcome::kOther:
      return "other";
    case Outcome::kClear:
      break;
  }
  return "clear";
}

void settings(JsonWriter& json, const Settings& with) {
  json.key("settings").begin_object();
  json.member("seed", with.seed).member("sample", with.sample).member("all", with.all);
  json.member("clean", with.clean).member("customers", with.customers_file);
  rate(json, "threshold", with.threshold);
  json.member("kind_stated", with.state_kind).member("max_age_days", with.max_age_days);
  json.member("lists", with.lists);
  json.end_object();
}

void store(JsonWriter& json, const Report& report) {
  json.key("versions").begin_array();
  for (const SourceVersion& version : report.versions) {
    json.begin_object().member("source", version.source).member("version", version.version);
    json.member("published", version.published).member("recorded", version.recorded).member("sha256", version.hash);
    json.member("entities", version.entities).member("state", version.state).member("age_days", version.age_days);
    json.end_object();
  }
  json.end_array();
  for (const auto* remarks : {&report.gaps, &report.warnings}) {
    json.key(remarks == &report.gaps ? "gaps" : "warnings").begin_array();
    for (const Remark& remark : *remarks) {
      json.begin_object().member("key", remark.key).member("text", remark.text).end_object();
    }
    json.end_array();
  }
  json.key("population").begin_object().member("parties", report.parties).member("names", report.names);
  json.member("weak_aliases", report.weak_names).member("parties_not_in_force", report.not_in_force);
  json.member("names_without_letters", report.without_letters).end_object();
}

void listed(JsonWriter& json, const Report& report) {
  json.key("levels").begin_array();
  for (std::size_t level = 0; level < kLevels; ++level) {
    json.begin_object().member("level", level_title(level));
    members(json, report.levels[level]);
    json.end_object();
  }
  json.end_array();
  json.key("weak_aliases").begin_object();
  members(json, report.weak);
  json.end_object();
  json.key("techniques").begin_array();
  for (const auto& [place, tally] : report.techniques) {
    const Treatment& treatment = treatments()[place];
    json.begin_object().member("technique", treatment.key).member("what", treatment.what);
    json.member("incomplete_expected", treatment.bounded);
    members(json, tally);
    json.end_object();
  }
  json.end_array();
  json.key("cells").begin_array();
  for (const auto& [cell, tally] : report.cells) {
    const auto& [place, source, writing, kind] = cell;
    json.begin_object().member("technique", treatments()[place].key).member("list", report.sources[source]);
    json.member("script", writing_key(writing)).member("kind", party_kind_key(kind));
    members(json, tally);
    json.end_object();
  }
  json.end_array();
  json.key("pairs").begin_array();
  for (const auto& [pair, tally] : report.pairs) {
    json.begin_object().key("techniques").begin_array();
    json.value(treatments()[pair.first].key).value(treatments()[pair.second].key).end_array();
    members(json, tally);
    json.end_object();
  }
  json.end_array();
  json.key("in_triples").begin_array();
  for (const auto& [place, tally] : report.in_triples) {
    json.begin_object().member("technique", treatments()[place].key);
    members(json, tally);
    json.end_object();
  }
  json.end_array();
}

void clean(JsonWriter& json, const Report& report) {
  json.key("clean").begin_object();
  members(json, report.clean);
  json.key("by_kind").begin_array();
  for (const auto& [kind, tally] : report.clean_by_kind) {
    json.begin_object().member("kind", party_kind_key(kind));
    members(json, tally);
    json.end_object();
  }
  json.end_array().key("by_culture").begin_array();
  for (const auto& [culture, tally] : report.clean_by_culture) {
    json.begin_object().member("culture", culture);
    members(json, tally);
    json.end_object();
  }
  json.end_array().key("by_list").begin_array();
  for (const auto& [list, alerts] : report.alerts_by_list) {
    json.begin_object().member("list", list).member("alerts", alerts).end_object();
  }
  json.end_array().key("frequent_parties").begin_array();
  for (const auto& [party, alerts] : report.frequent_parties) {
    json.begin_object().member("party", party).member("alerts", alerts).end_object();
  }
  json.end_array().key("shown").begin_array();
  for (const FalseAlert& alert : report.alerts) {
    json.begin_object().member("number", alert.index).member("name", alert.name);
    json.member("kind", party_kind_key(alert.kind)).member("culture", alert.culture);
    json.member("entity", alert.entity).member("matched", alert.matched);
    json.key("score").ten_thousandths(alert.points).end_object();
  }
  json.end_array().end_object();
}

void curves(JsonWriter& json, const Report& report) {
  json.key("histograms").begin_object().member("first_hundredth", kHistogramFrom);
  for (std::size_t level = 0; level < kLevels; ++level) {
    histogram(json, fmt::format("true_{}", level), report.true_scores[level]);
  }
  histogram(json, "clean", report.false_scores);
  histogram(json, "clean_below_threshold", report.near_scores);
  json.member("clean_below_threshold_names", report.near_names).end_object();
  json.key("curve").begin_array();
  for (const CurvePoint& point : report.curve) {
    json.begin_object().key("threshold").ten_thousandths(point.points);
    json.key("recall").begin_array();
    for (std::size_t level = 0; level < kLevels; ++level) {
      const std::uint64_t cases = report.levels[level].cases;
      const double share = cases == 0 ? 0 : static_cast<double>(point.found[level]) / static_cast<double>(cases);
      json.raw(fmt::format("{:.6f}", share));
    }
    json.end_array();
    if (point.clean_names > 0) {
      rate(json, "false_alerts", static_cast<double>(point.false_alerts) / static_cast<double>(point.clean_names));
    }
    json.end_object();
  }
  json.end_array();
}

void misses(JsonWriter& json, const Report& report) {
  json.member("missed", report.missed).key("misses").begin_array();
  for (const Miss& miss : report.misses) {
    json.begin_object().key("techniques").begin_array();
    for (const std::string_view key : miss.treatments) json.value(key);
    json.end_array().member("list", miss.source).member("entity", miss.entity);
    json.member("kind", party_kind_key(miss.kind)).member("listed", miss.listed).member("asked", miss.asked);
    json.member("outcome", outcome_key(miss.outcome)).key("score").ten_thousandths(miss.points);
    json.member("reason", miss.reason).end_object();
  }
  json.end_array();
}

}  // namespace

std::string matcher_fingerprint() {
  return fmt::format("{:016x}", embedded::matcher_fingerprint);
}

std::string_view level_title(std::size_t level) {
  static constexpr std::array<std::string_view, kLevels> kTitles = {"unchanged", "one technique", "two techniques",
                                                                    "three techniques"};
  return kTitles[level];
}

std::string percent(double share, bool less_is_better) {
  // A hair of tolerance, so that 0.97 does not become 96.99 for being 0.96999999999999997.
  constexpr double kHair = 1e-6;
  const double hundredths = less_is_better ? std::ceil(share * 10000 - kHair) : std::floor(share * 10000 + kHair);
  return fmt::format("{:.2f} %", hundredths / 100);
}

std::vector<GoalLine> judged(const Report& report, const Goals& goals) {
  std::vector<GoalLine> out;
  if (goals.recall) {
    for (std::size_t level = 0; level < kLevels; ++level) {
      const double seen = report.levels[level].recall();
      out.push_back({level_title(level), (*goals.recall)[level], seen,
                     report.levels[level].cases == 0 || seen >= (*goals.recall)[level]});
    }
  }
  if (goals.false_alerts) {
    const std::uint64_t names = report.clean.names;
    const double seen = names == 0 ? 0 : static_cast<double>(report.clean.alerts) / static_cast<double>(names);
    out.push_back({"clean names with a hit, at most", *goals.false_alerts, seen, seen <= *goals.false_alerts});
  }
  return out;
}

std::string to_json(const Report& report, const Goals& goals, const Run& run, int indent) {
  JsonWriter json(indent);
  json.begin_object().member("schema", "penumbra-selftest/1").member("program", run.program);
  json.member("analysis", run.analysis).member("matcher", run.matcher);
  if (!run.made.empty()) json.member("made", run.made);
  json.member("as_of", report.as_of.to_string());
  settings(json, report.settings);
  store(json, report);
  json.key("goals").begin_array();
  for (const GoalLine& line : judged(report, goals)) {
    json.begin_object().member("what", line.what);
    rate(json, "goal", line.goal);
    rate(json, "seen", line.seen);
    json.member("met", line.met).end_object();
  }
  json.end_array();
  listed(json, report);
  clean(json, report);
  curves(json, report);
  misses(json, report);
  json.end_object();
  return json.take();
}

std::string to_text(const Report& report, const Goals& goals) {
  std::string out =
      fmt::format("{} names of {} listed parties as of {}; seed {}, threshold {:.2f}\n", report.names, report.parties,
                  report.as_of.to_string(), report.settings.seed, report.settings.threshold);
  for (const Remark& gap : report.gaps) out += "  not complete: " + gap.text + "\n";
  out += fmt::format("\n  {:<18}{:>8}{:>9}{:>9}{:>9}  {}\n", "", "cases", "missed", "incompl.", "recall", "95 %");
  const auto line = [&](std::string_view title, const Tally& tally) {
    const Interval range = wilson(tally.found, tally.cases);
    out += fmt::format("  {:<18}{:>8}{:>9}{:>9}{:>9}  {} to {}\n", title, tally.cases, tally.other + tally.clear,
                       tally.incomplete, percent(tally.recall()), percent(range.low), percent(range.high));
  };
  for (std::size_t level = 0; level < kLevels; ++level) line(level_title(level), report.levels[level]);
  if (report.weak.cases > 0) line("weak aliases", report.weak);
  out += "\n";
  std::vector<std::pair<std::size_t, const Tally*>> order;
  for (const auto& [place, tally] : report.techniques) order.emplace_back(place, &tally);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->recall() < b.second->recall(); });
  for (const auto& [place, tally] : order) line(treatments()[place].key, *tally);
  const Interval range = wilson(report.clean.alerts, report.clean.names);
  out +=
      fmt::format("\n  clean names {}: {} with a hit ({}; 95 % {} to {}), {} hits; {} equal to a listed name, apart\n",
                  report.clean.names, report.clean.alerts,
                  percent(report.clean.names == 0
                              ? 0
                              : static_cast<double>(report.clean.alerts) / static_cast<double>(report.clean.names)),
                  percent(range.low), percent(range.high), report.clean.hits, report.clean.coincidences);
  for (const GoalLine& goal : judged(report, goals)) {
    out += fmt::format("  {} {}: goal {}, seen {}\n", goal.met ? "met    " : "not met", goal.what, percent(goal.goal),
                       percent(goal.seen));
  }
  return out;
}

}  // namespace penumbra::selftest
