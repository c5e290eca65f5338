// Korean words in Latin letters: the quick ways against the plain ones.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "base/random.h"
#include "names/east_asian.h"

namespace penumbra::names {
namespace {

// All syllables, spelled out.
std::set<std::string> all_syllables() {
  std::set<std::string> out;
  for (const std::string initial : {"kk", "tt", "pp", "ss", "sh", "jj", "ch", "g", "n",  "d",  "r",  "l",   "m",  "b",
                                    "s",  "j",  "k",  "t",  "p",  "h",  "y",  "w", "kw", "hw", "dj", "tch", "wh", ""}) {
    for (const std::string vowel :
         {"a",  "ae", "ya", "yae", "eo", "eui", "e",  "yeo", "ye", "o",   "wa",  "wae", "oe", "yo", "u",  "wo", "weo",
          "we", "wi", "yu", "eu",  "ui", "i",   "oo", "ee",  "ou", "you", "yoo", "ai",  "ei", "oh", "uh", "ah", "ie"}) {
      for (const std::string final : {"", "k", "n", "t", "l", "m", "p", "ng", "g", "b"}) {
        out.insert(initial + vowel + final);
      }
    }
  }
  out.insert("hy");
  out.insert("ky");
  return out;
}

TEST(Korean, WordsAreOneSyllableOrTwo) {
  const std::set<std::string> syllables = all_syllables();
  const auto plainly = [&](const std::string& word) {
    if (word.empty() || word.size() > 14) {
      return false;
    }
    bool any = syllables.contains(word);
    for (std::size_t cut = 1; cut < word.size() && !any; ++cut) {
      any = syllables.contains(word.substr(0, cut)) && syllables.contains(word.substr(cut));
    }
    return any;
  };
  for (const std::string& syllable : syllables) {
    EXPECT_TRUE(is_korean_word(syllable)) << syllable;
  }
  base::Random random(7);
  const std::vector<std::string> all(syllables.begin(), syllables.end());
  constexpr std::string_view kLetters = "aeiouywhgnkslmptbcjrdqfvxz09\xC3";
  int korean = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string word;
    if (round % 3 == 0) {  // letters at random
      for (std::size_t size = random.below(17); word.size() < size;) {
        word.push_back(kLetters[random.below(kLetters.size())]);
      }
    } else {  // syllables, often with a slip
      for (std::size_t count = 1 + random.below(3); count > 0; --count) {
        word += all[random.below(all.size())];
      }
      if (round % 3 == 1) {
        word[random.below(word.size())] = kLetters[random.below(kLetters.size())];
      }
    }
    ASSERT_EQ(is_korean_word(word), plainly(word)) << word;
    korean += plainly(word) ? 1 : 0;
  }
  EXPECT_GT(korean, 10000);
}

TEST(Korean, AKeyHasTheFirstRuleThatFits) {
  EXPECT_EQ(korean_key("yeonghwa"), "ionhva");
  EXPECT_EQ(korean_key("tchwoong"), korean_key("jung"));
  EXPECT_EQ(korean_key("tcheul"), korean_key("jul"));
  EXPECT_EQ(korean_key("djang"), korean_key("jang"));
  EXPECT_EQ(korean_key("kyungwha"), korean_key("kyunghwa"));
  EXPECT_EQ(korean_key("han"), "han");
  EXPECT_EQ(korean_key("oh"), "o");
  EXPECT_EQ(korean_key("xi"), "");
  EXPECT_EQ(korean_key("kim2"), "");
  EXPECT_EQ(korean_key(""), "");
}

}  // namespace
}  // namespace penumbra::names
