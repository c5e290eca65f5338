#include "selftest/plan.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "selftest/store.h"

namespace penumbra::selftest {
namespace {

using PlanTest = StoreTest;

TEST_F(PlanTest, DrawsBySeedAndOnlyWhatApplies) {
  const auto parties = listed_parties(folder_.path("store"), {}, {}, {});
  ASSERT_TRUE(parties.ok()) << to_string(parties.error());
  EXPECT_EQ(parties->parties, 61u);
  EXPECT_EQ(parties->not_in_force, 0u);
  const std::vector<Case> cases = plan(*parties, 5, 20, false);
  const std::vector<Case> again = plan(*parties, 5, 20, false);
  ASSERT_EQ(cases.size(), again.size());
  std::map<std::size_t, std::size_t> levels;
  std::map<std::size_t, std::set<std::uint32_t>> names;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(cases[i].name, again[i].name);
    EXPECT_EQ(cases[i].seed, again[i].seed);
    EXPECT_EQ(cases[i].text(*parties), again[i].text(*parties));
    ASSERT_TRUE(cases[i].text(*parties).has_value());
    ++levels[cases[i].level()];
    for (std::size_t k = 1; k < cases[i].count; ++k) EXPECT_TRUE(compatible(cases[i].by[k - 1], cases[i].by[k]));
    if (cases[i].level() == 1) {
      EXPECT_TRUE(names[cases[i].by[0]].insert(cases[i].name).second) << "twice";
    }
  }
  EXPECT_EQ(levels[0], 61u) << "all that there are";
  EXPECT_GT(levels[1], 300u);
  EXPECT_GT(levels[2], 100u);
  EXPECT_GT(levels[3], 100u);
  const std::vector<Case> other = plan(*parties, 6, 20, false);
  std::size_t same = 0;
  for (std::size_t i = 61; i < std::min(cases.size(), other.size()); ++i)
    same += cases[i].seed == other[i].seed ? 1U : 0U;
  EXPECT_LT(same, cases.size() / 10);
}

}  // namespace
}  // namespace penumbra::selftest
