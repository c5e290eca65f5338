#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>

#include "base/digest.h"

namespace penumbra::base {
namespace {

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / ("penumbra-file-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

TEST_F(FileTest, ReplaceLeavesLinksAndDevicesWhatTheyAre) {
  ASSERT_TRUE(write_new_file(path("target"), "old").ok());
  std::filesystem::create_symlink("target", path("link"));
  ASSERT_TRUE(replace_file(path("link"), "new").ok());
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(read_file(path("target"), 100).value(), "new");
  // Never /dev/null itself: root would take it from the machine if this failed.
  ASSERT_EQ(::mkfifo(path("to").c_str(), 0600), 0);
  const int reader = ::open(path("to").c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_TRUE(replace_file(path("to"), "through").ok());
  char got[16] = {};
  EXPECT_EQ(::read(reader, got, sizeof got), 7);
  EXPECT_STREQ(got, "through");
  ::close(reader);
  EXPECT_TRUE(std::filesystem::is_fifo(path("to")));
  EXPECT_FALSE(replace_file(folder_.string(), "x").ok());
}

TEST_F(FileTest, ReplaceKeepsOneWholeVersion) {
  ASSERT_TRUE(replace_file(path("a"), "old").ok());
  const MappedFile pinned = MappedFile::open(path("a")).value();
  ASSERT_TRUE(replace_file(path("a"), "the new bytes").ok());
  EXPECT_EQ(pinned.bytes(), "old");
  EXPECT_EQ(read_file(path("a"), 100).value(), "the new bytes");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, ReadNamesWhatIsWrong) {
  EXPECT_EQ(read_file(path("none"), 10).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file(folder_.string(), 10).error().code, ErrorCode::kIo);
  ASSERT_TRUE(write_new_file(path("big"), std::string(100, 'x')).ok());
  EXPECT_EQ(read_file(path("big"), 99).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(read_file(path("big"), 100).ok());
  EXPECT_EQ(write_new_file(path("big"), "again").error().code, ErrorCode::kIo);
}

TEST_F(FileTest, WhatIsNoFileIsRefusedWithAFix) {
  std::filesystem::create_symlink("loop", path("loop"));
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  for (const std::string& name : {folder_.string(), path("loop"), std::string("/dev/zero")}) {
    const auto read = read_file(name, std::uint64_t{1} << 40);
    ASSERT_FALSE(read.ok()) << name;
    EXPECT_EQ(read.error().position.file, name);
    EXPECT_NE(read.error().fix, "") << name;
  }
  for (const std::string& name : {folder_.string(), path("loop"), path("pipe"), std::string("/dev/null")}) {
    const auto mapped = MappedFile::open(name);
    ASSERT_FALSE(mapped.ok()) << name;
    EXPECT_NE(mapped.error().fix, "") << name;
  }
}

TEST_F(FileTest, APipeIsReadWhileSomebodyWrites) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::string got;
  const auto take = [&got](std::string_view piece) -> Status {
    got += piece;
    return {};
  };
  const Status silent = read_file_in_pieces(path("pipe"), 100, take, std::chrono::milliseconds(1));
  ASSERT_FALSE(silent.ok());
  EXPECT_EQ(silent.error().code, ErrorCode::kIo);
  EXPECT_NE(silent.error().fix, "");
  // A writer that opens, thinks for longer than the wait, writes twice and goes.
  const pid_t child = ::fork();
  if (child == 0) {
    const int fd = ::open(path("pipe").c_str(), O_WRONLY);
    for (const char* word : {"one ", "two"}) {
      ::usleep(30'000);
      if (::write(fd, word, std::strlen(word)) < 0) ::_exit(1);
    }
    ::_exit(0);
  }
  EXPECT_TRUE(read_file_in_pieces(path("pipe"), 100, take, std::chrono::seconds(10)).ok());
  EXPECT_EQ(got, "one two");
  ::waitpid(child, nullptr, 0);
}

TEST_F(FileTest, MapsAnEmptyFile) {
  ASSERT_TRUE(write_new_file(path("empty"), "").ok());
  EXPECT_EQ(MappedFile::open(path("empty")).value().bytes(), "");
  MappedFile::open(path("empty")).value().prefer_large_pages();
}

TEST_F(FileTest, LockIsExclusiveBetweenProcesses) {
  const FileLock held = FileLock::acquire(path("LOCK")).value();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = FileLock::acquire(path("LOCK"));
    ::_exit(!second.ok() && second.error().code == ErrorCode::kBusy ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Digest, MatchesPublishedValues) {
  // FIPS 180-4, appendix: SHA-256 of "abc".
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_NE(checksum64("abc"), checksum64("abd"));
}

}  // namespace
}  // namespace penumbra::base
