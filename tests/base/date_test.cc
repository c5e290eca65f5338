#include "penumbra/date.h"

#include <gtest/gtest.h>

namespace penumbra {
namespace {

Date day(const char* text) {
  return Date::parse(text).value();
}

PartialDate partial(const char* text) {
  return PartialDate::parse(text).value();
}

TEST(Date, ReadsAndWritesCalendarDays) {
  EXPECT_EQ(day("1970-01-01").days(), 0);
  EXPECT_EQ(day("2022-03-01").days() - day("2022-02-28").days(), 1);
  EXPECT_EQ(day("2024-02-29").to_string(), "2024-02-29");
  EXPECT_EQ(day("1957-10-04").year(), 1957);
}

TEST(Date, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2023-02-29", "2023-13-01", "2023-00-01", "0000-01-01", "2023-1-01", "20230101",
                           "2023-01-01 ", "abcd-ef-gh", "-123-01-01"}) {
    const auto result = Date::parse(text);
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidValue);
    EXPECT_FALSE(result.error().fix.empty());
  }
}

TEST(PartialDate, SpansWhatTheTextLeavesOpen) {
  struct Case {
    const char* text;
    const char* earliest;
    const char* latest;
  };
  for (const Case& c : {Case{"2022-03-17", "2022-03-17", "2022-03-17"}, Case{"2024-02", "2024-02-01", "2024-02-29"},
                        Case{"2022", "2022-01-01", "2022-12-31"}, Case{"<2022-03-17", "", "2022-03-16"},
                        Case{">2022-03", "2022-04-01", ""}, Case{"<2022", "", "2021-12-31"}}) {
    const PartialDate date = partial(c.text);
    EXPECT_EQ(date.earliest().to_string(), c.earliest) << c.text;
    EXPECT_EQ(date.latest().to_string(), c.latest) << c.text;
    EXPECT_EQ(date.to_string(), c.text);
  }
  EXPECT_FALSE(partial("").known());
}

TEST(PartialDate, RefusesOtherForms) {
  for (const char* text : {"2022-3", "20", "<", ">", "2022-02-30", "<<2022", "March 2022", "2022-13"}) {
    EXPECT_FALSE(PartialDate::parse(text).ok()) << text;
  }
}

TEST(ValidInterval, IsHalfOpenAndThreeValued) {
  const ValidInterval exact{partial("2022-03-17"), partial("2022-07-12")};
  EXPECT_EQ(exact.holds_on(day("2022-03-16")), Holds::kNo);
  EXPECT_EQ(exact.holds_on(day("2022-03-17")), Holds::kYes);
  EXPECT_EQ(exact.holds_on(day("2022-07-11")), Holds::kYes);
  EXPECT_EQ(exact.holds_on(day("2022-07-12")), Holds::kNo);

  const ValidInterval month{partial("2022-03"), {}};
  EXPECT_EQ(month.holds_on(day("2022-02-28")), Holds::kNo);
  EXPECT_EQ(month.holds_on(day("2022-03-15")), Holds::kPossibly);
  EXPECT_EQ(month.holds_on(day("2022-03-31")), Holds::kYes);

  const ValidInterval before{partial("<2019-01"), partial("2024")};
  EXPECT_EQ(before.holds_on(day("2018-12-31")), Holds::kYes);
  EXPECT_EQ(before.holds_on(day("2010-01-01")), Holds::kPossibly);
  EXPECT_EQ(before.holds_on(day("2024-06-01")), Holds::kPossibly);
  EXPECT_EQ(before.holds_on(day("2025-01-01")), Holds::kNo);

  EXPECT_EQ(ValidInterval{}.holds_on(day("2022-01-01")), Holds::kYes);
}

TEST(Timestamp, ADayReachesToItsEnd) {
  const Timestamp end = Timestamp::parse("2022-03-17").value();
  EXPECT_EQ(end.to_string(), "2022-03-17T23:59:59.999999Z");
  EXPECT_EQ(end.date().to_string(), "2022-03-17");
  EXPECT_LT(Timestamp::parse("2022-03-17T23:59:59Z").value(), end);
}

TEST(Timestamp, ReadsZonesAndFractions) {
  EXPECT_EQ(Timestamp::parse("2022-03-17T09:30+03:00").value().to_string(), "2022-03-17T06:30:00.000000Z");
  EXPECT_EQ(Timestamp::parse("2022-03-17T09:30:01.5Z").value().to_string(), "2022-03-17T09:30:01.500000Z");
  EXPECT_EQ(Timestamp::parse("1969-12-31T23:00:00Z").value().date().to_string(), "1969-12-31");
  const Timestamp now = Timestamp::now();
  EXPECT_EQ(Timestamp::parse(now.to_string()).value(), now);
  for (const char* text : {"2022-03-17T25:00Z", "2022-03-17T09", "2022-03-17T09:30:01.Z", "2022-03-17T09:30X",
                           "2022-03-17T09:30+3", "x"}) {
    EXPECT_FALSE(Timestamp::parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace penumbra
