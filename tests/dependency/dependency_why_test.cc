// Chains between two things, and the smallest sets of facts that lie between them.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <set>
#include <string>

#include "dependency/drawn_world.h"
#include "graph/dependency_why.h"

namespace penumbra::testing_world {
namespace {

using graph::DependencyWhy;
using graph::DependencyWorld;
using graph::EntityIndex;

DependencyWorld world_of(const DrawnWorld& drawn) {
  return DependencyWorld(drawn.data(), *Date::parse("2022-03-01"), Timestamp::max());
}

std::string text(const graph::DependencyPath& path) {
  std::string out;
  for (const graph::ChainStep& step : path.steps) out += (out.empty() ? "" : " ") + step.fact->to;
  return out;
}

TEST(DependencyWhy, RanksByCertaintyThenNeedThenLength) {
  const DrawnWorld drawn(
      "rover needs lander\n"
      "lander needs engine\n"
      "rover needs engine essential status=planned\n"
      "rover needs tug supporting\n"
      "tug needs engine\n");
  const DependencyWorld world = world_of(drawn);
  const DependencyWhy why = explain_dependency(world, world.find("rover"), world.find("engine"));
  ASSERT_EQ(why.chains.size(), 3U);
  EXPECT_EQ(text(why.chains[0]), "lander engine");
  EXPECT_EQ(text(why.chains[1]), "tug engine");
  EXPECT_EQ(text(why.chains[2]), "engine");  // shortest, and only planned
  EXPECT_EQ(why.chains[2].certainty, Certainty::kPossible);
  EXPECT_FALSE(why.more);
  ASSERT_FALSE(why.cuts.empty());
  EXPECT_EQ(why.cuts[0].size(), 3U);
}

TEST(DependencyWhy, NamesTheNarrowPlaces) {
  const DrawnWorld drawn("rover needs a\nrover needs b\na needs maker\nb needs maker\nmaker needs plant\n");
  const DependencyWorld world = world_of(drawn);
  const DependencyWhy why = explain_dependency(world, world.find("rover"), world.find("plant"));
  ASSERT_EQ(why.chains.size(), 2U);
  ASSERT_EQ(why.cuts.size(), 1U);
  ASSERT_EQ(why.cuts[0].size(), 1U);
  EXPECT_EQ(why.cuts[0][0]->from, "maker");
}

TEST(DependencyWhy, SaysWhatItDidNotFollow) {
  std::string drawing;
  for (int i = 0; i < 12; ++i) drawing += "n" + std::to_string(i) + " needs n" + std::to_string(i + 1) + "\n";
  const DrawnWorld drawn(drawing);
  const DependencyWorld world = world_of(drawn);
  EXPECT_EQ(explain_dependency(world, world.find("n0"), world.find("n8")).chains.size(), 1U);
  const DependencyWhy far = explain_dependency(world, world.find("n0"), world.find("n12"));
  EXPECT_TRUE(far.chains.empty());
  EXPECT_FALSE(far.bounds.empty());
  const DependencyWhy back = explain_dependency(world, world.find("n5"), world.find("n0"));
  EXPECT_TRUE(back.chains.empty());
}

// All simple chains by depth first, and all sets of dependences by size.
class Slow {
 public:
  Slow(const DependencyWorld& world, EntityIndex root, EntityIndex target) : world_(world), target_(target) {
    walk(root, {}, {root});
  }
  std::vector<std::vector<const model::Relationship*>> chains;

  std::size_t smallest_cut() const {
    std::set<const model::Relationship*> all;
    for (const auto& chain : chains) all.insert(chain.begin(), chain.end());
    const std::vector<const model::Relationship*> facts(all.begin(), all.end());
    std::size_t best = facts.size();
    for (std::uint32_t mask = 0; mask < (1U << facts.size()); ++mask) {
      const auto size = static_cast<std::size_t>(std::popcount(mask));
      if (size >= best) continue;
      const bool cuts = std::all_of(chains.begin(), chains.end(), [&](const auto& chain) {
        return std::any_of(chain.begin(), chain.end(), [&](const auto* fact) {
          const auto at = static_cast<std::size_t>(std::find(facts.begin(), facts.end(), fact) - facts.begin());
          return (mask & (1U << at)) != 0;
        });
      });
      if (cuts) best = size;
    }
    return best;
  }

