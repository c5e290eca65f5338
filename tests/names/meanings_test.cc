// Words of organisations in other scripts are read by what they mean. All names are invented.
#include "names/meanings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "names/name.h"

namespace penumbra::names {
namespace {

using text::Script;

std::string meaning(std::u32string_view word, Script script) {
  const Meaning* const found = Meanings::get().of_word(word, script);
  return found == nullptr ? "-" : std::string(found->english.substr(0, found->english.find('/')));
}

std::vector<std::string> pieces(std::u32string_view run) {
  std::vector<std::string> out;
  Meanings::get().cut(run, [&](std::u32string_view piece, const Meaning* found) {
    out.push_back(found == nullptr ? std::to_string(piece.size())
                                   : std::string(found->english.substr(0, found->english.find('/'))));
  });
  return out;
}

std::size_t kinds(const Name& name, PartKind kind) {
  std::size_t count = 0;
  for (const Part& part : name.parts) {
    count += part.kind == kind ? 1 : 0;
  }
  return count;
}

TEST(Meanings, AreFoundBehindArticleAndConjunction) {
  EXPECT_EQ(meaning(U"بنك", Script::kArabic), "bank");
  EXPECT_EQ(meaning(U"والصناعة", Script::kArabic), "industry");
  EXPECT_EQ(meaning(U"للنفط", Script::kArabic), "oil");
  EXPECT_EQ(meaning(U"ایرانی", Script::kArabic), "iran");
  EXPECT_EQ(meaning(U"האוניברסיטה", Script::kHebrew), "university");
  EXPECT_EQ(meaning(U"ولید", Script::kArabic), "-");
}

TEST(Meanings, SpellingsOfArabicLettersAreOne) {
  EXPECT_EQ(meaning(U"شركه", Script::kArabic), meaning(U"شركة", Script::kArabic));
  EXPECT_EQ(meaning(U"إسلامي", Script::kArabic), "islamic");
  EXPECT_EQ(meaning(U"اسلامی", Script::kArabic), "islamic");
}

TEST(Meanings, EndingsOfCyrillicWords) {
  EXPECT_EQ(meaning(U"університету", Script::kCyrillic), "university");
  EXPECT_EQ(meaning(U"державний", Script::kCyrillic), "state");
  // No ending of the table: another word.
  EXPECT_EQ(meaning(U"газпром", Script::kCyrillic), "-");
}

TEST(Meanings, CutRunsWithoutBlanks) {
  EXPECT_EQ(pieces(U"北京航天科技集团"),
            (std::vector<std::string>{"beijing", "aerospace", "science technology", "group"}));
  EXPECT_EQ(pieces(U"甲乙貿易"), (std::vector<std::string>{"2", "trading"}));
  EXPECT_EQ(pieces(U"뫄돠무역은행"), (std::vector<std::string>{"2", "trading", "bank"}));
  EXPECT_EQ(pieces(U"國防部"), (std::vector<std::string>{"defense", "ministry"}));
  EXPECT_EQ(pieces(U"部"), (std::vector<std::string>{"1"}));
  // Longer than a piece of the division.
  std::u32string longer;
  for (int i = 0; i < 100; ++i) {
    longer += U"銀行";
  }
  EXPECT_EQ(pieces(longer).size(), 100U);
}

TEST(Meanings, OrganisationsAreReadByThem) {
  const Name bank = analyze("بنك الزمردا التجاري", NameType::kOrganisation);
  EXPECT_EQ(kinds(bank, PartKind::kGeneric), 2U);
  const Name state = analyze("日本甲乙銀行", NameType::kOrganisation);
  EXPECT_EQ(kinds(state, PartKind::kPlace), 1U);
  EXPECT_EQ(kinds(state, PartKind::kGeneric), 1U);
}

TEST(Meanings, PeopleAreNot) {
  for (const char* name :
       {"عمران فولاد", "王建设", "김우주", "ไพศาล สมชาย", "أحمد العسكري", "गीता सरकार", "Сила Петренко"}) {
    for (const NameType type : {NameType::kPerson, NameType::kAny}) {
      const Name read = analyze(name, type);
      EXPECT_EQ(kinds(read, PartKind::kGeneric) + kinds(read, PartKind::kPlace), 0U) << name;
    }
  }
}

TEST(Meanings, NameOfNoStatedKindShowsWhatItIs) {
  EXPECT_TRUE(Meanings::get().shows_organisation(U"甲乙銀行大学"));
  EXPECT_TRUE(Meanings::get().shows_organisation(U"شركة الزمردا"));
  EXPECT_FALSE(Meanings::get().shows_organisation(U"محمد الزمردي"));
  EXPECT_FALSE(Meanings::get().shows_organisation(U""));
}

}  // namespace
}  // namespace penumbra::names
