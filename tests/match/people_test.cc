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

TEST(Generations, InWords) {
  expect_hit("Zamor Quastrov III", "Zamor Quastrov the Third");
  expect_hit("Zamor Quastrov the 3rd", "Zamor Quastrov III");
  expect_hit("Zamor Quastrov the Third", "Zamor Quastrov");
  expect_clear("Zamor Quastrov the Third", "Zamor Quastrov the Second");
  expect_hit("Zamor Quastrov Filho", "Zamor Quastrov");
  expect_clear("Zamor Quastrov Filho", "Zamor Quastrov Sr");
}

// The two syllables of a given name exchanged are another given name; a surname may stand at either end.
TEST(GivenNames, OfTwoSyllablesAreNotTurned) {
  expect_clear("Kim Yong Chol", "Kim Chol Yong");
  expect_clear("Yong Chol Kim", "Chol Yong Kim");
  expect_clear("Wang Xiao Ming", "Wang Ming Xiao");
  expect_clear("Nguyen Minh Duc", "Nguyen Duc Minh");
  expect_hit("Kim Yong Chol", "Yong Chol Kim");
  expect_hit("Kim Yong Chol", "Chol Yong Kim");
  expect_hit("Zamor Vel Quastr", "Zamor Quastr Vel");
}

// "Van" and "Thi", "bin" and "binti" say whether a man or a woman bears the name.
TEST(GivenNames, WordsThatShowTheSex) {
  expect_clear("Nguyen Van Thanh", "Nguyen Thi Thanh");
  expect_clear("Bùi Thị Minh", "Bui Van Minh");
  expect_hit("Nguyen Van Thanh", "Nguyen Thanh");
  expect_hit("Nguyen Thi Thanh", "Nguyễn Thị Thanh");
  EXPECT_LT(score("Zamora binti Quastr", "Zamora bin Quastr"), 0.9);
  EXPECT_LT(score("Zamorov Kamil Quastr oglu", "Zamorov Kamil Quastr qizi"), 0.9);
  EXPECT_GT(score("Zamora binti Quastr", "Zamora bint Quastr"), 0.95);
}

TEST(GivenNames, OfTheWest) {
  expect_hit("Sean Zamorov", "Shawn Zamorov");
  expect_hit("Eoghan Zamorov", "Owen Zamorov");
  expect_hit("Jerzy Zamorov", "George Zamorov");
  expect_hit("Klaus Zamorov", "Nikolaus Zamorov");
  expect_hit("Davinder Zamorov", "Devendra Zamorov");
}

// Spellings of one name, and two names that are near by history only.
TEST(GivenNames, SpellingsAndNeighbours) {
  expect_hit("Tarek Wagdy Zamor", "Tariq Wajdi Zamor");
  expect_hit("Lakshmi Narayanan Zamor", "Laxmi Narayan Zamor");
  expect_hit("Alyona Zamorova", "Alena Zamorova");
  expect_hit("Ion Zamorescu", "Ioan Zamorescu");
  EXPECT_LT(score("Robert Alan Quastrov", "Rupert Alan Quastrov"), 0.85);
}

TEST(GivenNames, ShortFormsOfWestAfrica) {
  expect_hit("Chukwuemeka Zamorov", "Emeka Zamorov");
  expect_hit("Fatoumata Zamorov", "Fatou Zamorov");
  expect_hit("Zamor Diallo", "Zamor Jalloh");
  expect_clear("Babatunde Zamorov", "Oluwaseun Zamorov");
}

TEST(Papers, BehindTheNumberOfAnother) {
  expect_hit("Zamor Quastrov customer payment ref 778899 urgent", "Zamor Quastrov");
}

TEST(Punctuation, AnApostropheMayBeLost) {
  expect_hit("Sean O'Connor", "Shawn O Connor");
  expect_hit("Zamor Quastr O'Brien", "Zamor Quastr O Brien");
  EXPECT_EQ(names::analyze("Zamor O. Malley", names::NameType::kPerson).parts.size(), 3U);
  EXPECT_EQ(names::analyze("Zamor O Quastrov", names::NameType::kPerson).parts.size(), 3U);
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
TEST(Titles, OfDoctors) {
  expect_hit("Prof. Dr. med. Ingrid Zamora", "Ingrid Zamora");
  expect_hit("Dr. rer. nat. Ingrid Zamora", "Ingrid Zamora");
}

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

// A word for a body is half of a name before "Ullah", wherever the family name stands.
TEST(People, AreHalfABodyBeforeUllah) {
  for (const char* other :
       {"Hizb Ullah Astam SAMPLYKHAN", "Hizbullah Astam Samplykhan", "Astam Hizb Ullah Samplykhan"}) {
    EXPECT_GE(compare("Person", "SAMPLYKHAN, Hizb Ullah Astam", other).score, kDefaultThreshold) << other;
  }
}

}  // namespace
}  // namespace penumbra::match
