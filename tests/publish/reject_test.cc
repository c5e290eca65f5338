#include "publish/reject.h"

#include <gmock/gmock.h>

#include "publish/approve.h"
#include "publish/lists.h"
#include "publish/rollback.h"
#include "store/log.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RejectTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }
  static Timestamp at(int day, int hour = 10) {
    return Timestamp::parse("2022-03-0" + std::to_string(day) + "T" + std::to_string(hour) + ":00Z").value();
  }
  Result<ImportOutcome> import(int first, int count, int day, bool again = false, int hour = 10) {
    ImportRequest request;
    request.store = path("store");
    request.source = "us-sdn";
    request.files = list_files(path(std::to_string(first) + "-" + std::to_string(count)), first, count);
    request.published = PartialDate::parse("2022-03-0" + std::to_string(day)).value();
    request.by = "importer";
    request.max_age_days = 3;
    request.again = again;
    request.now = at(day, hour);
    return import_files(request);
  }
  Result<RejectOutcome> rejected(int day, const std::string& by = "k.weber",
                                 const std::string& reason = "half of it was cut off", int hour = 12) {
    return reject({.store = path("store"), .source = "us-sdn", .by = by, .reason = reason, .now = at(day, hour)});
  }
  std::shared_ptr<const store::Store> store() const { return store::Store::open(path("store")).value(); }
  // What it points to lives as long as the test.
  const store::SourceView& view(const std::string& day, Timestamp known_at = Timestamp::max()) {
    snapshots_.push_back(store::Snapshot::open(store(), {Date::parse(day).value(), known_at}).value());
    return snapshots_.back()->sources()[0];
  }

  std::vector<std::shared_ptr<const store::Snapshot>> snapshots_;
  store::TemporaryFolder folder_;
};

TEST_F(RejectTest, TheVersionBeforeServesAsIfNothingHadCome) {
  ASSERT_EQ(import(100, 400, 1)->result, ImportResult::kPublished);
  const ImportOutcome held = import(140, 370, 2).value();
  ASSERT_EQ(held.result, ImportResult::kHeld);
  ASSERT_TRUE(held.additions.has_value());
  EXPECT_THAT(view("2022-03-02").gap, HasSubstr("held back"));
  const RejectOutcome outcome = rejected(2).value();
  EXPECT_FALSE(outcome.repeated);
  EXPECT_THAT(outcome.held, HasSubstr("40 of the 400 entities"));
  EXPECT_EQ(outcome.rejected, "k.weber rejected what was held: half of it was cut off");
  EXPECT_EQ(outcome.withdrawn, held.additions->id());
  EXPECT_EQ(outcome.in_force, "us-sdn@1");
  // Complete, in force, and confirmed when it was before: it becomes stale on its day.
  EXPECT_EQ(view("2022-03-02").version->id(), "us-sdn@1");
  EXPECT_THAT(view("2022-03-02").gap, IsEmpty());
  EXPECT_EQ(view("2022-03-02").confirmed->to_string(), "2022-03-01");
  EXPECT_EQ(view("2022-03-05").coverage, store::Coverage::kStale);
  // Who asks what was known before is told what was known then.
  EXPECT_EQ(view("2022-03-02", at(2, 11)).version->id(), held.additions->id());
  EXPECT_THAT(view("2022-03-02", at(2, 11)).gap, HasSubstr("held back"));
  EXPECT_TRUE(store()->verify().empty());
  // Nothing waits any more.
  const auto nothing = approve({.store = path("store"), .source = "us-sdn", .by = "other"});
  EXPECT_EQ(nothing.error().code, ErrorCode::kNotFound);
}

TEST_F(RejectTest, TwiceIsOnce) {
  ASSERT_TRUE(import(100, 400, 1).ok());
  ASSERT_TRUE(import(140, 370, 2).ok());
  ASSERT_TRUE(rejected(2).ok());
  const std::size_t events = store()->manifest().events.size();
  const RejectOutcome again = rejected(3, "m.osei", "me too").value();
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.rejected, "k.weber rejected what was held: half of it was cut off");
  EXPECT_EQ(again.in_force, "us-sdn@1");
  EXPECT_EQ(store()->manifest().events.size(), events);
}

