// Runs every drawn world of tests/graph/worlds.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "graph/drawn_world.h"

namespace penumbra::graph::testing {
namespace {

std::vector<std::filesystem::path> world_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(PENUMBRA_SOURCE_DIR "/tests/graph/worlds")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(OwnershipWorlds, GiveTheExpectedVerdicts) {
  std::size_t worlds = 0;
  std::size_t expectations = 0;
  for (const auto& file : world_files()) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    for (const DrawnWorld& world : read_worlds(text.str())) {
      ++worlds;
      expectations += world.expectations.size();
      for (const std::string& failure : check(world)) ADD_FAILURE() << file.filename().string() << ": " << failure;
    }
  }
  EXPECT_GE(worlds, 120U);
  RecordProperty("worlds", static_cast<int>(worlds));
  RecordProperty("expectations", static_cast<int>(expectations));
}

}  // namespace
}  // namespace penumbra::graph::testing
