// `penumbra exposure`: over a store (entities, portfolios) or over plain CSV files (ownership rules only).
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/ownership_graph.h"
#include "cli/supply_output.h"
#include "cli/timeline_output.h"
#include "cli/why_output.h"
#include "ingest/model_csv/model_csv.h"
#include "penumbra/assessor.h"
#include "penumbra/supply.h"
#include "report/graph_export.h"
#include "report/report.h"
#include "report/supply_page.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::vector<std::string> graph;
  std::string entity;
  std::string portfolio;
  bool all = false;
  std::vector<std::string> regimes;
  std::string what_if;
  WhyAsked asked;
  std::vector<std::string> dates;
  std::string timeline;
  bool supply = false;
  bool cut_sets = false;
  int order = 2;
  std::uint32_t samples = SupplyQuery{}.samples;
  std::uint64_t seed = kSupplySeed;
  std::string until;
  std::vector<std::string> parties;
  std::string report;
  std::string report_json;
  std::string export_file;
  std::string export_format;
  bool export_all = false;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

constexpr std::uint64_t kMaxScenarioBytes = std::uint64_t{64} << 20;

// The days asked for, oldest first as given: `--dates`, or the one of `--as-of`.
Result<std::vector<Date>> days_of(const Options& options) {
  std::vector<Date> days;
  if (options.dates.empty()) {
    PENUMBRA_ASSIGN_OR_RETURN(const Date day, as_of_day(options.time));
    days.push_back(day);
    return days;
  }
  for (const std::string& text : options.dates) {
    TimeOptions one;
    one.as_of = text;
    auto day = as_of_day(one);
    if (!day.ok())
      return Error{
          ErrorCode::kInvalidArgument, "--dates: \"" + text + "\" is not a date", {}, "Write YYYY-MM-DD or today"};
    if (!days.empty() && *day <= days.back()) {
      return Error{ErrorCode::kInvalidArgument,
                   "--dates: " + text + " does not come after the day before it",
                   {},
                   "Give the oldest day first"};
    }
    days.push_back(*day);
  }
  return days;
}

// "2022-01-01..2022-12-31"; either side may be "today".
Result<std::pair<Date, Date>> span_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  TimeOptions from;
  TimeOptions to;
  from.as_of = text.substr(0, dots);
  to.as_of = dots == std::string::npos ? "" : text.substr(dots + 2);
  const auto first = as_of_day(from);
  const auto last = as_of_day(to);
  if (dots == std::string::npos || from.as_of.empty() || to.as_of.empty() || !first.ok() || !last.ok()) {
    return Error{ErrorCode::kInvalidArgument,
                 "--timeline: \"" + text + "\" is not a span of days",
                 {},
                 "Write the first day, two dots and the last day: 2022-01-01..2022-12-31 or 2014-03-01..today"};
  }
  return std::pair(*first, *last);
}

int sweep_store(Console& console, const Options& options, const ExposureQuery& query) {
  const auto span = span_of(options.timeline);
  if (!span.ok()) return fail(console, span.error());
  const auto assessor = Assessor::open(options.store);
  if (!assessor.ok()) return fail(console, assessor.error());
  const auto timeline = assessor->timeline({query, span->first, span->second});
  if (!timeline.ok()) return fail(console, timeline.error());
  if (!options.report_json.empty()) {
    if (const Status written = base::replace_file(options.report_json, to_json(*timeline, 2) + "\n"); !written.ok())
      return fail(console, written.error());
  }
  if (!options.report.empty()) {
    if (const Status written = base::replace_file(options.report, report::html(*timeline)); !written.ok())
      return fail(console, written.error());
  }
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(to_json(*timeline, 2) + "\n");
      break;
    case Format::kJsonLines:
      console.print(to_json(*timeline) + "\n");
      break;
    case Format::kCsv:
      console.print(timeline_csv(*timeline));
      break;
    case Format::kTable:
      print_timeline(console, *timeline);
      break;
  }
  for (const std::string& reason : timeline->incomplete) console.warn(reason);
  return !timeline->incomplete.empty() ? kIncomplete : timeline->events.empty() ? kClear : kHits;
}

