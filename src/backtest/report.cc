#include "backtest/report.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json_writer.h"

namespace penumbra::backtest {
namespace {

Totals sum(std::span<const CaseResult> results) {
  Totals out;
  for (const CaseResult& result : results) out.add(result.score.totals);
  return out;
}

std::string of(std::size_t part, std::size_t whole) {
  return whole == 0 ? "–" : fmt::format("{} of {}", part, whole);
}

std::string days(const std::optional<std::int32_t>& value) {
  return value ? std::to_string(*value) : std::string("beyond");
}

std::string slip_told(const OutcomeScore& one) {
  if (!one.prediction.slip) return one.coverage == Coverage::kUnknown ? "unknown" : "–";
  const SlipRange& slip = *one.prediction.slip;
  return slip.p90 == slip.p10 ? days(slip.p90) : fmt::format("{}..{}", days(slip.p10), days(slip.p90));
}

std::string slip_seen(const OutcomeScore& one) {
  if (!one.slip_seen) return "–";
  if (one.outcome->actual.never) return "never";
  const SlipSeen& seen = *one.slip_seen;
  if (!seen.most) return fmt::format(">={}", seen.least);
  return seen.least == *seen.most ? std::to_string(seen.least) : fmt::format("{}..{}", seen.least, *seen.most);
}

std::string ranks(const OutcomeScore& one) {
  std::string out;
  for (std::size_t i = 0; i < one.ranks.size(); ++i) {
    const Rank& rank = one.ranks[i];
    out += (i == 0 ? "" : ", ") + one.outcome->substitutes[i] + " ";
    if (!rank.on_record) {
      out += "not on record";
    } else if (!rank.place) {
      out += "no time on record";
    } else {
      out += fmt::format("{} of {}{}", *rank.place, one.ranked, rank.tied ? " (tied)" : "");
    }
  }
  return out.empty() ? "–" : out;
}

std::string told(const Prediction& prediction) {
  std::string out(to_string(prediction.verdict));
  if (prediction.verdict <= Verdict::kOpen && prediction.certainty != Certainty::kCertain) {
    out += fmt::format(" ({})", to_string(prediction.certainty));
  }
  return out;
}

// An affected mission that is left open is neither found nor missed.
std::string_view label(const OutcomeScore& one) {
  if (one.right) return "ok  ";
  return one.prediction.verdict == Verdict::kOpen ? "open" : "MISS";
}

std::string lag(const OutcomeScore& one) {
  if (!one.lag_seen) return "–";
  return fmt::format("{} / {}", one.lag_told ? std::to_string(*one.lag_told) : "–", *one.lag_seen);
}

// One figure of the totals, with the words that name it.
struct Figure {
  std::string_view key;
  std::string_view title;
  std::string (*text)(const Totals&);
};
constexpr Figure kFigures[] = {
    {"recall", "affected missions found (recall)",
     [](const Totals& t) { return of(t.found, t.affected) + fmt::format(" ({} for certain)", t.found_certain); }},
    {"recall_or_open", "affected missions found or left open",
     [](const Totals& t) { return of(t.found + t.affected_open, t.affected); }},
    {"false_alarms", "false alarms among the negative controls",
     [](const Totals& t) {
       return of(t.false_alarms, t.controls) + fmt::format(" ({} for certain)", t.false_alarms_certain);
     }},
    {"false_alarms_or_open", "negative controls called or left open",
     [](const Totals& t) { return of(t.false_alarms + t.controls_open, t.controls); }},
    {"chain_recall", "found by the exposure walk alone", [](const Totals& t) { return of(t.chain_found, t.affected); }},
    {"chain_false_alarms", "false alarms of the exposure walk alone",
     [](const Totals& t) { return of(t.chain_false_alarms, t.controls); }},
    {"substitute_on_record", "substitute taken was on record",
     [](const Totals& t) { return of(t.substitutes_on_record, t.substitutes_asked); }},
    {"substitute_first", "substitute taken was ranked first",
     [](const Totals& t) {
       return of(t.substitutes_first, t.substitutes_asked) +
              fmt::format(" ({} more tied for first)", t.substitutes_tied);
     }},
    {"slip_covered", "slip inside P10 to P90, where times were on record",
     [](const Totals& t) { return of(t.slips_covered, t.slips_known) + fmt::format(" ({} asked)", t.slips_asked); }},
    {"lag", "first harm told within a month", [](const Totals& t) { return of(t.lags_within_month, t.lags_asked); }},
};

// A cell of a Markdown table: one line, no bar.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') {
      out += "\\|";
    } else {
      out += c == '\n' || c == '\r' ? ' ' : c;
    }
  }
  return out;
}

