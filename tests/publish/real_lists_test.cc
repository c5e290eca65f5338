// Three real snapshots of the SDN list (../shared/data) through the whole import: counts, versions in force,
// differences.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/file.h"
#include "publish/approve.h"
#include "publish/import.h"
#include "store/diff.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

namespace fs = std::filesystem;

const std::string kLists = std::string(PENUMBRA_SOURCE_DIR) + "/../shared/data/lists/us-ofac/sdn-legacy/";

// The numbers in the first column of an SDN file, found without our readers: rows begin after CR LF.
std::set<std::string> party_numbers(const std::string& path) {
  const std::string bytes = base::read_file(path, std::uint64_t{1} << 30).value();
  std::set<std::string> out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string row = bytes.substr(at, bytes.find('\n', at) - at);
    if (row.find(',') != std::string::npos) out.insert(row.substr(0, row.find(',')));
    at += row.size() + 1;
  }
  return out;
}

class RealListsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kLists)) GTEST_SKIP() << "../shared/data is not here";
  }
  std::vector<std::string> unpacked(const std::string& day) const {
    std::vector<std::string> out;
    for (const char* name : {"sdn.csv", "alt.csv", "add.csv"}) {
      const std::string target = folder_.path(day + "/" + name);
      fs::create_directories(folder_.path(day));
      const std::string command = "xz -dc '" + kLists + day + "/" + name + ".xz' > '" + target + "'";
      EXPECT_EQ(std::system(command.c_str()), 0) << command;
      out.push_back(target);
    }
    return out;
  }
  store::TemporaryFolder folder_;
};

TEST_F(RealListsTest, SnapshotsBecomeVersions) {
  ImportRequest request;
  request.store = folder_.path("store");
  request.source = "us-sdn";
  struct Snapshot {
    const char* folder;
    const char* published;
  };
  // Imported in another order than published.
  const Snapshot snapshots[] = {{"2022-01", "2022-01"}, {"2019-07-25", "2019-07-25"}, {"2023-07-24", "2023-07-24"}};
  std::map<std::string, std::set<std::string>> numbers;
  for (const Snapshot& snapshot : snapshots) {
    request.files = unpacked(snapshot.folder);
    request.published = PartialDate::parse(snapshot.published).value();
    const auto begin = std::chrono::steady_clock::now();
    auto outcome = import_files(request);
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    if (std::string_view(snapshot.folder) == "2023-07-24") {
      // 3 % of the parties of eighteen months before are gone: one person looks at it.
      ASSERT_EQ(outcome->result, ImportResult::kHeld);
      EXPECT_EQ(outcome->needs, 1U);
      EXPECT_EQ(outcome->additions.value().id(), "us-sdn@3");
      outcome = approve({.store = request.store, .source = request.source, .by = "k.weber"}).value().published.value();
    }
    ASSERT_EQ(outcome->result, ImportResult::kPublished) << outcome->held_error().message;
    const std::set<std::string> parties = party_numbers(request.files[0]);
    numbers[outcome->version.id()] = parties;
    const auto published = store::Store::open(request.store).value();
    const auto segment = published->facts(*published->version(outcome->version.id()).value()).value();
    for (const std::string& number : parties) {
      ASSERT_TRUE(segment->find_entity("us-ofac-" + number)) << "party " << number << " is lost";
    }
    EXPECT_EQ(outcome->version.counts.records,
              outcome->version.counts.mapped + outcome->version.counts.reported + outcome->version.counts.ignored);
    std::printf("%s: %zu parties, %llu names, segment %llu bytes, %.2f s\n", outcome->version.id().c_str(),
                parties.size(), static_cast<unsigned long long>(outcome->version.counts.names),
                static_cast<unsigned long long>(outcome->version.file(store::kSegmentFile)->size),
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    EXPECT_EQ(import_files(request)->result, ImportResult::kUnchanged);
  }

  const auto begin = std::chrono::steady_clock::now();
  const auto opened = store::Store::open(request.store).value();
  const auto in_force = [&](const char* day) {
    const auto snapshot = store::Snapshot::open(opened, {Date::parse(day).value()}).value();
    return snapshot->sources()[0].version->id() + " " + std::string(to_string(snapshot->sources()[0].coverage));
  };
  EXPECT_EQ(in_force("2018-01-01"), "us-sdn@2 after-as-of");
  EXPECT_EQ(in_force("2022-01-30"), "us-sdn@2 in-force");
  EXPECT_EQ(in_force("2022-03-01"), "us-sdn@1 in-force");
  EXPECT_EQ(in_force("2026-01-01"), "us-sdn@4 in-force");
  const double reopened = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_LT(reopened, 2.0);

  // What came and went agrees with the numbers in the files.
  const auto before = opened->facts(*opened->version("us-sdn@1").value()).value();
  const auto after = opened->facts(*opened->version("us-sdn@4").value()).value();
  const auto diffing = std::chrono::steady_clock::now();
  const store::VersionDiff diff = store::diff_versions(*before, *after).value();
  std::printf("three versions opened in %.3f s; difference of two in %.2f s: %zu added, %zu removed, %zu changed\n",
              reopened, std::chrono::duration<double>(std::chrono::steady_clock::now() - diffing).count(),
              diff.added.size(), diff.removed.size(), diff.changed.size());
  const auto parties_of = [](const std::vector<store::EntityChange>& changes) {
    std::set<std::string> out;
    const std::string prefix = "us-ofac-";
    for (const store::EntityChange& change : changes) {
      const std::string number = change.id.starts_with(prefix) ? change.id.substr(prefix.size()) : "none";
      if (number.find_first_not_of("0123456789") == std::string::npos) out.insert(number);
    }
    return out;
  };
  const auto without = [](const std::set<std::string>& all, const std::set<std::string>& other) {
    std::set<std::string> out;
    for (const std::string& number : all) {
      if (!other.contains(number)) out.insert(number);
    }
    return out;
  };
  EXPECT_EQ(parties_of(diff.added), without(numbers["us-sdn@4"], numbers["us-sdn@1"]));
  EXPECT_EQ(parties_of(diff.removed), without(numbers["us-sdn@1"], numbers["us-sdn@4"]));
  EXPECT_TRUE(opened->verify().empty());
}

TEST_F(RealListsTest, ListsCutInHalfAreHeld) {
  ImportRequest request;
  request.store = folder_.path("store");
  request.source = "us-sdn";
  request.files = unpacked("2022-01");
  request.published = PartialDate::parse("2022-01-31").value();
  ASSERT_EQ(import_files(request)->result, ImportResult::kPublished);
  request.published = PartialDate::parse("2022-02-01").value();
  // At a row's end, so that nothing in the file itself is wrong.
  for (const std::string& path : {request.files[0], request.files[1]}) {
    const std::string whole = base::read_file(path, std::uint64_t{1} << 30).value();
    fs::resize_file(path, whole.find('\n', whole.size() / 2) + 1);
    const auto held = import_files(request);
    ASSERT_TRUE(held.ok()) << to_string(held.error());
    EXPECT_EQ(held->result, ImportResult::kHeld) << path;
    ASSERT_TRUE(base::replace_file(path, whole).ok());
  }
  request.files.erase(request.files.begin() + 1);
  EXPECT_EQ(import_files(request)->result, ImportResult::kHeld) << "without the alias file";
}

}  // namespace
}  // namespace penumbra::publish
