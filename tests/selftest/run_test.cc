// Whole runs over a small store: sums, thread counts, gaps, limits.
#include "selftest/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "selftest/report.h"
#include "selftest/store.h"
#include "selftest/treatment.h"

namespace penumbra::selftest {
namespace {

using ::testing::HasSubstr;

class RunTest : public StoreTest {
 protected:
  Settings settings() const {
    Settings out;
    out.store = folder_.path("store");
    out.sample = 25;
    out.clean = 400;
    out.threads = 2;
    return out;
  }
  Report report(const Settings& with) const {
    auto result = run(with);
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return result.ok() ? std::move(result).value() : Report{};
  }
};

TEST_F(RunTest, CountsAddUp) {
  const Report seen = report(settings());
  EXPECT_EQ(seen.names, 61u);
  EXPECT_EQ(seen.levels[0].found, seen.levels[0].cases) << "every name finds its own party";
  EXPECT_EQ(seen.levels[0].cases, 61u);
  Tally singles;
  for (const auto& [place, tally] : seen.techniques) {
    EXPECT_EQ(tally.cases, tally.found + tally.incomplete + tally.other + tally.clear);
    if (place > 0 && !treatments()[place].bounded) singles.add(tally);
    if (treatments()[place].bounded) {
      EXPECT_EQ(tally.clear, 0u) << "said clear of a name that it cannot read whole";
    }
  }
  EXPECT_EQ(singles.cases, seen.levels[1].cases);
  EXPECT_EQ(singles.found, seen.levels[1].found);
  Tally pairs;
  for (const auto& [pair, tally] : seen.pairs) pairs.add(tally);
  EXPECT_EQ(pairs.cases, seen.levels[2].cases);
  std::uint64_t cells = 0;
  for (const auto& [cell, tally] : seen.cells) cells += tally.cases;
  std::uint64_t techniques = 0;
  for (const auto& [place, tally] : seen.techniques) techniques += tally.cases;
  EXPECT_EQ(cells, techniques);
  for (std::size_t level = 0; level < kLevels; ++level) {
    std::uint64_t scores = 0;
    for (const std::uint64_t n : seen.true_scores[level]) scores += n;
    EXPECT_EQ(scores, seen.levels[level].found);
  }
  EXPECT_EQ(seen.clean.names, 400u);
  std::uint64_t by_culture = 0;
  for (const auto& [culture, tally] : seen.clean_by_culture) by_culture += tally.names;
  EXPECT_EQ(by_culture, 400u);
  // The curve falls, and at the threshold it is the rate.
  for (std::size_t i = 1; i < seen.curve.size(); ++i) {
    EXPECT_LE(seen.curve[i].found[1], seen.curve[i - 1].found[1]);
    if (seen.curve[i - 1].points >= 7000) {
      EXPECT_LE(seen.curve[i].false_alerts, seen.curve[i - 1].false_alerts);
    }
  }
  EXPECT_EQ(seen.curve[10].points, 7000);
  EXPECT_EQ(seen.curve[10].found[1], seen.levels[1].found);
  EXPECT_EQ(seen.curve[10].false_alerts, seen.clean.alerts);
}

TEST_F(RunTest, DoesNotDependOnThreads) {
  Settings one = settings();
  one.threads = 1;
  Settings five = settings();
  five.threads = 5;
  const Goals none;
  EXPECT_EQ(to_json(report(one), none, {}), to_json(report(five), none, {}));
}

TEST_F(RunTest, TakesTheUsersOwnCustomers) {
  Settings own = settings();
  own.sample = 1;
  own.customers = {"Maria Exampleira Beispiel", "Sergey Viktorovich Primerov", "Nikolai Obraztsof"};
  own.customers_file = "customers.csv";
  const Report seen = report(own);
  EXPECT_EQ(seen.clean.names, 3u);
  EXPECT_EQ(seen.clean.coincidences, 1u) << "a listed name word for word is counted apart";
  EXPECT_EQ(seen.clean.alerts, 1u);
  ASSERT_EQ(seen.alerts.size(), 1u);
  EXPECT_EQ(seen.alerts[0].name, "Nikolai Obraztsof");
}

TEST_F(RunTest, TellsGapsOfTheStore) {
  Settings old = settings();
  old.sample = 1;
  old.clean = 5;
  old.max_age_days = 10;
  const Report seen = report(old);
  ASSERT_FALSE(seen.gaps.empty());
  EXPECT_EQ(seen.gaps[0].key, "source-stale");
  EXPECT_EQ(seen.levels[0].incomplete, 0u) << "an old list is no fault of the name";
  EXPECT_THAT(to_html(seen, {}, {}), HasSubstr("The lists are not complete"));
}

TEST_F(RunTest, RefusesWhatItCannotDo) {
  Settings low = settings();
  low.threshold = 0.5;
  EXPECT_EQ(run(low).error().code, ErrorCode::kInvalidArgument);
  Settings other = settings();
  other.lists = {"no-such-list"};
  EXPECT_EQ(run(other).error().code, ErrorCode::kInvalidArgument);
  Settings nowhere = settings();
  nowhere.store = folder_.path("nowhere");
  EXPECT_FALSE(run(nowhere).ok());
}

}  // namespace
}  // namespace penumbra::selftest
