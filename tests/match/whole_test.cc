#include "match/whole.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "match/anchors.h"
#include "match/distance.h"
#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

using names::NameType;

int edits(std::string_view a, std::string_view b, NameType type = NameType::kAny) {
  const names::Name x = names::analyze(a, type);
  const names::Name y = names::analyze(b, type);
  const int forth = whole_edits(x, y);
  EXPECT_EQ(forth, whole_edits(y, x)) << a << " | " << b;
  if (forth >= 0) {
    // The promise to indexes.
    bool near = false;
    for (const std::string& s : whole_forms(x)) {
      for (const std::string& t : whole_forms(y)) {
        near = near || osa_distance(s, t) <= joined_edits(std::min(s.size(), t.size()));
      }
    }
    EXPECT_TRUE(near) << a << " | " << b;
    EXPECT_TRUE(share_anchor(x, y)) << a << " | " << b;
  }
  return forth;
}

TEST(Whole, BlanksDoNotCount) {
  EXPECT_EQ(edits("ZAMORALIMITED", "ZAMORA LIMITED"), 0);
  EXPECT_EQ(edits("Qzmorah Vraststan (QV)", "QzmorahVraststan(QV)"), 0);
  EXPECT_EQ(edits("Zamo raSIA", "Zamora SIA"), 0);
}

TEST(Whole, DigitsStandForLettersBesideLetters) {
  EXPECT_EQ(edits("QV4ST4 1MPERIA1", "QVASTA IMPERIAL", NameType::kOrganisation), 0);
  EXPECT_EQ(edits("80URVAST", "BOURVAST", NameType::kAircraft), 0);
  EXPECT_EQ(edits("Zamora 7", "Zamorat", NameType::kOrganisation), -1);
  EXPECT_EQ(edits("Zamora 1 2", "Zamora i2", NameType::kVessel), -1);
}

TEST(Whole, NumbersAreNotDividedElsewhere) {
  EXPECT_EQ(edits("Flight 12 3", "Flight 1 23", NameType::kAircraft), -1);
  EXPECT_EQ(edits("Flight 12 3", "Flight 12 3", NameType::kAircraft), 0);
}

