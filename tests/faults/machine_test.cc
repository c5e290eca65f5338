// Faults of the machine, met by the program as a user runs it: death, a full disk, a failing sync, no memory, two
// writers, a clock that jumps, a publish while others screen. Numbers are those of docs/design/faults.md.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <set>

#include "base/file.h"
#include "faults/faulty_program.h"
#include "faults/thorough.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class MachineFaults : public FaultyProgram {
 protected:
  // The store serves version 1 or version 2, whole; which one is returned. Both hold the party.
  int whole_version(const std::string& store) const {
    const auto begin = std::chrono::steady_clock::now();
    const Outcome answer = screen(store);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    EXPECT_EQ(answer.status, 1) << answer.out << answer.err;
    const bool old_one = answer.out.find("\"caption\":\"RAKETA ZAVOD 117 OLD\"") != std::string::npos;
    const bool new_one = answer.out.find("\"caption\":\"RAKETA ZAVOD 117 NEW\"") != std::string::npos;
    EXPECT_NE(old_one, new_one) << answer.out;
    return old_one ? 1 : 2;
  }
  void fresh(const std::string& store) const {
    fs::remove_all(path(store));
    fs::copy(path("start"), path(store), fs::copy_options::recursive);
  }
  void make_start() const {
    const Outcome first = penumbra(import_of("start", "2022-03-01", 40, " OLD"));
    ASSERT_EQ(first.status, 0) << first.err;
  }
};

// 1: dies before, and half way through, each call that changes a file.
TEST_F(MachineFaults, KilledAtEachWriteOfAPublish) {
  make_start();
  for (const char* mode : {"kill", "half"}) {
    int old_states = 0;
    int new_states = 0;
    for (int call = 0;; call += fault_step()) {
      SCOPED_TRACE(std::string(mode) + " at " + std::to_string(call));
      fresh("store");
      const Outcome run =
          faulty(std::string(mode) + ":all:" + std::to_string(call), import_of("store", "2022-03-02", 41, " NEW"));
      const int version = whole_version("store");
      (version == 1 ? old_states : new_states) += 1;
      if (run.status != kKilled) {
        EXPECT_EQ(run.status, 0) << run.err;
        EXPECT_EQ(version, 2);
        ASSERT_GT(call, 20) << "the faults were not met";
        break;
      }
      // Somebody imports again, and nothing of the dead process stands in the way.
      EXPECT_EQ(penumbra(import_of("store", "2022-03-02", 41, " NEW")).status, 0);
      EXPECT_EQ(whole_version("store"), 2);
      EXPECT_TRUE(fs::is_empty(path("store/staging")));
    }
    EXPECT_GT(old_states, 0);
    EXPECT_GT(new_states, 0);
  }
}

// 3: the disk is full from the n-th write on, and stays so. No version, a plain word, and the old list answers.
TEST_F(MachineFaults, DiskFullDuringAPublish) {
  make_start();
  for (int call = 0;; call += fault_step()) {
    SCOPED_TRACE(call);
    fresh("store");
    const Outcome run = faulty("from:write:" + std::to_string(call) + ":" + std::to_string(ENOSPC),
                               import_of("store", "2022-03-02", 41, " NEW"));
    if (run.status == 0) {
      EXPECT_EQ(whole_version("store"), 2);
      ASSERT_GT(call, 0);
      break;
    }
    EXPECT_EQ(run.status, 3) << run.err;
    EXPECT_THAT(run.err, HasSubstr("No space left on device"));
    EXPECT_THAT(run.err, HasSubstr("Free some space"));
    EXPECT_EQ(whole_version("store"), 1);
    EXPECT_EQ(penumbra(import_of("store", "2022-03-02", 41, " NEW")).status, 0);
  }
}

// 3: a bound on the size of files is an error like another, not a signal that ends the program without a word.
TEST_F(MachineFaults, AFileMayNotGrow) {
  make_start();
  fresh("store");
  const std::vector<std::string> arguments = import_of("store", "2022-03-02", 41, " NEW");
  struct rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const struct rlimit small{4096, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Outcome run = penumbra(arguments);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(run.status, 3) << run.err;
  EXPECT_THAT(run.err, HasSubstr("File too large"));
  EXPECT_EQ(whole_version("store"), 1);
}

// 3: an answer that could not be written is no answer.
TEST_F(MachineFaults, AnAnswerThatCannotBeWrittenIsIncomplete) {
  make_start();
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "needs /dev/full";
  const std::string command = std::string(PENUMBRA_PROGRAM) + " screen --store " + path("start") +
                              " 'Nobody At All' > /dev/full 2> " + path("said");
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 3) << slurp(path("said"));
  EXPECT_THAT(slurp(path("said")), HasSubstr("could not be written"));
}

