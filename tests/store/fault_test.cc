// Every file operation of a publish fails once in turn: the store is old or new, whole, and usable at once.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "fault_file_system.h"
#include "small_world.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "store/verify.h"
#include "store/writer.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

const model::Dataset& old_list() {
  static const model::Dataset list = list_of({{"a", "Alpha"}});
  return list;
}
const model::Dataset& new_list() {
  static const model::Dataset list = list_of({{"a", "Alpha"}, {"b", "Beta"}});
  return list;
}

// Number of versions after checking that each is whole and that the latest is what was published as such; -1 when there
// is no store.
int whole_versions(const std::string& path) {
  const auto begin = std::chrono::steady_clock::now();
  const auto store = Store::open(path);
  if (!store.ok()) {
    EXPECT_EQ(store.error().code, ErrorCode::kNotFound) << to_string(store.error());
    return -1;
  }
  const auto report = verify(path, {});
  EXPECT_TRUE(report.ok() && report->errors.empty()) << to_string(report.ok() ? report->errors.at(0) : report.error());
  const auto snapshot = Snapshot::open(*store);
  EXPECT_TRUE(snapshot.ok());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  const auto count = static_cast<int>((*store)->manifest().versions.size());
  if (count > 0) {
    EXPECT_EQ((*snapshot)->decode(0).value(), count == 1 ? old_list() : new_list());
  }
  return count;
}

// Opens the store for writing, tidies it, and publishes; afterwards nothing is left over.
void recover_and_publish(const std::string& path, int expected_versions) {
  {
    auto writer = StoreWriter::open(path);
    ASSERT_TRUE(writer.ok()) << to_string(writer.error());
    EXPECT_TRUE(fs::is_empty(path + "/staging"));
    EXPECT_FALSE(fs::exists(path + "/CURRENT.new"));
    const auto count = static_cast<std::ptrdiff_t>(writer->manifest().versions.size());
    if (fs::exists(path + "/versions/s")) {
      EXPECT_EQ(std::distance(fs::directory_iterator(path + "/versions/s"), {}), count);
    }
    const auto published = publish(*writer, "s", "2022-03-03", "2022-03-03", new_list());
    ASSERT_TRUE(published.ok()) << to_string(published.error());
    EXPECT_EQ(static_cast<int>(published->number), expected_versions);
  }
  EXPECT_TRUE(verify(path, {}).value().errors.empty());
}

class FaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultTest, SecondPublishLeavesOldOrNew) {
  int seen_old = 0;
  int seen_new = 0;
  for (int fail_at = 0;; ++fail_at) {
    const TemporaryFolder folder;
    const std::string path = folder.path("store");
    {
      StoreWriter writer = StoreWriter::open(path).value();
      ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", old_list()).ok());
    }
    FaultFileSystem files(fail_at, GetParam());
    bool reported = false;
    {
      auto writer = StoreWriter::open(path, files);
      if (writer.ok()) reported = publish(*writer, "s", "2022-03-02", "2022-03-02", new_list()).ok();
    }
    const int count = whole_versions(path);
    ASSERT_TRUE(count == 1 || count == 2) << "operation " << fail_at;
    EXPECT_TRUE(count == 2 || !reported) << "what was reported as published is there, operation " << fail_at;
    (count == 1 ? seen_old : seen_new) += 1;
    recover_and_publish(path, count + 1);
    if (files.operations() <= fail_at) {
      EXPECT_TRUE(reported);
      break;  // there was no operation left to fail
    }
    EXPECT_FALSE(reported) << "operation " << fail_at << " failed and nobody said so";
  }
  EXPECT_GT(seen_old, 15);
  EXPECT_GE(seen_new, 1);
}

TEST_P(FaultTest, FirstPublishLeavesNoStoreOrAWholeOne) {
  for (int fail_at = 0;; ++fail_at) {
    const TemporaryFolder folder;
    const std::string path = folder.path("store");
    FaultFileSystem files(fail_at, GetParam());
    {
      auto writer = StoreWriter::open(path, files);
      if (writer.ok()) static_cast<void>(publish(*writer, "s", "2022-03-01", "2022-03-01", old_list()).ok());
    }
    const int count = whole_versions(path);
    ASSERT_TRUE(count == -1 || count == 1) << "operation " << fail_at;
    {
      // Tidying up may adopt a manifest that was whole when the pointer was not yet written.
      auto writer = StoreWriter::open(path);
      ASSERT_TRUE(writer.ok()) << to_string(writer.error());
      ASSERT_GE(static_cast<int>(writer->manifest().versions.size()), std::max(count, 0));
      ASSERT_TRUE(publish(*writer, "s", "2022-03-03", "2022-03-03", new_list()).ok());
    }
    EXPECT_TRUE(verify(path, {}).value().errors.empty()) << "operation " << fail_at;
    if (files.operations() <= fail_at) break;
  }
}

TEST_P(FaultTest, RecordedEventsAreThereOrNot) {
  for (int fail_at = 0;; ++fail_at) {
    const TemporaryFolder folder;
    const std::string path = folder.path("store");
    {
      StoreWriter writer = StoreWriter::open(path).value();
      ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-03-01", old_list()).ok());
    }
    FaultFileSystem files(fail_at, GetParam());
    {
      auto writer = StoreWriter::open(path, files);
      if (writer.ok()) {
        static_cast<void>(writer->record_event({"s", EventKind::kUnchanged, {}, {}, 1, "x", ""}).ok());
      }
    }
    EXPECT_EQ(whole_versions(path), 1);
    recover_and_publish(path, 2);
    if (files.operations() <= fail_at) break;
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultTest, ::testing::Values(Fault::kOnce, Fault::kDies, Fault::kDiesHalf),
                         [](const auto& chosen) {
                           return chosen.param == Fault::kOnce   ? "Once"
                                  : chosen.param == Fault::kDies ? "Dies"
                                                                 : "DiesHalf";
                         });

}  // namespace
}  // namespace penumbra::store
