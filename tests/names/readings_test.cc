#include "names/readings.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "names/fold.h"

namespace penumbra::names {
namespace {

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

}  // namespace
}  // namespace penumbra::names
