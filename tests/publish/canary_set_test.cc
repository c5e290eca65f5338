#include "publish/canary_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "index/build.h"
#include "publish/approve.h"
#include "publish/import.h"
#include "publish/lists.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

TEST(CanarySet, AlteredNamesAreTheSameEverywhere) {
  EXPECT_EQ(altered("Muster, Eriko", CanaryKind::kListed), "Muster, Eriko");
  EXPECT_EQ(altered("Musterwerk Orbit", CanaryKind::kTypo), "Mustewrerk Orbit");
  EXPECT_EQ(altered("Otto Orb", CanaryKind::kTypo), std::nullopt) << "words too short for a slip";
  EXPECT_EQ(altered("MUSTER, Eriko Maria", CanaryKind::kOrder), "Eriko Maria MUSTER");
  EXPECT_EQ(altered("Orbitwerk", CanaryKind::kOrder), std::nullopt);
  EXPECT_EQ(altered("Orbitwerk Shchit", CanaryKind::kScript), "орбитверк щит");
  EXPECT_EQ(altered("Звезда", CanaryKind::kScript), "zvezda");
  EXPECT_EQ(altered("123", CanaryKind::kScript), std::nullopt);
}

model::Dataset invented(std::size_t count) {
  model::Dataset out;
  for (std::size_t i = 0; i < count; ++i) {
    model::Entity& entity = out.entities.emplace_back();
    entity.id = "p" + std::to_string(i);
    entity.schema = "Company";
    std::string word;
    for (std::size_t n = i + 7; n > 0; n /= 5) word += std::string("ka") + "bdfgl"[n % 5] + "aeiou"[n % 5];
    entity.add("name", "Zavod " + word);
  }
  return out;
}

