#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "engine/supply.h"
#include "supply/drawn_supply.h"

namespace penumbra::testing_supply {
namespace {

std::vector<DrawnSupply> all_worlds() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(PENUMBRA_SOURCE_DIR "/tests/supply/worlds")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::vector<DrawnSupply> out;
  for (const std::string& file : files) {
    for (DrawnSupply& world : read_worlds(file)) out.push_back(std::move(world));
  }
  return out;
}

// Each asked entity on its own, in the order of the world; queues and effects from all of them.
std::vector<std::string> answer(const DrawnSupply& world, const model::Dataset& facts) {
  std::vector<std::string> out;
  std::vector<std::string> queues;
  SupplyQuery query = world.query;
  query.cut_sets = true;
  for (const std::string& entity : world.asked) {
    query.entity = entity;
    const auto found = engine::answer_supply(facts, query, {});
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : to_string(found.error()));
    if (!found.ok()) return out;
    std::vector<std::string> lines = lines_of(world, *found);
    queues.clear();
    for (std::string& line : lines) (line.starts_with("queue ") ? queues : out).push_back(std::move(line));
  }
  out.insert(out.end(), queues.begin(), queues.end());
  return out;
}

TEST(SupplyWorlds, GiveTheDrawnAnswers) {
  const std::vector<DrawnSupply> worlds = all_worlds();
  EXPECT_GE(worlds.size(), 25U);
  for (const DrawnSupply& world : worlds) {
    SCOPED_TRACE(world.file + ": " + world.title);
    EXPECT_THAT(answer(world, world.facts), ::testing::ElementsAreArray(world.expected));
  }
}

TEST(SupplyWorlds, OrderOfInputChangesNothing) {
  std::mt19937 random(7);
  for (const DrawnSupply& world : all_worlds()) {
    SCOPED_TRACE(world.file + ": " + world.title);
    model::Dataset facts = world.facts;
    std::shuffle(facts.entities.begin(), facts.entities.end(), random);
    std::shuffle(facts.relationships.begin(), facts.relationships.end(), random);
    std::shuffle(facts.states.begin(), facts.states.end(), random);
    std::shuffle(facts.designations.begin(), facts.designations.end(), random);
    std::shuffle(facts.figures.begin(), facts.figures.end(), random);
    SupplyQuery query = world.query;
    query.cut_sets = true;
    for (const std::string& entity : world.asked) {
      query.entity = entity;
      const auto a = engine::answer_supply(world.facts, query, {});
      const auto b = engine::answer_supply(facts, query, {});
      ASSERT_TRUE(a.ok() && b.ok());
      EXPECT_EQ(to_json(*a, 1), to_json(*b, 1));
    }
  }
}

}  // namespace
}  // namespace penumbra::testing_supply