void write(base::JsonWriter& json, const Totals& totals) {
  json.begin_object();
  json.member("affected", totals.affected).member("found", totals.found);
  json.member("found_certain", totals.found_certain).member("affected_open", totals.affected_open);
  json.member("controls", totals.controls).member("false_alarms", totals.false_alarms);
  json.member("false_alarms_certain", totals.false_alarms_certain).member("controls_open", totals.controls_open);
  json.member("chain_found", totals.chain_found).member("chain_false_alarms", totals.chain_false_alarms);
  json.member("substitutes_asked", totals.substitutes_asked);
  json.member("substitutes_on_record", totals.substitutes_on_record);
  json.member("substitutes_first", totals.substitutes_first).member("substitutes_tied", totals.substitutes_tied);
  json.member("slips_asked", totals.slips_asked).member("slips_known", totals.slips_known);
  json.member("slips_covered", totals.slips_covered);
  json.member("lags_asked", totals.lags_asked).member("lags_within_month", totals.lags_within_month);
  json.end_object();
}

void write(base::JsonWriter& json, std::string_view key, const std::vector<Leak>& leaks) {
  json.key(key).begin_array();
  for (const Leak& leak : leaks) {
    json.begin_object();
    json.member("table", leak.table).member("fact", leak.fact).member("place", leak.place);
    json.member("known", leak.known).member("reason", leak.reason).end_object();
  }
  json.end_array();
}

void write_days(base::JsonWriter& json, std::string_view key, const std::optional<std::int32_t>& value) {
  json.key(key);
  if (value) {
    json.value(*value);
  } else {
    json.null();
  }
}

void write(base::JsonWriter& json, const OutcomeScore& one) {
  const Outcome& outcome = *one.outcome;
  const Prediction& prediction = one.prediction;
  json.begin_object();
  json.member("mission", outcome.mission).member("expected", outcome.control ? "control" : "affected");
  json.member("right", one.right).member("told", to_string(prediction.verdict));
  json.member("certainty", to_string(prediction.certainty)).member("by_chain", to_string(prediction.by_chain));
  json.member("because", prediction.because).member("steps", prediction.steps);
  json.member("stops", prediction.stops).member("stops_possibly", prediction.stops_possibly);
  json.member("planned", outcome.planned.to_string()).member("actual", outcome.actual.to_string());
  json.key("slip_told");
  if (prediction.slip) {
    json.begin_object();
    write_days(json, "p10", prediction.slip->p10);
    write_days(json, "p50", prediction.slip->p50);
    write_days(json, "p90", prediction.slip->p90);
    json.end_object();
  } else {
    json.null();
  }
  json.member("slip_unknown", prediction.slip_unknown);
  json.member("slip_seen", slip_seen(one)).member("coverage", to_string(one.coverage));
  json.key("taken").begin_array();
  for (std::size_t i = 0; i < one.ranks.size(); ++i) {
    const Rank& rank = one.ranks[i];
    json.begin_object().member("substitute", outcome.substitutes[i]).member("on_record", rank.on_record).key("rank");
    if (rank.place) {
      json.value(*rank.place);
    } else {
      json.null();
    }
    json.member("tied", rank.tied).end_object();
  }
  json.end_array().key("ranking").begin_array();
  for (const RankedSubstitute& each : prediction.substitutes) {
    json.begin_object().member("substitute", each.id).member("lost", each.lost);
    json.member("ready_least", each.ready_least).member("ready_likely", each.ready_likely);
    json.member("ready_most", each.ready_most).end_object();
  }
  json.end_array();
  write_days(json, "lag_told", one.lag_told);
  write_days(json, "lag_seen", one.lag_seen);
  json.member("note", outcome.note).member("miss", outcome.miss).member("sources", outcome.sources);
  json.member("incomplete", prediction.incomplete).end_object();
}

