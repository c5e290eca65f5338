#include "match/distance.h"

#include <random>

#include <gtest/gtest.h>

#include "reference/distances.h"

namespace penumbra::match {
namespace {

std::string random_word(std::mt19937& random, std::size_t most, int letters) {
  std::string out(std::uniform_int_distribution<std::size_t>(0, most)(random), 'a');
  for (char& c : out) {
    c = static_cast<char>('a' + std::uniform_int_distribution<int>(0, letters - 1)(random));
  }
  return out;
}

TEST(OsaDistance, EqualsTheReference) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string a = random_word(random, i % 50 == 0 ? 90 : 14, 3);
    const std::string b = random_word(random, i % 50 == 0 ? 90 : 14, 3);
    ASSERT_EQ(osa_distance(a, b), reference::osa_distance(a, b)) << a << " " << b;
  }
}

TEST(OsaDistance, KnowsOneEditAtOnce) {
  std::mt19937 random(2);
  int near = 0;
  for (int i = 0; i < 40000; ++i) {
    const std::string a = random_word(random, 6, 2);
    const std::string b = random_word(random, 6, 2);
    const bool one = reference::osa_distance(a, b) <= 1;
    ASSERT_EQ(within_one_edit(a, b), one) << a << " " << b;
    near += one ? 1 : 0;
  }
  EXPECT_GT(near, 1000);
}

TEST(OsaDistance, CountsKnownPairs) {
  EXPECT_EQ(osa_distance("", ""), 0);
  EXPECT_EQ(osa_distance("", "abc"), 3);
  EXPECT_EQ(osa_distance("ca", "abc"), 3);  // where the true Damerau distance is 2
  EXPECT_EQ(osa_distance("putin", "pulin"), 1);
  EXPECT_EQ(osa_distance("macron", "marcon"), 1);
}

TEST(EditCost, IsSymmetricAndBoundedByTheEdits) {
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    const std::string a = random_word(random, 14, 26);
    const std::string b = random_word(random, 14, 26);
    ASSERT_EQ(edit_cost(a, b), edit_cost(b, a)) << a << " " << b;
    ASSERT_LE(edit_cost(a, b), kMostLetterEdit * osa_distance(a, b));
    ASSERT_GE(edit_cost(a, b), kLeastLetterEdit * osa_distance(a, b));
    ASSERT_EQ(edit_cost(a, a), 0);
  }
}

TEST(EditCost, OrdersWhatReadersOrder) {
  EXPECT_LT(edit_cost("laden", "ladin"), edit_cost("laden", "ladan"));
  EXPECT_LT(edit_cost("gadafi", "kadafi"), edit_cost("gadafi", "ladafi"));
  EXPECT_GT(edit_cost("a1", "a2"), edit_cost("ab", "ac"));
}

}  // namespace
}  // namespace penumbra::match
