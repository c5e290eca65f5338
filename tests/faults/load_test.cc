// 25: lists are published one after another while every other thread screens, in one process, as fast as the machine
// allows. No question fails, and each answer is that of one version, whole.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <set>
#include <thread>
#include <vector>

#include "faults/thorough.h"
#include "penumbra/screening.h"
#include "publish/import.h"
#include "publish/lists.h"
#include "store/temporary_folder.h"
#include "store/verify.h"

namespace penumbra::testing {
namespace {

int publishes() {
  return thorough() ? 100 : 8;
}
constexpr int kParties = 40;

// Version n of the list calls its parties "... ROUND n", so that an answer tells by itself which version it is of.
std::string round_name(int round) {
  return " ROUND " + std::to_string(1000 + round);
}

void publish(const store::TemporaryFolder& folder, int round) {
  publish::ImportRequest request;
  request.store = folder.path("store");
  request.source = "us-sdn";
  request.files = publish::list_files(folder.path("files"), 100, kParties, round_name(round));
  request.published = PartialDate::parse("2022-03-01").value();
  const auto outcome = publish::import_files(request);
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  ASSERT_EQ(static_cast<int>(outcome->version.number), round);
}

TEST(Load, EveryAnswerDuringPublishesIsOfOneVersion) {
  const store::TemporaryFolder folder;
  publish(folder, 1);
  auto opened = Screener::open(folder.path("store"));
  ASSERT_TRUE(opened.ok());
  Screener screener = *std::move(opened);
  std::atomic<bool> done{false};
  std::atomic<long> answers{0};
  std::atomic<long> faults{0};
  std::vector<std::set<std::string>> seen(4);
  std::vector<std::thread> askers;
  for (std::set<std::string>& mine : seen) {
    askers.emplace_back([&] {
      ScreenQuery query;
      query.name = "ROCKET WORKS 117";
      query.as_of = Date::parse("2022-03-20").value();
      do {
        const auto answer = screener.screen(query);
        ++answers;
        bool sound = answer.ok() && answer->verdict == Verdict::kHits && answer->versions->size() == 1;
        if (sound) {
          const std::string& version = answer->versions->front().version;
          const std::string suffix = round_name(std::stoi(version.substr(version.find('@') + 1)));
          for (const Hit& hit : answer->hits) {
            sound = sound && hit.version == version && hit.caption.ends_with(suffix);
            for (const Listing& listing : hit.listings) sound = sound && listing.version == version;
          }
          mine.insert(version);
        }
        faults += sound ? 0 : 1;
      } while (!done);
    });
  }
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 2; round <= 1 + publishes(); ++round) {
    publish(folder, round);
    EXPECT_TRUE(screener.refresh().ok());
  }
  done = true;
  for (std::thread& asker : askers) asker.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%ld answers during %d publishes, %.0f a second\n", answers.load(), publishes(),
              static_cast<double>(answers) / seconds);
  EXPECT_EQ(faults, 0);
  std::set<std::string> all;
  for (const std::set<std::string>& mine : seen) all.insert(mine.begin(), mine.end());
  EXPECT_GT(all.size(), 1U);
  // And the log tells of each of them, one after the other.
  const auto report = store::verify(folder.path("store"), {});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->errors.empty());
  EXPECT_EQ(report->log.entries, static_cast<std::uint64_t>(1 + publishes()));
}

}  // namespace
}  // namespace penumbra::testing
