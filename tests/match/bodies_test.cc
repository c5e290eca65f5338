// Acronyms of firms and bodies, and whom they are named after. All parties are invented.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "match/anchors.h"
#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

constexpr double kThreshold = 0.70;

double score(const char* a, const char* b) {
  return compare("Company", a, b).score;
}

void expect_hit(const char* a, const char* b) {
  EXPECT_GE(score(a, b), kThreshold) << a << " ~ " << b;
}

void expect_clear(const char* a, const char* b) {
  EXPECT_LT(score(a, b), kThreshold) << a << " ~ " << b;
}

std::string initials(const char* text, Initials of) {
  const names::Name name = names::analyze(text, names::NameType::kOrganisation);
  return std::string(acronym(name.view(), of).view());
}

TEST(Acronyms, TakeWordsInSeveralWays) {
  constexpr const char* kName = "Zamora Quastrov Science and Technology Corporation";
  EXPECT_EQ(initials(kName, Initials::kContent), "zqst");
  EXPECT_EQ(initials(kName, Initials::kWithStops), "zqsat");
  EXPECT_EQ(initials(kName, Initials::kWithForm), "zqstc");
  EXPECT_EQ(initials(kName, Initials::kFirstOfPairs), "zqsc");
  EXPECT_EQ(initials("Zamora Quastrov Technology Group Corporation", Initials::kFirstOfPairs), "zqtc");
  EXPECT_EQ(initials("Ministry of Quarries and Armed Forces Logistics", Initials::kWithOf), "moqafl");
  EXPECT_EQ(initials("Zamora Aerospace Exploration Agency", Initials::kExAsX), "zaxa");
  EXPECT_EQ(initials("Zamora Quastrov Turbine Company Limited", Initials::kWithForm), "zqtc");
  EXPECT_EQ(initials("Zamora Quastrov Turbine Co., Ltd.", Initials::kWithForm), "zqtc");
}

// An index makes those alone that may differ.
TEST(Acronyms, ThatDifferAreKnownBeforehand) {
  for (const char* text : {"Zamora Quastrov Technology Group", "Zamora Quastrov Thwelm Brnwerk",
                           "Zamora Quastrov Science and Technology Corporation", "Ministry of Quarries and Mills",
                           "Zamora Aerospace Exploration Agency", "Islamic Republic of Iran Quarry Lines"}) {
    const names::Name name = names::analyze(text, names::NameType::kOrganisation);
    const unsigned different = different_initials(name.view());
    std::set<std::string> all;
    std::set<std::string> some;
    for (std::size_t i = 0; i < kAllInitials.size(); ++i) {
      const std::string letters(acronym(name.view(), kAllInitials[i]).view());
      all.insert(letters);
      if ((different >> i & 1U) != 0) {
        some.insert(letters);
      }
    }
    all.erase("");
    some.erase("");
    EXPECT_EQ(all, some) << text;
  }
}

TEST(Acronyms, OfStatesHaveTheirLongNames) {
  EXPECT_EQ(initials("Islamic Republic of Iran Quarry Lines", Initials::kContent), "iriql");
  expect_hit("IRIQL", "Islamic Republic of Iran Quarry Lines");
}

TEST(Acronyms, OfTooFewWordsAreNone) {
  EXPECT_EQ(initials("Zamora Quastrov", Initials::kContent), "");
  EXPECT_EQ(initials("Zamora Quastrov Corporation", Initials::kWithForm), "");
  EXPECT_EQ(initials("Zamora Quastrov Thwelm", Initials::kContent), "zqt");
}

TEST(Acronyms, OfFourLettersAreHits) {
  expect_hit("ZQSC", "Zamora Quastrov Science and Technology Corporation");
  expect_hit("MOQAFL", "Ministry of Quarries and Armed Forces Logistics");
  // Although it is like one of the words.
  expect_hit("ZAMX", "Zamo Aerospace Machines Xenon");
}

TEST(Acronyms, OfFourLettersAloneAreTheirLetters) {
  expect_clear("ZQRO", "ZDRO");
  expect_hit("ZQRO", "ZRQO");
  expect_hit("ZQRO", "ZWRO");  // the key beside
  expect_hit("JSC ZQRO", "JSC ZDRO");
  expect_hit("ZQRO Shipping", "ZDRO Shipping");
}

// Three letters stand for many names: only with the same legal form beside them.
TEST(Acronyms, OfThreeLettersNeedMore) {
  expect_clear("ZQT", "Zamora Quastrov Thwelm");
  EXPECT_GE(score("ZQB", "Zamora Quastrov Bank"), kRetrievalFloor);
  expect_hit("ZQB AG", "Zamora Quastrov Brnwerk AG");
  expect_clear("ZQB AG", "Zamora Quastrov Brnwerk GmbH");
  // What else the shorter name holds makes its initials no likelier.
  expect_clear("ZQB International", "Zamora Quastrov Brnwerk SA");
  expect_clear("ZQB Systems LLC", "Zamora Quastrov Brnwerk SA");
}

