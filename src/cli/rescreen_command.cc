// Which customers of a file a change of the lists gave another answer: what changed, who, and why nobody else.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/csv.h"
#include "base/json_writer.h"
#include "cli/command.h"
#include "cli/party_columns.h"
#include "cli/table_input.h"
#include "penumbra/rescreening.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::string store;
  std::string customers;
  std::vector<std::string> map;
  std::string schema;
  std::string since;
  std::string since_as_of;
  std::string to = "now";
  std::string as_of;
  double threshold = kDefaultScreenThreshold;
  int max_age_days = 0;
  unsigned threads = 0;
  std::vector<std::string> sources;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

constexpr std::string_view kCsvHeader =
    "row,name,change,before,after,id,caption,score_before,score_after,fields,reasons\n";

// Why the customers that were not screened have the answer that they had (docs/design/rescreen.md).
constexpr std::array<std::string_view, 4> kInvariants = {
    "An answer depends on the customer's own statements and on the listed parties that reach its threshold, nothing "
    "else",
    "Every party of which the two worlds differ in names, facts, designations, or in what holds on the day, was looked "
    "for in its old and its new form, by the same search, with the same statements and threshold",
    "A party that reaches no threshold in either form is in neither answer; one that does not differ is in both alike",
    "No search was cut short; reasons that all answers share are compared once and told here"};

struct Counts {
  std::uint64_t customers = 0;
  std::uint64_t screened = 0;  // whom the change can touch
  std::uint64_t changed = 0;
  std::uint64_t incomplete = 0;  // for a reason of their own
  std::uint64_t not_screened = 0;
};

// A moment as the user writes it: a version, an instant, a day, or "now".
Result<RescreenMoment> moment_of(const std::string& option, const std::string& text, const std::string& day,
                                 const std::string& store) {
  RescreenMoment moment;
  if (text.find('@') != std::string::npos) {
    PENUMBRA_ASSIGN_OR_RETURN(moment, Rescreener::moment_of(store, text));
  } else {
    TimeOptions time;
    time.known_at = text;
    const auto instant = known_at_instant(time);
    if (!instant.ok()) {
      return Error{ErrorCode::kInvalidArgument,
                   option + ": " + text + " is neither a version nor a time",
                   {},
                   "Write a version such as us-ofac@3 (penumbra versions lists them), a day or an instant"};
    }
    if (*instant != Timestamp::max()) moment = {instant->date(), *instant};
  }
  if (!day.empty()) {
    TimeOptions time;
    time.as_of = day;
    PENUMBRA_ASSIGN_OR_RETURN(moment.as_of, as_of_day(time));
  }
  return moment;
}

std::string counts_to_json(const Counts& counts) {
  base::JsonWriter json;
  json.begin_object()
      .member("customers", counts.customers)
      .member("screened", counts.screened)
      .member("changed", counts.changed)
      .member("unchanged", counts.customers - counts.changed - counts.not_screened)
      .member("incomplete", counts.incomplete)
      .member("not_screened", counts.not_screened)
      .end_object();
  return json.take();
}

// "scope":...,"counts":...,"unchanged_because":[...]
std::string summary_members(const RescreenScope& scope, const Counts& counts) {
  base::JsonWriter because;
  because.begin_array();
  for (const std::string_view invariant : kInvariants) because.value(invariant);
  because.end_array();
  return "\"scope\":" + to_json(scope) + ",\"counts\":" + counts_to_json(counts) +
         ",\"unchanged_because\":" + because.take();
}

std::string not_screened_to_json(std::uint64_t row, const Error& error) {
  base::JsonWriter json;
  json.begin_object().member("row", row).member("not_screened", to_string(error)).end_object();
  return json.take();
}

void append_csv(std::string& out, std::uint64_t row, const std::string& name, const Rescreened& result) {
  std::string reasons;
  for (const Remark& reason : result.reasons) reasons += (reasons.empty() ? "" : " | ") + reason.text;
  const auto line = [&](const HitChange* change) {
    const Hit* hit = change == nullptr ? nullptr : change->after ? &*change->after : &*change->before;
    const auto score = [](const std::optional<Hit>& side) { return side ? fmt::format("{:.4f}", side->score()) : ""; };
    std::string fields;
    if (change != nullptr) {
      for (const std::string& field : change->fields) fields += (fields.empty() ? "" : " ") + field;
    }
    out += std::to_string(row);
    for (const std::string& cell : {name, std::string(change == nullptr ? "verdict" : hit_change_key(change->kind)),
                                    std::string(verdict_key(result.before)), std::string(verdict_key(result.after)),
                                    hit ? hit->id : "", hit ? hit->caption : "", change ? score(change->before) : "",
                                    change ? score(change->after) : "", fields, reasons}) {
      out += ',';
      base::append_csv_field(out, cell, true);
    }
    out += '\n';
  };
  if (result.changes.empty()) line(nullptr);
  for (const HitChange& change : result.changes) line(&change);
}

