// Romanised words of organisations are read by what they mean. All names are invented.
#include "names/romanised.h"

#include <string>

#include <gtest/gtest.h>

#include "names/name.h"

namespace penumbra::names {
namespace {

std::string kinds(std::string_view text, NameType type) {
  std::string out;
  for (const Part& part : analyze(text, type).parts) {
    out += (out.empty() ? "" : " ") + std::string(part_kind_key(part.kind));
  }
  return out;
}

TEST(Romanised, WordsAreFoundWithTheirLanguage) {
  const RomanisedWords& words = RomanisedWords::get();
  ASSERT_NE(words.find("maoyi"), 0);
  EXPECT_EQ(words.at(words.find("maoyi")).english.substr(0, 7), "trading");
  EXPECT_TRUE(words.at(words.find("maoyi")).sure);
  EXPECT_FALSE(words.at(words.find("shipin")).language == words.at(words.find("boeki")).language);
  EXPECT_EQ(words.find("quastrov"), 0);
}

TEST(Romanised, CountBesideASureWordOfTheirLanguage) {
  EXPECT_EQ(kinds("Thwelmu Dianqi Jituan", NameType::kOrganisation), "name generic generic");
  EXPECT_EQ(kinds("Thwelmu Dianqi", NameType::kOrganisation), "name name");
}

TEST(Romanised, PeopleKeepThem) {
  EXPECT_EQ(kinds("Maoyi Keji", NameType::kPerson), kinds("Maoyo Keju", NameType::kPerson));
}

TEST(Romanised, LegalFormsStayForms) {
  EXPECT_EQ(kinds("Thwelmu Maoyi Youxian Gongsi", NameType::kOrganisation), "name generic legal-form");
}

}  // namespace
}  // namespace penumbra::names
