#include "index/keys.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "reference/alter.h"

namespace penumbra::index {
namespace {

using match::AnchorSpace;
using reference::Random;

// The textbook table of the optimal-string-alignment distance.
std::size_t table_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

// Few letters, so that repeated letters and chance agreement are common.
std::string random_form(Random& random, std::size_t least, std::size_t most) {
  std::string form;
  const std::size_t size = least + random.below(most - least + 1);
  for (std::size_t i = 0; i < size; ++i) form.push_back(static_cast<char>('a' + random.below(4)));
  return form;
}

std::string edited(std::string form, std::size_t edits, Random& random) {
  for (std::size_t e = 0; e < edits && !form.empty(); ++e) {
    const std::size_t at = random.below(form.size());
    const char letter = static_cast<char>('a' + random.below(5));
    switch (random.below(4)) {
      case 0:
        form[at] = letter;
        break;
      case 1:
        form.insert(at + random.below(2), 1, letter);
        break;
      case 2:
        form.erase(at, 1);
        break;
      default:
        if (at + 1 < form.size()) std::swap(form[at], form[at + 1]);
    }
  }
  return form;
}

bool share_key(const Form& query, const Form& entry) {
  std::vector<std::uint64_t> asked;
  std::vector<std::uint64_t> filed;
  query_keys(query, asked);
  entry_keys(entry, filed);
  return std::any_of(asked.begin(), asked.end(),
                     [&](std::uint64_t key) { return std::find(filed.begin(), filed.end(), key) != filed.end(); });
}

TEST(WithinEdits, AgreesWithTheTable) {
  Random random(1);
  for (int i = 0; i < 60000; ++i) {
    const std::string a = random_form(random, 0, 9);
    const std::string b = random.below(2) == 0 ? random_form(random, 0, 9) : edited(a, random.below(4), random);
    const std::size_t distance = table_distance(a, b);
    for (unsigned edits = 0; edits <= 2; ++edits) {
      ASSERT_EQ(within_edits(a, b, edits), distance <= edits) << a << " " << b << " " << edits;
    }
  }
}

TEST(Keys, TwoFormsThatMeetShareAKey) {
  Random random(2);
  int met = 0;
  for (int i = 0; i < 150000; ++i) {
    const std::string a = random_form(random, 1, 14);
    const std::string b = edited(a, random.below(3), random);
    const Form query{AnchorSpace::kLetters, static_cast<std::uint8_t>(random.below(3)), false, a};
    const Form entry{AnchorSpace::kLetters, static_cast<std::uint8_t>(random.below(3)), false, b};
    if (!forms_meet(query, entry)) continue;
    ++met;
    ASSERT_TRUE(share_key(query, entry)) << a << "/" << int{query.edits} << " " << b << "/" << int{entry.edits};
    ASSERT_TRUE(share_key(entry, query)) << a << "/" << int{query.edits} << " " << b << "/" << int{entry.edits};
  }
  EXPECT_GT(met, 50000);
}

// Every string of up to two edits, where the cut, the prefix and the short form end.
TEST(Keys, LoseNothingAroundTheirLimits) {
  for (const std::string_view form : {"abcdefg", "abcdefgh", "abcdefghi", "abcdefghij", "aabbccddeeff"}) {
    for (std::size_t at = 0; at < form.size(); ++at) {
      for (std::size_t other = 0; other <= form.size(); ++other) {
        std::string b(form);
        b.erase(at, 1);
        b.insert(std::min(other, b.size()), 1, 'x');
        const Form one{AnchorSpace::kLetters, 2, false, form};
        const Form two{AnchorSpace::kLetters, 2, false, b};
        ASSERT_TRUE(forms_meet(one, two));
        ASSERT_TRUE(share_key(one, two)) << form << " " << b;
        ASSERT_TRUE(share_key(two, one)) << form << " " << b;
      }
      if (at + 1 < form.size()) {
        std::string b(form);
        std::swap(b[at], b[at + 1]);
        const Form one{AnchorSpace::kLetters, 1, false, form};
        const Form two{AnchorSpace::kLetters, 1, false, b};
        ASSERT_TRUE(share_key(one, two)) << form << " " << b;
      }
    }
  }
}

TEST(Keys, OtherSpacesMeetByEqualityAlone) {
  const Form skeleton{AnchorSpace::kSkeleton, 0, false, "mhmd"};
  const Form abjad{AnchorSpace::kSkeleton, 0, true, "mhmd"};
  const Form letters{AnchorSpace::kLetters, 0, false, "mhmd"};
  EXPECT_FALSE(forms_meet(skeleton, skeleton)) << "neither side writes without vowels";
  EXPECT_TRUE(forms_meet(skeleton, abjad));
  EXPECT_TRUE(forms_meet(abjad, skeleton));
  EXPECT_FALSE(forms_meet(abjad, letters));
  EXPECT_TRUE(share_key(skeleton, abjad));
}

TEST(Keys, AreFewForAnyForm) {
  std::vector<std::uint64_t> keys;
  query_keys({AnchorSpace::kLetters, 2, false, std::string(3000, 'q')}, keys);
  EXPECT_LT(keys.size(), 90U);
}

TEST(LetterMask, DiffersByAtMostTheEdits) {
  Random random(3);
  for (int i = 0; i < 20000; ++i) {
    const std::string a = random_form(random, 1, 10);
    const std::string b = edited(a, 1, random);
    const std::uint32_t only_a = letter_mask(a) & ~letter_mask(b);
    EXPECT_EQ(only_a & (only_a - 1), 0U) << a << " " << b;
  }
}

}  // namespace
}  // namespace penumbra::index
