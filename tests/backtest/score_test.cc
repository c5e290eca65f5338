// Scoring, on invented predictions and outcomes.
#include "backtest/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace penumbra::backtest {
namespace {

class Score : public testing::Test {
 protected:
  Score() { case_.shock = *Date::from_ymd(2020, 5, 2); }

  Outcome& affected(std::string_view planned, std::string_view actual) {
    Outcome outcome;
    outcome.mission = "m";
    outcome.planned = *PartialDate::parse(planned);
    outcome.actual.never = actual == "never";
    if (!outcome.actual.never) outcome.actual.date = *PartialDate::parse(actual);
    case_.outcomes = {outcome};
    return case_.outcomes[0];
  }

  // Slip p10..p90 as told; an end of -1 lies beyond the period.
  Coverage coverage(std::int32_t p10, std::int32_t p90) {
    Prediction told;
    told.verdict = Verdict::kAffected;
    told.slip = SlipRange{p10, std::nullopt, p90 < 0 ? std::nullopt : std::optional(p90)};
    return score(case_, {told}).outcomes[0].coverage;
  }

  CaseFile case_;
};

TEST_F(Score, CoversASlipOnlyWhenEveryPossibleDayLiesInside) {
  affected("2020-06-01", "2020-07-01");  // 30 days
  EXPECT_EQ(coverage(30, 40), Coverage::kCovered);
  EXPECT_EQ(coverage(10, 30), Coverage::kCovered);
  EXPECT_EQ(coverage(31, 40), Coverage::kEarlier);
  EXPECT_EQ(coverage(10, 29), Coverage::kLater);
  EXPECT_EQ(coverage(10, -1), Coverage::kCovered);
  affected("2020-06", "2020-07-01");  // 1 to 30 days
  EXPECT_EQ(coverage(0, 30), Coverage::kCovered);
  EXPECT_EQ(coverage(10, 40), Coverage::kUndecided);
}

TEST_F(Score, NeverIsLaterThanEveryIntervalWithAnEnd) {
  affected("2020-06-01", "never");
  EXPECT_EQ(coverage(10, 9000), Coverage::kLater);
  EXPECT_EQ(coverage(10, -1), Coverage::kCovered);
  affected("2020-06-01", ">2021-06");
  EXPECT_EQ(coverage(10, 100), Coverage::kLater);
  EXPECT_EQ(coverage(10, 900), Coverage::kUndecided);
}

TEST_F(Score, WithoutTimesOnRecordTheSlipIsUnknownAndNeverCovered) {
  affected("2020-06-01", "2020-07-01");
  Prediction told;
  told.verdict = Verdict::kAffected;
  const CaseScore result = score(case_, {told});
  EXPECT_EQ(result.outcomes[0].coverage, Coverage::kUnknown);
  EXPECT_EQ(result.totals.slips_asked, 1U);
  EXPECT_EQ(result.totals.slips_known, 0U);
  EXPECT_EQ(result.totals.slips_covered, 0U);
}

TEST_F(Score, OnlyAnAffectedVerdictFinds) {
  affected("", "");
  for (const Verdict verdict : {Verdict::kOpen, Verdict::kWarned, Verdict::kUntouched, Verdict::kAlreadyBroken,
                                Verdict::kGiven, Verdict::kNotOnRecord, Verdict::kAffected}) {
    Prediction told;
    told.verdict = verdict;
    EXPECT_EQ(score(case_, {told}).totals.found, verdict == Verdict::kAffected ? 1U : 0U) << to_string(verdict);
  }
}

TEST_F(Score, AControlThatIsNotOnRecordProvesNothing) {
  Outcome control;
  control.mission = "c";
  control.control = true;
  case_.outcomes = {control};
  Prediction told;
  told.verdict = Verdict::kNotOnRecord;
  EXPECT_FALSE(score(case_, {told}).outcomes[0].right);
  told.verdict = Verdict::kWarned;
  EXPECT_TRUE(score(case_, {told}).outcomes[0].right);
  told.verdict = Verdict::kAffected;
  EXPECT_EQ(score(case_, {told}).totals.false_alarms, 1U);
}

TEST_F(Score, RanksEachSubstituteOnceByItsLikelyDay) {
  affected("", "").substitutes = {"s-2", "s-9", "s-3"};
  Prediction told;
  told.verdict = Verdict::kAffected;
  told.substitutes = {{"s-1", "x", "", "2021-03-01", ""},
                      {"s-1", "y", "", "2021-01-01", ""},
                      {"s-2", "x", "", "2021-02-01", ""},
                      {"s-3", "x", "", "", ""}};
  const CaseScore result = score(case_, {told});
  EXPECT_EQ(result.outcomes[0].ranks[0].place, 2U);
  EXPECT_FALSE(result.outcomes[0].ranks[1].on_record);
  EXPECT_TRUE(result.outcomes[0].ranks[2].on_record);
  EXPECT_FALSE(result.outcomes[0].ranks[2].place) << "no time on record is no place";
  EXPECT_EQ(result.outcomes[0].ranked, 3U);
  EXPECT_EQ(result.totals.substitutes_on_record, 1U);
  EXPECT_EQ(result.totals.substitutes_first, 0U);
}

TEST_F(Score, ATieIsNotAFirstPlace) {
  affected("", "").substitutes = {"s-2"};
  Prediction told;
  told.verdict = Verdict::kAffected;
  told.substitutes = {{"s-1", "x", "", "2021-01-01", ""}, {"s-2", "x", "", "2021-01-01", ""}};
  const CaseScore result = score(case_, {told});
  EXPECT_TRUE(result.outcomes[0].ranks[0].tied);
  EXPECT_EQ(result.totals.substitutes_first, 0U);
  EXPECT_EQ(result.totals.substitutes_tied, 1U);
}

TEST_F(Score, ComparesTheLag) {
  affected("", "").effect = *PartialDate::parse("2020-08-01");
  Prediction told;
  told.verdict = Verdict::kAffected;
  told.stops = "2020-07-15";
  const CaseScore result = score(case_, {told});
  EXPECT_EQ(result.outcomes[0].lag_seen, 91);
  EXPECT_EQ(result.outcomes[0].lag_told, 74);
  EXPECT_EQ(result.totals.lags_within_month, 1U);
}

}  // namespace
}  // namespace penumbra::backtest
