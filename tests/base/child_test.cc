#include "base/child.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <vector>

namespace penumbra::base {
namespace {

Result<ChildOutput> shell(const std::string& script, std::string_view input = "", const ChildLimits& limits = {}) {
  return run_child("/bin/sh", {"-c", script}, input, limits);
}

TEST(Child, GetsItsInputAndGivesWhatItWrites) {
  const std::string large(3'000'000, 'x');
  const auto out = shell("cat; echo no >&2; exit 3", large);
  ASSERT_TRUE(out.ok()) << to_string(out.error());
  EXPECT_EQ(out->out, large);
  EXPECT_EQ(out->err, "no\n");
  EXPECT_EQ(out->status, 3);
  EXPECT_EQ(shell("kill -9 $$")->status, 128 + 9);
  EXPECT_EQ(run_child("/nonexistent/program", {}, "")->status, 127);
}

TEST(Child, HasNothingOfOurs) {
  ::setenv("PENUMBRA_SECRET", "x", 1);
  EXPECT_EQ(shell("env | grep -c SECRET")->out, "0\n");
  EXPECT_EQ(shell("ls /proc/self/fd | wc -l")->out, "4\n") << "the three, and the folder itself";
  EXPECT_NE(shell("echo x > /tmp/penumbra-child-test-file && cat /tmp/penumbra-child-test-file")->status, 0);
}

// As a program that a service manager starts.
TEST(Child, DoesNotNeedOurStandardFiles) {
  std::vector<int> kept;
  for (int fd = 0; fd < 3; ++fd) kept.push_back(::fcntl(fd, F_DUPFD_CLOEXEC, 10));
  for (int fd = 0; fd < 3; ++fd) ::close(fd);
  const auto out = shell("cat; echo no >&2", "text");
  for (int fd = 0; fd < 3; ++fd) {
    if (kept[static_cast<std::size_t>(fd)] < 0) continue;
    ::dup2(kept[static_cast<std::size_t>(fd)], fd);
    ::close(kept[static_cast<std::size_t>(fd)]);
  }
  ASSERT_TRUE(out.ok()) << to_string(out.error());
  EXPECT_EQ(out->out, "text");
  EXPECT_EQ(out->err, "no\n");
  EXPECT_EQ(out->status, 0);
}

TEST(Child, IsKilledBeyondItsBounds) {
  const auto begun = std::chrono::steady_clock::now();
  const auto slow = shell("sleep 100", "", {.seconds = 1});
  ASSERT_FALSE(slow.ok());
  EXPECT_EQ(slow.error().code, ErrorCode::kLimit);
  const auto silent = shell("exec >&- 2>&-; sleep 100", "", {.seconds = 1});  // with its output closed
  ASSERT_FALSE(silent.ok());
  EXPECT_EQ(silent.error().code, ErrorCode::kLimit);
  const auto busy = shell("while :; do :; done", "", {.seconds = 1});
  EXPECT_TRUE(!busy.ok() || busy->status != 0);
  const auto endless = shell("yes", "", {.output_bytes = 1 << 20});
  ASSERT_FALSE(endless.ok());
  EXPECT_EQ(endless.error().code, ErrorCode::kLimit);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  // Half a gigabyte in one variable.
  const auto greedy = shell("x=$(head -c 500000000 /dev/zero | tr '\\0' 'a'); echo ${#x}", "",
                            {.memory_bytes = std::uint64_t{64} << 20, .seconds = 20});
  EXPECT_TRUE(!greedy.ok() || greedy->out != "500000000\n");
}

TEST(Child, IsFoundWhereTheShellFindsIt) {
  EXPECT_TRUE(find_program("sh").has_value());
  EXPECT_FALSE(find_program("no-such-program-of-ours").has_value());
}

}  // namespace
}  // namespace penumbra::base
