#include "evidence/dates.h"

#include <gtest/gtest.h>

#include <string>

namespace penumbra::evidence {
namespace {

std::string show(std::string_view text) {
  const auto date = read_date(text);
  if (!date) return "";
  return date->first.to_string() + ".." + date->last.to_string() + (date->about ? " about" : "");
}

TEST(Dates, AreReadAsPeopleWriteThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"1971", "1971-01-01..1971-12-31"},
      {"1971-03", "1971-03-01..1971-03-31"},
      {"1971-03-05", "1971-03-05..1971-03-05"},
      {"1971-12", "1971-12-01..1971-12-31"},
      {"1971-00-00", "1971-01-01..1971-12-31"},
      {"1971-03-00", "1971-03-01..1971-03-31"},
      {"1971-03-05T00:00:00Z", "1971-03-05..1971-03-05"},
      {"19710305", "1971-03-05..1971-03-05"},
      {"05.03.1971", "1971-03-05..1971-03-05"},
      {"25/03/1971", "1971-03-25..1971-03-25"},
      {"03/25/1971", "1971-03-25..1971-03-25"},
      {"5 Mar 1971", "1971-03-05..1971-03-05"},
      {"05-MAR-1971", "1971-03-05..1971-03-05"},
      {"March 5, 1971", "1971-03-05..1971-03-05"},
      {"5th of March 1971", "1971-03-05..1971-03-05"},
      {"Mar 1971", "1971-03-01..1971-03-31"},
      {"circa 1971", "1971-01-01..1971-12-31 about"},
      {"c. 1971", "1971-01-01..1971-12-31 about"},
      {"1971 (approx.)", "1971-01-01..1971-12-31 about"},
      {"~1971", "1971-01-01..1971-12-31 about"},
      {"1960 to 1962", "1960-01-01..1962-12-31"},
      {"between 1960 and 1962", "1960-01-01..1962-12-31"},
      {"1960-1962", "1960-01-01..1962-12-31"},
      {"Mar 1960 to 5 Apr 1962", "1960-03-01..1962-04-05"},
      {"1960s", "1960-01-01..1969-12-31"},
      {"", ""},
      {"unknown", ""},
      {"71", ""},
      {"1971-13-01", ""},
      {"31.02.1971", ""},
      {"1962 to 1960", ""},
      {"born 1971 in Minsk", ""},
      {"3971", ""},
      {"123456789012345678901234567890", ""},
      {"\xFF\xFE", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(show(text), expected) << text;
}

DateComparison relate(std::string_view a, std::string_view b) {
  const DateComparison found = compare(*read_date(a), *read_date(b));
  const DateComparison turned = compare(*read_date(b), *read_date(a));
  EXPECT_EQ(found.relation, turned.relation) << a << " " << b;
  EXPECT_EQ(found.years_apart, turned.years_apart) << a << " " << b;
  return found;
}

TEST(Dates, AgreeAsFarAsTheyAreStated) {
  EXPECT_EQ(relate("1971-03-05", "5 March 1971").relation, DateRelation::kSameDay);
  EXPECT_EQ(relate("1971-05-03", "05/03/1971").relation, DateRelation::kSameDay) << "the American reading";
  EXPECT_EQ(relate("1971-03-05", "1971-03").relation, DateRelation::kSameMonth);
  EXPECT_EQ(relate("1971-03-05", "1971").relation, DateRelation::kSameYear);
  EXPECT_EQ(relate("1971-03-05", "1971-01-01").relation, DateRelation::kSameYear) << "stands for a year";
  EXPECT_EQ(relate("1961", "1960 to 1962").relation, DateRelation::kOverlap);
  EXPECT_EQ(relate("1972-03-05", "circa 1971").relation, DateRelation::kOverlap);
  EXPECT_EQ(relate("1971", "<1975").relation, DateRelation::kOverlap);
}

TEST(Dates, ConflictByDegrees) {
  EXPECT_EQ(relate("1971-03-05", "1971-05-03").relation, DateRelation::kSwapped);
  EXPECT_EQ(relate("1971-03-05", "1971-03-06").relation, DateRelation::kOtherDay);
  EXPECT_EQ(relate("1971-03-05", "1971-08-06").relation, DateRelation::kOtherMonth);
  EXPECT_EQ(relate("1971-03", "1971-08").relation, DateRelation::kOtherMonth);
  EXPECT_EQ(relate("1971-03-05", "1972").years_apart, 1);
  EXPECT_EQ(relate("1971", "1980-01-01").years_apart, 9);
  EXPECT_EQ(relate("1971", ">1980").years_apart, 10);
  EXPECT_TRUE(relate("1971-03-05", "1917-03-05").same_day);
  EXPECT_EQ(relate("circa 1971", "1990").relation, DateRelation::kOtherYear);
}

}  // namespace
}  // namespace penumbra::evidence
