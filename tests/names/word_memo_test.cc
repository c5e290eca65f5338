// What is kept of words must not show in any answer.
#include "names/word_memo.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/random.h"
#include "names/fold.h"
#include "names/forms.h"
#include "names/frequency.h"
#include "names/memo.h"
#include "names/readings.h"

namespace penumbra::names {
namespace {

void expect_right(const WordFacts& facts, std::string_view word) {
  EXPECT_EQ(facts.latin(), word);
  EXPECT_EQ(facts.fold(), fold(word).substr(0, kMaxFoldBytes));
  EXPECT_EQ(facts.skeleton(), skeleton(word));
  EXPECT_EQ(facts.hash, form_hash(facts.fold()));
  EXPECT_EQ(facts.frequency, frequency_of(facts.hash));
  EXPECT_EQ(facts.letters, letters_in_form(facts.fold()));
  EXPECT_EQ(facts.reading_bits, reading_bits(facts.fold(), {}));
  EXPECT_EQ(facts.id, Lexicon::get().word(word));
}

std::string random_word(base::Random& random) {
  constexpr std::string_view kLetters = "aeioubcdfghjklmnpqrstvwxyz0123456789";
  std::string word;
  for (std::size_t size = 1 + random.below(kMaxPartBytes); word.size() < size;) {
    word.push_back(kLetters[random.below(kLetters.size())]);
  }
  return word;
}

TEST(WordMemo, KnowsWhatTheTablesKnow) {
  WordMemo memo;
  base::Random random(3);
  memo.begin();
  for (const std::string_view word : {"mohammed", "limited", "bank", "x", "7", "xxxxxxxx", "of", "abdul"}) {
    expect_right(memo.of(word), word);
    WordFacts& facts = memo.of(word);
    facts.cut = 3;
    EXPECT_EQ(&memo.of(word), &facts) << "kept";
    EXPECT_EQ(memo.of(word).cut, 3);
  }
  // More than it keeps: it forgets between two names and goes on.
  for (int name = 0; name < 4000; ++name) {
    memo.begin();
    for (int i = 0; i < 12; ++i) {
      const std::string word = random_word(random);
      const WordFacts& facts = memo.of(word);
      ASSERT_EQ(facts.latin(), word);
      ASSERT_EQ(facts.hash, form_hash(facts.fold()));
      if (name % 100 == 0) {
        expect_right(facts, word);
      }
    }
  }
}

TEST(WordMemo, OneNameOfEndlessWordsStaysValid) {
  WordMemo memo;
  base::Random random(4);
  memo.begin();
  std::vector<std::string> words;
  std::vector<const WordFacts*> facts;
  for (int i = 0; i < 30000; ++i) {
    words.push_back(random_word(random));
    facts.push_back(&memo.of(words.back()));
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    ASSERT_EQ(facts[i]->latin(), words[i]);
  }
  memo.begin();
  expect_right(memo.of("mohammed"), "mohammed");
}

TEST(Memo, KeepsWhatIsShortAndForgetsAllWhenFull) {
  Memo<char, std::string> memo;
  int made = 0;
  const auto value_of = [&](const std::string& key) {
    return memo.of(key, [&] {
      ++made;
      return key + "!";
    });
  };
  memo.begin();
  EXPECT_EQ(value_of("a"), "a!");
  EXPECT_EQ(value_of("a"), "a!");
  EXPECT_EQ(made, 1);
  const std::string endless(500, 'x');
  EXPECT_EQ(value_of(endless), endless + "!");
  EXPECT_EQ(value_of(endless), endless + "!");
  EXPECT_EQ(made, 3) << "too long to be kept";
  for (std::size_t i = 0; i < Memo<char, std::string>::kMost; ++i) {
    memo.begin();
    ASSERT_EQ(value_of(std::to_string(i)), std::to_string(i) + "!");
  }
  made = 0;
  memo.begin();
  EXPECT_EQ(value_of("a"), "a!");
  EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace penumbra::names
