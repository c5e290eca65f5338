#include "selftest/figures.h"

#include <gtest/gtest.h>

namespace penumbra::selftest {
namespace {

TEST(Wilson, GivesTheBookValues) {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  const Interval a = wilson(81, 263);
  EXPECT_NEAR(a.low, 0.2553, 0.0001);
  EXPECT_NEAR(a.high, 0.3662, 0.0001);
  const Interval b = wilson(15, 148);
  EXPECT_NEAR(b.low, 0.0624, 0.0001);
  EXPECT_NEAR(b.high, 0.1605, 0.0001);
  const Interval c = wilson(0, 20);
  EXPECT_EQ(c.low, 0.0);
  EXPECT_NEAR(c.high, 0.1611, 0.0001);
  const Interval d = wilson(29, 29);
  EXPECT_NEAR(d.low, 0.8830, 0.0001);
  EXPECT_EQ(d.high, 1.0);
  EXPECT_EQ(wilson(0, 0).low, 0.0);
  EXPECT_EQ(wilson(0, 0).high, 1.0);
}

TEST(Tally, AddsUp) {
  Tally tally;
  tally.add(Outcome::kFound, true);
  tally.add(Outcome::kIncomplete, true);
  tally.add(Outcome::kIncomplete, false);
  tally.add(Outcome::kOther);
  tally.add(Outcome::kClear);
  EXPECT_EQ(tally.cases, tally.found + tally.incomplete + tally.other + tally.clear);
  EXPECT_EQ(tally.incomplete_with_hit, 1u);
  EXPECT_DOUBLE_EQ(tally.recall(), 0.2) << "incomplete is no find";
  Tally more = tally;
  more.add(tally);
  EXPECT_EQ(more.cases, 10u);
}

TEST(Histogram, CountsHundredthsFromTheFloor) {
  Histogram histogram{};
  count(histogram, 5999);
  count(histogram, 6000);
  count(histogram, 6099);
  count(histogram, 10000);
  EXPECT_EQ(histogram[0], 2u);
  EXPECT_EQ(histogram[kHistogramBins - 1], 1u);
}

}  // namespace
}  // namespace penumbra::selftest
