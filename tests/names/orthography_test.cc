#include "names/orthography.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names/fold.h"
#include "names/name.h"

namespace penumbra::names {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string readings_of(std::string_view name, std::size_t part) {
  const Name analysed = analyze(name, NameType::kPerson);
  return part < analysed.parts.size() ? " " + std::string(analysed.view().readings(analysed.parts[part])) + " "
                                      : std::string();
}

std::string word(std::string_view latin) {
  return " " + fold(latin) + " ";
}

TEST(Orthography, AWordIsReadAsItsLanguageSpellsIt) {
  EXPECT_THAT(readings_of("Grigori Schtscherbatschow", 1), HasSubstr(word("shcherbachev")));
  EXPECT_THAT(readings_of("Grigori Chtcherbatchev", 1), HasSubstr(word("shcherbachev")));
  EXPECT_THAT(readings_of("Grigorij Szczerbaczow", 1), HasSubstr(word("shcherbachev")));
  EXPECT_THAT(readings_of("Grigori Sjtsjerbatsjov", 1), HasSubstr(word("shcherbachev")));
  EXPECT_THAT(readings_of("Grigorij Scserbacsov", 1), HasSubstr(word("shcherbachev")));
  EXPECT_THAT(readings_of("Grigorij Ščerbačov", 1), HasSubstr(word("shcherbachev")));
}

TEST(Orthography, OneWordShowsTheLanguageOfAll) {
  EXPECT_THAT(readings_of("Tschingis Rasin", 1), HasSubstr(word("razin")));
  EXPECT_THAT(readings_of("Boris Rasin", 1), Not(HasSubstr(word("razin"))));
}

TEST(Orthography, WhatALanguageNeverWritesExcludesItForAllWords) {
  EXPECT_THAT(readings_of("Mischa Quaschkow", 1), HasSubstr(word("quazhkov")));
  EXPECT_THAT(readings_of("Misha Quaschkow", 1), Not(HasSubstr(word("quazhkov"))));
}

TEST(Orthography, EndingsOfBalticLanguagesGo) {
  EXPECT_THAT(readings_of("Andrejs Brostrovs", 1), HasSubstr(word("brostrov")));
  EXPECT_THAT(readings_of("Andrejus Brostrovas", 1), HasSubstr(word("brostrov")));
}

TEST(Orthography, BelarusianFormsAreReadAsRussianOnes) {
  EXPECT_THAT(readings_of("Siarhei Zamarachanka", 1), HasSubstr(word("zomorochenko")));
  EXPECT_THAT(readings_of("Siarhei Quartsiapanau", 1), Not(HasSubstr(word("quartepanov"))));  // no Belarusian writes q
  EXPECT_THAT(readings_of("Dzmitry Hramiapanau", 1), HasSubstr(word("gramepanov")));
  EXPECT_THAT(readings_of("Źmicier Hramiapanaŭ", 1), HasSubstr(word("gramepanov")));
  EXPECT_THAT(readings_of("Amadou Traorou", 1), Not(HasSubstr(word("traorov"))));
}

TEST(Orthography, WordsInUseKeepTheirLetters) {
  for (const char* name :
       {"Charles Mitchell", "Richard Church", "Candy Cole", "Adam Williams", "James Collins", "Xavier Fox"}) {
    const Name analysed = analyze(name, NameType::kPerson);
    for (const Part& part : analysed.parts) {
      EXPECT_EQ(analysed.view().readings(part), "") << name;
    }
  }
}

TEST(Orthography, MarksOfLongOrEmptyWordsAreNone) {
  EXPECT_EQ(language_marks(std::string_view()).any(), 0U);
  EXPECT_EQ(language_marks(std::string(kMaxSpelledLetters + 1, 'z')).any(), 0U);
  EXPECT_NE(language_marks("tsch").any(), 0U);
}

}  // namespace
}  // namespace penumbra::names
