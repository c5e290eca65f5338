#include "publish/import.h"
#include "publish/approve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "index/build.h"
#include "index/name_index.h"
#include "publish/lists.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"
#include "store/writer.h"

namespace penumbra::publish {
namespace {

class ImportTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }
  ImportRequest request(std::vector<std::string> files, const std::string& published = "") const {
    ImportRequest out;
    out.store = path("store");
    out.source = "us-sdn";
    out.files = std::move(files);
    out.published = PartialDate::parse(published).value();
    return out;
  }
  ImportOutcome import(std::vector<std::string> files, const std::string& published = "") const {
    auto result = import_files(request(std::move(files), published));
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return result.ok() ? std::move(result).value() : ImportOutcome{};
  }
  std::shared_ptr<const store::Store> opened() const { return store::Store::open(path("store")).value(); }

  store::TemporaryFolder folder_;
};

TEST_F(ImportTest, PublishesAListWithItsCounts) {
  std::vector<std::string> stages;
  double last = 0;
  ImportRequest first = request(list_files(path("a"), 100, 40), "2022-03-01");
  first.max_age_days = 7;
  first.progress = [&](const Progress& progress) {
    if (stages.empty() || stages.back() != progress.stage) stages.emplace_back(progress.stage);
    EXPECT_GE(progress.fraction, last);
    last = progress.fraction;
  };
  const ImportOutcome outcome = import_files(first).value();
  EXPECT_EQ(outcome.result, ImportResult::kPublished);
  EXPECT_EQ(outcome.version.id(), "us-sdn@1");
  EXPECT_EQ(outcome.version.reader, "ofac-csv");
  EXPECT_EQ(outcome.version.counts.entities, 40U);
  EXPECT_EQ(outcome.version.counts.names, 80U);
  EXPECT_EQ(outcome.version.counts.designations, 40U);
  EXPECT_EQ(outcome.version.counts.records, 120U);
  ASSERT_EQ(outcome.version.inputs.size(), 3U);
  EXPECT_EQ(outcome.version.inputs[0].name, "sdn.csv");
  EXPECT_EQ(outcome.added, 40U);
  EXPECT_EQ(last, 1.0);
  EXPECT_EQ(stages.front(), "reading");
  EXPECT_EQ(stages.back(), "publishing");
  const auto store = opened();
  EXPECT_EQ(*store->version("us-sdn").value(), outcome.version);
  EXPECT_TRUE(store->verify().empty());
  EXPECT_EQ(store->findings(outcome.version).value(), outcome.findings);

  const ImportOutcome second = import(list_files(path("b"), 101, 41), "2022-03-02");
  EXPECT_EQ(second.version.id(), "us-sdn@2");
  EXPECT_EQ(second.added, 2U);
  EXPECT_EQ(second.removed, 1U);
  EXPECT_EQ(second.previous->id(), "us-sdn@1");
  EXPECT_EQ(second.version.max_age_days, 7) << "kept from the version before";
}

TEST_F(ImportTest, SameContentIsNoNewVersion) {
  const auto files = list_files(path("a"), 100, 40);
  import(files, "2022-03-01");
  const ImportOutcome again = import(files);
  EXPECT_EQ(again.result, ImportResult::kUnchanged);
  EXPECT_EQ(again.version.id(), "us-sdn@1");
  // Another folder and order of arguments is the same content.
  auto moved = list_files(path("moved"), 100, 40);
  std::reverse(moved.begin(), moved.end());
  EXPECT_EQ(import(moved, "2022-03-01").result, ImportResult::kUnchanged);
  ASSERT_EQ(opened()->manifest().events.size(), 1U);
  EXPECT_EQ(opened()->manifest().events[0].count, 2U);
  // A date that is newly stated makes a version; so does force.
  EXPECT_EQ(import(files, "2022-02-28").version.id(), "us-sdn@2");
  ImportRequest forced = request(files, "2022-03-01");
  forced.again = true;
  EXPECT_EQ(import_files(forced).value().version.id(), "us-sdn@3");
}

