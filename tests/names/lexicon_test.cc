#include "names/lexicon.h"

#include <algorithm>
#include <random>
#include <set>

namespace penumbra::names {
namespace {

std::vector<WordId> ids(const Lexicon& lexicon, std::initializer_list<std::string_view> words) {
  std::vector<WordId> out;
  for (const std::string_view word : words) {
    out.push_back(lexicon.word(word));
  }
  return out;
}

TEST(WordIds, HoldsWordsOfAnyLengthAndForgetsNone) {
  WordIds words;
  std::vector<std::string> added;
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string word(1 + random() % 30, 'a');
    for (char& c : word) {
      c = "abcxyz019"[random() % 9];
    }
    if (words.find(word) == kUnknownWord) {
      EXPECT_EQ(words.add(word), added.size() + 1);
      added.push_back(word);
    }
  }
  for (std::size_t i = 0; i < added.size(); ++i) {
    ASSERT_EQ(words.find(added[i]), i + 1);
    ASSERT_EQ(words.add(added[i]), i + 1);
    ASSERT_EQ(words.text(static_cast<WordId>(i + 1)), added[i]);
  }
  EXPECT_EQ(words.find(""), kUnknownWord);
  EXPECT_EQ(words.find("q"), kUnknownWord);
}

TEST(PhraseTable, FindsTheLongestPhraseAndKeepsTheFirstMeaning) {
  WordIds words;
  PhraseTable table;
  table.add("limited", {1, 0, 1}, words);
  table.add("limited company", {2, 0, 1}, words);
  table.add("limited liability company", {3, 0, 1}, words);
  table.add("limited company", {4, 0, 1}, words);
  table.add("limited", {5, 0, 1}, words);
  table.add("public company", {6, 0, 1}, words);
  const WordId other = words.add("other");
  table.index(words.size());
  const auto meaning = [&](std::vector<WordId> text, std::size_t at) {
    const Phrase* phrase = table.longest(text, at);
    return phrase == nullptr ? 0 : phrase->group * 10 + phrase->words;
  };
  const WordId limited = words.find("limited");
  const WordId liability = words.find("liability");
  const WordId company = words.find("company");
  EXPECT_EQ(meaning({limited, liability, company}, 0), 33U);
  EXPECT_EQ(meaning({limited, liability}, 0), 11U);
  EXPECT_EQ(meaning({other, limited, company, other}, 1), 22U);
  EXPECT_EQ(meaning({limited, kUnknownWord, company}, 0), 11U);
  EXPECT_EQ(meaning({company}, 0), 0U);
  EXPECT_EQ(meaning({words.find("public")}, 0), 0U);
  EXPECT_EQ(meaning({kUnknownWord}, 0), 0U);
}

TEST(Lexicon, KnowsPhrasesOfTheTables) {
  const Lexicon& lexicon = Lexicon::get();
  const auto form = ids(lexicon, {"example", "limited", "liability", "company"});
  EXPECT_EQ(form[0], kUnknownWord);
  ASSERT_NE(lexicon.legal_forms.longest(form, 1), nullptr);
  EXPECT_EQ(lexicon.legal_forms.longest(form, 1)->words, 3);
  EXPECT_EQ(lexicon.legal_forms.find(form[0]), nullptr);
  EXPECT_NE(lexicon.classes(lexicon.word("vladimir")), nullptr);
  EXPECT_EQ(lexicon.classes(kUnknownWord), nullptr);
}

// Slips: whatever one edit makes of a word of a legal form is mended to a word that is one edit away, and the two
// look-ups by beginning and end lose none.
TEST(Lexicon, MendsEverySlipOfOneEdit) {
  const Lexicon& lexicon = Lexicon::get();
  const auto mended = [&](const std::string& word) { return lexicon.nearest_form_word(word, lexicon.word(word)); };
  int tried = 0;
  for (WordId id = 1; id < 100'000 && tried < 40; ++id) {
    if ((lexicon.nature(id) & kWordLegalForm) == 0) {
      continue;
    }
    ++tried;
    const std::string form(lexicon.text(id));
    EXPECT_EQ(mended(form), kUnknownWord) << "a word of a form is no slip: " << form;
    std::set<std::string> slips;
    for (std::size_t i = 0; i <= form.size(); ++i) {
      for (const char c : std::string("aeqz7")) {
        slips.insert(form.substr(0, i) + c + form.substr(i));
        if (i < form.size()) {
          slips.insert(form.substr(0, i) + c + form.substr(i + 1));
        }
      }
      if (i < form.size()) {
        slips.insert(form.substr(0, i) + form.substr(i + 1));
      }
      if (i + 1 < form.size()) {
        std::string swapped = form;
        std::swap(swapped[i], swapped[i + 1]);
        slips.insert(swapped);
      }
    }
    for (const std::string& slip : slips) {
      if ((lexicon.nature(lexicon.word(slip)) & kWordLegalForm) == 0) {
        const WordId near = mended(slip);
        ASSERT_NE(near, kUnknownWord) << slip << " of " << form;
        EXPECT_LE(lexicon.text(near), form) << "of several the first by the alphabet";
      }
    }
  }
  EXPECT_EQ(tried, 40);
  for (const char* word : {"", "a", "ltd", "exmpl", "unrelated"}) {
    EXPECT_EQ(mended(word), kUnknownWord) << word;
  }
}

}  // namespace
}  // namespace penumbra::names
