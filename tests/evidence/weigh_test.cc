#include "evidence/weigh.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <random>
#include <utility>

namespace penumbra::evidence {
namespace {

using Values = std::initializer_list<std::pair<const char*, const char*>>;

Facts facts(const char* schema, Values values) {
  model::Entity entity;
  entity.schema = schema;
  for (const auto& [property, text] : values) entity.add(property, text);
  return facts_of(entity);
}

int weighed(const char* schema, Values query, Values candidate, int names) {
  const Facts x = facts(schema, query);
  const Facts y = facts(schema, candidate);
  const Weighed out = weigh(x, y, names);
  int sum = names;
  for (const Line& line : out.lines) sum += line.points;
  EXPECT_EQ(sum, out.points) << "the lines add up";
  EXPECT_EQ(weigh(y, x, names).points, out.points) << "symmetric";
  return out.points;
}

// What is stated on both sides moves the score in the right direction; on one side alone it moves nothing.
TEST(Weigh, CountsBothWays) {
  struct Case {
    const char* schema;
    const char* property;
    const char* stated;
    const char* agrees;
    const char* conflicts;
  };
  const Case cases[] = {
      {"Person", "birthDate", "1971-03-05", "5 Mar 1971", "1980-03-06"},
      {"Person", "nationality", "ru", "Russia", "cn"},
      {"Person", "gender", "male", "M", "female"},
      {"Person", "passportNumber", "AB1234567", "ab 1234567", "CD7654321"},
      {"Person", "deathDate", "2001-02-03", "2001-02-03", "2015"},
      {"Person", "address", "12 Long Road, Valletta", "12 Long Rd, Valletta", "9 Oak Avenue, Nicosia"},
      {"Company", "leiCode", "506700GE1G29325QX363", "506700ge1g29325qx363", "5493001KJTIIGC8Y1R12"},
      {"Company", "innCode", "1234567894", "1234567894", "7707083893"},
      {"Company", "ogrnCode", "1022200525819", "1022200525819", "1022500001325"},
      {"Company", "jurisdiction", "mt", "Malta", "cy"},
      {"Company", "incorporationDate", "2001-02-03", "2001-02-03", "2015"},
      {"Company", "swiftBic", "DEUTDEFF", "DEUTDEFFXXX", "BARCGB22"},
      {"Company", "registrationNumber", "C 12345", "C12345", "D 77712"},
      {"Vessel", "imoNumber", "9074729", "IMO 9074729", "9319466"},
      {"Vessel", "mmsi", "211331640", "211331640", "273331640"},
      {"Vessel", "callSign", "DABC", "DABC", "UABC"},
      {"Vessel", "flag", "pa", "pa", "lr"},
      {"Vessel", "buildDate", "1998", "1998", "2011"},
      {"Vessel", "grossRegisteredTonnage", "12,000", "12000", "80000"},
      {"Airplane", "serialNumber", "24255", "24255", "31001"},
      {"Security", "isin", "US0378331005", "US0378331005", "GB0002634946"},
  };
  constexpr int kNames = 8000;
  for (const Case& c : cases) {
    EXPECT_GT(weighed(c.schema, {{c.property, c.stated}}, {{c.property, c.agrees}}, kNames), kNames) << c.property;
    EXPECT_LT(weighed(c.schema, {{c.property, c.stated}}, {{c.property, c.conflicts}}, kNames), kNames) << c.property;
    EXPECT_EQ(weighed(c.schema, {{c.property, c.stated}}, {}, kNames), kNames) << c.property;
    // One side with both agrees: lists state what they have heard.
    EXPECT_GT(weighed(c.schema, {{c.property, c.stated}}, {{c.property, c.conflicts}, {c.property, c.agrees}}, kNames),
              c.property == std::string_view("gender") ? 0 : kNames)
        << c.property;
  }
}

TEST(Weigh, AnIdentifierDecidesAlone) {
  EXPECT_GE(weighed("Company", {{"leiCode", "506700GE1G29325QX363"}}, {{"leiCode", "506700GE1G29325QX363"}}, 0), 8500);
  EXPECT_GE(weighed("Company", {{"innCode", "7707083893"}}, {{"taxNumber", "7707083893"}}, 1000), 8500);
  EXPECT_GE(weighed("Vessel", {{"imoNumber", "9074729"}}, {{"imoNumber", "9074729"}, {"flag", "ir"}}, 0), 8500);
  // Wrong check digits on both sides are a trace and no proof.
  const int doubtful = weighed("Company", {{"innCode", "7707083894"}}, {{"innCode", "7707083894"}}, 1000);
  EXPECT_GT(doubtful, 1000);
  EXPECT_LT(doubtful, kNameFloor);
  // Other conflicts stay visible, and do not undo it.
  EXPECT_GE(weighed("Company", {{"leiCode", "506700GE1G29325QX363"}, {"innCode", "1234567894"}},
                    {{"leiCode", "506700GE1G29325QX363"}, {"innCode", "7707083893"}, {"country", "cn"}}, 5000),
            kNameFloor);
}

TEST(Weigh, AnotherIdentifierIsAnotherParty) {
  EXPECT_LT(weighed("Vessel", {{"imoNumber", "9074729"}}, {{"imoNumber", "9319466"}}, kUnit), kNameFloor);
  EXPECT_LT(weighed("Company", {{"leiCode", "506700GE1G29325QX363"}}, {{"leiCode", "5493001KJTIIGC8Y1R12"}}, kUnit),
            kNameFloor);
  EXPECT_LT(weighed("Company", {{"innCode", "7707083893"}}, {{"innCode", "1234567894"}}, kUnit), kNameFloor);
  // A number with wrong check digits proves no difference.
  EXPECT_EQ(weighed("Vessel", {{"imoNumber", "9074728"}}, {{"imoNumber", "9319466"}}, kUnit), kUnit);
  // People have several passports, companies several accounts.
  EXPECT_GE(weighed("Person", {{"passportNumber", "AB1234567"}}, {{"passportNumber", "CD7654321"}}, kUnit), 9500);
  EXPECT_EQ(weighed("Company", {{"iban", "DE89370400440532013000"}}, {{"iban", "GB29NWBK60161331926819"}}, kUnit),
            kUnit);
  // A company's taxpayer number says nothing against a person's.
  EXPECT_EQ(weighed("LegalEntity", {{"innCode", "1234567894"}}, {{"innCode", "123456789047"}}, kUnit), kUnit);
}

TEST(Weigh, OneConflictHidesNoEqualNameSeveralDo) {
  const Values query = {{"birthDate", "1971-03-05"}, {"nationality", "ru"}, {"gender", "male"}};
  EXPECT_GE(weighed("Person", query, {{"birthDate", "1931-08-09"}}, kUnit), kNameFloor);
  EXPECT_GE(weighed("Person", query, {{"gender", "female"}}, kUnit), kNameFloor);
  EXPECT_LT(weighed("Person", query, {{"birthDate", "1931-08-09"}, {"nationality", "cn"}, {"gender", "female"}}, kUnit),
            kNameFloor);
}

// Two of birth date, country and gender are seldom wrong together; a slip of a year joins no other conflict, and flags
// and countries that belong together none either.
TEST(Weigh, TwoConflictsTakeMoreThanTheirSum) {
  const Values query = {{"birthDate", "1971-03-05"}, {"nationality", "ru"}, {"gender", "male"}};
  const auto taken = [&](Values candidate) { return kUnit - weighed("Person", query, candidate, kUnit); };
  EXPECT_LT(weighed("Person", query, {{"birthDate", "1982-08-09"}, {"nationality", "cn"}}, kUnit), kNameFloor);
  EXPECT_LT(weighed("Person", query, {{"birthDate", "1982-08-09"}, {"gender", "female"}}, kUnit), kNameFloor);
  EXPECT_GE(weighed("Person", query, {{"birthDate", "1982-08-09"}}, kUnit), kNameFloor);
  EXPECT_GE(weighed("Person", query, {{"nationality", "cn"}, {"gender", "female"}}, kUnit), kNameFloor);
  EXPECT_GT(taken({{"nationality", "cn"}, {"gender", "female"}}),
            taken({{"nationality", "cn"}}) + taken({{"gender", "female"}}));
  EXPECT_EQ(taken({{"birthDate", "1972-08-09"}, {"nationality", "cn"}}),
            taken({{"birthDate", "1972-08-09"}}) + taken({{"nationality", "cn"}}));
  EXPECT_EQ(taken({{"birthDate", "1982-08-09"}, {"nationality", "su"}}), taken({{"birthDate", "1982-08-09"}}));
  // The same beside a decisive identifier, a third of it.
  EXPECT_GE(weighed("Person", {{"innCode", "123456789047"}, {"nationality", "ru"}, {"gender", "male"}},
                    {{"innCode", "123456789047"}, {"nationality", "cn"}, {"gender", "female"}}, kUnit),
            kNameFloor);
}

// "Ministry of Defence" of two states; a company of that name may have moved, and a body of the same state may be
// stated by the state that it followed.
TEST(Weigh, BodiesOfTwoStatesAreTwo) {
  EXPECT_LT(weighed("PublicBody", {{"country", "by"}}, {{"country", "gb"}}, kUnit), kNameFloor);
  EXPECT_EQ(weighed("PublicBody", {{"country", "ru"}}, {{"country", "su"}}, kUnit), kUnit);
  EXPECT_GE(weighed("Company", {{"country", "by"}}, {{"country", "gb"}}, kUnit), kNameFloor);
  EXPECT_GE(weighed("PublicBody", {{"country", "by"}}, {}, kUnit), kNameFloor);
}

TEST(Weigh, AShipOfOtherSizeAndAgeIsAnother) {
  const Values query = {{"buildDate", "1985"}, {"grossRegisteredTonnage", "5000"}};
  EXPECT_GE(weighed("Vessel", query, {{"buildDate", "2015"}}, kUnit), kNameFloor);
  EXPECT_GE(weighed("Vessel", query, {{"grossRegisteredTonnage", "81000"}}, kUnit), kNameFloor);
  EXPECT_LT(weighed("Vessel", query, {{"buildDate", "2015"}, {"grossRegisteredTonnage", "81000"}}, kUnit), kNameFloor);
  // Gross and deadweight are mixed up, and the year of the contract is not that of the launch.
  EXPECT_GE(weighed("Vessel", query, {{"buildDate", "1988"}, {"grossRegisteredTonnage", "9000"}}, kUnit), kNameFloor);
}

TEST(Weigh, CommonFactsRescueNoNameConflict) {
  const Values common = {{"nationality", "ru"}, {"gender", "male"}, {"birthDate", "1971"}};
  EXPECT_LT(weighed("Person", common, common, 6900), kNameFloor);
  EXPECT_EQ(weighed("Person", common, common, 4000), 4000);
  // A birth date to the day may.
  EXPECT_GE(weighed("Person", {{"birthDate", "1971-03-05"}}, {{"birthDate", "1971-03-05"}}, 6600), kNameFloor);
  EXPECT_EQ(weighed("Person", {{"birthDate", "1971-03-05"}}, {{"birthDate", "1971-03-05"}}, 4000), 4000);
}

TEST(Weigh, BirthDatesConflictByDegrees) {
  const auto against = [](const char* other) {
    return weighed("Person", {{"birthDate", "1971-03-05"}}, {{"birthDate", other}}, 9000);
  };
  EXPECT_GT(against("1971-03-05"), against("1971-03"));
  EXPECT_GT(against("1971-03"), against("1971"));
  EXPECT_GT(against("1971"), 9000);
  EXPECT_LT(against("1971-05-03"), 9000);
  EXPECT_GT(against("1971-05-03"), against("1972"));
  EXPECT_GT(against("1972"), against("1971-08-20"));
  EXPECT_GT(against("1971-03-09"), against("1971-08-20"));
  EXPECT_GT(against("1971-08-20"), against("1975"));
  EXPECT_GT(against("1975"), against("1995"));
}

// Facts can lift no more than most_added says: a search by name relies on it.
TEST(Weigh, NeverAddsMoreThanPromised) {
  std::mt19937 random(7);
  const char* dates[] = {"1971", "1971-03", "1971-03-05", "1971-03-06", "circa 1971", "1960 to 1975"};
  const char* countries[] = {"ru", "ua", "suhh", "cn"};
  for (int round = 0; round < 2000; ++round) {
    model::Entity entities[2];
    for (model::Entity& entity : entities) {
      entity.schema = "Person";
      if (random() % 3 != 0) entity.add("birthDate", dates[random() % 6]);
      if (random() % 3 != 0) entity.add("nationality", countries[random() % 4]);
      if (random() % 3 != 0) entity.add("gender", random() % 2 == 0 ? "male" : "female");
      if (random() % 3 == 0) entity.add("address", "1 Long Road, Valletta");
      if (random() % 3 == 0) entity.add("deathDate", "2001-02-03");
    }
    const Facts x = facts_of(entities[0]);
    const Facts y = facts_of(entities[1]);
    const int names = static_cast<int>(random() % 10001);
    const Weighed out = weigh(x, y, names);
    EXPECT_LE(out.points, names + most_added(x, names));
    EXPECT_GE(out.points, 0);
    EXPECT_LE(out.points, kUnit);
  }
}

TEST(Kinds, AreCompatibleInsideOneFamily) {
  EXPECT_TRUE(kinds_compatible("Company", "Organization"));
  EXPECT_TRUE(kinds_compatible("Company", "PublicBody"));
  EXPECT_TRUE(kinds_compatible("Person", "LegalEntity"));
  EXPECT_TRUE(kinds_compatible("Vehicle", "Vessel"));
  EXPECT_TRUE(kinds_compatible("Unheard", "Person"));
  EXPECT_FALSE(kinds_compatible("Person", "Company"));
  EXPECT_FALSE(kinds_compatible("Person", "Vessel"));
  EXPECT_FALSE(kinds_compatible("Vessel", "Airplane"));
  EXPECT_FALSE(kinds_compatible("Security", "Person"));
}

}  // namespace
}  // namespace penumbra::evidence
