#include "resolve/cluster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/random.h"

namespace penumbra::resolve {
namespace {

using Set = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Between apart(const Set& pairs) {
  return [pairs](std::uint32_t a, std::uint32_t b, bool) -> Result<std::string> {
    return std::string(pairs.contains({std::min(a, b), std::max(a, b)}) ? "apart" : "");
  };
}

TEST(Cluster, JoinsChains) {
  const auto out = cluster(6, {{0, 1, false, 5}, {1, 2, false, 4}, {4, 5, false, 3}}, apart({}));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->members, (std::vector<std::vector<std::uint32_t>>{{0, 1, 2}, {4, 5}}));
  EXPECT_TRUE(out->refused.empty());
}

TEST(Cluster, TheStrongerLinkWinsWhereTwoExclude) {
  // 1 goes with 0 or with 2, not with both.
  const auto out = cluster(3, {{0, 1, false, 4}, {1, 2, false, 9}}, apart({{0, 2}}));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->members, (std::vector<std::vector<std::uint32_t>>{{1, 2}}));
  ASSERT_EQ(out->refused.size(), 1u);
  EXPECT_EQ(out->refused[0].why, "apart");
  EXPECT_EQ(out->refused[0].against_left + out->refused[0].against_right, 2u) << "0 and 2";
}

TEST(Cluster, AJudgementComesBeforeEvidence) {
  const auto out = cluster(3, {{0, 1, true, 0}, {1, 2, false, 900}}, apart({{0, 2}}));
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->members, (std::vector<std::vector<std::uint32_t>>{{0, 1}}));
}

TEST(Cluster, ChainsOfMistakesEnd) {
  std::vector<Link> links;
  for (std::uint32_t i = 0; i + 1 < 200; ++i) links.push_back({i, i + 1, false, 1});
  const auto out = cluster(200, links, apart({}));
  ASSERT_TRUE(out.ok());
  for (const auto& members : out->members) EXPECT_LE(members.size(), kMaxCluster);
  EXPECT_FALSE(out->refused.empty());
}

TEST(Cluster, NoClusterHoldsTwoThatAreApart) {
  base::Random random(7);
  for (int round = 0; round < 200; ++round) {
    constexpr std::uint32_t kRecords = 14;
    Set excluded;
    std::vector<Link> links;
    for (int i = 0; i < 12; ++i) {
      const auto a = static_cast<std::uint32_t>(random.below(kRecords));
      const auto b = static_cast<std::uint32_t>(random.below(kRecords));
      if (a == b) continue;
      if (random.below(3) == 0) {
        excluded.insert({std::min(a, b), std::max(a, b)});
      } else {
        links.push_back({a, b, random.below(4) == 0, static_cast<std::int32_t>(random.below(50))});
      }
    }
    const auto out = cluster(kRecords, links, apart(excluded));
    ASSERT_TRUE(out.ok());
    std::set<std::uint32_t> seen;
    for (const auto& members : out->members) {
      for (const std::uint32_t a : members) {
        EXPECT_TRUE(seen.insert(a).second);
        for (const std::uint32_t b : members) EXPECT_FALSE(a < b && excluded.contains({a, b}));
      }
    }
    // Every link was followed, or its refusal is told.
    for (const Link& link : links) {
      bool together = false;
      for (const auto& members : out->members) {
        together = together || (std::binary_search(members.begin(), members.end(), link.left) &&
                                std::binary_search(members.begin(), members.end(), link.right));
      }
      const bool told = std::any_of(out->refused.begin(), out->refused.end(), [&](const Refusal& refusal) {
        return refusal.link.left == link.left && refusal.link.right == link.right;
      });
      EXPECT_TRUE(together || told);
    }
  }
}

}  // namespace
}  // namespace penumbra::resolve
