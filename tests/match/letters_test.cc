#include "match/letters.h"

#include <gtest/gtest.h>

#include "embedded/letter_costs.h"

namespace penumbra::match {
namespace {

TEST(LetterCosts, OfTheProgramAreCompleteSymmetricAndInRange) {
  LetterCosts costs;
  ASSERT_EQ(read_letter_costs(embedded::letter_costs(), costs), "");
  const LetterTables& tables = letter_tables();
  for (const bool first : {false, true}) {
    for (const bool last : {false, true}) {
      for (std::size_t a = 0; a < kLetters; ++a) {
        EXPECT_GE(tables.insert(a, {first, last}), kLeastLetterEdit);
        EXPECT_LE(tables.insert(a, {first, last}), kMostLetterEdit);
        for (std::size_t b = 0; b < kLetters; ++b) {
          const int cost = tables.substitute(a, b, {first, last});
          EXPECT_EQ(cost, tables.substitute(b, a, {first, last}));
          EXPECT_TRUE(a == b ? cost == 0 : cost >= kLeastLetterEdit && cost <= kMostLetterEdit) << a << " " << b;
        }
      }
      EXPECT_EQ(tables.insert(letter_index('7'), {first, last}), kDigitEdit);
      EXPECT_EQ(tables.substitute(letter_index('7'), letter_index('a'), {first, last}), kDigitEdit);
    }
  }
}

TEST(LetterCosts, FaultsAreSaid) {
  LetterCosts costs;
  const std::string text(embedded::letter_costs());
  EXPECT_EQ(read_letter_costs("", costs), "costs are missing");
  EXPECT_EQ(read_letter_costs("insert a x\n", costs), "not a whole number: insert a x");
  EXPECT_EQ(read_letter_costs("insert a 20\n", costs), "out of range: insert a 20");
  EXPECT_EQ(read_letter_costs("substitute b a 90\n", costs), "not letters in order: substitute b a 90");
  EXPECT_EQ(read_letter_costs(text + "third 1\n", costs), "no such cost: third 1");
}

}  // namespace
}  // namespace penumbra::match
