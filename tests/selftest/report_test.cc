// The report: rounding, goals, escapes. The whole of it is tried in run_test and tests/cli.
#include "selftest/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace penumbra::selftest {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Report small() {
  Report report;
  report.sources = {"list<1>"};
  report.levels[0] = {100, 100, 0, 0, 0, 0};
  report.levels[1] = {1000, 999, 0, 0, 1, 0};
  report.clean.names = 1000;
  report.clean.alerts = 5;
  report.techniques[0] = report.levels[0];
  report.cells[{0, 0, Writing::kLatin, PartyKind::kPerson}] = report.levels[0];
  report.missed = 1;
  report.misses.push_back({{"typo"},
                           "<b>Listed</b>",
                           "Asked \u202E name",
                           "id-1",
                           "list<1>",
                           PartyKind::kPerson,
                           Outcome::kOther,
                           6900,
                           "\"a\" & \"b\" differ"});
  return report;
}

TEST(Percent, RoundsTowardsTheWorse) {
  EXPECT_EQ(percent(0.99996), "99.99 %");
  EXPECT_EQ(percent(1), "100.00 %");
  EXPECT_EQ(percent(0.97), "97.00 %");
  EXPECT_EQ(percent(0.00501, true), "0.51 %");
  EXPECT_EQ(percent(0.005, true), "0.50 %");
}

TEST(Goals, AreJudgedByTheRateItself) {
  Goals goals;
  goals.recall = {1, 0.999, 0.99, 0.97};
  goals.false_alerts = 0.005;
  const auto lines = judged(small(), goals);
  ASSERT_EQ(lines.size(), 5u);
  for (const GoalLine& line : lines) EXPECT_TRUE(line.met) << line.what;
  goals.recall = {1, 0.9995, 0.99, 0.97};
  goals.false_alerts = 0.004;
  const auto harder = judged(small(), goals);
  EXPECT_TRUE(harder[0].met);
  EXPECT_FALSE(harder[1].met);
  EXPECT_FALSE(harder[4].met);
}

TEST(ReportPage, EscapesAndLoadsNothing) {
  const std::string page = to_html(small(), {}, {"0.1.0", "feed", "beef", ""});
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;Listed&lt;/b&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<b>Listed")));
  EXPECT_THAT(page, HasSubstr("list&lt;1&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("\u202E"))) << "hidden characters are written out";
  EXPECT_THAT(page, Not(HasSubstr("http")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("99.90 %"));
}

TEST(ReportJson, HasItsSchemaAndCounts) {
  const std::string json = to_json(small(), {}, {"0.1.0", "feed", "beef", ""}, 0);
  EXPECT_THAT(json, HasSubstr("\"schema\":\"penumbra-selftest/1\""));
  EXPECT_THAT(json, HasSubstr("\"cases\":1000,\"found\":999"));
  EXPECT_THAT(json, HasSubstr("\"analysis\":\"feed\",\"matcher\":\"beef\""));
  EXPECT_THAT(json, Not(HasSubstr("\"made\"")));
  EXPECT_EQ(matcher_fingerprint().size(), 16u);
}

}  // namespace
}  // namespace penumbra::selftest
