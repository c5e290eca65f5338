#include "engine/evidence.h"

#include <gtest/gtest.h>

namespace penumbra::engine {
namespace {

model::Entity born(std::initializer_list<const char*> dates) {
  model::Entity entity;
  entity.schema = "Person";
  for (const char* date : dates) entity.add("birthDate", date);
  return entity;
}

int points(const char* stated, const model::Entity& candidate, int score = 9000) {
  int sum = 0;
  for (const ScoreFeature& line : weigh({PartialDate::parse(stated).value(), ""}, candidate, score)) sum += line.points;
  return sum;
}

TEST(BirthDate, AgreesConflictsOrIsSilent) {
  struct Case {
    const char* stated;
    std::initializer_list<const char*> listed;
    int points;
  };
  const Case cases[] = {
      {"1971-03-05", {"1971-03-05"}, kAgreementPoints},
      {"1971-03-05", {"1971"}, kAgreementPoints / 2},
      {"1971", {"1971-03-05"}, kAgreementPoints / 2},
      {"1971-03", {"1971-03-05"}, kAgreementPoints / 2},
      {"1971-03-05", {"1971-05-03"}, 0},
      {"1971-03-05", {"1971-03-06"}, -kBirthDayConflictPoints},
      {"1971-03-05", {"1972-03-05"}, -kBirthYearConflictPoints},
      {"1971", {"1980", "1971"}, kAgreementPoints / 2},
      {"1971", {"circa 1970"}, 0},
      {"1971", {}, 0},
      {"", {"1971"}, 0},
  };
  for (const Case& c : cases) EXPECT_EQ(points(c.stated, born(c.listed)), c.points) << c.stated;
}

TEST(Evidence, StaysInsideTheRange) {
  EXPECT_EQ(points("1971-03-05", born({"1971-03-05"}), kScorePerUnit), 0);
  EXPECT_EQ(points("1971", born({"1980"}), 600), -600);
}

TEST(Country, LooksAtEveryCountryOfTheParty) {
  model::Entity entity;
  entity.schema = "Company";
  EXPECT_TRUE(weigh({{}, "ru"}, entity, 8000).empty());
  entity.add("jurisdiction", "CY");
  ASSERT_EQ(weigh({{}, "ru"}, entity, 8000).size(), 1U);
  EXPECT_EQ(weigh({{}, "ru"}, entity, 8000)[0].points, -kCountryConflictPoints);
  entity.add("country", "RU");
  EXPECT_EQ(weigh({{}, "ru"}, entity, 8000)[0].points, kAgreementPoints / 2);
}

TEST(Kinds, AreCompatibleInsideOneFamily) {
  EXPECT_TRUE(kinds_compatible("Company", "Organization"));
  EXPECT_TRUE(kinds_compatible("Company", "PublicBody"));
  EXPECT_TRUE(kinds_compatible("Person", "LegalEntity"));
  EXPECT_TRUE(kinds_compatible("LegalEntity", "Person"));
  EXPECT_FALSE(kinds_compatible("Person", "Company"));
  EXPECT_FALSE(kinds_compatible("Person", "Vessel"));
}

}  // namespace
}  // namespace penumbra::engine