TEST_F(ImportTest, AMissingCompanionFileIsHeldUntilTwoPeopleLetItPass) {
  import(list_files(path("a"), 100, 40), "2022-03-01");
  auto files = list_files(path("b"), 100, 41);
  files.erase(files.begin() + 1);
  const ImportOutcome held = import(files, "2022-03-02");
  EXPECT_EQ(held.result, ImportResult::kHeld);
  ASSERT_EQ(held.holds.size(), 1U);
  EXPECT_THAT(held.holds[0].reason, ::testing::HasSubstr("\"alt\""));
  EXPECT_EQ(held.held_error().code, ErrorCode::kHeld);
  const auto snapshot = store::Snapshot::open(opened()).value();
  EXPECT_EQ(snapshot->sources()[0].version->id(), "us-sdn@2");
  EXPECT_TRUE(snapshot->sources()[0].version->provisional);
  EXPECT_THAT(snapshot->gaps(), ::testing::ElementsAre(::testing::HasSubstr("held back")));

  ASSERT_TRUE(held.additions.has_value()) << "the party that is new is screened at once";
  EXPECT_EQ(held.needs, 2U);
  ApproveRequest approval{
      .store = path("store"), .source = "us-sdn", .by = "a.first", .reason = "the file was dropped"};
  ASSERT_TRUE(approve(approval).ok());
  approval.by = "b.second";
  const ImportOutcome published = approve(approval).value().published.value();
  EXPECT_EQ(published.result, ImportResult::kPublished);
  EXPECT_THAT(published.version.notes, ::testing::Contains(::testing::HasSubstr("Published although")));
  EXPECT_THAT(published.version.notes, ::testing::Contains(::testing::HasSubstr("b.second approved")));
  // From now on its absence is what the last version had.
  auto next = list_files(path("c"), 100, 42);
  next.erase(next.begin() + 1);
  EXPECT_EQ(import(next, "2022-03-03").result, ImportResult::kPublished);
}

TEST_F(ImportTest, AFirstImportWithoutTheAliasFileSaysSo) {
  auto files = list_files(path("a"), 100, 40);
  files.resize(1);
  const ImportOutcome outcome = import(files, "2022-03-01");
  EXPECT_EQ(outcome.result, ImportResult::kPublished);
  EXPECT_THAT(outcome.version.notes, ::testing::Contains(::testing::HasSubstr("alt")));
}

TEST_F(ImportTest, AHalfListIsHeld) {
  import(list_files(path("a"), 100, 200), "2022-03-01");
  const ImportOutcome held = import(list_files(path("b"), 100, 100), "2022-03-02");
  EXPECT_EQ(held.result, ImportResult::kHeld);
  EXPECT_EQ(held.removed, 100U);
  // As a step back in time the same content is compared with what was before it: nothing.
  EXPECT_EQ(import(list_files(path("b"), 100, 100), "2022-02-01").result, ImportResult::kPublished);
}

TEST_F(ImportTest, AnUndatedOldListIsHeldAsAStepBack) {
  const auto old_files = list_files(path("a"), 100, 40);
  import(old_files);
  import(list_files(path("b"), 100, 41));
  const ImportOutcome back = import(old_files);
  EXPECT_EQ(back.result, ImportResult::kHeld);
  ASSERT_FALSE(back.holds.empty());
  EXPECT_THAT(back.holds[0].reason, ::testing::HasSubstr("us-sdn@1"));
}

TEST_F(ImportTest, ADatedOldListIsItselfAgain) {
  const auto old_files = list_files(path("a"), 100, 40);
  import(old_files, "2022-03-01");
  import(list_files(path("b"), 100, 41), "2022-03-02");
  EXPECT_EQ(import(old_files, "2022-03-01").version.id(), "us-sdn@1");
  EXPECT_EQ(import(old_files).result, ImportResult::kHeld) << "undated, it might be what the source says today";
  EXPECT_EQ(import(old_files, "2022-03-03").version.id(), "us-sdn@3");
}

