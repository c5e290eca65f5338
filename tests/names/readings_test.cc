#include "names/readings.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names/east_asian.h"
#include "names/fold.h"

namespace penumbra::names {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string readings_of(std::string_view name, std::size_t part = 0) {
  const Name analysed = analyze(name, NameType::kPerson);
  return part < analysed.parts.size() ? std::string(analysed.view().readings(analysed.parts[part])) : std::string();
}

TEST(Readings, ListFoldsAndDropsRepetitions) {
  ReadingList list("kim");
  list.add_all("gim kim ghim");
  EXPECT_EQ(list.text(), "gim");
  list.add("phim");
  EXPECT_EQ(list.text(), "gim fim");
}

TEST(Readings, ListKeepsItsLimits) {
  ReadingList list("a");
  for (char c = 'b'; c <= 'z'; ++c) {
    list.add(std::string(14, 'a') + c + "o" + c + "u");
  }
  EXPECT_LE(list.text().size(), kMaxReadingBytes);
  EXPECT_LT(std::count(list.text().begin(), list.text().end(), ' '), static_cast<int>(kMaxReadings));
}

TEST(Readings, PlainLatinWordsHaveNone) {
  EXPECT_EQ(readings_of("William Sampleton"), "");
}

TEST(Readings, LettersWithDiacriticsAreWrittenInTwoWays) {
  EXPECT_EQ(readings_of("Jörg Müller"), fold("joerg"));
  EXPECT_EQ(readings_of("Jörg Müller", 1), fold("mueller"));
}

TEST(Readings, BitsCoverFoldAndReadings) {
  const Name name = analyze("Jörg", NameType::kPerson);
  const Part& part = name.parts[0];
  EXPECT_TRUE(part.reading_bits & reading_bit("jorg"));
  EXPECT_TRUE(part.reading_bits & reading_bit(name.view().readings(part)));
  int ranks = 0;
  any_reading(name.view(), part, [&](std::string_view, int rank) {
    EXPECT_EQ(rank, ranks++);
    return false;
  });
  EXPECT_EQ(ranks, 2);
}

std::size_t parts_of(std::string_view name, NameType type = NameType::kPerson) {
  return analyze(name, type).parts.size();
}

TEST(EastAsian, DividesChineseAndKoreanNamesOnly) {
  EXPECT_EQ(parts_of("张伟明"), 2U);
  EXPECT_EQ(parts_of("习明"), 2U);
  EXPECT_EQ(parts_of("欧阳志远"), 2U);
  EXPECT_EQ(parts_of("山本健太"), 2U);
  EXPECT_EQ(parts_of("马丁内斯"), 1U);
  EXPECT_EQ(parts_of("克鲁森"), 1U);
  EXPECT_EQ(parts_of("김성호"), 2U);
  EXPECT_EQ(parts_of("김하늘"), 2U);
  EXPECT_EQ(parts_of("남궁민"), 2U);
  EXPECT_EQ(parts_of("이바노프"), 1U);
  EXPECT_EQ(parts_of("마르코"), 1U);
  EXPECT_EQ(parts_of("张伟明", NameType::kAny), 2U);
  EXPECT_EQ(parts_of("张伟明", NameType::kOrganisation), 1U);
}

TEST(EastAsian, KoreanKeyIsThatOfAllSpellings) {
  for (const std::string_view spelling : {"chunghee", "jungheui", "chunghi", "jeunghee"}) {
    EXPECT_EQ(korean_key(spelling), korean_key("junghui")) << spelling;
  }
  EXPECT_EQ(korean_key("jonghui"), korean_key("jeonghi"));
  EXPECT_NE(korean_key("yongchol"), korean_key("yongchun"));
  EXPECT_EQ(korean_key("Ж"), "");
  EXPECT_EQ(korean_key_of_kana("chorusamu"), korean_key("cholsam"));
  EXPECT_EQ(korean_key_of_kana("watanabe"), "");
}

TEST(Readings, OneLanguageForAllWords) {
  const Name ukrainian = analyze("Олег Грищенко, Київ", NameType::kPerson);
  bool found = false;
  for (const Part& part : ukrainian.parts) {
    found = found || ukrainian.view().latin(part).starts_with("hr");
  }
  EXPECT_TRUE(found);
  const Name kazakh = analyze("Ғани Бігалиев", NameType::kPerson);
  EXPECT_EQ(kazakh.view().latin(kazakh.parts[1]), "bigaliev");
}

TEST(JapaneseNames, AreReadByTheDictionary) {
  EXPECT_THAT(readings_of("中曽根康弘", 0), HasSubstr("nakasone"));
  EXPECT_THAT(readings_of("中曽根康弘", 1), HasSubstr("iasuhiro"));
  EXPECT_THAT(readings_of("高山清司", 1), HasSubstr("kioshi"));
  EXPECT_THAT(readings_of("伊藤博文", 1), HasSubstr("hirobumi"));
  // Beside a Chinese surname a given name is read as Chinese are.
  EXPECT_THAT(readings_of("吕志和", 1), Not(HasSubstr("shiwa")));
}

TEST(JapaneseNames, LongVowelsAreWrittenOrNot) {
  EXPECT_EQ(short_japanese("ohtani"), "otani");
  EXPECT_EQ(short_japanese("satou"), "sato");
  EXPECT_EQ(short_japanese("itoh"), "ito");
  EXPECT_EQ(short_japanese("yuuki"), "yuki");
  EXPECT_EQ(short_japanese("kohei"), "");
  EXPECT_EQ(short_japanese("mahmoud"), "");
  EXPECT_EQ(short_japanese("mohr"), "");
}

}  // namespace
}  // namespace penumbra::names