void print_customer(Console& console, std::uint64_t row, const std::string& name, const Rescreened& result) {
  const Style style = result.after == Verdict::kHits ? Style::kRed : Style::kYellow;
  console.print(fmt::format("row {}: {}  {} -> {}\n", row, console.styled(Style::kBold, printable(name)),
                            verdict_key(result.before), console.styled(style, std::string(verdict_key(result.after)))));
  for (const HitChange& change : result.changes) {
    const Hit& hit = change.after ? *change.after : *change.before;
    std::string scores;
    if (change.before) scores += fmt::format("{:.0f}", change.before->score() * 100);
    if (change.before && change.after) scores += " -> ";
    if (change.after) scores += fmt::format("{:.0f}", change.after->score() * 100);
    std::string detail;
    for (const std::string& field : change.fields) detail += (detail.empty() ? "  differs: " : ", ") + field;
    if (!hit.set_aside.empty()) detail += "  set aside: " + hit.set_aside;
    console.print(fmt::format("  {:<17}  {}/100  {}  ({}, {} {}){}\n", hit_change_key(change.kind), scores,
                              printable(hit.caption), hit.schema, hit.source, hit.id, detail));
  }
  for (const Remark& reason : result.reasons) console.print("  incomplete         " + printable(reason.text) + "\n");
}

std::string moment_text(const RescreenMoment& moment) {
  return fmt::format("as of {}, known at {}", moment.as_of->to_string(), moment.known_at->to_string());
}

void print_scope(Console& console, const RescreenScope& scope) {
  console.print(fmt::format("before: {}\nafter:  {}\n", moment_text(scope.before), moment_text(scope.after)));
  for (const SourceChange& change : scope.sources) {
    console.print(fmt::format(
        "  {} -> {}: {} added, {} removed, {} changed, {} by time\n", change.before.empty() ? "nothing" : change.before,
        change.after.empty() ? "nothing" : change.after, change.added, change.removed, change.changed, change.by_time));
  }
  if (scope.sources.empty()) console.print("  nothing differs that a screening reads\n");
  if (scope.verdicts_move) {
    console.print(console.styled(
        Style::kYellow, std::string(scope.reasons_after.empty()
                                        ? "Every answer before was incomplete, and is no longer for these reasons:\n"
                                        : "Every answer is incomplete now, and was not before:\n")));
  }
  for (const Remark& reason : scope.reasons_after.empty() ? scope.reasons_before : scope.reasons_after) {
    console.print((scope.reasons_after.empty() ? "  before: " : "  now: ") + printable(reason.text) + "\n");
  }
  if (scope.everyone) console.print("So many parties differ that every customer is screened in full.\n");
}

// Prints what is to be told of each row, in the form asked for.
class Report {
 public:
  Report(Console& console, Format format) : console_(console), format_(format) {}

  void begin(const RescreenScope& scope) {
    if (format_ == Format::kCsv) console_.print(std::string(kCsvHeader));
    if (format_ == Format::kJson) console_.print("{\"rows\":[");
    if (format_ == Format::kTable) print_scope(console_, scope);
  }
  void customer(std::uint64_t row, const std::string& name, const Rescreened& result) {
    std::string csv;
    switch (format_) {
      case Format::kJson:
        console_.print((first_ ? "" : ",") + row_to_json(row, result));
        break;
      case Format::kJsonLines:
        console_.print(row_to_json(row, result) + "\n");
        break;
      case Format::kCsv:
        append_csv(csv, row, name, result);
        console_.print(csv);
        break;
      case Format::kTable:
        print_customer(console_, row, name, result);
        break;
    }
    first_ = false;
  }
  void not_screened(std::uint64_t row, const Error& error) {
    std::string csv = std::to_string(row) + ",,not-screened,,,,,,,,";
    switch (format_) {
      case Format::kJson:
        console_.print((first_ ? "" : ",") + not_screened_to_json(row, error));
        break;
      case Format::kJsonLines:
        console_.print(not_screened_to_json(row, error) + "\n");
        break;
      case Format::kCsv:
        base::append_csv_field(csv, to_string(error), true);
        console_.print(csv + "\n");
        break;
      case Format::kTable:
        console_.print(fmt::format("row {}: not screened: {}\n", row, printable(to_string(error))));
        break;
    }
    first_ = false;
  }
  void end(const RescreenScope& scope, const Counts& counts) {
    if (format_ == Format::kJson) console_.print("]," + summary_members(scope, counts) + "}\n");
    if (format_ == Format::kJsonLines) console_.print("{" + summary_members(scope, counts) + "}\n");
    if (format_ != Format::kTable) return;
    console_.print("The others have the answer that they had:\n");
    for (const std::string_view invariant : kInvariants) console_.print("  - " + std::string(invariant) + ".\n");
    console_.print(fmt::format(
        "  That holds for this program (analysis {}): customers screened by another are to be screened again.\n",
        scope.analysis));
  }

 private:
  Console& console_;
  Format format_;
  bool first_ = true;
};

