// The bundled cases give the figures that docs/backtests.md prints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "backtest/report.h"
#include "backtest/run.h"
#include "base/file.h"

namespace penumbra::backtest {
namespace {

constexpr std::string_view kBegin = "<!-- figures: begin -->\n";
constexpr std::string_view kEnd = "<!-- figures: end -->";

std::vector<CaseResult> run_all() {
  std::vector<CaseResult> out;
  const auto folders = find_cases({PENUMBRA_SOURCE_DIR "/data/backtests"});
  EXPECT_TRUE(folders.ok()) << to_string(folders.error());
  if (!folders.ok()) return out;
  for (const std::string& folder : *folders) {
    auto result = run_case(folder);
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    if (result.ok()) out.push_back(std::move(*result));
  }
  return out;
}

// PENUMBRA_REGENERATE=1 writes the block anew; read the difference before committing it.
TEST(Bundled, GiveTheFiguresOfTheDocs) {
  const std::string path = PENUMBRA_SOURCE_DIR "/docs/backtests.md";
  const auto page = base::read_file(path, std::uint64_t{1} << 20);
  ASSERT_TRUE(page.ok()) << to_string(page.error());
  const std::size_t begin = page->find(kBegin);
  const std::size_t end = page->find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::string figures = to_markdown(run_all());
  if (std::getenv("PENUMBRA_REGENERATE") != nullptr) {
    std::ofstream(path) << page->substr(0, begin + kBegin.size()) << figures << page->substr(end);
    return;
  }
  EXPECT_EQ(page->substr(begin + kBegin.size(), end - begin - kBegin.size()), figures);
}

TEST(Bundled, UseNoFactOfLaterDaysAndAccountForEveryMiss) {
  for (const CaseResult& result : run_all()) {
    for (const Leak& leak : result.left_out) {
      ADD_FAILURE() << result.the_case->name << ": " << leak.fact << " (" << leak.place << "): " << leak.reason;
    }
    EXPECT_FALSE(result.the_case->sources.empty()) << result.the_case->name;
    for (const OutcomeScore& one : result.score.outcomes) {
      EXPECT_TRUE(one.right || !one.outcome->miss.empty()) << result.the_case->name << ": " << one.outcome->mission;
      EXPECT_NE(one.prediction.verdict, Verdict::kGiven) << result.the_case->name << ": " << one.outcome->mission;
      EXPECT_TRUE(one.prediction.incomplete.empty()) << result.the_case->name;
    }
  }
}

}  // namespace
}  // namespace penumbra::backtest
