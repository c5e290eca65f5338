// A process that imports is killed with SIGKILL at random moments: the store is old or new, whole, opens within two
// seconds, and the next import goes on. On the real disk, through the whole of import_files().
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>

#include "publish/import.h"
#include "publish/lists.h"
#include "store/snapshot.h"
#include "store/store.h"

namespace penumbra::publish {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kBudget = std::chrono::seconds(15);
constexpr auto kReopenLimit = std::chrono::seconds(2);
constexpr int kParties = 400;
constexpr int kLeastKills = 10;

TEST(Kill, AtRandomMomentsLeavesOldOrNew) {
  // On a real disk on purpose, not in memory.
  const std::string folder =
      (fs::path(::testing::TempDir()) / ("penumbra-kill-" + std::to_string(::getpid()))).string();
  fs::create_directories(folder);
  ImportRequest base;
  base.store = folder + "/store";
  base.source = "us-sdn";
  base.files = list_files(folder + "/first", 1000, kParties, " 0");
  ASSERT_TRUE(import_files(base).ok());

  std::mt19937 random(static_cast<unsigned>(::getpid()));
  SCOPED_TRACE("seed " + std::to_string(::getpid()));
  // The time that one import takes here bounds the moment of death, so that deaths spread over all of it.
  auto begin = Clock::now();
  base.files = list_files(folder + "/second", 1000, kParties, " 1");
  ASSERT_TRUE(import_files(base).ok());
  const auto one_import = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();

  int kills = 0;
  int old_states = 0;
  int new_states = 0;
  std::size_t versions = 2;
  const auto end = Clock::now() + kBudget;
  // A slow machine takes longer, rather than to try less.
  for (int round = 2; Clock::now() < end || kills <= kLeastKills || old_states == 0; ++round) {
    base.files = list_files(folder + "/next", 1000, kParties, " " + std::to_string(round));
    const auto delay = static_cast<useconds_t>(random() % static_cast<unsigned>(one_import * 5 / 4 + 1));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) ::_exit(import_files(base).ok() ? 0 : 1);
    ::usleep(delay);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    kills += WIFSIGNALED(status) ? 1 : 0;

    begin = Clock::now();
    const auto store = store::Store::open(base.store);
    ASSERT_TRUE(store.ok()) << to_string(store.error());
    const auto snapshot = store::Snapshot::open(*store);
    ASSERT_TRUE(snapshot.ok()) << to_string(snapshot.error());
    EXPECT_LT(Clock::now() - begin, kReopenLimit);
    const std::size_t now = (*store)->manifest().versions.size();
    ASSERT_TRUE(now == versions || now == versions + 1) << now << " after " << versions;
    EXPECT_TRUE(WIFSIGNALED(status) || now == versions + 1) << "an import that ended well is there";
    (now == versions ? old_states : new_states) += 1;
    versions = now;
    // The newest version is whole: all its parties, all of one round, and every file as the manifest says.
    const store::VersionInfo& last = (*store)->manifest().versions.back();
    const auto dataset = (*store)->facts(last).value()->decode();
    ASSERT_TRUE(dataset.ok());
    ASSERT_EQ(dataset->entities.size(), static_cast<std::size_t>(kParties));
    const std::string first(dataset->entities.front().caption());
    for (const model::Entity& entity : dataset->entities) {
      ASSERT_EQ(entity.caption().substr(entity.caption().rfind(' ')), first.substr(first.rfind(' ')));
    }
    for (const store::StoredFile& file : last.files) {
      ASSERT_TRUE((*store)->file(last, file.name).ok()) << file.name;
    }
  }
  std::printf("%d kills: %d old, %d new states; one import takes %lld us\n", kills, old_states, new_states,
              static_cast<long long>(one_import));
  // Every version is whole, and the next writer leaves nothing behind.
  base.files = list_files(folder + "/last", 1000, kParties, " last");
  ASSERT_TRUE(import_files(base).ok());
  EXPECT_TRUE(store::Store::open(base.store).value()->verify().empty());
  EXPECT_TRUE(fs::is_empty(base.store + "/staging"));
  EXPECT_EQ(static_cast<std::size_t>(std::distance(fs::directory_iterator(base.store + "/versions/us-sdn"), {})),
            versions + 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace penumbra::publish
