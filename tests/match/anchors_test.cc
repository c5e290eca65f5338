#include "match/anchors.h"

#include <random>

#include <gtest/gtest.h>

#include "alter.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

bool has(const std::vector<Anchor>& all, AnchorSpace space, std::string_view form) {
  return std::any_of(all.begin(), all.end(), [&](const Anchor& a) { return a.space == space && a.form == form; });
}

TEST(Anchors, HoldTheRoutesOfRetrieval) {
  const auto person = anchors(names::analyze("William Sampleton", names::NameType::kPerson));
  EXPECT_TRUE(has(person, AnchorSpace::kLetters, "sampleton"));
  EXPECT_TRUE(has(person, AnchorSpace::kLetters, "viliam"));
  EXPECT_TRUE(has(person, AnchorSpace::kLetters, "viliamsampleton"));
  const auto fund = anchors(names::analyze("International Sample Development Fund", names::NameType::kOrganisation));
  EXPECT_TRUE(has(fund, AnchorSpace::kLetters, "isdf"));
  EXPECT_TRUE(has(fund, AnchorSpace::kLetters, "sample"));
  EXPECT_FALSE(has(fund, AnchorSpace::kLetters, "fund"));
}

TEST(Anchors, MeetByTheSmallerTolerance) {
  const Anchor six{AnchorSpace::kLetters, 1, false, "sample"};
  const Anchor eight{AnchorSpace::kLetters, 2, false, "samplexy"};
  const Anchor seven{AnchorSpace::kLetters, 2, false, "samplex"};
  EXPECT_TRUE(meet(six, seven));
  EXPECT_FALSE(meet(six, eight));
  EXPECT_TRUE(meet(seven, eight));
  const Anchor plain{AnchorSpace::kSkeleton, 0, false, "mhmt"};
  const Anchor abjad{AnchorSpace::kSkeleton, 0, true, "mhmt"};
  EXPECT_FALSE(meet(plain, plain));
  EXPECT_TRUE(meet(plain, abjad));
  EXPECT_TRUE(meet(abjad, plain));
}

// The contract: a score at or above the floor implies a shared anchor.
TEST(Anchors, AreNecessaryForAScoreAtTheFloor) {
  std::mt19937 random(4);
  constexpr int kFloor = static_cast<int>(kRetrievalFloor * kScoreUnit);
  int above = 0;
  for (const names::NameType type :
       {names::NameType::kAny, names::NameType::kPerson, names::NameType::kOrganisation, names::NameType::kVessel}) {
    for (const std::string& base : invented_names()) {
      for (int round = 0; round < 60; ++round) {
        std::string changed = base;
        for (int i = 0; i <= round % 4; ++i) {
          changed = alter(changed, random);
        }
        const std::string& other =
            round % 5 == 0 ? invented_names()[static_cast<std::size_t>(round) % invented_names().size()] : base;
        const names::Name a = names::analyze(other, type);
        const names::Name b = names::analyze(changed, type);
        const int points = score_names(a, b);
        if (points >= kFloor) {
          ++above;
          ASSERT_TRUE(share_anchor(a, b)) << other << " | " << changed << " " << points;
        }
      }
    }
  }
  EXPECT_GT(above, 3000);
}

}  // namespace
}  // namespace penumbra::match