int rescreen_file(Console& console, const Options& options) {
  const auto before = moment_of("--since", options.since, options.since_as_of, options.store);
  if (!before.ok()) return fail(console, before.error());
  const auto after = moment_of("--to", options.to, options.as_of, options.store);
  if (!after.ok()) return fail(console, after.error());
  auto opened = TableInput::open(options.customers);
  if (!opened.ok()) return fail(console, opened.error());
  const TableInput& input = *opened;
  const auto columns = columns_of(input, options.customers, options.map);
  if (!columns.ok()) return fail(console, columns.error());
  ScreenerOptions screener;
  screener.max_age_days = options.max_age_days;
  screener.sources = options.sources;
  const auto rescreener = Rescreener::open(options.store, *before, *after, screener);
  if (!rescreener.ok()) return fail(console, rescreener.error());
  const RescreenScope& scope = rescreener->scope();

  ScreenQuery base_query;
  base_query.schema = options.schema;
  base_query.threshold = options.threshold;
  Counts counts;
  counts.customers = input.rows().size();
  Report report(console, parse_format(*options.format));
  report.begin(scope);
  Progress progress(console, "Screening again", input.rows().size(), false);
  // Batches keep memory flat and the progress line moving.
  constexpr std::size_t kBatch = 16384;
  for (std::size_t begin = 0; begin < input.rows().size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, input.rows().size());
    std::vector<ScreenQuery> queries;
    queries.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      if (!input.rows()[i].error) queries.push_back(columns->query(input.rows()[i], base_query));
    }
    const auto results = rescreener->rescreen_many(queries, options.threads);
    std::size_t query = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const InputRow& row = input.rows()[i];
      std::optional<Error> error = row.error;
      const std::size_t at = row.error ? 0 : query++;
      if (!error && !results[at].ok()) {
        error = results[at].error();
        error->position.file = options.customers;
        error->position.line = row.line;
      }
      if (error) {
        ++counts.not_screened;
        report.not_screened(row.row, *error);
        continue;
      }
      const Rescreened& result = *results[at];
      counts.screened += result.touched ? 1U : 0U;
      counts.incomplete += result.after == Verdict::kIncomplete ? 1U : 0U;
      if (!result.changed()) continue;
      ++counts.changed;
      report.customer(row.row, queries[at].name, result);
    }
    progress.set(end, counts.not_screened);
  }
  report.end(scope, counts);
  console.message(
      fmt::format("{} customers: {} can be touched by the change and were screened in both worlds, {} have "
                  "another answer; {} incomplete, {} not screened",
                  counts.customers, counts.screened, counts.changed, counts.incomplete, counts.not_screened));
  if (counts.not_screened + counts.incomplete > 0 || !scope.reasons_after.empty()) return kIncomplete;
  return counts.changed > 0 || scope.verdicts_move ? kHits : kClear;
}

}  // namespace

CommandSpec rescreen_command() {
  return {
      "rescreen", "Find the parties of a file to which a change of the lists gives another answer.",
      "penumbra rescreen --store lists --customers customers.csv --since us-ofac@3\n"
      "penumbra rescreen --store lists --customers customers.csv --since 2022-02-20 --to 2022-03-01 --format jsonl",
      [](CLI::App& app) {
        auto options = std::make_shared<Options>();
        app.add_option("--store", options->store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--customers", options->customers,
                       "File of parties: CSV with a header row, or JSON lines; - is standard input")
            ->type_name("FILE")
            ->required();
        app.add_option("--since", options->since,
                       "When the parties were screened last: a version (what was known when it was recorded), a day "
                       "or an instant")
            ->type_name("MOMENT")
            ->required();
        app.add_option("--to", options->to, "The moment to compare with: a version, a day or an instant")
            ->type_name("MOMENT")
            ->default_str("now");
        app.add_option("--since-as-of", options->since_as_of, "Day that was asked for then")
            ->type_name("DATE")
            ->default_str("the day of --since");
        app.add_option("--as-of", options->as_of, "Day that is asked for now")
            ->type_name("DATE")
            ->default_str("the day of --to");
        app.add_option("--map", options->map,
                       "COLUMN=property: which column holds name, schema, birthDate, country (usual names are found), "
                       "or an identifier such as innCode, imoNumber, passportNumber")
            ->type_name("COLUMN=property");
        app.add_option("--schema", options->schema,
                       "Kind of parties whose row states none: Person, Company, Vessel ...")
            ->type_name("SCHEMA");
        app.add_option("--threshold", options->threshold, "Score from which a party is a hit, above 0 and up to 1")
            ->type_name("SCORE")
            ->default_str("0.7");
        app.add_option("--source", options->sources, "A source that must have a version in force; repeat for several")
            ->type_name("NAME");
        app.add_option("--max-age", options->max_age_days,
                       "Days after which a version is stale and the answer incomplete")
            ->type_name("DAYS")
            ->check(CLI::NonNegativeNumber.description(""));
        app.add_option("--threads", options->threads, "Threads")->type_name("COUNT")->default_str("all cores");
        add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
        return [options](Console& console) -> int { return rescreen_file(console, *options); };
      }};
}

}  // namespace penumbra::cli