TEST(Acronyms, OfTheOtherWordsSayNothingMore) {
  EXPECT_GE(score("Zamora Quastrov Petroleum Corporation (ZQPC)", "Zamora Quastrov Petroleum Corporation"), 0.99);
  EXPECT_GE(score("ZQBI - Zamora Quastrov Brnwerk Institute", "Zamora Quastrov Brnwerk Institute"), 0.99);
  EXPECT_GE(score("Ministry of Quarries and Armed Logistics (MOQAL)", "Ministry of Quarries and Armed Logistics"),
            0.99);
  EXPECT_GE(score("Zamora Quastrov Brnwerk (ZQB) Ltd", "Zamora Quastrov Brnwerk Limited"), 0.95);
  expect_hit("Zamora Quastrov Thwelm Brnwerk (ZQTB)", "ZQTB");
  expect_hit("Zamora Quastrov Brnwerk (ZQB)", "Zamora Brnwerk (ZQB)");
  // Other letters are another word, and a name of two letters or words is none.
  EXPECT_LT(score("Zamora Quastrov Brnwerk (KWL)", "Zamora Quastrov Brnwerk"), 0.9);
  EXPECT_LT(score("Zamora Quastrov ZQ", "Zamora Quastrov"), 0.95);
  EXPECT_EQ(names::part_kind_key(
                names::analyze("Zamora Quastrov Brnwerk (ZQB)", names::NameType::kOrganisation).parts.back().kind),
            "acronym");
  // Nor of a person.
  EXPECT_NE(names::analyze("Zamora Quastrov Brnwerk Zqb", names::NameType::kPerson).parts.back().kind,
            names::PartKind::kAcronym);
}

TEST(Acronyms, PassOverWhatBindsWords) {
  expect_hit("VETAK", "Vezarat-e Ettela'at va Thwelm-e Amniat-e Keshvar");
}

TEST(Bodies, OfArabicAndPersianNames) {
  expect_hit("Sherkat-e Petroshimi-ye Quastrov", "Quastrov Petrochemical Company");
  expect_hit("Sherkat-e Khodrosazi-ye Quastrov (Sahami Aam)", "Quastrov Automobile Company");
  expect_hit("Moassese-ye Tahqiqati-ye Thwelm", "Thwelm Research Institute");
  expect_hit("Al-Sharika Al-Wataniya lil-Siyaha Quastrov", "Quastrov National Tourism Company");
  expect_hit("Katibat Shuhada Quastrov", "Quastrov Martyrs Brigade");
  expect_hit("Sharikat Quastrov lil-Tayaran", "Quastrov Airlines");
  expect_hit("Quastrov Building Company", "Sherkat-e Sakhteman-e Quastrov");
  expect_clear("Sherkat-e Quastrov", "Sherkat-e Thwelm");
  expect_clear("Sherkat-e Petroshimi-ye Quastrov", "Quastrov Insurance Company");
  expect_clear("Bank Saderat Zamora", "Bank Tejarat Zamora");
}

TEST(Bodies, ThatAnEzafeBinds) {
  for (const char* name : {"Tehrik-e-Quastrov", "Tehrik-i-Quastrov", "Tehreek-i Quastrov", "Tehrik Quastrov"}) {
    EXPECT_GE(score("Tehrik-e Quastrov", name), 0.95) << name;
  }
}

TEST(Bearers, OfABodyTellLittle) {
  expect_hit("АО «НПО Кворматех имени академика В. П. Замориной»", "NPO Kvormatekh");
  expect_hit("Joint Stock Company Kvormatekh named after S.P. Zamorin", "Kvormatekh JSC");
  expect_hit("JSC Academician M.F. Zamorin Kvorma Systems", "АО \"Кворма Системы\" имени академика М. Ф. Заморина");
  // Unless they are its name.
  expect_hit("НПО им. С. А. Заморина", "NPO Zamorin");
  expect_clear("НПО им. С. А. Заморина", "НПО им. С. А. Квастрова");
  expect_clear("NPO Kvormatekh imeni Zamorina", "NPO Thwelmash imeni Zamorina");
}

TEST(Bearers, AreNoRomanNumbers) {
  expect_hit("Завод Кворма имени В. И. Заморина", "Zavod Kvorma imeni V. I. Zamorina");
}

}  // namespace
}  // namespace penumbra::match