int follow_store(Console& console, const Options& options, const ExposureQuery& asked) {
  if (!options.dates.empty()) {
    return fail(console, {ErrorCode::kInvalidArgument,
                          "--supply and --cut-sets answer for a period, without --dates",
                          {},
                          "Give --as-of and --until"});
  }
  SupplyQuery query;
  query.entity = asked.entity;
  query.portfolio = asked.portfolio;
  query.all = asked.all;
  query.regimes = asked.regimes;
  query.known_at = asked.known_at;
  query.what_if = asked.what_if;
  query.cut_sets = options.cut_sets;
  query.order = options.order;
  query.samples = options.samples;
  query.seed = options.seed;
  const auto as_of = as_of_day(options.time);
  if (!as_of.ok()) return fail(console, as_of.error());
  query.as_of = *as_of;
  if (!options.until.empty()) {
    TimeOptions last;
    last.as_of = options.until;
    const auto until = as_of_day(last);
    if (!until.ok()) {
      return fail(console, {ErrorCode::kInvalidArgument,
                            "--until: \"" + options.until + "\" is not a date",
                            {},
                            "Write YYYY-MM-DD or today"});
    }
    query.until = *until;
  }
  const auto assessor = Assessor::open(options.store);
  if (!assessor.ok()) return fail(console, assessor.error());
  const auto answer = assessor->supply(query);
  if (!answer.ok()) return fail(console, answer.error());
  if (!options.report_json.empty()) {
    if (const Status written = base::replace_file(options.report_json, to_json(*answer, 2) + "\n"); !written.ok())
      return fail(console, written.error());
  }
  if (!options.report.empty()) {
    if (const Status written = base::replace_file(options.report, report::html(*answer)); !written.ok())
      return fail(console, written.error());
  }
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(to_json(*answer, 2) + "\n");
      break;
    case Format::kJsonLines:
      console.print(to_json(*answer) + "\n");
      break;
    case Format::kCsv:
      console.print(supply_csv(*answer));
      break;
    case Format::kTable:
      print_supply(console, *answer);
      break;
  }
  for (const std::string& reason : answer->incomplete) console.warn(reason);
  return !answer->incomplete.empty() ? kIncomplete : answer->exposed() ? kHits : kClear;
}

int assess_store(Console& console, const Options& options) {
  ExposureQuery query;
  query.entity = options.entity;
  query.portfolio = options.portfolio;
  query.all = options.all;
  query.regimes = options.regimes;
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  if (*known_at != Timestamp::max()) query.known_at = *known_at;
  std::string scenario;
  if (!options.what_if.empty()) {
    auto bytes = base::read_file(options.what_if, kMaxScenarioBytes);
    if (!bytes.ok()) return fail(console, bytes.error());
    scenario = std::move(bytes).value();
    auto overlay = ingest::model_csv::read_what_if({options.what_if, scenario});
    if (!overlay.ok()) return fail(console, overlay.error());
    query.what_if = std::make_shared<const model::Overlay>(std::move(overlay).value());
  }
  if (!options.timeline.empty()) return sweep_store(console, options, query);
  if (options.supply || options.cut_sets) return follow_store(console, options, query);
  const auto days = days_of(options);
  if (!days.ok()) return fail(console, days.error());
  const auto assessor = Assessor::open(options.store);
  if (!assessor.ok()) return fail(console, assessor.error());

  std::vector<ExposureAnswer> answers;
  Progress progress(console, "Assessing day", days->size(), false);
  for (const Date day : *days) {
    query.as_of = day;
    auto answer = assessor->assess(query);
    if (!answer.ok()) return fail(console, answer.error());
    answers.push_back(std::move(answer).value());
    progress.set(answers.size());
  }
  const bool one_day = answers.size() == 1 && options.dates.empty();
  const auto json = [&](int indent) { return one_day ? to_json(answers.front(), indent) : to_json(answers, indent); };
  if (!options.report.empty()) {
    if (const Status written = base::replace_file(options.report, report::html(answers)); !written.ok())
      return fail(console, written.error());
  }
  if (!options.report_json.empty()) {
    if (const Status written = base::replace_file(options.report_json, json(2) + "\n"); !written.ok())
      return fail(console, written.error());
  }
  if (!options.export_file.empty()) {
    const auto format = report::graph_format(options.export_format, options.export_file);
    if (!format.ok()) return fail(console, format.error());
    const std::string graph = report::written(report::exposure_graph(answers.back(), options.export_all), *format);
    if (const Status written = base::replace_file(options.export_file, graph); !written.ok())
      return fail(console, written.error());
  }
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(json(2) + "\n");
      break;
    case Format::kJsonLines:
      console.print(json(0) + "\n");
      break;
    case Format::kCsv:
      console.print(report::csv(answers));
      break;
    case Format::kTable:
      console.print(report::text(answers, {.colour = console.out_has_colour(), .width = console.width()}));
      break;
  }
  bool exposed = false;
  bool incomplete = false;
  for (const ExposureAnswer& answer : answers) {
    exposed = exposed || answer.exposed();
    incomplete = incomplete || !answer.incomplete.empty();
    for (const std::string& reason : answer.incomplete) console.warn(answer.as_of.to_string() + ": " + reason);
  }
  return incomplete ? kIncomplete : exposed ? kHits : kClear;
}