TEST(CanarySet, ThePickIsTheSameInAnyOrderAndBounded) {
  const model::Dataset whole = invented(5'000);
  CanaryPicker once;
  once.add(whole);
  CanaryPicker pieces;
  for (std::size_t at = whole.entities.size(); at > 0; at -= 500) {
    model::Dataset part;
    for (std::size_t i = at - 500; i < at; ++i) part.entities.push_back(whole.entities[i]);
    pieces.add(part);
  }
  const auto chosen = once.candidates();
  EXPECT_EQ(chosen, pieces.candidates());
  EXPECT_EQ(chosen.size(), 2 * kCanaryQueries);
  std::size_t of_kind[4] = {};
  for (const CanaryQuery& query : chosen) ++of_kind[static_cast<std::size_t>(query.kind)];
  for (const std::size_t count : of_kind) EXPECT_GT(count, 300U);
}

TEST(CanarySet, TheFileComesBackAndDamageIsNamed) {
  const std::vector<CanaryQuery> queries = {{CanaryKind::kTypo, "a", "Orbit", "Obrit"},
                                            {CanaryKind::kScript, "b", "Stern", "стерн"}};
  const std::string bytes = encode_canaries(queries);
  EXPECT_EQ(decode_canaries(bytes, "f").value(), queries);
  for (const std::string& bad : {std::string(), bytes.substr(0, bytes.size() - 1), "x" + bytes,
                                 bytes + "odd\ta\tb\tc\n", bytes + "typo\ta\tb\n"}) {
    const auto decoded = decode_canaries(bad, "f");
    ASSERT_FALSE(decoded.ok()) << bad;
    EXPECT_EQ(decoded.error().code, ErrorCode::kIntegrity);
    EXPECT_EQ(decoded.error().position.file, "f");
  }
}

class Turn : public ::testing::Test {
 protected:
  void index_all(const model::Dataset& dataset) {
    dataset_ = dataset;
    bytes_ = index::build(dataset_.entities, 1, 1).value();
    names_.emplace(index::NameIndex::open(bytes_, "names", 1).value());
  }
  CanaryLookup lookup() const {
    return [this](std::string_view id) -> std::optional<CanaryTarget> {
      for (std::uint32_t i = 0; i < dataset_.entities.size(); ++i) {
        if (dataset_.entities[i].id != id) continue;
        return CanaryTarget{"Company", {std::string(dataset_.entities[i].first("name"))}, &*names_, i};
      }
      return std::nullopt;
    };
  }
  std::vector<CanaryQuery> candidates() const {
    CanaryPicker picker;
    picker.add(dataset_);
    return picker.candidates();
  }

  model::Dataset dataset_;
  std::string bytes_;
  std::optional<index::NameIndex> names_;
  static constexpr std::chrono::milliseconds kLong{60'000};
};

TEST_F(Turn, WhatOneVersionFindsTheNextOneFindsOrExplains) {
  index_all(invented(300));
  const CanaryTurn first = turn_canaries({}, candidates(), lookup(), kLong);
  EXPECT_TRUE(first.fresh);
  EXPECT_GT(first.report.kept.size(), 200U);
  EXPECT_TRUE(first.report.lost.empty());
  // The same list again: nothing is lost, and the file is not written again.
  const CanaryTurn same = turn_canaries(first.report.kept, candidates(), lookup(), kLong);
  EXPECT_EQ(same.report.kept.size(), first.report.kept.size());
  EXPECT_FALSE(same.fresh);
  // Parties that are gone, and a name that is another one, explain themselves.
  const std::string gone = first.report.kept.front().entity;
  const std::string renamed = first.report.kept.back().entity;
  model::Dataset next = dataset_;
  std::erase_if(next.entities, [&](const model::Entity& entity) { return entity.id == gone; });
  for (model::Entity& entity : next.entities) {
    if (entity.id == renamed) entity.values = {{"name", "Quite Another Name", ""}};
  }
  index_all(next);
  const CanaryTurn later = turn_canaries(first.report.kept, candidates(), lookup(), kLong);
  EXPECT_EQ(later.report.gone, 2U);
  EXPECT_TRUE(later.report.lost.empty());
  EXPECT_EQ(later.report.unasked, 0U);
}

TEST_F(Turn, AQuestionWithoutAnAnswerIsLost) {
  index_all(invented(50));
  std::vector<CanaryQuery> questions = turn_canaries({}, candidates(), lookup(), kLong).report.kept;
  questions.push_back({CanaryKind::kTypo, "p7", std::string(dataset_.entities[7].first("name")), "Quite another name"});
  const CanaryTurn turn = turn_canaries(questions, candidates(), lookup(), kLong);
  ASSERT_EQ(turn.report.lost.size(), 1U);
  EXPECT_EQ(turn.report.lost[0].query, "Quite another name");
  // Without time nothing is asked, and nothing said to be lost.
  const CanaryTurn hasty = turn_canaries(questions, candidates(), lookup(), std::chrono::milliseconds(-1));
  EXPECT_TRUE(hasty.report.lost.empty());
  EXPECT_GT(hasty.report.unasked, 0U);
  EXPECT_EQ(hasty.report.kept.size(), questions.size());
}

// Through import: kept with the first version, and carried along.
TEST(CanaryImport, QuestionsAreKeptWithTheFirstVersion) {
  store::TemporaryFolder folder;
  ImportRequest request;
  request.store = folder.path("store");
  request.source = "us-sdn";
  request.extra_files = standard_files();
  request.files = list_files(folder.path("a"), 100, 40);
  request.published = PartialDate::parse("2022-03-01").value();
  ASSERT_TRUE(import_files(request).ok());
  const auto has_file = [&](std::uint32_t number) {
    const auto opened = store::Store::open(request.store).value();
    for (const store::StoredFile& file : opened->manifest().find("us-sdn", number)->files) {
      if (file.name == kCanaryFile) return opened->file(*opened->manifest().find("us-sdn", number), kCanaryFile).ok();
    }
    return false;
  };
  EXPECT_TRUE(has_file(1));
  request.files = list_files(folder.path("b"), 100, 41);
  request.published = PartialDate::parse("2022-03-02").value();
  const ImportOutcome second = import_files(request).value();
  EXPECT_EQ(second.result, ImportResult::kPublished);
  EXPECT_FALSE(has_file(2)) << "one more party makes no new set of questions";
}

// The first version keeps a question that nothing can answer: as if a table of the program had changed since.
TEST(CanaryImport, ALostAnswerHoldsUntilSomebodyLetsItPass) {
  store::TemporaryFolder folder;
  ImportRequest request;
  request.store = folder.path("store");
  request.source = "us-sdn";
  request.extra_files = {
      {std::string(kCanaryFile), [](const model::Dataset& dataset, std::uint64_t) -> Result<std::string> {
         const model::Entity& first = dataset.entities.front();
         return encode_canaries(std::vector<CanaryQuery>{
             {CanaryKind::kTypo, first.id, std::string(first.first("name")), "Quite unlike it"},
             {CanaryKind::kTypo, "us-ofac-1", "Long gone", "Long gnoe"}});
       }}};
  request.files = {write(folder.path("a.csv"), sdn(100, 40))};
  request.published = PartialDate::parse("2022-03-01").value();
  ASSERT_TRUE(import_files(request).ok());
  // Every party is written anew, with an index: its programme is another one.
  std::string other = sdn(100, 40);
  for (std::size_t at = 0; (at = other.find("RUSSIA-EO14024", at)) != std::string::npos; ++at) {
    other.replace(at, 14, "SDGT");
  }
  request.extra_files = standard_files();
  request.files = {write(folder.path("b.csv"), other)};
  request.published = PartialDate::parse("2022-03-02").value();
  request.by = "a.first";
  const ImportOutcome held = import_files(request).value();
  ASSERT_EQ(held.result, ImportResult::kHeld);
  EXPECT_THAT(held.held_error().message, ::testing::HasSubstr("1 of the 2 fixed questions that us-sdn@1 answered"));
  EXPECT_THAT(held.held_error().message, ::testing::HasSubstr("\"Quite unlike it\" for us-ofac-100"));
  EXPECT_EQ(held.needs, 1U);
  const auto approved =
      approve({.store = request.store, .source = "us-sdn", .by = "b.second", .extra_files = standard_files()});
  ASSERT_TRUE(approved.ok()) << to_string(approved.error());
  ASSERT_TRUE(approved->published.has_value());
  EXPECT_EQ(approved->published->result, ImportResult::kPublished);
  EXPECT_THAT(approved->published->version.notes, ::testing::Contains(::testing::HasSubstr("fixed questions")));
  // The questions of now are those that are answered now.
  request.files = list_files(folder.path("c"), 100, 40);
  request.published = PartialDate::parse("2022-03-03").value();
  EXPECT_EQ(import_files(request).value().result, ImportResult::kPublished);
}

}  // namespace
}  // namespace penumbra::publish
