// Romanised words of organisations are read by what they mean. All names are invented.
#include "names/romanised.h"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "embedded/names_romanised.h"
#include "names/fold.h"
#include "names/name.h"
#include "names/table_text.h"

namespace penumbra::names {
namespace {

std::uint16_t find(std::string_view word) {
  return RomanisedWords::get().find(word, fold(word));
}

std::string kinds(std::string_view text, NameType type) {
  std::string out;
  for (const Part& part : analyze(text, type).parts) {
    out += (out.empty() ? "" : " ") + std::string(part_kind_key(part.kind));
  }
  return out;
}

TEST(Romanised, WordsAreFoundWithTheirLanguage) {
  const RomanisedWords& words = RomanisedWords::get();
  ASSERT_NE(find("maoyi"), 0);
  EXPECT_EQ(words.at(find("maoyi")).english.substr(0, 7), "trading");
  EXPECT_TRUE(words.at(find("maoyi")).sure);
  EXPECT_FALSE(words.at(find("shipin")).language == words.at(find("boeki")).language);
  EXPECT_EQ(find("quastrov"), 0);
}

TEST(Romanised, CountBesideASureWordOfTheirLanguage) {
  EXPECT_EQ(kinds("Thwelmu Dianqi Jituan", NameType::kOrganisation), "name generic generic");
  EXPECT_EQ(kinds("Thwelmu Dianqi", NameType::kOrganisation), "name name");
}

TEST(Romanised, PeopleKeepThem) {
  EXPECT_EQ(kinds("Maoyi Keji", NameType::kPerson), kinds("Maoyo Keju", NameType::kPerson));
}

TEST(Romanised, SlavicWordsHaveTheirEndings) {
  const RomanisedWords& words = RomanisedWords::get();
  for (const char* word : {"mashinostroitelny", "mashinostroitelnyi", "mashinostroitelnaya", "mashinostroitelnogo",
                           "masinostroitelnych"}) {
    const std::uint16_t number = find(word);
    EXPECT_EQ(words.at(number).english.substr(0, 11), number == 0 ? "" : "engineering") << word;
  }
  EXPECT_NE(find("mashinostroitelnykh"), 0);
  EXPECT_EQ(find("mashinostroitelxx"), 0);
  // The fold has one of two letters: "Elektron" is a name, "elektronny" is not.
  EXPECT_EQ(find("elektron"), 0);
  EXPECT_NE(find("elektronnoye"), 0);
}

TEST(Romanised, ThereIsRoomForNoMoreThanTheMostParts) {
  // Every word means three: what has no room stays as it sounds.
  for (const char* word : {"TsNII", "Yanjiusuo"}) {
    for (std::size_t count = kMaxParts - 3; count <= kMaxParts + 1; ++count) {
      std::string text = "Thwelmu";
      for (std::size_t i = 1; i < count; ++i) text += std::string(" ") + word;
      EXPECT_LE(analyze(text, NameType::kOrganisation).parts.size(), kMaxParts) << count;
    }
  }
}

TEST(Romanised, SlavicWordsCountBesideASureOne) {
  // "Institut" is a word of many languages; "TsNII" is not.
  EXPECT_EQ(kinds("Thwelmu Konstruktorskoye Byuro", NameType::kOrganisation), "name generic generic");
  EXPECT_EQ(kinds("Твелму Конструкторское бюро", NameType::kOrganisation), "name generic generic");
  EXPECT_EQ(kinds("TsNII Thwelmu", NameType::kOrganisation), "generic generic generic name");
  EXPECT_EQ(kinds("OOO Thwelmu", NameType::kOrganisation), "legal-form name");
  EXPECT_EQ(kinds("NPO AO", NameType::kOrganisation).find(' '), kinds("NPO AO", NameType::kOrganisation).rfind(' '))
      << "an abbreviation that is all of a name stays one word";
}

TEST(Romanised, ArabicAndPersianWordsHaveTheirEndings) {
  const RomanisedWords& words = RomanisedWords::get();
  for (const char* word : {"tijara", "tijarah", "tigariya", "littijariyya"}) {
    const std::uint16_t number = find(word);
    ASSERT_NE(number, 0) << word;
    EXPECT_EQ(words.at(number).english.substr(0, 7), "trading") << word;
  }
  EXPECT_NE(find("sherkathaye"), 0);
  EXPECT_NE(find("bazarganiye"), 0);
  // Of another language's endings it has none, and short words are met by their letters alone.
  EXPECT_EQ(find("tijarovich"), 0);
  EXPECT_EQ(find("sina"), 0);
  EXPECT_EQ(kinds("Sherkat-e Tose'e-ye Quastrov", NameType::kOrganisation), "generic particle generic particle name");
  EXPECT_EQ(kinds("Masraf Quastrov lil-Istithmar", NameType::kOrganisation), "generic name stop generic");
  EXPECT_EQ(kinds("Lajnat Quastrov", NameType::kOrganisation), "generic name");
  EXPECT_EQ(kinds("Lajnat Quastrov", NameType::kPerson), kinds("Zalvet Quastrov", NameType::kPerson));
}

TEST(Romanised, OneFamilyOfLanguagesSharesItsWords) {
  // "Naft" is oil in both; "sherkat" shows Persian, "sharikat" Arabic.
  EXPECT_EQ(kinds("Sherkat Naft Quastrov", NameType::kOrganisation), "generic generic name");
  EXPECT_EQ(kinds("Sharikat Naft Quastrov", NameType::kOrganisation), "generic generic name");
  EXPECT_EQ(kinds("Naft Quastrov", NameType::kOrganisation), "name name");
}

TEST(Romanised, EverySpellingStandsOnce) {
  // The first meaning of a word counts, so that a second one would be lost without a sign.
  std::set<std::pair<std::string, bool>> seen;
  std::string language;
  for (std::string_view table = embedded::names_romanised(); !table.empty();) {
    std::string_view line = take_table_text(table, '\n');
    if (line.starts_with("language ")) {
      language = line;
      seen.clear();
      continue;
    }
    if (line.empty() || line.front() == '#' || line.starts_with("endings ")) continue;
    take_table_text(line, '|');
    while (!line.empty()) {
      const std::string_view spelling = take_table_text(line, ',');
      EXPECT_TRUE(seen.emplace(spelling, spelling.ends_with('*')).second) << language << ": " << spelling;
    }
  }
}

TEST(Romanised, LegalFormsStayForms) {
  EXPECT_EQ(kinds("Thwelmu Maoyi Youxian Gongsi", NameType::kOrganisation), "name generic legal-form");
}

}  // namespace
}  // namespace penumbra::names