// 4: each sync fails once. It is said, never tried again and forgotten; old or new, whole.
TEST_F(MachineFaults, EachSyncFailsOnce) {
  make_start();
  for (int call = 0;; call += (fault_step() + 3) / 4) {
    SCOPED_TRACE(call);
    fresh("store");
    const Outcome run = faulty("once:sync:" + std::to_string(call) + ":" + std::to_string(EIO),
                               import_of("store", "2022-03-02", 41, " NEW"));
    const int version = whole_version("store");
    if (run.status == 0) {
      EXPECT_EQ(version, 2);
      ASSERT_GT(call, 5);
      break;
    }
    EXPECT_EQ(run.status, 3) << run.err;
    EXPECT_THAT(run.err, HasSubstr("Input/output error"));
  }
}

// 5: one allocation fails, of C or C++. The program says so or manages without; it never dies of it, and it never gives
// another verdict.
TEST_F(MachineFaults, AnAllocationFails) {
  make_start();
  int refused = 0;
  int managed = 0;
  // Every early one and ever wider apart: a run makes many thousands, most of them in the same places.
  for (long call = 0; call < 400'000; call += fault_step() + call * fault_step() / 16) {
    SCOPED_TRACE(call);
    const std::string fault = "memory:all:" + std::to_string(call);
    const Outcome answer = faulty(fault, {"screen", "--store", path("start"), "Rocket Works 117", "--format", "json"});
    EXPECT_TRUE(answer.status == 1 || answer.status == 3) << answer.status << " " << answer.err;
    if (answer.status == 1) {
      EXPECT_THAT(answer.out, HasSubstr("\"caption\":\"RAKETA ZAVOD 117 OLD\""));
    } else {
      EXPECT_FALSE(answer.err.empty() && answer.out.empty());
    }
    (answer.status == 1 ? managed : refused) += 1;
    fresh("store");
    const Outcome run = faulty(fault, import_of("store", "2022-03-02", 41, " NEW"));
    EXPECT_TRUE(run.status == 0 || run.status == 3) << run.status << " " << run.err;
    EXPECT_EQ(whole_version("store") == 2, run.status == 0);
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(managed, 0);
}

// 7: the second writer is told who holds the store; whoever only asks is not disturbed.
TEST_F(MachineFaults, TheSecondWriterIsToldWhoHoldsTheStore) {
  make_start();
  const std::string ready = path("ready");
  const pid_t holder = ::fork();
  if (holder == 0) {
    const auto lock = base::FileLock::acquire(path("start") + "/LOCK");
    spill(ready, lock.ok() ? "yes" : "no");
    ::pause();
    ::_exit(0);
  }
  while (slurp(ready).empty()) ::usleep(1000);
  const Outcome second = penumbra(import_of("start", "2022-03-02", 41, " NEW"));
  const int version = whole_version("start");
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  EXPECT_EQ(second.status, 5) << second.err;
  EXPECT_THAT(second.err, HasSubstr("process " + std::to_string(holder)));
  EXPECT_EQ(version, 1);
  // The lock ends with its holder.
  EXPECT_EQ(penumbra(import_of("start", "2022-03-02", 41, " NEW")).status, 0);
}

// 25: lists change while others ask. Every answer is whole, and cites one version, that of its hits.
TEST_F(MachineFaults, EveryAnswerDuringAPublishCitesOneVersion) {
  make_start();
  const pid_t publisher = ::fork();
  if (publisher == 0) {
    ::setpgid(0, 0);
    for (int round = 0; round < 200; ++round) {
      static_cast<void>(
          std::system((std::string(PENUMBRA_PROGRAM) + " import --quiet --force --store " + path("start") +
                       " --source us-sdn --published 2022-04-01 " + path("files-2022-03-01/sdn.csv") + " " +
                       path("files-2022-03-01/alt.csv") + " " + path("files-2022-03-01/add.csv") + " >/dev/null 2>&1")
                          .c_str()));
    }
    ::_exit(0);
  }
  std::set<std::string> seen;
  for (int round = 0; round < 140 / fault_step(); ++round) {
    const Outcome answer = screen("start");
    ASSERT_EQ(answer.status, 1) << answer.out << answer.err;
    const std::size_t at = answer.out.find("\"versions\":[{\"source\":\"us-sdn\",\"version\":\"");
    ASSERT_NE(at, std::string::npos) << answer.out;
    const std::size_t from = answer.out.find("us-sdn@", at);
    const std::string version = answer.out.substr(from, answer.out.find('"', from) - from);
    seen.insert(version);
    EXPECT_EQ(count(answer.out, "us-sdn@"), count(answer.out, version + "\"")) << answer.out;
  }
  ::kill(-publisher, SIGKILL);
  ::waitpid(publisher, nullptr, 0);
  while (!base::FileLock::acquire(path("start") + "/LOCK").ok()) ::usleep(1000);  // its last import is dead, too
  EXPECT_GT(seen.size(), 1U);
}

}  // namespace
}  // namespace penumbra::testing