TEST_F(ImportTest, DatesAreStatedOrUnknown) {
  const ImportOutcome outcome = import(list_files(path("a"), 100, 40));
  EXPECT_EQ(outcome.version.published_from, store::PublishedFrom::kUnknown);
  EXPECT_THAT(outcome.version.notes, ::testing::Contains(::testing::HasSubstr("not known")));
  EXPECT_EQ(import_files(request(list_files(path("a"), 100, 40), "<2022")).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ImportTest, BadFilesLeaveNoStoreAndChangeNone) {
  const std::string html = write(path("x/sdn.csv"), "<!DOCTYPE html><html><body>Access denied</body></html>");
  const std::string empty = write(path("x/empty.csv"), "");
  const std::string cut = write(path("x/cut.csv"), "1,\"A\",\"individual");
  const std::string odd = write(path("x/odd.csv"), "colour,weight\nred,3\n");
  const std::vector<std::vector<std::string>> bad = {{html}, {empty},     {cut}, {odd}, {path("x/none.csv")},
                                                     {},     {html, html}};
  for (const auto& files : bad) {
    const auto result = import_files(request(files));
    ASSERT_FALSE(result.ok());
    EXPECT_FALSE(result.error().fix.empty()) << to_string(result.error());
    EXPECT_FALSE(std::filesystem::exists(path("store"))) << to_string(result.error());
  }
  import(list_files(path("a"), 100, 40), "2022-03-01");
  const auto before = opened()->manifest();
  for (const auto& files : bad) EXPECT_FALSE(import_files(request(files)).ok());
  EXPECT_EQ(opened()->manifest(), before);
  ImportRequest strange = request(list_files(path("a"), 100, 40));
  strange.source = "../outside";
  EXPECT_EQ(import_files(strange).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ImportTest, BusyWhileAnotherProcessWrites) {
  import(list_files(path("a"), 100, 40), "2022-03-01");
  int ready[2];
  int done[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(done), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = store::StoreWriter::open(path("store"));
    char byte = writer.ok() ? 'y' : 'n';
    const bool told = ::write(ready[1], &byte, 1) == 1 && ::read(done[0], &byte, 1) == 1;
    ::_exit(told ? 0 : 1);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  const auto result = import_files(request(list_files(path("b"), 100, 41)));
  ASSERT_EQ(::write(done[1], &byte, 1), 1);
  ::waitpid(child, nullptr, 0);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBusy);
  EXPECT_THAT(result.error().message, ::testing::HasSubstr(std::to_string(child)));
  for (const int fd : {ready[0], ready[1], done[0], done[1]}) ::close(fd);
}

TEST_F(ImportTest, EveryVersionHasItsNameIndex) {
  const ImportOutcome outcome = import(list_files(path("a"), 100, 40), "2022-03-01");
  const auto store = opened();
  const auto file = store->file(*store->version("us-sdn").value(), index::kIndexFile).value();
  const auto names =
      index::NameIndex::open(file->bytes(), "names.idx", outcome.version.file(store::kSegmentFile)->checksum);
  ASSERT_TRUE(names.ok()) << to_string(names.error());
  EXPECT_EQ(names->name_count(), outcome.version.counts.names);
}

TEST_F(ImportTest, ExtraFilesGetTheFactsAndTheirChecksum) {
  ImportRequest with_extra = request(list_files(path("a"), 100, 40), "2022-03-01");
  with_extra.extra_files = {{"count.txt", [](const model::Dataset& dataset, std::uint64_t checksum) {
                               return Result<std::string>(std::to_string(dataset.entities.size()) + " " +
                                                          std::to_string(checksum));
                             }}};
  const ImportOutcome outcome = import_files(with_extra).value();
  const auto store = opened();
  EXPECT_EQ(store->file(*store->version("us-sdn").value(), "count.txt").value()->bytes(),
            "40 " + std::to_string(outcome.version.file(store::kSegmentFile)->checksum));
  // A builder that fails publishes nothing.
  ImportRequest failing = request(list_files(path("b"), 100, 41), "2022-03-02");
  failing.extra_files = {{"x", [](const model::Dataset&, std::uint64_t) {
                            return Result<std::string>(Error{ErrorCode::kLimit, "too many", {}, ""});
                          }}};
  EXPECT_EQ(import_files(failing).error().code, ErrorCode::kLimit);
  EXPECT_EQ(opened()->manifest().versions.size(), 1U);
}

}  // namespace
}  // namespace penumbra::publish
