// Runs every drawn world of tests/graph/worlds.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
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
  EXPECT_GE(worlds, 360U);
  RecordProperty("worlds", static_cast<int>(worlds));
  RecordProperty("expectations", static_cast<int>(expectations));
}

std::string read_text(const std::string& path) {
  std::ifstream in(std::string(PENUMBRA_SOURCE_DIR) + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// "source: ..." and "read: DAY WORD" of each world of published.txt, by title.
struct Citation {
  std::string source;
  std::string day;
  std::string checked;
};

std::map<std::string, Citation> citations(const std::string& text) {
  std::map<std::string, Citation> result;
  std::istringstream in(text);
  std::string title;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) {
      title = line.substr(3);
    } else if (line.starts_with("# source: ") && !title.empty()) {
      result[title].source = line.substr(10);
    } else if (line.starts_with("# read: ") && !title.empty()) {
      std::istringstream words(line.substr(8));
      words >> result[title].day >> result[title].checked;
    }
  }
  return result;
}

// "us 2014-08-13: A restricted, B restricted; us 2026-01-15: A restricted"
std::string verdicts_of(const DrawnWorld& world) {
  const std::map<std::string, std::string> words = {{"D", "designated"},     {"R", "restricted"},
                                                    {"L", "licence"},        {"N", "not by ownership"},
                                                    {"C", "control review"}, {"U", "undetermined"}};
  std::string text;
  for (const Expectation& e : world.expectations) {
    text += (text.empty() ? "" : "; ") + e.regime + " " + e.as_of + ":";
    for (std::size_t i = 0; i < e.parties.size(); ++i) {
      text += (i == 0 ? " " : ", ") + e.parties[i].party + " " + words.at(e.parties[i].verdict);
    }
  }
  return text;
}

TEST(PublishedExamples, AreCitedAndListedInTheDocument) {
  const std::string drawn = read_text("/tests/graph/worlds/published.txt");
  const std::string document = read_text("/docs/published-examples.md");
  const std::map<std::string, Citation> cited = citations(drawn);
  std::set<std::string> rows;
  std::istringstream lines(document);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| ") && !line.starts_with("| Example")) rows.insert(line);
  }
  const std::vector<DrawnWorld> worlds = read_worlds(drawn);
  EXPECT_GE(worlds.size(), 45U);
  std::set<std::string> expected;
  for (const DrawnWorld& world : worlds) {
    ASSERT_TRUE(cited.contains(world.title)) << world.title << ": add a line \"# source: ...\"";
    const Citation& c = cited.at(world.title);
    EXPECT_FALSE(c.source.empty()) << world.title;
    EXPECT_TRUE(Date::parse(c.day).ok()) << world.title << ": the day on which the source was read";
    EXPECT_TRUE(c.checked == "text" || c.checked == "copy" || c.checked == "no") << world.title << ": " << c.checked;
    const std::string row =
        "| " + world.title + " | " + c.source + " | " + verdicts_of(world) + " | " + c.checked + ", " + c.day + " |";
    EXPECT_TRUE(expected.insert(row).second) << "two worlds called " << world.title;
    EXPECT_TRUE(rows.contains(row)) << "docs/published-examples.md needs the row\n" << row;
  }
  for (const std::string& row : rows) {
    EXPECT_TRUE(expected.contains(row)) << "no world of published.txt is behind the row\n" << row;
  }
}

}  // namespace
}  // namespace penumbra::graph::testing