TEST(Whole, OneSlipMakesNoWordOfTheTablesOfAnother) {
  EXPECT_EQ(edits("Zamora Fkve Ltd", "Zamora Five Ltd", NameType::kOrganisation), 1);
  // One in a place of several words is mended before.
  EXPECT_EQ(edits("Zamora Bosnja and Herzegovina", "Zamora Bosnia and Herzegovina", NameType::kOrganisation), 0);
  EXPECT_EQ(edits("Zamora Fve Ltd", "Zamora Five Ltd", NameType::kOrganisation), 1);
  // In a legal form, which falls to pieces of one letter or two.
  EXPECT_EQ(edits("Zamora, S.uA. de C.V.", "Zamora, S.A. de C.V.", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Zamora, S.A. de .V.", "Zamora, S.A. de C.V.", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Zamora, S.A. DiE C.V.", "Zamora, S.A. de C.V.", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Zamora Sam", "Zamora SA", NameType::kOrganisation), -1);
  EXPECT_EQ(edits("Zamora Sax", "Zamora SA", NameType::kOrganisation), -1);
  EXPECT_EQ(edits("Zamora of Iran", "Zamora of Iraq", NameType::kOrganisation), -1);
  EXPECT_EQ(edits("Zamora Fund II", "Zamora Fund III", NameType::kOrganisation), -1);
  EXPECT_EQ(edits("A. Zamoran", "B. Zamoran", NameType::kPerson), -1);
  EXPECT_EQ(edits("Zamora 17", "Zamora 18", NameType::kVessel), -1);
}

TEST(Whole, ASlipThatMadeSeveralWordsOfOneIsJudgedByWhatWasWritten) {
  // "Seven", "electr" and "on" are words of tables; what was written is none.
  EXPECT_EQ(edits("Zamora Sevenroye Works", "Zamora Severnoye Works", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Zamora Electrwon Ltd", "Zamora Electron Ltd", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Siciid Abdullaih", "Siciid Abdullahi", NameType::kPerson), 1);
  // Hyphens part words of their own.
  EXPECT_EQ(edits("Zamora Iran-Bank", "Zamora Iraq-Bank", NameType::kOrganisation), -1);
}

TEST(Whole, ALetterThatIsMissingBelongsToEitherWordBesideIt) {
  EXPECT_EQ(edits("Zamora Middle Eas FZCO", "Zamora Middle East FZCO", NameType::kOrganisation), 1);
  EXPECT_EQ(edits("Zamora iddleworks FZCO", "Zamora Middleworks FZCO", NameType::kOrganisation), 1);
}

TEST(Whole, OutsideItsLimitsThereIsNone) {
  EXPECT_TRUE(whole_forms(names::analyze("abc", NameType::kAny)).empty());
  EXPECT_TRUE(whole_forms(names::analyze("", NameType::kAny)).empty());
  EXPECT_TRUE(whole_forms(names::analyze("王小明", NameType::kPerson)).empty());
  std::string long_name;
  for (int i = 0; i < 40; ++i) long_name += "quastrovthwelm ";
  EXPECT_TRUE(whole_forms(names::analyze(long_name, NameType::kAny)).empty());
}

TEST(Whole, MoreDisguisedLettersThanAWordHasBits) {
  const std::string name = "qv" + std::string(70, '1') + "n";
  const auto forms = whole_forms(names::analyze(name, NameType::kAny));
  // As written, and as it is meant: with so many letters to choose not every way is tried.
  EXPECT_EQ(forms.size(), 2U);
  EXPECT_EQ(edits(name, name), 0);
}

TEST(Whole, NamesOfTheSameLettersAreHits) {
  for (const auto& [a, b] :
       {std::pair{"ZAMORALIMITED", "ZAMORA LIMITED"}, std::pair{"Qvastrov Fkve Ltd", "Qvastrov Five Ltd"},
        std::pair{"QV4STR0 1MPERIA1", "QVASTRO IMPERIAL"}}) {
    const names::Name x = names::analyze(a, NameType::kAny);
    const names::Name y = names::analyze(b, NameType::kOrganisation);
    const NameScore score = compare_names(x, y);
    EXPECT_GE(score.score(), kDefaultThreshold) << a;
    EXPECT_EQ(score_names(x, y), score.points) << a;
    int sum = 0;
    for (const Point& point : score.explanation) sum += point.points;
    EXPECT_EQ(sum, score.points) << a;
  }
}

TEST(Slip, TwoInUnknownWordsOfALongName) {
  const auto score = [](std::string_view a, std::string_view b) {
    return compare_names(names::analyze(a, NameType::kPerson), names::analyze(b, NameType::kPerson)).score();
  };
  EXPECT_GE(score("Qvastrim Thwelmon", "Qvasttim Thwellmon"), kDefaultThreshold);
  // One of them may make a name that people bear, where the other makes none and enough is left.
  EXPECT_GE(score("Alexeey Quastroj", "Alexey Quastron"), kDefaultThreshold);
  // What is like half of a compound is that half with a slip.
  EXPECT_GE(score("Abddul Swamad", "Abdul Samad"), kDefaultThreshold);
  EXPECT_LT(score("Salim Adnam", "Salam Adnan"), kDefaultThreshold);
  // One may make a word of an article.
  EXPECT_GE(score("Qvastrim Ao-Mthwelmon", "Qvastrim Al-Thwelmon"), kDefaultThreshold);
  // Two edits in one short word, or words that people bear.
  EXPECT_LT(score("Adnan Aslam", "Adnan Salah"), kDefaultThreshold);
  EXPECT_LT(score("Mario Lopes", "Maria Lopez Alba"), kDefaultThreshold);
}

}  // namespace
}  // namespace penumbra::match