// `--why` and `--flip` over a store.
int explain_store(Console& console, const Options& options) {
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  const auto day = as_of_day(options.time);
  if (!day.ok()) return fail(console, day.error());
  const bool other = !options.portfolio.empty() || options.all || !options.what_if.empty() || !options.dates.empty() ||
                     !options.report.empty() || !options.report_json.empty() || !options.timeline.empty() ||
                     options.supply || options.cut_sets || !options.export_file.empty();
  if (other) {
    return fail(console, {ErrorCode::kInvalidArgument,
                          "--why and --flip go with --entity, --regime, --as-of, --known-at and --format only",
                          {},
                          "Ask them apart from the other options"});
  }
  const auto assessor = Assessor::open(options.store);
  if (!assessor.ok()) return fail(console, assessor.error());
  return explain_each(console, options.asked, parse_format(*options.format), [&](WhyQuery query) {
    query.entity = options.entity;
    query.regimes = options.regimes;
    query.as_of = *day;
    if (*known_at != Timestamp::max()) query.known_at = *known_at;
    return assessor->why(query);
  });
}

int assess(Console& console, const Options& options) {
  // Asked before anything is worked out: a wrong ending should not cost the answer.
  if (!options.export_file.empty()) {
    const auto format = report::graph_format(options.export_format, options.export_file);
    if (!format.ok()) return fail(console, format.error());
    if (!options.timeline.empty() || options.supply || options.cut_sets) {
      return fail(console, {ErrorCode::kInvalidArgument,
                            "--export writes the chains of one day, without --timeline, --supply and --cut-sets",
                            {},
                            "Give --as-of for the day"});
    }
  }
  if (options.graph.empty() == options.store.empty()) {
    return fail(console, {ErrorCode::kInvalidArgument,
                          "either --store or --graph is needed",
                          {},
                          "penumbra exposure --help shows both"});
  }
  if (options.graph.empty()) {
    return options.asked.any() ? explain_store(console, options) : assess_store(console, options);
  }
  if (options.regimes.size() != 1) {
    return fail(console, {ErrorCode::kInvalidArgument,
                          "--graph needs one --regime",
                          {},
                          "Use us, us-ssi, eu, uk, ch, ca, au, bis or dod"});
  }
  const auto as_of = as_of_day(options.time);
  if (!as_of.ok()) return fail(console, as_of.error());
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  OwnershipGraphOptions graph{options.graph,
                              options.regimes.front(),
                              *as_of,
                              *known_at,
                              parse_format(*options.format),
                              options.report,
                              options.export_file,
                              options.export_format,
                              options.export_all,
                              options.asked,
                              options.parties,
                              {}};
  if (!options.timeline.empty()) {
    const auto span = span_of(options.timeline);
    if (!span.ok()) return fail(console, span.error());
    if (!options.report.empty()) {
      return fail(console, {ErrorCode::kInvalidArgument,
                            "--report writes one day of a graph, without --timeline",
                            {},
                            "Give --as-of for the day, or --format json for the timeline"});
    }
    graph.timeline = *span;
  }
  return assess_ownership_graph(console, graph);
}

void add_supply_options(Arguments& app, Options& options) {
  app.add_flag("--supply", options.supply,
               "What stops from --as-of to --until, when stock is used up, what could stand in, and how late");
  app.add_flag("--cut-sets", options.cut_sets,
               "Which single loss and which pairs of losses stop it; with all that --supply says");
  app.add_option("--order", options.order, "Largest cut set: 1 or 2")
      ->type_name("N")
      ->in_range(1, 2)
      ->capture_default_str();
  app.add_option("--until", options.until, "Last day that --supply follows")
      ->type_name("DAY")
      ->default_str("five years after --as-of");
  app.add_option("--samples", options.samples, "Samples behind the dates of --supply; 0: none")
      ->type_name("N")
      ->in_range(0, kMaxSupplySamples)
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of the samples")->type_name("N")->capture_default_str();
}

