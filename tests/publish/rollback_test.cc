#include "publish/rollback.h"

#include <gmock/gmock.h>

#include "publish/import.h"
#include "publish/lists.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

using ::testing::HasSubstr;

class RollbackTest : public ::testing::Test {
 protected:
  RollbackTest() {
    for (int day = 1; day <= 3; ++day) publish(day, 40 + day);
  }

  std::string path(const std::string& name) const { return folder_.path(name); }
  Timestamp at(int day, int hour) const {
    return Timestamp::parse("2022-03-0" + std::to_string(day) + "T" + std::to_string(hour) + ":00Z").value();
  }
  ImportOutcome publish(int day, int count) {
    ImportRequest request;
    request.store = path("store");
    request.source = "us-sdn";
    request.files = list_files(path("files-" + std::to_string(count)), 100, count);
    request.published = PartialDate::parse("2022-03-0" + std::to_string(day)).value();
    request.now = at(day, 10);
    return import_files(request).value();
  }
  Result<RollbackOutcome> back(std::optional<std::uint32_t> to, Timestamp now) {
    RollbackRequest request;
    request.store = path("store");
    request.source = "us-sdn";
    request.to = to;
    request.by = "k.weber";
    request.reason = "half of it was missing";
    request.now = now;
    return roll_back(request);
  }
  std::string in_force(const std::string& day = "2022-04-01", Timestamp known_at = Timestamp::max()) const {
    const auto store = store::Store::open(path("store")).value();
    const auto snapshot = store::Snapshot::open(store, {Date::parse(day).value(), known_at}).value();
    return snapshot->sources()[0].version->id();
  }

  store::TemporaryFolder folder_;
};

TEST_F(RollbackTest, PutsTheVersionBeforeInForceAndKeepsTheOther) {
  EXPECT_EQ(in_force(), "us-sdn@3");
  const RollbackOutcome outcome = back({}, at(3, 12)).value();
  EXPECT_EQ(outcome.from.id(), "us-sdn@3");
  EXPECT_EQ(outcome.to.id(), "us-sdn@2");
  EXPECT_EQ(in_force(), "us-sdn@2");
  EXPECT_EQ(in_force("2022-03-01"), "us-sdn@1");
  // Who asks what was known before the rollback gets the answer of then.
  EXPECT_EQ(in_force("2022-04-01", at(3, 11)), "us-sdn@3");
  const auto store = store::Store::open(path("store")).value();
  EXPECT_EQ(store->version("us-sdn").value()->id(), "us-sdn@2");
  EXPECT_TRUE(store->version("us-sdn@3").ok());
  EXPECT_TRUE(store->verify().empty());
  ASSERT_EQ(store->manifest().events.size(), 1U);
  EXPECT_THAT(store->manifest().events[0].message, HasSubstr("k.weber made us-sdn@2 the version in force"));
  EXPECT_EQ(store->manifest().events[0].by, "k.weber");
}

TEST_F(RollbackTest, GoesBackFurtherAndForwardAgain) {
  ASSERT_TRUE(back(1, at(3, 12)).ok());
  EXPECT_EQ(in_force(), "us-sdn@1");
  ASSERT_TRUE(back(3, at(3, 13)).ok());
  EXPECT_EQ(in_force(), "us-sdn@3");
  EXPECT_EQ(in_force("2022-03-02"), "us-sdn@2");
}

TEST_F(RollbackTest, WhatIsImportedLaterCounts) {
  ASSERT_TRUE(back({}, at(3, 12)).ok());
  EXPECT_EQ(publish(4, 44).version.id(), "us-sdn@4");
  EXPECT_EQ(in_force(), "us-sdn@4");
}

TEST_F(RollbackTest, TheContentLeftBehindIsHeldWhenItComesAgain) {
  ASSERT_TRUE(back({}, at(3, 12)).ok());
  const ImportOutcome again = publish(3, 43);
  EXPECT_EQ(again.result, ImportResult::kHeld);
  EXPECT_THAT(again.holds.front().reason, HasSubstr("from which a person went back"));
  EXPECT_EQ(in_force(), "us-sdn@2");
}

TEST_F(RollbackTest, RefusesWhatCannotBe) {
  EXPECT_EQ(back(9, at(3, 12)).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(back(3, at(3, 12)).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(back(1, at(3, 12)).ok());
  EXPECT_EQ(back({}, at(3, 13)).error().code, ErrorCode::kNotFound);
  RollbackRequest nobody;
  nobody.store = path("store");
  nobody.source = "us-sdn";
  EXPECT_EQ(roll_back(nobody).error().code, ErrorCode::kInvalidArgument);
  nobody.by = "k.weber";
  nobody.store = path("none");
  EXPECT_EQ(roll_back(nobody).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path("none")));
}

}  // namespace
}  // namespace penumbra::publish
