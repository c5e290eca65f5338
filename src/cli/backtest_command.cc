// `penumbra backtest`: past shocks, told from what was known the day before, against what was seen.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "backtest/report.h"
#include "backtest/run.h"
#include "base/file.h"
#include "cli/arguments.h"
#include "cli/command.h"

namespace penumbra::cli {
namespace {

struct Options {
  std::vector<std::string> cases;
  std::string report;
  std::shared_ptr<std::string> format = std::make_shared<std::string>();
};

int run_backtests(Console& console, const Options& options) {
  const auto folders = backtest::find_cases(options.cases);
  if (!folders.ok()) return fail(console, folders.error());
  std::vector<backtest::CaseResult> results;
  Progress progress(console, "Running case", folders->size(), false);
  for (const std::string& folder : *folders) {
    auto result = backtest::run_case(folder);
    if (!result.ok()) return fail(console, result.error());
    results.push_back(std::move(result).value());
    progress.set(results.size());
  }
  if (!options.report.empty()) {
    if (const Status written = base::replace_file(options.report, backtest::to_markdown(results)); !written.ok())
      return fail(console, written.error());
  }
  switch (parse_format(*options.format)) {
    case Format::kJson:
      console.print(backtest::to_json(results, 2) + "\n");
      break;
    case Format::kJsonLines:
      for (const backtest::CaseResult& result : results) console.print(backtest::to_json({&result, 1}) + "\n");
      break;
    case Format::kCsv:
      console.print(backtest::to_csv(results));
      break;
    case Format::kTable:
      console.print(backtest::to_text(results));
      break;
  }
  bool wrong = false;
  bool incomplete = false;
  for (const backtest::CaseResult& result : results) {
    const backtest::CaseFile& the_case = *result.the_case;
    if (!result.left_out.empty()) {
      console.warn(fmt::format("{}: {} facts were not shown to be known on {} and were left out", the_case.name,
                               result.left_out.size(), the_case.eve().to_string()));
    }
    for (const backtest::OutcomeScore& one : result.score.outcomes) {
      wrong = wrong || !one.right;
      for (const std::string& reason : one.prediction.incomplete) {
        incomplete = true;
        console.warn(the_case.name + ": " + one.outcome->mission + ": " + reason);
      }
    }
  }
  return incomplete ? kIncomplete : wrong ? kHits : kClear;
}

}  // namespace

CommandSpec backtest_command() {
  return {"backtest", "Tell past shocks from what was known the day before, and compare with what was seen.",
          "penumbra backtest data/backtests\n"
          "penumbra backtest data/backtests/oneweb data/backtests/atlas-v --format json\n"
          "penumbra backtest my-case --report my-case.md",
          [](Arguments& app) {
            auto options = std::make_shared<Options>();
            app.add_option("case", options->cases,
                           "Folder of a case (case.toml, model, shock.csv), or a folder of cases")
                ->type_name("CASE_DIR")
                ->required();
            app.add_option("--report", options->report, "Write figures, misses and sources as Markdown too")
                ->type_name("FILE");
            add_format_option(app, options->format, {"table", "json", "jsonl", "csv"});
            return [options](Console& console) -> int { return run_backtests(console, *options); };
          }};
}

}  // namespace penumbra::cli