void add_why_options(Arguments& app, WhyAsked& asked) {
  app.add_option("--why", asked.why,
                 "Explain this party of the graph or store, or with --entity how that needs this thing: best chains, "
                 "arithmetic, rule; repeat for several")
      ->type_name("ID");
  app.add_option("--flip", asked.flip,
                 "Say on which recorded facts the verdict on this id rests, and at which value it would be another; "
                 "repeat for several")
      ->type_name("ID");
  app.add_option("--chains", asked.chains, "Most chains that --why gives")
      ->type_name("N")
      ->in_range(1, 100)
      ->capture_default_str();
}

}  // namespace

CommandSpec exposure_command() {
  return {
      "exposure",
      "Say what is exposed without being listed: by which rule or dependence, through which chain, on which day.",
      "penumbra exposure --store build/store --portfolio space-sector --as-of 2022-03-01\n"
      "penumbra exposure --store build/store --entity prog-exomars --dates 2022-02-01,2022-03-17,today\n"
      "penumbra exposure --store build/store --entity prog-exomars --timeline 2014-01-01..today\n"
      "penumbra exposure --store build/store --entity prog-oneweb --as-of 2022-03-01 --until 2024-12-31 --cut-sets\n"
      "penumbra exposure --graph holdings --regime us --as-of 2026-01-15 --format json\n"
      "penumbra exposure --graph register.jsonl designations.csv --regime us --as-of 2026-01-15\n"
      "penumbra exposure --store build/store --entity prog-exomars --as-of 2022-03-01 --export exomars.graphml\n"
      "penumbra exposure --graph holdings --regime us --why acme --flip acme",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR");
        app.add_option("--entity", options->entity, "Id of one entity")->type_name("ID");
        app.add_option("--portfolio", options->portfolio, "Name of a portfolio of the model")->type_name("NAME");
        app.add_flag("--all", options->all, "Every programme, mission and system");
        app.add_option("--graph", options->graph,
                       "Instead of a store: a folder with entities.csv, designations.csv and stakes.csv, or files and "
                       "folders of ownership registers (BODS, GLEIF, UK PSC, FollowTheMoney) and of listings")
            ->type_name("PATH");
        app.add_option("--regime", options->regimes,
                       "Rules of this regime only (us, us-ssi, eu, uk, ch, ca, au, bis, dod ...); repeat for several")
            ->type_name("REGIME")
            ->delimiter(',')
            ->default_str("all");
        add_time_options(app, options->time);
        app.add_option("--dates", options->dates,
                       "Several days, oldest first, separated by commas: answers each and says what changed")
            ->type_name("DAYS")
            ->delimiter(',');
        app.add_option("--party", options->parties,
                       "With --graph: explain only this party; repeat for several. Counts are always of all")
            ->type_name("ID");
        app.add_option("--timeline", options->timeline,
                       "Every change between two days, with its causes (2022-01-01..2022-12-31)")
            ->type_name("FROM..TO");
        add_supply_options(app, *options);
        app.add_option(
               "--what-if", options->what_if,
               "Scenario laid over the facts: CSV rows of the model format with a column change = add or remove")
            ->type_name("FILE");
        add_why_options(app, options->asked);
        app.add_option("--report", options->report, "Write the answer as one self-contained HTML page too")
            ->type_name("FILE");
        app.add_option("--report-json", options->report_json, "Write the answer as JSON too")->type_name("FILE");
        app.add_option("--export", options->export_file,
                       "Write the chains as a graph too: .dot or .gv (Graphviz), .graphml (yEd, Gephi, NetworkX), "
                       ".json; with --dates that of the last day")
            ->type_name("FILE");
        app.add_option("--export-format", options->export_format,
                       "Format of the graph where the file's ending does not say: dot, graphml or json")
            ->type_name("FORMAT");
        app.add_flag("--export-all", options->export_all,
                     "Also what is context only; with --graph every party and statement");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return assess(console, *options); };
      }};
}

}  // namespace penumbra::cli
