// `penumbra selftest`: how well the screening finds what is listed and leaves alone what is not, as a report to be
// filed.
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/table_input.h"
#include "index/build.h"
#include "selftest/report.h"
#include "selftest/run.h"

namespace penumbra::cli {
namespace {

struct Options {
  selftest::Settings settings;
  std::string clean_file;
  std::string clean_column;
  std::string report;
  std::string json;
  std::string min_recall;
  double max_false = -1;
  bool quiet = false;
  TimeOptions time;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

Error usage(std::string message, std::string fix) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

Result<selftest::Goals> goals_of(const Options& options) {
  selftest::Goals goals;
  if (options.max_false >= 0) goals.false_alerts = options.max_false;
  if (options.min_recall.empty()) return goals;
  std::array<double, selftest::kLevels> recall{};
  std::string_view rest = options.min_recall;
  std::size_t n = 0;
  while (!rest.empty() && n < recall.size()) {
    const std::size_t comma = rest.find(',');
    const std::string_view text = rest.substr(0, comma);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), recall[n]);
    if (error != std::errc() || end != text.data() + text.size() || recall[n] < 0 || recall[n] > 1) break;
    ++n;
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  if (n != recall.size() || !rest.empty()) {
    return usage("--min-recall needs four shares: unchanged, one, two and three techniques",
                 "For example --min-recall 1,0.999,0.99,0.97");
  }
  goals.recall = recall;
  return goals;
}

// The names of a user's own customers: one column of a table.
Result<std::vector<std::string>> customers_of(const Options& options) {
  PENUMBRA_ASSIGN_OR_RETURN(const TableInput input, TableInput::open(options.clean_file));
  std::optional<std::size_t> column;
  if (!options.clean_column.empty()) {
    column = input.column(options.clean_column);
  } else {
    for (const std::string_view usual : {"name", "Name", "full name", "Full name", "customer", "Customer"}) {
      if (!column) column = input.column(usual);
    }
  }
  if (!column) {
    Error error = usage("no column holds the names; there are: " + column_names(input.columns()),
                        "Say which with --clean-column COLUMN");
    error.position.file = options.clean_file;
    return error;
  }
  std::vector<std::string> names;
  for (const InputRow& row : input.rows()) {
    // A row that cannot be read makes the portfolio another one than the user means: refused, not skipped.
    if (row.error) return *row.error;
    if (!row.values[*column].empty()) names.push_back(row.values[*column]);
  }
  return names;
}

Status write(const std::string& path, const std::string& text) {
  return path.empty() ? Status() : base::replace_file(path, text);
}

int run_selftest(Console& console, Options& options) {
  const auto goals = goals_of(options);
  if (!goals.ok()) return fail(console, goals.error());
  if (!options.time.as_of.empty()) {
    const auto day = as_of_day(options.time);
    if (!day.ok()) return fail(console, day.error());
    options.settings.as_of = *day;
  }
  const auto known_at = known_at_instant(options.time);
  if (!known_at.ok()) return fail(console, known_at.error());
  if (*known_at != Timestamp::max()) options.settings.known_at = *known_at;
  if (!options.clean_file.empty()) {
    auto customers = customers_of(options);
    if (!customers.ok()) return fail(console, customers.error());
    options.settings.customers = *std::move(customers);
    options.settings.customers_file = options.clean_file;
    if (options.settings.customers.empty()) {
      return fail(console, usage("the file has no names: " + options.clean_file, "One name a row, under a header"));
    }
  }

  std::unique_ptr<Progress> progress;
  std::string shown;
  const auto tell = [&](std::string_view what, std::uint64_t done, std::uint64_t total) {
    if (shown != what) {
      shown = what;
      progress = std::make_unique<Progress>(console, shown, total, options.quiet);
    }
    progress->set(done);
  };
  const auto report = selftest::run(options.settings, tell);
  progress.reset();
  if (!report.ok()) return fail(console, report.error());

  selftest::Run run;
  run.program = PENUMBRA_VERSION;
  run.analysis = fmt::format("{:016x}", index::analysis_fingerprint());
  run.matcher = selftest::matcher_fingerprint();
  run.made = Timestamp::now().to_string();
  if (Status done = write(options.json, selftest::to_json(*report, *goals, run)); !done.ok()) {
    return fail(console, done.error());
  }
  if (Status done = write(options.report, selftest::to_html(*report, *goals, run)); !done.ok()) {
    return fail(console, done.error());
  }
  if (parse_format(*options.format) == Format::kJson) {
    console.print(selftest::to_json(*report, *goals, run) + "\n");
  } else {
    console.print(selftest::to_text(*report, *goals));
  }
  if (!report->gaps.empty()) return kIncomplete;
  const std::vector<selftest::GoalLine> lines = selftest::judged(*report, *goals);
  const bool met = std::all_of(lines.begin(), lines.end(), [](const selftest::GoalLine& line) { return line.met; });
  return met ? kClear : kHits;
}

}  // namespace

CommandSpec selftest_command() {
  return {
      "selftest", "Test how well listed parties are found under altered names, and write a report to be filed.",
      "penumbra selftest --store lists --report selftest.html --json selftest.json\n"
      "penumbra selftest --store lists --sample 5000 --clean 1000000 --seed 2026 --report selftest.html\n"
      "penumbra selftest --store lists --clean-file customers.csv --clean-column \"Full name\"\n"
      "penumbra selftest --store lists --min-recall 1,0.999,0.99,0.97 --max-false 0.005   # exit 1 if missed",
      [](Arguments& app) {
        auto options = std::make_shared<Options>();
        selftest::Settings& settings = options->settings;
        app.add_option("--store", settings.store, "Folder of the store")->type_name("DIR")->required();
        app.add_option("--lists", settings.lists, "Only these sources")->type_name("NAME")->delimiter(',');
        app.add_option("--report", options->report, "Write the report as one HTML page")->type_name("FILE");
        app.add_option("--json", options->json, "Write the report as JSON")->type_name("FILE");
        app.add_option("--sample", settings.sample, "Listed names drawn for each technique")
            ->type_name("N")
            ->in_range(1, 10'000'000)
            ->default_str("500");
        app.add_flag("--all", settings.all, "Every listed name with every technique, instead of a sample");
        app.add_option("--clean", settings.clean, "Invented customers that stand on no list")
            ->type_name("N")
            ->in_range(0, 10'000'000)
            ->default_str("20000");
        app.add_option("--clean-file", options->clean_file, "Your own customers instead: CSV or JSON lines")
            ->type_name("FILE");
        app.add_option("--clean-column", options->clean_column, "Column of their names")->type_name("COLUMN");
        app.add_option("--threshold", settings.threshold, "Score at which a listed party is a hit, 0.60 to 1")
            ->type_name("SCORE")
            ->default_str("0.70");
        app.add_option("--seed", settings.seed, "Draws other cases and customers")->type_name("S")->default_str("1");
        app.add_flag("--state-kind", settings.state_kind, "State in each question the kind of party");
        app.add_option("--max-age-days", settings.max_age_days, "Lists older than this make the test incomplete")
            ->type_name("DAYS")
            ->at_least(1);
        app.add_option("--min-recall", options->min_recall,
                       "Shares to be reached: unchanged, one, two, three techniques; else exit 1")
            ->type_name("A,B,C,D");
        app.add_option("--max-false", options->max_false, "Largest share of clean names with a hit; else exit 1")
            ->type_name("SHARE");
        app.add_option("--misses", settings.misses, "Most missed cases shown in the report")
            ->type_name("N")
            ->default_str("200");
        app.add_option("--threads", settings.threads, "Threads (the report does not depend on them)")
            ->type_name("N")
            ->default_str("all");
        app.add_flag("--quiet", options->quiet, "No progress line");
        add_time_options(app, options->time);
        add_format_option(app, options->format, {"table", "json"});
        return [options](Console& console) -> int { return run_selftest(console, *options); };
      }};
}

}  // namespace penumbra::cli
