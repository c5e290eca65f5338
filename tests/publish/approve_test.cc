#include "publish/approve.h"

#include <gmock/gmock.h>

#include "index/build.h"
#include "publish/additions.h"
#include "publish/canary.h"
#include "publish/lists.h"
#include "publish/rollback.h"
#include "store/fault_file_system.h"
#include "store/quarantine.h"
#include "store/snapshot.h"
#include "store/temporary_folder.h"
#include "store/verify.h"

namespace penumbra::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ApproveTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path(name); }

  ImportOutcome import(int first, int count, const std::string& day, const std::string& by = "importer") {
    ImportRequest request;
    request.store = path("store");
    request.source = "us-sdn";
    request.files = list_files(path(day + std::to_string(first)), first, count);
    request.published = PartialDate::parse(day).value();
    request.by = by;
    return import_files(request).value();
  }
  Result<ApproveOutcome> approved(const std::string& by, const std::string& reason = "") {
    return approve({.store = path("store"), .source = "us-sdn", .by = by, .reason = reason});
  }
  std::shared_ptr<const store::Snapshot> now() const {
    return store::Snapshot::open(store::Store::open(path("store")).value()).value();
  }
  const store::VersionInfo& in_force(const std::shared_ptr<const store::Snapshot>& snapshot) const {
    return *snapshot->sources()[0].version;
  }
  bool lists(int party) const { return !now()->find("us-ofac-" + std::to_string(party)).value().empty(); }

  store::TemporaryFolder folder_;
};

