#include "learn/letters.h"

#include <gtest/gtest.h>

namespace penumbra::learn {
namespace {

// Parties of invented names, each with a spelling that writes i for e and parties beside them that differ in a final
// vowel.
std::vector<PartyName> names() {
  std::vector<PartyName> out;
  const std::string consonants = "bdgkmnrt";
  int party = 0;
  for (const char x : consonants) {
    for (const char y : consonants) {
      const std::string stem = std::string("be") + x + "e" + y + "on";
      const std::string spelling = std::string("be") + x + "i" + y + "on";
      const auto key = [&] { return "p" + std::to_string(party++); };
      const std::string own = key();
      out.push_back({own, stem + " Zamoranta"});
      out.push_back({own, spelling + " Zamoranta"});
      out.push_back({key(), stem + "a"});
      out.push_back({key(), stem + "o"});
    }
  }
  return out;
}

LetterOptions quick() {
  LetterOptions options;
  options.steps = 60;
  return options;
}

TEST(Letters, FindsSpellingsAndOtherWords) {
  const auto pairs = word_pairs(names());
  std::size_t same = 0;
  for (const WordPair& pair : pairs) {
    EXPECT_LT(pair.a, pair.b);
    same += pair.same ? 1 : 0;
  }
  EXPECT_GT(same, 50U);
  EXPECT_GT(pairs.size(), 2 * same);
}

TEST(Letters, LearnsTheSameEachTime) {
  const auto first = learn_letters(word_pairs(names()), quick());
  const auto second = learn_letters(word_pairs(names()), quick());
  EXPECT_EQ(letter_costs_text(first), letter_costs_text(second));
}

TEST(Letters, LearnsWhatIsUsualAndKeepsBounds) {
  const LetterOptions options = quick();
  const auto judged = learn_letters({}, options);
  const auto costs = learn_letters(word_pairs(names()), options);
  const auto e = match::letter_index('e');
  const auto i = match::letter_index('i');
  const auto a = match::letter_index('a');
  const auto o = match::letter_index('o');
  EXPECT_LE(costs.substitute[e][i], judged.substitute[e][i]);
  EXPECT_GT(costs.substitute[a][o] + costs.last_substitute, judged.substitute[a][o] + judged.last_substitute);
  EXPECT_NEAR(mean_slip(costs), options.mean_slip, 1);
  for (std::size_t x = 0; x < match::kLetters; ++x) {
    EXPECT_GE(costs.insert[x], match::kLeastLetterEdit);
    EXPECT_LE(costs.insert[x], match::kMostLetterEdit);
    for (std::size_t y = 0; y < match::kLetters; ++y) {
      EXPECT_EQ(costs.substitute[x][y], costs.substitute[y][x]);
      EXPECT_EQ(costs.substitute[x][y] == 0, x == y);
    }
  }
}

TEST(Letters, TextIsReadBack) {
  const auto costs = learn_letters(word_pairs(names()), quick());
  match::LetterCosts read;
  ASSERT_EQ(read_letter_costs(letter_costs_text(costs), read), "");
  EXPECT_EQ(letter_costs_text(read), letter_costs_text(costs));
}

}  // namespace
}  // namespace penumbra::learn
