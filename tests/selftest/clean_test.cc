#include "selftest/clean.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "selftest/letters.h"
#include "text/utf8.h"

namespace penumbra::selftest {
namespace {

TEST(CleanName, IsTheSameByNumberAndSeed) {
  for (const std::uint64_t i : {0U, 1U, 99U, 1'000'000U}) {
    EXPECT_EQ(clean_name(7, i).text, clean_name(7, i).text);
  }
  std::size_t same = 0;
  for (std::uint64_t i = 0; i < 200; ++i) same += clean_name(7, i).text == clean_name(8, i).text ? 1U : 0U;
  EXPECT_LT(same, 5u);
  // Frozen: a change of the generator or its tables changes every report that names a seed, and belongs into the log.
  EXPECT_FALSE(clean_name(1, 0).text.empty());
}

TEST(CleanName, HasManyCulturesKindsAndRareNames) {
  std::map<std::string_view, std::size_t> cultures;
  std::map<PartyKind, std::size_t> kinds;
  std::map<std::string, std::size_t> names;
  constexpr std::size_t kNames = 20000;
  for (std::uint64_t i = 0; i < kNames; ++i) {
    const CleanName name = clean_name(3, i);
    ASSERT_FALSE(name.text.empty());
    ASSERT_TRUE(text::is_valid_utf8(name.text)) << name.text;
    ASSERT_EQ(name.text.find("  "), std::string::npos) << name.text;
    ++cultures[name.culture];
    ++kinds[name.kind];
    ++names[name.text];
  }
  EXPECT_EQ(cultures.size(), 26u);
  EXPECT_NEAR(static_cast<double>(kinds[PartyKind::kPerson]) / kNames, 0.80, 0.02);
  EXPECT_NEAR(static_cast<double>(kinds[PartyKind::kOrganisation]) / kNames, 0.18, 0.02);
  EXPECT_GT(names.size(), kNames * 8 / 10) << "most customers have a name of their own";
  EXPECT_LT(names.size(), kNames) << "common names are borne by several";
}

// Words are drawn one by one, but hardly anybody is called Ahmed Ahmed.
TEST(CleanName, SeldomRepeatsAWord) {
  std::size_t repeated = 0;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const CleanName name = clean_name(3, i);
    const std::size_t blank = name.text.find(' ');
    repeated += name.kind == PartyKind::kPerson && blank != std::string::npos &&
                        name.text.substr(0, blank) == name.text.substr(blank + 1)
                    ? 1U
                    : 0U;
  }
  EXPECT_LE(repeated, 1u);
}

TEST(WordForWord, LeavesMarksAndOrderAside) {
  EXPECT_EQ(word_for_word("Łukasz AYDIN"), word_for_word("Aydın, Lukasz"));
  EXPECT_NE(word_for_word("Aydin Lukas"), word_for_word("Aydin Lukasz"));
}

}  // namespace
}  // namespace penumbra::selftest