TEST_F(RejectTest, TheSameContentIsRefusedAndOthersAreNot) {
  ASSERT_TRUE(import(100, 400, 1).ok());
  ASSERT_EQ(import(140, 370, 2)->result, ImportResult::kHeld);
  ASSERT_TRUE(rejected(2).ok());
  const auto refused = import(140, 370, 3);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kHeld);
  EXPECT_THAT(refused.error().message, HasSubstr("was rejected on 2022-03-02: k.weber rejected what was held: half"));
  EXPECT_THAT(view("2022-03-03").gap, IsEmpty());
  EXPECT_EQ(view("2022-03-03").confirmed->to_string(), "2022-03-01");
  // A sound list is published as always, and what served is confirmed by being served.
  EXPECT_EQ(import(100, 401, 4)->result, ImportResult::kPublished);
  EXPECT_EQ(view("2022-03-04").version->effective().to_string(), "2022-03-04");
}

TEST_F(RejectTest, ForcedItIsPutToPeopleAgain) {
  ASSERT_TRUE(import(100, 400, 1).ok());
  ASSERT_EQ(import(140, 370, 2)->result, ImportResult::kHeld);
  ASSERT_TRUE(rejected(2).ok());
  const ImportOutcome held = import(140, 370, 3, true).value();
  ASSERT_EQ(held.result, ImportResult::kHeld);
  EXPECT_THAT(held.held_error().message, HasSubstr("was rejected on 2022-03-02"));
  EXPECT_TRUE(held.additions.has_value());
  EXPECT_THAT(view("2022-03-03").gap, HasSubstr("held back"));
  ApproveRequest request{
      .store = path("store"), .source = "us-sdn", .by = "m.osei", .reason = "annulled", .now = at(4)};
  const auto approved = approve(request);
  ASSERT_TRUE(approved.ok()) << to_string(approved.error());
  ASSERT_TRUE(approved->published.has_value());
  EXPECT_EQ(approved->published->result, ImportResult::kPublished);
  // Published, it is content like any other: nothing is left to be rejected.
  EXPECT_EQ(import(140, 370, 5)->result, ImportResult::kPublished) << "another day is stated";
  EXPECT_EQ(rejected(5).error().code, ErrorCode::kNotFound);
}

TEST_F(RejectTest, AFirstVersionThatIsHeld) {
  EXPECT_EQ(rejected(1).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(path("store")));
  ASSERT_TRUE(import(100, 400, 1).ok());
  EXPECT_EQ(rejected(1).error().code, ErrorCode::kNotFound);
  ASSERT_EQ(import(140, 370, 2)->result, ImportResult::kHeld);
  EXPECT_EQ(rejected(2, "k.weber", "").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(rejected(2, "", "why").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(reject({.store = path("store"), .source = "other", .by = "k.weber", .reason = "x"}).error().code,
            ErrorCode::kNotFound);
  EXPECT_THAT(view("2022-03-02").gap, HasSubstr("held back"));
}

TEST_F(RejectTest, StandsInTheLog) {
  ASSERT_TRUE(import(100, 400, 1).ok());
  ASSERT_TRUE(import(140, 370, 2).ok());
  ASSERT_TRUE(rejected(2).ok());
  const auto opened = store();
  const store::SourceEvent& event = opened->manifest().events.back();
  EXPECT_EQ(event.kind, store::EventKind::kRejected);
  EXPECT_EQ(event.by, "k.weber");
  // A store with it is of a later format.
  const std::string text = store::encode_manifest(opened->manifest());
  EXPECT_THAT(text, ::testing::StartsWith("penumbra-manifest 3\n"));
  EXPECT_EQ(store::parse_manifest(text, "m").value(), opened->manifest());
}

}  // namespace
}  // namespace penumbra::publish
