#include "resolve/decide.h"

#include <gtest/gtest.h>

#include "resolve/blocking.h"
#include "resolve/list.h"

namespace penumbra::resolve {
namespace {

using testing::List;

// Decides on the first two records of a list among many others.
Decision decided(List& list, const PairContext& context = {}) {
  list.add_others(3000);
  WordCounts words;
  EXPECT_TRUE(find_pairs(list, 1, words).ok());
  const Decision out = decide(profile_of(*list.entity(0)), profile_of(*list.entity(1)), context, words, true);
  const Decision quick = decide(profile_of(*list.entity(1)), profile_of(*list.entity(0)), context, words);
  EXPECT_EQ(out.ruling, quick.ruling) << "either way round, told in full or not";
  return out;
}

Decision decided(const std::string& schema, const std::vector<std::string>& left, const std::vector<std::string>& right,
                 const PairContext& context = {}) {
  List list;
  list.add("eu", "1", schema, left);
  list.add("us", "2", schema, right);
  return decided(list, context);
}

TEST(Decide, RareNamesAreEnough) {
  const Decision out = decided("Person", {"name", "Wilfran Quostabel Ozerim"}, {"name", "OZERIM, Wilfran Quostabel"});
  EXPECT_EQ(out.ruling, Ruling::kSame) << out.rule;
  EXPECT_EQ(out.rule, "enough-evidence");
}

TEST(Decide, CommonNamesNeedMore) {
  const Decision names = decided("Person", {"name", "Ali Hassan"}, {"name", "Ali Hassan"});
  EXPECT_NE(names.ruling, Ruling::kSame) << names.bits << " of " << names.needed;
  const Decision born = decided("Person", {"name", "Ali Hassan", "birthDate", "1971-03-05", "country", "iq"},
                                {"name", "Ali Hassan", "birthDate", "1971-03-05", "country", "iq"});
  EXPECT_EQ(born.ruling, Ruling::kSame) << born.rule;
  EXPECT_GT(born.bits, names.bits + 14 * kBit);
}

TEST(Decide, AnotherBirthYearContradicts) {
  const Decision out = decided("Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1971-03-05"},
                               {"name", "Wilfran Quostabel Ozerim", "birthDate", "1949"});
  EXPECT_EQ(out.ruling, Ruling::kDifferent);
  EXPECT_TRUE(out.contradiction);
  const Decision slip = decided("Person", {"name", "Wilfran Quostabel Ozerim", "birthDate", "1971-03-05"},
                                {"name", "Wilfran Quostabel Ozerim", "birthDate", "1971-05-03"});
  EXPECT_EQ(slip.ruling, Ruling::kSame) << "day and month exchanged: " << slip.rule;
}

TEST(Decide, UnitsAreNotTheirParents) {
  for (const char* unit :
       {"Quostabel Ozerim Bank Chile", "Quostabel Ozerim Bank Branch 3", "Quostabel Ozerim Bank Trading"}) {
    const Decision out = decided("Company", {"name", "Quostabel Ozerim Bank"}, {"name", unit});
    EXPECT_NE(out.ruling, Ruling::kSame) << unit << ": " << out.rule;
  }
  // Nor where the parent lists the unit's name as one of its own.
  const Decision alias = decided("Company", {"name", "Quostabel Ozerim", "alias", "Quostabel Ozerim Trading"},
                                 {"name", "Quostabel Ozerim Trading"});
  EXPECT_EQ(alias.ruling, Ruling::kUnsure);
  EXPECT_EQ(alias.rule, "alias-only");
  EXPECT_EQ(decided("Company", {"name", "Quostabel Ozerim"}, {"name", "Quostabel Ozerim"}, {.related = true}).rule,
            "related");
}

TEST(Decide, NumbersTellShipsApart) {
  EXPECT_NE(decided("Vessel", {"name", "Quostabel Ozerim 3"}, {"name", "Quostabel Ozerim 5"}).ruling, Ruling::kSame);
  EXPECT_EQ(decided("Vessel", {"name", "Quostabel Ozerim", "imoNumber", "9074729"},
                    {"name", "Wilfran Star", "imoNumber", "IMO 9074729"})
                .rule,
            "identifier-without-name");
  EXPECT_EQ(decided("Vessel", {"name", "Quostabel Ozerim", "imoNumber", "9074729"},
                    {"name", "Quostabel Ozerim I", "imoNumber", "IMO 9074729"})
                .ruling,
            Ruling::kSame);
  const Decision other = decided("Vessel", {"name", "Quostabel Ozerim", "imoNumber", "9074729"},
                                 {"name", "Quostabel Ozerim", "imoNumber", "9166778"});
  EXPECT_EQ(other.ruling, Ruling::kDifferent);
  EXPECT_TRUE(other.contradiction);
}

TEST(Decide, OneListNamesTwo) {
  const std::vector<std::string> name = {"name", "Wilfran Quostabel Ozerim"};
  const Decision out = decided("Person", name, name, {.same_list = true});
  EXPECT_EQ(out.ruling, Ruling::kUnsure);
  EXPECT_EQ(out.rule, "same-list");
}

TEST(Decide, OtherKindsAreNotOne) {
  List list;
  list.add("eu", "1", "Person", {"name", "Wilfran Quostabel Ozerim"});
  list.add("us", "2", "Vessel", {"name", "Wilfran Quostabel Ozerim"});
  EXPECT_EQ(decided(list).rule, "other-kind");
}

TEST(Decide, ScriptsMeet) {
  const Decision out = decided("Person", {"name", "Вилфран Квостабелович Озеримов", "birthDate", "1962"},
                               {"name", "Vilfran Kvostabelovich OZERIMOV", "birthDate", "1962-04-01"});
  EXPECT_EQ(out.ruling, Ruling::kSame) << out.rule << ' ' << out.points;
}

TEST(Decide, ReasonsAddUp) {
  const Decision out = decided("Person", {"name", "Wilfran Quostabel", "birthDate", "1971", "country", "iq"},
                               {"name", "Wilfran Quostabel", "birthDate", "1971-02-02", "country", "ru"});
  Centibits sum = 0;
  for (const Reason& reason : out.reasons) sum += reason.bits;
  EXPECT_EQ(sum, out.bits);
  EXPECT_FALSE(out.reasons.back().text.empty());
}

TEST(Decide, APatronymicThatOneListLacksNeedsABirthDate) {
  const std::vector<std::string> left = {"name", "Wilfran Petrovich Ozerim"};
  const std::vector<std::string> right = {"name", "Wilfran Ozerim"};
  EXPECT_EQ(decided("Person", left, right).ruling, Ruling::kUnsure);
  const auto born = [](std::vector<std::string> values, const std::string& day) {
    values.insert(values.end(), {"birthDate", day});
    return values;
  };
  EXPECT_EQ(decided("Person", born(left, "1971-03-05"), born(right, "1971-03-05")).rule, "enough-evidence");
  // Each has a word that the other lacks.
  EXPECT_NE(decided("Person", born(left, "1971-03-05"), born({"name", "Wilfran Ozerim Brontek"}, "1971-03-05")).ruling,
            Ruling::kSame);
  // Organisations are not shortened: that is how units are called.
  EXPECT_NE(decided("Company", {"name", "Quostabel Ozerim"}, {"name", "Quostabel Zwimbral Ozerim"}).ruling,
            Ruling::kSame);
}

TEST(Decide, OneIdInTwoSourcesCounts) {
  PairContext context;
  const Decision without = decided("Person", {"name", "Rosa Daskul"}, {"name", "DASKUL, Rosa"}, context);
  context.same_id = true;
  const Decision with = decided("Person", {"name", "Rosa Daskul"}, {"name", "DASKUL, Rosa"}, context);
  EXPECT_EQ(with.bits, without.bits + 12 * kBit);
  EXPECT_NE(decided("Person", {"name", "Rosa Daskul"}, {"name", "Bela Fintral"}, context).ruling, Ruling::kSame)
      << "rows of two files are numbered alike";
}

TEST(Decide, TheLargerOfTheTwoListsSaysHowManyThereAre) {
  PairContext context;
  const Decision all = decided("Person", {"name", "Rosa Daskul"}, {"name", "Rosa Daskul"}, context);
  context.among = 500;
  const Decision few = decided("Person", {"name", "Rosa Daskul"}, {"name", "Rosa Daskul"}, context);
  EXPECT_LT(few.needed, all.needed);
}

TEST(Decide, ANameMayEndWithItsOwnAbbreviation) {
  const std::vector<std::string> plain = {"name", "Quostabel Ozerim Trading"};
  EXPECT_EQ(decided("Company", plain, {"name", "QUOSTABEL OZERIM TRADING (QOT)"}).ruling, Ruling::kSame);
  EXPECT_NE(decided("Company", plain, {"name", "Quostabel Ozerim Trading (Qu-OZ)"}).ruling, Ruling::kSame)
      << "small letters are no abbreviation";
  EXPECT_NE(decided("Company", plain, {"name", "Quostabel Ozerim Trading (KBL)"}).ruling, Ruling::kSame)
      << "a place or branch, perhaps";
}

}  // namespace
}  // namespace penumbra::resolve
