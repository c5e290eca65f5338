// What of a person's name may be left out, and what tells two bearers of a name apart. All parties are invented.
#include <gtest/gtest.h>

#include <string>

#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

constexpr double kThreshold = 0.70;

double score(const char* a, const char* b) {
  return compare("Person", a, b).score;
}

void expect_hit(const char* a, const char* b) {
  EXPECT_GE(score(a, b), kThreshold) << a << " ~ " << b;
}

void expect_clear(const char* a, const char* b) {
  EXPECT_LT(score(a, b), kThreshold) << a << " ~ " << b;
}

// Where somebody comes from, or of which tribe he is, is left out at will behind two names; two such words conflict.
TEST(Bynames, AreLeftOut) {
  expect_hit("Zamor Quastrov al-Thwelmi", "Zamor Quastrov");
  expect_hit("AL-THWELMI, Zamor Quastrov", "Zamor Quastrov");
  expect_hit("Zamor Quastrov Kandahari", "Zamor Quastrov");
  expect_hit("Zamor Quastrov Thwelmzai", "Zamor Quastrov");
  expect_hit("Zamor Quastrov al-Thwelmi al-Baghdadi", "Zamor Quastrov");
  expect_clear("Adib Shaban al-Basri", "Adib Shaban al-Halabi");
  // Two names that many people bear are not enough.
  expect_clear("Muhammad Ali al-Masri", "Muhammad Ali");
  // Less than another family name.
  EXPECT_GT(score("Tariq Jamil al-Thwelmi", "Tariq Jamil"), score("Tariq Jamil Thwelm", "Tariq Jamil"));
}

// Behind a single name such a word is the family name, and a given name with its article is none.
TEST(Bynames, NeedTwoNamesBefore) {
  const auto weight = [](const char* text) {
    return names::analyze(text, names::NameType::kPerson).parts.back().weight;
  };
  EXPECT_EQ(weight("Zamor al-Thwelmi"), 1000);
  EXPECT_EQ(weight("Zamor Quastrov al-Thwelmi"), names::kWeightByname);
  EXPECT_NE(weight("Zamor Quastrov al-Mahdi"), names::kWeightByname);
  EXPECT_EQ(weight("Zamor Quastrov Rossi"), 1000);
}

TEST(DoubleNames, StandForEitherHalf) {
  expect_hit("Carlos Zamora-Quastrov", "Carlos Zamora");
  expect_hit("Carlos Zamora-Quastrov", "Carlos Quastrov");
  expect_hit("Vera Zamora (née Quastrov)", "Vera Zamora");
  expect_hit("Vera Zamora (née Quastrov)", "Vera Quastrov");
  // Korean and Chinese given names are no double names.
  expect_clear("Kim Yong-thwel", "Kim Yong");
}

TEST(Generations, TellBearersApart) {
  expect_clear("John Zamora Jr", "John Zamora Sr");
  expect_clear("John Zamora III", "John Zamora Jr");
  expect_clear("John Zamora III", "John Zamora Senior");
  expect_clear("John Zamora III", "John Zamora II");
  expect_hit("John Zamora II", "John Zamora Jr");
  expect_hit("John Zamora III", "John Zamora");
}

TEST(Degrees, StandBehindAComma) {
  EXPECT_GE(score("John Zamora, MD, PhD", "John Zamora"), 0.95);
  EXPECT_GE(score("John Zamora, MD", "John Zamora"), 0.95);
  // "Md" is a given name.
  EXPECT_GE(score("Zamora, Md", "Md Zamora"), 0.95);
}

TEST(Titles, OfManyLanguages) {
  for (const char* title : {"Dato' Seri",    "Tengku",          "Alhaja",      "Dejazmach",         "Chief",
                            "Mgr.",          "JUDr.",           "Freiherr",    "Mevrouw",           "Srta.",
                            "Sartip",        "Generalleutnant", "Academician", "Former President",  "Deputy Director",
                            "Archimandrite", "Rt. Rev.",        "Mallam",      "Генерал-лейтенант", "Академик"}) {
    const std::string name = std::string(title) + " Zamor Quastrov";
    EXPECT_GE(score(name.c_str(), "Zamor Quastrov"), 0.97) << name;
  }
}

// "Pan" is a title before a Polish name and a surname before a Chinese one, in whatever letters.
TEST(Titles, AreNoneBeforeChineseGivenNames) {
  const auto weight = [](const char* text) {
    return names::analyze(text, names::NameType::kPerson).parts.front().weight;
  };
  EXPECT_EQ(weight("Pan Zamor Quastrov"), 0);
  EXPECT_NE(weight("Pan Haoxiang"), 0);
  EXPECT_NE(weight("潘红"), 0);
}

// A word that nobody bears, a slip away from a short form, is that form.
TEST(PetNames, HoldASlip) {
  expect_hit("Zhenyaa Quastrovsky", "Yevgeniy Quastrovsky");
  expect_hit("Seryoha Quastrovsky", "Sergei Quastrovsky");
  EXPECT_LT(score("Zhenyaa Quastrovsky", "Yevgeniy Quastrovsky"), score("Zhenya Quastrovsky", "Yevgeniy Quastrovsky"));
  expect_clear("Zhenyaa Quastrovsky", "Sergei Quastrovsky");
}

TEST(Punctuation, InsideAName) {
  expect_hit("Moh,amad Rosa Quastrov", "Mohamad Rosa Quastrov");
  expect_hit("Zamor Quast*rov", "Zamor Quastrov");
  expect_hit("Zamor Qua*trov", "Zamor Quastrov");
  // A comma between two names turns them.
  EXPECT_GE(score("QUASTROV,Zamor Adil", "Zamor Adil Quastrov"), 0.95);
}

}  // namespace
}  // namespace penumbra::match
