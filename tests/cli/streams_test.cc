// What becomes of an answer where a standard stream or an output file cannot be written.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fcntl.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class StreamsTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    spill(path("own.csv"), "name,country\nZvezda Pusk,ru\n");
    spill(path("pairs.jsonl"), R"({"query":{"schema":"Person","properties":{"name":["A B"]}},)"
                               R"("candidate":{"schema":"Person","properties":{"name":["A B"]}}})"
                               "\n");
  }
  // The status of a line for the shell in which penumbra is "$P".
  int shell(const std::string& line) const {
    const std::string all = "cd '" + folder_.string() + "'; P='" + PENUMBRA_PROGRAM + "'; { " + line + "; }";
    const int status = std::system(all.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::string import_of(const std::string& source) const {
    return "\"$P\" import --store store --source " + source + " own.csv";
  }
};

// The first file that a program opens stands in the place of a closed stream: here, the lock of the store.
TEST_F(StreamsTest, ClosedStreamsAreNoFiles) {
  EXPECT_EQ(shell(import_of("a") + " >&- 2>said"), 3);
  EXPECT_THAT(slurp(path("said")), HasSubstr("could not be written"));
  EXPECT_EQ(shell(import_of("b") + " >out 2>&-"), 0);
  EXPECT_THAT(slurp(path("out")), HasSubstr("b@1 published"));
  EXPECT_EQ(shell(import_of("c") + " <&- >&- 2>&-"), 3);
  EXPECT_THAT(slurp(path("store/LOCK")), ::testing::MatchesRegex("[0-9]+"));
  // All three are there: only their answers were lost.
  const Outcome versions = penumbra({"versions", "--store", "store", "--format", "csv"});
  for (const char* version : {"a@1", "b@1", "c@1"}) EXPECT_THAT(versions.out, HasSubstr(version));
  EXPECT_EQ(penumbra({"verify", "--store", "store"}).status, 0);
  EXPECT_EQ(shell("\"$P\" screen --store store --input - <&- 2>said >out"), 3);
  EXPECT_THAT(slurp(path("said")), HasSubstr("Bad file descriptor"));
}

TEST_F(StreamsTest, MessagesThatNobodyCanReadEndNoCommand) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "needs /dev/full";
  EXPECT_EQ(shell("\"$P\" nonsense 2>/dev/full"), 2);
  EXPECT_EQ(shell("\"$P\" screen --store nowhere X 2>&-"), 2);
  EXPECT_EQ(shell(import_of("a") + " >out 2>/dev/full"), 0);
  EXPECT_EQ(shell("\"$P\" screen --store store 'Zvezda Pusk' >out 2>/dev/full"), 1);
  EXPECT_EQ(shell("\"$P\" versions --store store >/dev/full 2>/dev/full"), 3);
}

TEST_F(StreamsTest, WhateverCannotBePrintedIsToldSo) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "needs /dev/full";
  for (const char* line : {"", "--help", "--version", "screen --help", "completion bash", "compare A B"}) {
    EXPECT_EQ(shell(std::string("\"$P\" ") + line + " >/dev/full 2>said"), 3) << line;
    EXPECT_THAT(slurp(path("said")), HasSubstr("could not be written")) << line;
  }
}

// compare --entities writes while it reads; the file asked for takes its place only when it is whole.
TEST_F(StreamsTest, PairsGoToAFileWholeOrNotAtAll) {
  const auto compare = [&](const std::string& in, const std::string& out) {
    return penumbra({"compare", "--entities", in, "--out", out});
  };
  EXPECT_EQ(compare("pairs.jsonl", "scored.jsonl").status, 0);
  const std::string scored = slurp(path("scored.jsonl"));
  EXPECT_THAT(scored, HasSubstr("\"score\":"));
  EXPECT_EQ(compare("none.jsonl", "scored.jsonl").status, 2);
  EXPECT_EQ(slurp(path("scored.jsonl")), scored);
  fs::create_directory(path("folder"));
  const Outcome folder = compare("pairs.jsonl", "folder");
  EXPECT_EQ(folder.status, 3);
  EXPECT_THAT(folder.err, HasSubstr("Is a directory"));
  // A pipe stays a pipe, as a device stays a device.
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  EXPECT_EQ(compare("pairs.jsonl", "pipe").status, 0);
  std::string got(2 * scored.size(), '\0');
  EXPECT_EQ(::read(reader, got.data(), got.size()), static_cast<ssize_t>(scored.size()));
  ::close(reader);
  EXPECT_TRUE(fs::is_fifo(path("pipe")));
  if (fs::exists("/dev/full")) {
    fs::create_symlink("/dev/full", path("full"));
    const Outcome full = compare("pairs.jsonl", "full");
    EXPECT_EQ(full.status, 3);
    EXPECT_THAT(full.err, HasSubstr("No space left on device"));
  }
  for (const auto& entry : fs::directory_iterator(folder_)) {
    EXPECT_THAT(entry.path().filename().string(),
                ::testing::Not(::testing::AnyOf(HasSubstr(".tmp"), HasSubstr(".part"))));
  }
}

}  // namespace
}  // namespace penumbra::testing
