#include "model/figure.h"

#include <gtest/gtest.h>

#include <string>

namespace penumbra::model {
namespace {

TEST(FigureValue, ReadsNumbersRangesAndThreePoints) {
  const struct {
    const char* text;
    std::int64_t low;
    std::int64_t high;
    std::int64_t likely;  // -1: none
  } kCases[] = {
      {"12", 12'000'000, 12'000'000, -1},
      {"0", 0, 0, -1},
      {"1.5", 1'500'000, 1'500'000, -1},
      {".25", 250'000, 250'000, -1},
      {"6..18", 6'000'000, 18'000'000, -1},
      {"6..9.5..18", 6'000'000, 18'000'000, 9'500'000},
      {"0.000001..1000000000000", 1, FigureValue::kMax, -1},
      {"2.5000000", 2'500'000, 2'500'000, -1},
  };
  for (const auto& each : kCases) {
    const auto value = FigureValue::parse(each.text);
    ASSERT_TRUE(value.ok()) << each.text;
    EXPECT_EQ(value->low, each.low) << each.text;
    EXPECT_EQ(value->high, each.high) << each.text;
    EXPECT_EQ(value->likely.value_or(-1), each.likely) << each.text;
    const auto again = FigureValue::parse(value->to_string());
    ASSERT_TRUE(again.ok()) << value->to_string();
    EXPECT_EQ(*again, *value);
  }
}

TEST(FigureValue, RefusesWhatIsNoValue) {
  for (const char* text :
       {"", "x", "-1", "1e3", "1,5", "1.", "..", "1..", "..2", "3..2", "1..9..5", "5..1..9", "1..2..3..4", "0.0000001",
        "1000000000000.000001", "99999999999999999999999", "1 ", "1...2"}) {
    EXPECT_FALSE(FigureValue::parse(text).ok()) << text;
  }
}

TEST(FigureValue, DaysAreRoundedUp) {
  const auto days = [](const char* value, const char* unit) {
    return to_days(FigureValue::parse(value).value(), unit);
  };
  EXPECT_EQ(days("1", "days")->low, 1);
  EXPECT_EQ(days("1.25", "days")->low, 2);
  EXPECT_EQ(days("2", "weeks")->low, 14);
  EXPECT_EQ(days("1", "months")->low, 31);    // 30.4375
  EXPECT_EQ(days("12", "months")->low, 366);  // 365.25
  EXPECT_EQ(days("4", "years")->low, 1461);
  EXPECT_EQ(days("1..2..4", "years")->likely, 731);
  EXPECT_EQ(days("0", "years")->high, 0);
  EXPECT_FALSE(days("1", "EUR").has_value());
}

TEST(Figure, EveryFigureOfTheTableIsSound) {
  ASSERT_GE(figure_names().size(), 10u);
  for (const std::string_view name : figure_names()) {
    const FigureInfo* info = find_figure(name);
    ASSERT_NE(info, nullptr);
    EXPECT_LE(info->unit, FigureUnit::kMissions) << name;
    EXPECT_LE(info->other, FigureOther::kRequired) << name;
    EXPECT_FALSE(info->meaning.empty()) << name;
    const std::string_view unit = default_unit(info->unit);
    EXPECT_TRUE(unit.empty() || is_unit_of(info->unit, unit)) << name;
  }
  EXPECT_EQ(find_figure("lead_time"), nullptr);
  EXPECT_TRUE(is_unit_of(FigureUnit::kCurrency, "EUR"));
  EXPECT_FALSE(is_unit_of(FigureUnit::kCurrency, "eur"));
  EXPECT_FALSE(is_unit_of(FigureUnit::kTime, "units"));
}

TEST(NeedGroup, ReadsNamesAndCounts) {
  EXPECT_EQ(parse_group("launchers").value(), (NeedGroup{"launchers", 1}));
  EXPECT_EQ(parse_group("2 of launchers").value(), (NeedGroup{"launchers", 2}));
  EXPECT_EQ(parse_group("3rd-party").value(), (NeedGroup{"3rd-party", 1}));
  EXPECT_EQ(parse_group("").value(), (NeedGroup{"", 1}));
  for (const char* text : {"0 of launchers", "2 of ", "2 of", "1001 of x", "99999999999 of x"}) {
    EXPECT_FALSE(parse_group(text).ok()) << text;
  }
}

}  // namespace
}  // namespace penumbra::model