 private:
  void walk(EntityIndex at, std::vector<const model::Relationship*> chain, std::set<EntityIndex> seen) {
    if (at == target_) {
      chains.push_back(chain);
      return;
    }
    for (const graph::DependencyEdge& edge : world_.needs(at)) {
      if (edge.need == model::Need::kContext || seen.contains(edge.needed)) continue;
      std::vector<const model::Relationship*> longer = chain;
      longer.push_back(edge.fact);
      std::set<EntityIndex> more = seen;
      more.insert(edge.needed);
      walk(edge.needed, std::move(longer), std::move(more));
    }
  }

  const DependencyWorld& world_;
  EntityIndex target_;
};

TEST(DependencyWhy, AgreesWithAllChainsOnRandomGraphs) {
  int reached = 0;
  int several = 0;
  for (std::uint32_t seed = 0; seed < 800; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    std::string drawing;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::uint32_t i = 0; i < 11; ++i) {
      const std::uint32_t a = pick(6);
      const std::uint32_t b = pick(6);
      if (a == b || !seen.insert({a, b}).second) continue;
      drawing += "n" + std::to_string(a) + " needs n" + std::to_string(b) +
                 (pick(3) == 0 ? " supporting" : " essential") + (pick(4) == 0 ? " status=planned" : "") + "\n";
    }
    drawing += "n0 : Programme\nn5 : Item\n";
    const DrawnWorld drawn(drawing);
    const DependencyWorld world = world_of(drawn);
    const EntityIndex root = world.find("n0");
    const EntityIndex target = world.find("n5");
    const Slow slow(world, root, target);
    const DependencyWhy why = explain_dependency(world, root, target);
    ASSERT_EQ(why.chains.size(), std::min<std::size_t>(5, slow.chains.size())) << drawing;
    if (slow.chains.size() > 5) {
      EXPECT_TRUE(why.more) << drawing;
    }
    if (slow.chains.empty()) continue;
    ++reached;
    if (slow.chains.size() > 1) ++several;
    const auto rank = [&](const std::vector<const model::Relationship*>& chain) {
      Certainty certainty = Certainty::kCertain;
      model::Need need = model::Need::kEssential;
      for (const model::Relationship* fact : chain) {
        if (fact->status == model::AssertionStatus::kPlanned) certainty = Certainty::kPossible;
        need = std::max(need, fact->need);
      }
      return std::tuple(certainty, need, chain.size());
    };
    std::vector<std::tuple<Certainty, model::Need, std::size_t>> ranks;
    for (const auto& chain : slow.chains) ranks.push_back(rank(chain));
    std::sort(ranks.begin(), ranks.end());
    for (std::size_t i = 0; i < why.chains.size(); ++i) {
      std::vector<const model::Relationship*> chain;
      for (const graph::ChainStep& step : why.chains[i].steps) chain.push_back(step.fact);
      EXPECT_EQ(rank(chain), ranks[i]) << drawing;
      EXPECT_NE(std::find(slow.chains.begin(), slow.chains.end(), chain), slow.chains.end()) << drawing;
    }
    for (const auto& cut : why.cuts) {
      EXPECT_EQ(cut.size(), slow.smallest_cut()) << drawing;
      EXPECT_TRUE(std::all_of(slow.chains.begin(), slow.chains.end(), [&](const auto& chain) {
        return std::any_of(chain.begin(), chain.end(),
                           [&](const auto* fact) { return std::find(cut.begin(), cut.end(), fact) != cut.end(); });
      })) << drawing;
    }
  }
  EXPECT_GT(reached, 150);
  EXPECT_GT(several, 80);
}

}  // namespace
}  // namespace penumbra::testing_world