TEST_F(ApproveTest, OnePersonLetsASmallFallPass) {
  import(100, 400, "2022-03-01");
  // 40 of 400 are gone, 10 are new.
  const ImportOutcome held = import(140, 370, "2022-03-02");
  ASSERT_EQ(held.result, ImportResult::kHeld);
  EXPECT_EQ(held.needs, 1U);
  ASSERT_TRUE(held.additions.has_value());
  // Additions are screened at once, removals are not made, and absence proves nothing.
  EXPECT_TRUE(in_force(now()).provisional);
  EXPECT_TRUE(lists(505));
  EXPECT_TRUE(lists(101));
  EXPECT_THAT(now()->gaps(), ElementsAre(HasSubstr("held back")));

  EXPECT_EQ(approved("importer").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(approved("").error().code, ErrorCode::kInvalidArgument);
  // The files are not needed again.
  std::filesystem::remove_all(path("2022-03-02140"));
  const ApproveOutcome outcome = approved("k.weber").value();
  ASSERT_TRUE(outcome.published.has_value());
  EXPECT_EQ(outcome.published->result, ImportResult::kPublished);
  EXPECT_FALSE(in_force(now()).provisional);
  EXPECT_EQ(in_force(now()).counts.entities, 370U);
  EXPECT_THAT(in_force(now()).notes, ::testing::Contains(HasSubstr("k.weber approved")));
  EXPECT_FALSE(lists(101));
  EXPECT_TRUE(lists(505));
  EXPECT_THAT(now()->gaps(), IsEmpty());
  EXPECT_EQ(approved("m.osei").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(store::Store::open(path("store")).value()->verify().empty());
  // Places are those of the files that were given, not of the quarantine.
  const auto entity = now()->entity(now()->find("us-ofac-505").value().front()).value();
  EXPECT_THAT(entity.evidence.record, HasSubstr("2022-03-02140/sdn.csv:"));
}

TEST_F(ApproveTest, AGreatFallNeedsTwoPeopleAndAReason) {
  import(100, 400, "2022-03-01");
  const ImportOutcome held = import(100, 100, "2022-03-02");
  ASSERT_EQ(held.result, ImportResult::kHeld);
  EXPECT_EQ(held.needs, 2U);
  EXPECT_FALSE(held.additions.has_value()) << "nothing is new";
  EXPECT_EQ(approved("a.first").error().code, ErrorCode::kInvalidArgument) << "no reason";
  const ApproveOutcome first = approved("a.first", "annulled by the court").value();
  EXPECT_FALSE(first.published.has_value());
  EXPECT_EQ(first.needs, 2U);
  EXPECT_EQ(approved("a.first", "again").error().code, ErrorCode::kInvalidArgument) << "the same person";
  EXPECT_EQ(approved("importer", "mine").error().code, ErrorCode::kInvalidArgument) << "his own import";
  EXPECT_TRUE(lists(400));
  const ApproveOutcome second = approved("b.second", "seen in the journal").value();
  ASSERT_TRUE(second.published.has_value());
  EXPECT_THAT(second.approved, ElementsAre("a.first", "b.second"));
  EXPECT_FALSE(lists(400));
  EXPECT_TRUE(lists(150));
}

TEST_F(ApproveTest, ImportingAgainDoesNotRepeatTheAdditions) {
  import(100, 400, "2022-03-01");
  import(140, 370, "2022-03-02");
  const ImportOutcome again = import(140, 370, "2022-03-02", "someone.else");
  EXPECT_EQ(again.result, ImportResult::kHeld);
  EXPECT_FALSE(again.additions.has_value());
  EXPECT_EQ(approved("someone.else").error().code, ErrorCode::kInvalidArgument) << "has imported it too";
  EXPECT_TRUE(approved("k.weber").value().published.has_value());
}

TEST_F(ApproveTest, GoingBackRefusesTheContent) {
  import(100, 400, "2022-03-01");
  import(140, 370, "2022-03-02");
  ASSERT_TRUE(roll_back({.store = path("store"), .source = "us-sdn", .to = 1, .by = "k.weber"}).ok());
  EXPECT_EQ(in_force(now()).id(), "us-sdn@1");
  EXPECT_FALSE(lists(505));
  EXPECT_THAT(now()->gaps(), IsEmpty());
  EXPECT_EQ(approved("m.osei").error().code, ErrorCode::kNotFound);
}

TEST_F(ApproveTest, DamagedQuarantineIsNotPublished) {
  import(100, 400, "2022-03-01");
  import(140, 370, "2022-03-02");
  const auto store = store::Store::open(path("store")).value();
  const std::string folder =
      path("store") + "/" + store::quarantine_folder("us-sdn", store->manifest().events.back().content);
  write(folder + "/file-0", sdn(140, 369));
  EXPECT_EQ(approved("k.weber").error().code, ErrorCode::kIntegrity);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(approved("k.weber").error().code, ErrorCode::kIntegrity);
  EXPECT_TRUE(in_force(now()).provisional);
}

// Killed at every third operation of a hold and of an approval: the store is whole, the old list answers, and the same
// steps done again end well.
TEST_F(ApproveTest, DyingAnywhereLeavesAWholeStore) {
  // What dies are writes; an index and its questions, four times a round, would only take a minute.
  const std::vector<ExtraFile> extra = {
      {"names.idx-like", [](const model::Dataset&, std::uint64_t) { return Result<std::string>(std::string("x")); }}};
  import(100, 130, "2022-03-01");
  std::filesystem::copy(path("store"), path("base"), std::filesystem::copy_options::recursive);
  ImportRequest request;
  request.source = "us-sdn";
  request.files = list_files(path("next"), 126, 110);  // 26 of 130 are gone, 6 are new
  request.extra_files = extra;
  request.published = PartialDate::parse("2022-03-02").value();
  request.by = "importer";
  request.store = path("store");
  int deaths = 0;
  for (int fail_at = 0; fail_at < 500; fail_at += 3) {
    std::filesystem::remove_all(path("store"));
    std::filesystem::copy(path("base"), path("store"), std::filesystem::copy_options::recursive);
    store::FaultFileSystem files(fail_at, store::Fault::kDiesHalf);
    request.file_system = &files;
    const bool held = import_files(request).ok();
    if (held) {
      static_cast<void>(approve({.store = path("store"),
                                 .source = "us-sdn",
                                 .by = "k.weber",
                                 .extra_files = extra,
                                 .file_system = &files})
                            .ok());
    }
    ASSERT_TRUE(store::verify(path("store"), {}).value().errors.empty()) << "operation " << fail_at;
    if (files.operations() <= fail_at) break;
    ++deaths;
    request.file_system = &store::FileSystem::real();
    const auto again = import_files(request);
    ASSERT_TRUE(again.ok()) << "operation " << fail_at << ": " << to_string(again.error());
    if (again->result == ImportResult::kHeld) {
      EXPECT_TRUE(lists(233)) << "operation " << fail_at;
      EXPECT_TRUE(lists(101)) << "operation " << fail_at;
      const auto done = approve({.store = path("store"), .source = "us-sdn", .by = "k.weber", .extra_files = extra});
      ASSERT_TRUE(done.ok()) << "operation " << fail_at << ": " << to_string(done.error());
      ASSERT_TRUE(done->published.has_value()) << "operation " << fail_at;
    }
    EXPECT_FALSE(lists(101)) << "operation " << fail_at;
    EXPECT_TRUE(store::verify(path("store"), {}).value().errors.empty()) << "operation " << fail_at;
  }
  EXPECT_GT(deaths, 20);
}

TEST(Quarantine, NotesReadBack) {
  store::QuarantineNote note{PartialDate::parse("2022-03").value(), 7, {"/lists/sdn.csv", "alt\n.csv"}};
  const std::string bytes = store::encode_note(note);
  EXPECT_EQ(store::decode_note(bytes, "note").value(), note);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string other = bytes;
    other[i] = static_cast<char>(other[i] ^ 4);
    EXPECT_FALSE(store::decode_note(other, "note").ok());
    EXPECT_FALSE(store::decode_note(bytes.substr(0, i), "note").ok());
  }
  EXPECT_EQ(store::decode_note(store::encode_note({}), "note").value(), store::QuarantineNote{});
}

TEST(Additions, ChangeAndRemoveNothing) {
  model::Dataset base;
  base.entities.resize(2);
  base.entities[0].id = "a";
  base.entities[0].add("name", "Alpha");
  base.entities[1].id = "b";
  model::Dataset held;
  held.entities.resize(2);
  held.entities[0].id = "a";
  held.entities[0].add("name", "Alfa");
  held.entities[1].id = "c";
  held.designations.resize(1);
  held.designations[0].id = "d";
  held.designations[0].entity = "c";
  const auto both = with_additions(base, held);
  ASSERT_TRUE(both.has_value());
  ASSERT_EQ(both->entities.size(), 3U);
  EXPECT_EQ(both->entities[0].get("name").size(), 2U);
  EXPECT_EQ(both->designations.size(), 1U);
  EXPECT_EQ(with_additions(*both, held), std::nullopt);
  EXPECT_EQ(with_additions(*both, base), std::nullopt);
}

TEST(Canary, NamesWhatAnIndexLacks) {
  std::vector<model::Entity> entities(70);
  for (std::size_t i = 0; i < entities.size(); ++i) {
    entities[i].id = "p" + std::to_string(i);
    entities[i].schema = "Company";
    entities[i].add("name", "Invented Rocket Works Number " + std::to_string(i));
    entities[i].add("weakAlias", "IRW");
  }
  const std::string index = index::build(entities, 7).value();
  const std::chrono::milliseconds bound(60'000);
  EXPECT_EQ(sing(entities, index, 7, bound).value(), 140U);
  entities[69].add("alias", "Zvezdny Polyot");
  const auto missed = sing(entities, index, 7, bound);
  ASSERT_FALSE(missed.ok());
  EXPECT_EQ(missed.error().code, ErrorCode::kIntegrity);
  EXPECT_THAT(missed.error().message, HasSubstr("\"Zvezdny Polyot\" of p69"));
}

}  // namespace
}  // namespace penumbra::publish
