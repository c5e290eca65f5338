#include "base/workers.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <new>
#include <set>
#include <stdexcept>
#include <string>

namespace penumbra::base {
namespace {

TEST(Workers, CallEachNumberOnce) {
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    std::atomic<unsigned> sum{0};
    std::atomic<unsigned> calls{0};
    on_workers(threads, [&](unsigned number) {
      sum += number;
      ++calls;
    });
    const unsigned count = threads == 0 ? 1 : threads;
    EXPECT_EQ(calls, count);
    EXPECT_EQ(sum, count * (count - 1) / 2);
  }
}

TEST(Workers, ThrowAgainWhatACallThrewWhenAllHaveEnded) {
  std::atomic<unsigned> ended{0};
  try {
    on_workers(4, [&](unsigned number) {
      ++ended;
      if (number >= 2) throw std::runtime_error("worker " + std::to_string(number));
    });
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "worker 2");
  }
  EXPECT_EQ(ended, 4U);
}

// In a process of its own, whose limit of address space leaves no room for the stack of another thread.
TEST(Workers, GoOnWithTheThreadsThatThereAre) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit none{1 << 20, 1 << 20};
    if (setrlimit(RLIMIT_AS, &none) != 0) _exit(2);
    std::atomic<unsigned> left{100};
    on_workers(64, [&](unsigned) {
      while (left > 0) --left;
    });
    _exit(left == 0 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace penumbra::base