void write(base::JsonWriter& json, const CaseResult& result) {
  const CaseFile& the_case = *result.the_case;
  json.begin_object();
  json.member("case", the_case.name).member("title", the_case.title).member("shock", the_case.shock.to_string());
  json.member("known_on", the_case.eve().to_string()).member("trigger", the_case.trigger);
  json.member("side", the_case.side).member("summary", the_case.summary);
  json.member("facts", result.facts).member("by_recorded", result.by_recorded);
  json.key("totals");
  write(json, result.score.totals);
  json.key("outcomes").begin_array();
  for (const OutcomeScore& one : result.score.outcomes) write(json, one);
  json.end_array();
  write(json, "left_out", result.left_out);
  write(json, "shortened", result.shortened);
  json.member("notes", result.notes).key("sources").begin_array();
  for (const OutcomeSource& source : the_case.sources) {
    json.begin_object().member("id", source.id).member("title", source.title).member("publisher", source.publisher);
    json.member("date", source.date.to_string()).member("locator", source.locator).member("checked", source.checked);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string to_text(std::span<const CaseResult> results) {
  std::string out;
  for (const CaseResult& result : results) {
    const CaseFile& the_case = *result.the_case;
    out += fmt::format("{}: {}\n  shock {} ({}), known on {}: {} facts used, {} left out\n", the_case.name,
                       the_case.title, the_case.shock.to_string(), the_case.trigger, the_case.eve().to_string(),
                       result.facts, result.left_out.size());
    for (const OutcomeScore& one : result.score.outcomes) {
      const Outcome& outcome = *one.outcome;
      out += fmt::format("  {} {}: told {}{}\n", label(one), outcome.mission, told(one.prediction),
                         outcome.control ? " (control)" : "");
      if (!outcome.control) {
        out += fmt::format("       slip told {} days, seen {} ({}); substitute {}; lag told / seen {} days\n",
                           slip_told(one), slip_seen(one), to_string(one.coverage), ranks(one), lag(one));
      }
      if (!one.prediction.because.empty()) out += "       " + one.prediction.because + "\n";
      if (!one.right && !outcome.miss.empty()) out += "       account: " + outcome.miss + "\n";
    }
    for (const Leak& leak : result.left_out) {
      out += fmt::format("  left out: {} ({}): {}{}\n", leak.fact, leak.place, leak.reason,
                         leak.known.empty() ? "" : ", " + leak.known);
    }
    for (const std::string& note : result.notes) out += "  note: " + note + "\n";
    out += '\n';
  }
  const Totals totals = sum(results);
  for (const Figure& figure : kFigures) out += fmt::format("{:<52} {}\n", figure.title, figure.text(totals));
  return out;
}

std::string to_json(std::span<const CaseResult> results, int indent) {
  base::JsonWriter json(indent);
  json.begin_object().key("cases").begin_array();
  for (const CaseResult& result : results) write(json, result);
  json.end_array().key("totals");
  write(json, sum(results));
  json.end_object();
  return json.take();
}

std::string to_csv(std::span<const CaseResult> results) {
  std::string out =
      "case,shock,trigger,mission,expected,told,certainty,right,by_chain,stops,stops_possibly,planned,actual,"
      "slip_told,slip_seen,coverage,substitutes,lag_told,lag_seen,because,miss\n";
  for (const CaseResult& result : results) {
    for (const OutcomeScore& one : result.score.outcomes) {
      const Outcome& outcome = *one.outcome;
      const std::string cells[] = {result.the_case->name,
                                   result.the_case->shock.to_string(),
                                   result.the_case->trigger,
                                   outcome.mission,
                                   outcome.control ? "control" : "affected",
                                   std::string(to_string(one.prediction.verdict)),
                                   std::string(to_string(one.prediction.certainty)),
                                   one.right ? "yes" : "no",
                                   std::string(to_string(one.prediction.by_chain)),
                                   one.prediction.stops,
                                   one.prediction.stops_possibly,
                                   outcome.planned.to_string(),
                                   outcome.actual.to_string(),
                                   slip_told(one),
                                   slip_seen(one),
                                   std::string(to_string(one.coverage)),
                                   ranks(one),
                                   one.lag_told ? std::to_string(*one.lag_told) : "",
                                   one.lag_seen ? std::to_string(*one.lag_seen) : "",
                                   one.prediction.because,
                                   outcome.miss};
      for (const std::string& text : cells) {
        base::append_csv_field(out, text, true);
        out += ',';
      }
      out.back() = '\n';
    }
  }
  return out;
}

std::string to_markdown(std::span<const CaseResult> results) {
  std::string out = "### Overall\n\n| Figure | |\n|---|---|\n";
  const Totals totals = sum(results);
  out += fmt::format("| cases | {} |\n", results.size());
  for (const Figure& figure : kFigures) out += fmt::format("| {} | {} |\n", figure.title, figure.text(totals));

  out +=
      "\n### By case\n\n| Case | Shock | Trigger | Found | False alarms | Substitute first | Slip covered | Facts "
      "used, "
      "left out |\n|---|---|---|---|---|---|---|---|\n";
  for (const CaseResult& result : results) {
    const CaseFile& the_case = *result.the_case;
    const Totals& t = result.score.totals;
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {}, {} |\n", cell(the_case.name),
                       the_case.shock.to_string(), the_case.trigger, of(t.found, t.affected),
                       of(t.false_alarms, t.controls), of(t.substitutes_first, t.substitutes_asked),
                       of(t.slips_covered, t.slips_known), result.facts, result.left_out.size());
  }

  out +=
      "\n### By mission\n\nSlip and lag in days, told / seen. A control is expected to be spared.\n\n"
      "| Case | Mission | Expected | Told | Walk alone | Slip told | Slip seen | Covered | Substitute taken, rank | "
      "Lag "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const CaseResult& result : results) {
    for (const OutcomeScore& one : result.score.outcomes) {
      const std::string_view bold = label(one) == "MISS" ? "**" : "";
      out += fmt::format("| {} | {} | {} | {}{}{} | {} | {} | {} | {} | {} | {} |\n", cell(result.the_case->name),
                         cell(one.outcome->mission), one.outcome->control ? "control" : "affected", bold,
                         told(one.prediction), bold, to_string(one.prediction.by_chain), slip_told(one), slip_seen(one),
                         to_string(one.coverage), cell(ranks(one)), lag(one));
    }
  }

  out += "\n### Misses and what they come from\n\n";
  for (const CaseResult& result : results) {
    for (const OutcomeScore& one : result.score.outcomes) {
      if (one.outcome->miss.empty() && one.right) continue;
      const std::string account = one.outcome->miss.empty() ? "No account is given." : one.outcome->miss;
      out += fmt::format(
          "- **{}**, {} (told {}{}): {}\n", result.the_case->name, one.outcome->mission, told(one.prediction),
          one.coverage == Coverage::kNotAsked ? "" : fmt::format(", slip {}", to_string(one.coverage)), account);
    }
  }

  out += "\n### What was left out, and notes\n\n";
  bool clean = true;
  for (const CaseResult& result : results) {
    for (const Leak& leak : result.left_out) {
      out += fmt::format("- {}: {} ({}): {}{}\n", result.the_case->name, leak.fact, leak.place, leak.reason,
                         leak.known.empty() ? "" : ", " + leak.known);
    }
    for (const std::string& note : result.notes) out += fmt::format("- {}: {}\n", result.the_case->name, note);
    clean = clean && result.left_out.empty() && result.notes.empty();
  }
  if (clean) out += "Nothing: every fact of every case is shown to have been known on its eve.\n";

  out += "\n### Evidence for the outcomes\n\n";
  for (const CaseResult& result : results) {
    for (const OutcomeSource& source : result.the_case->sources) {
      out += fmt::format("- {}: {}. {}{}{}{} ({})\n", result.the_case->name, source.title, source.publisher,
                         source.date.known() ? ", " + source.date.to_string() : "", source.locator.empty() ? "" : "; ",
                         source.locator, source.checked);
    }
  }
  return out;
}

}  // namespace penumbra::backtest
