#include "cli/ownership_timeline.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json_writer.h"

namespace penumbra::cli {
namespace {

using graph::OwnershipVerdict;
using graph::SweepCause;
using graph::VerdictChange;

constexpr std::array<std::string_view, 6> kCauseNames = {"stake-begins", "stake-ends", "stake-changes",
                                                         "arrangement",  "listing",    "rule"};

std::string_view cause_name(const VerdictChange& change) {
  return kCauseNames[static_cast<std::size_t>(change.cause.kind)];
}

std::string sources_of(const graph::OwnershipFacts& facts, const VerdictChange& change) {
  const bool stake = change.cause.kind != SweepCause::Kind::kListing && change.cause.kind != SweepCause::Kind::kRule;
  return stake ? facts.stakes()[change.cause.fact].source : "";
}

// "3 restricted, 5 designated", in order of the verdicts' numbers; what is not reached is left to the total.
std::string counts_text(const std::array<std::uint64_t, 6>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto verdict = static_cast<OwnershipVerdict>(i);
    if (counts[i] == 0 || verdict == OwnershipVerdict::kNotByOwnership) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i], graph::to_string(verdict));
  }
  return text.empty() ? "none reached" : text;
}

void print_table(Console& console, const graph::OwnershipFacts& facts, const graph::OwnershipSweep& sweep,
                 const std::string& regime, const std::vector<const VerdictChange*>& shown) {
  console.print(fmt::format("{} {} of verdict under regime {} from {} to {}\n", sweep.changes.size(),
                            sweep.changes.size() == 1 ? "change" : "changes", regime, sweep.from.to_string(),
                            sweep.to.to_string()));
  for (const graph::RuleSpan& span : sweep.rules) {
    const rules::RuleVersion* version = span.rule.version;
    if (version == nullptr) continue;
    console.print(wrap(fmt::format("rule from {}: {} {}{}: {}", span.from.to_string(), version->id, version->version,
                                   span.rule.on_record ? "" : " (not on record for these days)", version->source),
                       console.width(), 2) +
                  "\n");
  }
  console.print(fmt::format("on {}: {}\non {}: {}\n", sweep.from.to_string(), counts_text(sweep.at_start),
                            sweep.to.to_string(), counts_text(sweep.at_end)));
  if (shown.size() != sweep.changes.size()) {
    console.print(
        fmt::format("{} changes of other parties are left out by --party\n", sweep.changes.size() - shown.size()));
  }
  console.print("\n");
  for (const VerdictChange* change : shown) {
    const bool worse = change->after != OwnershipVerdict::kNotByOwnership;
    const std::string verdict = fmt::format("{} -> {}", to_string(change->before), to_string(change->after));
    console.print(fmt::format("{}  {}  {}\n", change->day.to_string(), printable(facts.parties()[change->party].id),
                              console.styled(worse ? Style::kRed : Style::kDim, verdict)));
    console.print("            " +
                  wrap(printable(graph::cause_sentence(facts, sweep, *change)), console.width() - 12, 12) + "\n");
  }
}

void write_counts(base::JsonWriter& json, std::string_view key, const std::array<std::uint64_t, 6>& counts) {
  json.key(key).begin_object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    json.member(graph::to_string(static_cast<OwnershipVerdict>(i)), counts[i]);
  }
  json.end_object();
}

std::string to_json(const graph::OwnershipFacts& facts, const graph::OwnershipSweep& sweep, const std::string& regime,
                    const std::vector<const VerdictChange*>& shown, int indent) {
  base::JsonWriter json(indent);
  json.begin_object();
  json.member("regime", regime).member("from", sweep.from.to_string()).member("to", sweep.to.to_string());
  json.key("rules").begin_array();
  for (const graph::RuleSpan& span : sweep.rules) {
    const rules::RuleVersion* version = span.rule.version;
    if (version == nullptr) continue;
    json.begin_object();
    json.member("from", span.from.to_string()).member("id", version->id).member("version", version->version);
    json.member("source", version->source).member("on_record", span.rule.on_record);
    json.end_object();
  }
  json.end_array();
  write_counts(json, "verdicts_at_start", sweep.at_start);
  write_counts(json, "verdicts_at_end", sweep.at_end);
  json.member("changes_in_all", sweep.changes.size());
  json.member("changes_left_out", sweep.changes.size() - shown.size());
  json.key("changes").begin_array();
  for (const VerdictChange* change : shown) {
    json.begin_object();
    json.member("day", change->day.to_string()).member("id", facts.parties()[change->party].id);
    json.member("before", to_string(change->before)).member("after", to_string(change->after));
    json.member("cause", cause_name(*change)).member("sentence", graph::cause_sentence(facts, sweep, *change));
    json.member("source", sources_of(facts, *change));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string to_csv(const graph::OwnershipFacts& facts, const graph::OwnershipSweep& sweep,
                   const std::vector<const VerdictChange*>& shown) {
  std::string out = "day,id,before,after,cause,sentence,source\n";
  for (const VerdictChange* change : shown) {
    const std::string cells[] = {change->day.to_string(),
                                 facts.parties()[change->party].id,
                                 std::string(to_string(change->before)),
                                 std::string(to_string(change->after)),
                                 std::string(cause_name(*change)),
                                 graph::cause_sentence(facts, sweep, *change),
                                 sources_of(facts, *change)};
    for (const std::string& cell : cells) {
      base::append_csv_field(out, cell, true);
      out += ',';
    }
    out.back() = '\n';
  }
  return out;
}

}  // namespace

int print_ownership_timeline(Console& console, const graph::OwnershipFacts& facts, const graph::OwnershipSweep& sweep,
                             const std::string& regime, const std::vector<std::string>& parties, Format format) {
  std::set<graph::PartyIndex> wanted;
  for (const std::string& id : parties) {
    const auto party = facts.find(id);
    if (!party) {
      return fail(console, {ErrorCode::kInvalidArgument,
                            "--party: \"" + id + "\" is no party of the graph",
                            {},
                            "Use an id of entities.csv"});
    }
    wanted.insert(*party);
  }
  std::vector<const VerdictChange*> shown;
  bool reached = false;
  for (const VerdictChange& change : sweep.changes) {
    reached = reached || change.after != OwnershipVerdict::kNotByOwnership;
    if (wanted.empty() || wanted.contains(change.party)) shown.push_back(&change);
  }
  for (std::size_t i = 0; i < sweep.at_start.size(); ++i) {
    reached =
        reached || (sweep.at_start[i] > 0 && static_cast<OwnershipVerdict>(i) != OwnershipVerdict::kNotByOwnership);
  }
  switch (format) {
    case Format::kJson:
      console.print(to_json(facts, sweep, regime, shown, 2) + "\n");
      break;
    case Format::kJsonLines:
      console.print(to_json(facts, sweep, regime, shown, 0) + "\n");
      break;
    case Format::kCsv:
      console.print(to_csv(facts, sweep, shown));
      break;
    case Format::kTable:
      print_table(console, facts, sweep, regime, shown);
      break;
  }
  return reached ? kHits : kClear;
}

}  // namespace penumbra::cli
