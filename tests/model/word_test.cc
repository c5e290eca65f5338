#include "model/word.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace penumbra::model {
namespace {

TEST(Word, KeepsEveryText) {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("country"), std::string("birthDate"), std::string("LegalEntity"),
        std::string("registrationNumber"), std::string("no such property"), std::string(1000, 'x'),
        std::string("a\0b", 3), std::string("\xd1\x8f\xd0\xb7\xd1\x8b\xd0\xba")}) {
    const Word word(text);
    EXPECT_EQ(word.view(), text);
    EXPECT_EQ(word.size(), text.size());
    EXPECT_EQ(word.empty(), text.empty());
    EXPECT_EQ(word.str(), text);
  }
  EXPECT_EQ(sizeof(Word), 8U);
}

TEST(Word, ComparesByText) {
  const std::vector<std::string> texts = {"",          "name",       "nam",        "names",       "birthDate",
                                          "birthdate", "unheard of", "unheard oF", "LegalEntity", "registrationNumber"};
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      EXPECT_EQ(Word(a) == Word(b), a == b) << a << " " << b;
      EXPECT_EQ(Word(a) == b, a == b);
      EXPECT_EQ(a == Word(b), a == b);
      EXPECT_EQ(Word(a) == std::string_view(b), a == b);
      EXPECT_EQ(Word(a) == b.c_str(), a == b);
      EXPECT_EQ(Word(a) < Word(b), a < b);
    }
  }
}

TEST(Word, CopiesAndMoves) {
  for (const char* text : {"en", "birthDate", "a text that no vocabulary has"}) {
    Word first(text);
    Word copy = first;
    EXPECT_EQ(copy, first);
    Word moved = std::move(copy);
    EXPECT_EQ(moved, text);
    EXPECT_TRUE(copy.empty());  // NOLINT(bugprone-use-after-move): part of the contract
    copy = moved;
    moved = Word("other");
    EXPECT_EQ(copy, text);
    const Word& self = copy;
    copy = self;
    EXPECT_EQ(copy, text);
    copy = std::move(first);
    EXPECT_EQ(copy, text);
  }
}

TEST(Word, AssignsFromItsOwnText) {
  Word word("a text that no vocabulary has");
  word = word.view().substr(2);
  EXPECT_EQ(word, "text that no vocabulary has");
}

}  // namespace
}  // namespace penumbra::model
