// How common words, single slips, kinds and syllables change a score.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "match/relate.h"
#include "match/score.h"
#include "match/slip.h"
#include "match/weights.h"
#include "names/name.h"

namespace penumbra::match {
namespace {

using names::NameType;

double score(const char* schema, const char* a, const char* b) {
  return compare(schema, a, b).score;
}

bool has(const NameScore& result, Feature feature) {
  return std::any_of(result.explanation.begin(), result.explanation.end(),
                     [&](const Point& point) { return point.feature == feature; });
}

int sum(const NameScore& result) {
  return std::accumulate(result.explanation.begin(), result.explanation.end(), 0,
                         [](int all, const Point& point) { return all + point.points; });
}

TEST(Commonness, EqualCommonNamesSayLittleLessThanRareOnes) {
  const double common = score("Person", "John Smith", "John Smith");
  const double rare = score("Person", "Zvyozdolin Quastrofer", "Zvyozdolin Quastrofer");
  EXPECT_GT(rare, common);
  EXPECT_GT(common, 0.95);
}

TEST(Commonness, OtherWordsInUseAreNoSlips) {
  // The same edit in words that people bear and in words that nobody bears.
  EXPECT_LT(score("Person", "Zvyozdolin Lopes", "Zvyozdolin Lopez"),
            score("Person", "Zvyozdolin Qopes", "Zvyozdolin Qopez"));
  EXPECT_LT(score("Person", "Daniela Gomes", "Daniela Gomez Velazquez"), kDefaultThreshold);
}

TEST(Commonness, ContainedNamesNeedRareWords) {
  EXPECT_LT(score("Person", "Wilson William", "Glenn William Wilson"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Karen Hernandez", "Karen Stefany Hernandez Vanegas"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Zvyozdolin Quastrofer", "Zvyozdolin Petrovich Quastrofer"), kDefaultThreshold);
}

TEST(Commonness, AFirstNameIsLeftOutBesideARareFamilyName) {
  EXPECT_GE(score("Person", "Paul Quastrofer", "James Paul Quastrofer"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Paul Quastrofer", "James Paul Quastrofer"),
            score("Person", "James Quastrofer", "James Paul Quastrofer"));
  EXPECT_LT(score("Person", "Mikhail Petrov", "Ivan Mikhail Petrov"), kDefaultThreshold);
}

TEST(Commonness, InitialBesideACommonNameIsLittleToGoBy) {
  EXPECT_LT(score("Person", "J. Smith", "John Smith"), score("Person", "J. Quastrofer", "John Quastrofer"));
}

TEST(Commonness, AnotherOrderAndASecondEditNeedRareWords) {
  // Turned round, and a word left out besides.
  EXPECT_LT(score("Person", "Mahmoud Ahmed Ali", "Ali Muhammad Habib Mahmoud"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Quastrofer Zvyozdolin", "Zvyozdolin Petrovich Quastrofer"), kDefaultThreshold);
  // Turned round alone is a hit, less so where many share the words.
  EXPECT_GE(score("Person", "Smith John", "John Smith"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Smith John", "John Smith"),
            score("Person", "Quastrofer Zvyozdolin", "Zvyozdolin Quastrofer"));
}

TEST(Commonness, AWordLeftOutBesideAnotherSpellingNeedsRareWords) {
  // Each alone is plausible; both, between names that many bear, are another person's.
  EXPECT_GE(score("Person", "Yousef Karim Hassan", "Yousef Hassan"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Yusuf Hassan", "Yousef Hassan"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Yusuf Karim Hassan", "Yousef Hassan"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Yusuf Karim Quastrofer", "Yousef Quastrofer"), kDefaultThreshold);
  // Many leave out their father's name, turned round or spelt otherwise.
  EXPECT_GE(score("Person", "Karim Ivanov", "Karim Petrovich Iwanow"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Litvin Vladimir", "Vladimir Zalmanovich Litvin"), kDefaultThreshold);
}

// A name of no kind in words that people bear, against organisations and ships.
double unstated(const char* query, const char* listed, NameType type) {
  return compare_names(names::analyze(query, NameType::kAny), names::analyze(listed, type)).points / double{kScoreUnit};
}

TEST(Commonness, WhatLooksLikeAPersonIsAnotherKindOnlyWhole) {
  EXPECT_GE(unstated("Maria Lopez", "Maria Lopez Ltd", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_GE(unstated("Maria Lopez", "MARIA LOPEZ", NameType::kVessel), kDefaultThreshold);
  EXPECT_LT(unstated("Maria Lopez", "Maria Lopes Ltd", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_LT(unstated("Maria", "MARIAN", NameType::kVessel), kDefaultThreshold);
  EXPECT_GE(unstated("Delie", "DELICE", NameType::kVessel), kDefaultThreshold);  // hardly a person's, and a slip
  EXPECT_GE(unstated("Maria Grzce", "MARIA GRACE", NameType::kVessel), kDefaultThreshold);  // nobody's name
  EXPECT_LT(unstated("Maria Grace", "MARIA GRZCE", NameType::kVessel), kDefaultThreshold);
  // A slip may make a word in use of one in use, where few bear it.
  EXPECT_GE(unstated("Sad Swan", "SAND SWAN", NameType::kVessel), kDefaultThreshold);
  EXPECT_LT(unstated("Sri", "ERI", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_LT(unstated("Maria Lopez Santos", "MARIA LOPEZ", NameType::kVessel), kDefaultThreshold);
  EXPECT_GE(unstated("AL-IBM", "AL-INM", NameType::kAircraft), kDefaultThreshold);
  EXPECT_GE(unstated("Quastrofer Works", "Quastrofers Works", NameType::kOrganisation), kDefaultThreshold);
  // One word is hardly a person's name, and a word for a trade no other name.
  EXPECT_GE(unstated("Lazarus", "LAZARUS GROUP", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_LT(unstated("Falcon", "FALCON GROUP", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_LT(unstated("John Lazarus", "LAZARUS GROUP", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_LT(unstated("Lazarus", "LAZARUS MUSTER", NameType::kOrganisation), kDefaultThreshold);
  EXPECT_TRUE(has(compare_names(names::analyze("Maria", NameType::kAny), names::analyze("MARIAN", NameType::kVessel)),
                  Feature::kOtherKind));
}

TEST(Slip, HoldsTheWholeNameAtTheThreshold) {
  for (const auto& [schema, a, b] :
       {std::tuple{"Company", "LLC Sample Insurance of Muster", "LLC Sample Insurance Oo Muster"},
        std::tuple{"Company", "Sample Works Limited", "Sample Works Limpited"},
        std::tuple{"Organization", "QZRVL", "QZVL"}, std::tuple{"Organization", "QZRV", "lQZRV"},
        std::tuple{"Vessel", "Musterado", "Mustrado"}, std::tuple{"Person", "Quozo", "Qozo"},
        std::tuple{"Person", "Mario Lopezanda", "Maria Lopezanda"},
        std::tuple{"Person", "Forugh Modarresi", "Fough Modarresi"}}) {
    const PairComparison result = compare(schema, a, b);
    EXPECT_TRUE(result.hit) << a << " | " << b << " " << result.score;
    EXPECT_EQ(sum(result.detail), result.detail.points) << a;
  }
}

TEST(Slip, IsNoneInShortNamesOfPinyin) {
  // A letter is another syllable, unless what it makes is none.
  EXPECT_LT(score("Person", "Chen Yu", "Chin Yu"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Zheng Wei", "Zhang Wei"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Zhwng Haowei", "Zhang Haowei"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Fengwei Liu", "Fangwei Li"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Fengwxi Liu", "Fengwei Li"), kDefaultThreshold);
}

TEST(Slip, IsNoneBetweenTwoCommonNamesWhereLittleElseMet) {
  EXPECT_LT(score("Person", "Maria", "Marta"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Mario Lopez", "Maria Lopez"), kDefaultThreshold);
  // A word beside others must be commoner for that than a single one.
  EXPECT_GE(score("Person", "Haqi Anis", "Haqi Nais"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Abdul Hashmi", "Abdul Hashim"), kDefaultThreshold);
  // Ships and firms are not named by drawing from what people bear.
  EXPECT_GE(score("Vessel", "Maria", "Marta"), kDefaultThreshold);
}

TEST(Slip, OfHandIsOneOfThoseThatHandsMake) {
  EXPECT_EQ(slip_of_hand("qzr", "zqr"), SlipOfHand::kUsual);
  EXPECT_EQ(slip_of_hand("qzr", "qz"), SlipOfHand::kUsual);
  EXPECT_EQ(slip_of_hand("qzr", "qzzr"), SlipOfHand::kUsual);
  EXPECT_EQ(slip_of_hand("qzr", "qzt"), SlipOfHand::kUsual);
  EXPECT_EQ(slip_of_hand("qaz", "qqz"), SlipOfHand::kUsual);
  EXPECT_EQ(slip_of_hand("qzr", "qzm"), SlipOfHand::kAnyLetter);
  EXPECT_EQ(slip_of_hand("qz1", "qz2"), SlipOfHand::kAnyLetter);
  EXPECT_EQ(slip_of_hand("qzr", "qzr"), SlipOfHand::kNone);
  EXPECT_EQ(slip_of_hand("qzr", "zrq"), SlipOfHand::kNone);
  EXPECT_EQ(slip_of_hand("", ""), SlipOfHand::kNone);
  EXPECT_EQ(slip_of_hand("", "q"), SlipOfHand::kUsual);
}

// Three letters stand for many things: where they are the name, another letter is another thing, unless hands easily
// get it wrong.
TEST(OnlyName, OfThreeLettersIsThatNameOrAnother) {
  EXPECT_GE(score("Organization", "QZR", "ZQR"), kDefaultThreshold);
  EXPECT_GE(score("Organization", "QZR", "QZT"), kDefaultThreshold);
  EXPECT_GE(score("Company", "QZR International", "ZQR International"), kDefaultThreshold);
  EXPECT_LT(score("Company", "QZR International", "QZV International"), kDefaultThreshold);
  EXPECT_LT(score("Company", "QZR International", "International ZQR"), kDefaultThreshold);
  // The same legal form makes up for it, another one does not. Two letters say nothing.
  EXPECT_GE(score("Company", "JSC QZR", "JSC QZV"), kDefaultThreshold);
  EXPECT_LT(score("Company", "QZR AG", "QZV SA"), kDefaultThreshold);
  EXPECT_LT(score("Organization", "QZ", "QZR"), kDefaultThreshold);
  EXPECT_LT(score("Organization", "QZR", "QZV"), kDefaultThreshold);
  EXPECT_GE(score("Organization", "QZR", "lQZR"), kDefaultThreshold);  // one of four that lost a letter
  EXPECT_LT(score("Company", "QZR Bank", "Bank QZVR"), kDefaultThreshold);
  EXPECT_LT(score("Company", "QAE Systems", "QM SYSTEMS EAD"), kDefaultThreshold);
  EXPECT_GE(score("Company", "QZR Bank", "QZV Bank"), kDefaultThreshold);
  EXPECT_GE(score("Company", "QZR Ltd", "QZR"), kDefaultThreshold);
}

TEST(OnlyName, IsNoShortFormOfAnother) {
  EXPECT_LT(score("Person", "Leonardo", "Leo"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Leonardo Sampleton", "Leo Sampleton"), kDefaultThreshold);
  EXPECT_LT(unstated("Leonardo", "Leo", NameType::kPerson), kDefaultThreshold);
}

// A title is none of a ship's: its name is compared as it stands.
TEST(Kind, AShipIsNoPersonWithATitle) {
  EXPECT_LT(unstated("King Zarnitsar", "ZARNITSAR", NameType::kVessel), kDefaultThreshold);
}

TEST(Acronym, IsNoShip) {
  const auto ship = names::analyze("HAWK", NameType::kVessel);
  const auto firm = names::analyze("Hagenmuster & Waldmuster KG", NameType::kOrganisation);
  EXPECT_LT(compare_names(firm, ship).points, static_cast<int>(kDefaultThreshold * kScoreUnit));
}

TEST(Slip, NumbersFormsAndInitialsAreDecisive) {
  EXPECT_LT(score("Vessel", "Victory 3", "Victory 4"), kDefaultThreshold);
  EXPECT_LT(score("Company", "Sample Fund IV", "Sample Fund V"), kDefaultThreshold);
  EXPECT_FALSE(has(compare("Person", "John K. Sampleton", "John L. Sampleton").detail, Feature::kOneSlip));
  EXPECT_LT(score("Company", "Bank of Iran", "Bank of Iraq"), kDefaultThreshold);
}

// An index finds names by one side that has met in full, and gives up those of which two words are dear.
TEST(Slip, MovesNoBoundaryAndDisturbsNoWordsBesides) {
  for (const auto& [schema, a, b] :
       {std::tuple{"Person", "Annq Mzrie", "Annqm Arie"}, std::tuple{"Person", "Forugh Xolin", "Foru Ghxoli"},
        std::tuple{"Company", "Qz Vrat", "Qzv Rax"}, std::tuple{"Person", "Chemq Dozil", "Cem Qdozil"}}) {
    const PairComparison result = compare(schema, a, b);
    EXPECT_FALSE(has(result.detail, Feature::kOneSlip)) << a << " | " << b << " " << result.score;
  }
}

TEST(Ships, AFurtherWordIsAnotherShip) {
  EXPECT_LT(score("Vessel", "Quastrofer", "White Quastrofer"), kDefaultThreshold);
  EXPECT_LT(score("Vessel", "Quastrofer", "Quastrofer 3"), 0.75);
  const names::Name ship = names::analyze("Quastrofer", NameType::kVessel);
  const names::Name firm = names::analyze("Quastrofer Accounting Ltd", NameType::kAny);
  EXPECT_LT(compare_names(ship, firm).score(), kDefaultThreshold);
}

TEST(Commonness, AnotherWordInUseBesideCommonOnesIsAnotherName) {
  EXPECT_LT(score("Person", "Adnan Hussain", "Hanan Husayn"), kDefaultThreshold);
  EXPECT_LT(score("Person", "Muhammad Nadeem Gupta", "Muhammad Naeem"), kDefaultThreshold);
}

TEST(Syllables, AKoreanGivenNameIsWhole) {
  EXPECT_LT(score("Person", "Kang Tae-min", "Min Kang"), kDefaultThreshold);
  EXPECT_GE(score("Person", "Kang Tae-min", "Taemin Kang"), kDefaultThreshold);
}

TEST(Slip, TwoSlipsAreNotOne) {
  EXPECT_FALSE(has(compare("Organization", "TOBNA", "TEBMA").detail, Feature::kOneSlip));
  EXPECT_LT(score("Organization", "TOBNA", "KEBMA"), kDefaultThreshold);
}

TEST(Syllables, AnotherSyllableIsAnotherName) {
  EXPECT_LT(score("Person", "張志成", "Zhang Jicheng"), kDefaultThreshold);
  EXPECT_GE(score("Person", "張志成", "Zhang Zhicheng"), 0.95);
  EXPECT_LT(score("Person", "박정식", "Pak Yong Sik"), kDefaultThreshold);
  EXPECT_GE(score("Person", "박용식", "Pak Yong Sik"), 0.90);
}

TEST(Kinds, APersonIsNoFirm) {
  const names::Name person = names::analyze("Tyler White", NameType::kPerson);
  const names::Name firm = names::analyze("White Tyler Trading Company", NameType::kOrganisation);
  const NameScore result = compare_names(person, firm);
  EXPECT_TRUE(has(result, Feature::kOtherKind));
  EXPECT_LT(result.score(), kDefaultThreshold);
  EXPECT_EQ(sum(result), result.points);
}

TEST(ShortWords, AcronymsOfOneSoundAreApart) {
  EXPECT_LT(score("Company", "IPCC", "EEPC"), 0.90);
  EXPECT_GE(score("Person", "Ali Quastrofer", "Aly Quastrofer"), 0.90);
}

// The promise of kPairedFloor, on names that leave a number on one side and a word on the other.
TEST(PairedFloor, BothSidesLeftStayBelow) {
  for (const auto& [a, b] :
       {std::pair{"Sample Works 1", "Sample Works Trading"}, std::pair{"Alfamuster 1", "Alfamuster Bank"}}) {
    EXPECT_LT(score("Company", a, b), kPairedFloor) << a << " | " << b;
    const PairComparison result = compare("Company", a, b);
    EXPECT_EQ(sum(result.detail), result.detail.points);
  }
}

// Two initials that fit beside an equal family name say about as much as a word; a letter is an initial before it is a
// title or "and".
TEST(Initials, TwoThatFitCountAsAWord) {
  EXPECT_TRUE(compare("Person", "H. J. Quastrov", "Quastrov, Hamid Jabir").hit);
  EXPECT_TRUE(compare("Person", "S Y Quastrov", "Salihu Yusuf Quastrov").hit);
  EXPECT_TRUE(compare("Person", "K. Quastrov-Thwelm", "Quastrov-Thwelm, Khaled").hit);  // "Khaled" folds to "haled"
  EXPECT_FALSE(compare("Person", "H. L. Quastrov", "Quastrov, Hamid Jabir").hit);
}

}  // namespace
}  // namespace penumbra::match
