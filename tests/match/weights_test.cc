#include "match/weights.h"

#include <gtest/gtest.h>

#include "embedded/match_weights.h"
#include "match/relate.h"
#include "match/score.h"

namespace penumbra::match {
namespace {

TEST(Weights, FileOfTheProgramIsCompleteAndSaysWhereEachValueCameFrom) {
  Weights read;
  std::vector<WeightEntry> entries;
  EXPECT_EQ(read_weights(embedded::match_weights(), read, &entries), "");
  for (const WeightEntry& entry : entries) {
    EXPECT_TRUE(entry.origin.starts_with("hand ") || entry.origin.starts_with("learned ")) << entry.name;
    EXPECT_GE(entry.value, 0) << entry.name;
  }
}

TEST(Weights, FaultsAreNamed) {
  Weights read;
  EXPECT_EQ(read_weights("nonsense 3 | hand 2026-11-22\n", read), "no such weight: nonsense");
  EXPECT_EQ(read_weights("initial x | hand 2026-11-22\n", read), "not a whole number: initial x | hand 2026-11-22");
  EXPECT_EQ(read_weights("initial 3\n", read), "not \"name value | origin\": initial 3");
  EXPECT_EQ(read_weights("initial 3 | hand 2026-11-22\ninitial 4 | hand 2026-11-22\n", read), "given twice: initial");
  EXPECT_TRUE(read_weights("", read).starts_with("missing: "));
}

// kPairedFloor: no conflict fits between it and a full score.
TEST(Weights, AnyConflictIsDearerThanThePairedFloorAllows) {
  const Weights& w = weights();
  const int room = kScoreUnit - static_cast<int>(kPairedFloor * kScoreUnit);
  for (const int tolerated : w.tolerated) {
    EXPECT_GT(kLeastConflict * w.tolerance / tolerated, room) << tolerated;
    EXPECT_GT(kCostOtherInitial * w.tolerance / tolerated, room) << tolerated;
  }
}

}  // namespace
}  // namespace penumbra::match
