// Large versions in small: imports in pieces of some records and changes by edits are held to what the general way
// makes of the same files.
#include <gmock/gmock.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "publish/amend.h"
#include "publish/import.h"
#include "publish/lists.h"
#include "store/fault_file_system.h"
#include "store/layers_file.h"
#include "store/random_dataset.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace penumbra::publish {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t kNever = std::uint64_t{1} << 60;

std::string party(int id, const std::string& name) {
  return R"({"id":"p)" + std::to_string(id) + R"(","schema":"Company","properties":{"name":[")" + name + R"("]}})";
}
std::string listing(int id, int of) {
  return R"({"id":"s)" + std::to_string(id) + R"(","schema":"Sanction","properties":{"entity":["p)" +
         std::to_string(of) + R"("],"authority":["UN"]}})";
}
std::string owns(int id, int from, int to) {
  return R"({"id":"o)" + std::to_string(id) + R"(","schema":"Ownership","properties":{"owner":["p)" +
         std::to_string(from) + R"("],"asset":["p)" + std::to_string(to) + R"("]}})";
}
// Parties 0 to count - 1, every third listed, every fifth an owner of the next. `changed` have another name, `gone` are
// not there.
std::string lines(int count, const std::vector<int>& changed = {}, const std::vector<int>& gone = {}) {
  const auto is_in = [](const std::vector<int>& some, int one) {
    return std::find(some.begin(), some.end(), one) != some.end();
  };
  std::string out;
  for (int i = 0; i < count; ++i) {
    if (is_in(gone, i)) continue;
    out += party(i, "Invented Works " + std::to_string(i) + (is_in(changed, i) ? " Renamed" : "")) + "\n";
    if (i % 3 == 0) out += listing(i, i) + "\n";
    if (i % 5 == 1 && !is_in(gone, i - 1)) out += owns(i, i, i - 1) + "\n";
  }
  return out;
}

class StreamedTest : public ::testing::Test {
 protected:
  Result<ImportOutcome> import(const std::string& store, const std::string& bytes, std::uint64_t pieces_from,
                               std::uint64_t edits_from = kNever, store::FileSystem* files = nullptr) {
    ImportRequest request;
    request.store = folder_.path(store);
    request.source = "os";
    request.files = {write(folder_.path("e.json"), bytes)};
    request.pieces_from = pieces_from;
    request.pieces.records = 40;
    request.edits_from = edits_from;
    request.now = Timestamp(1'700'000'000'000'000 + 1'000'000 * ++imports_);
    if (files != nullptr) request.file_system = files;
    return import_files(request);
  }
  ImportOutcome published(const std::string& store, const std::string& bytes, std::uint64_t pieces_from,
                          std::uint64_t edits_from = kNever) {
    auto outcome = import(store, bytes, pieces_from, edits_from);
    EXPECT_TRUE(outcome.ok()) << to_string(outcome.error());
    if (!outcome.ok()) return {};
    EXPECT_EQ(outcome->result, ImportResult::kPublished);
    return *std::move(outcome);
  }
  std::shared_ptr<const store::Store> opened(const std::string& store) const {
    return store::Store::open(folder_.path(store)).value();
  }
  model::Dataset facts(const std::string& store) const {
    const auto one = opened(store);
    EXPECT_TRUE(one->verify().empty());
    return one->facts(**one->version("os"))->get()->decode().value();
  }
  // The newest versions of both stores say the same, in the same order, and have the same figures.
  void expect_same(const std::string& a, const std::string& b) const {
    EXPECT_TRUE(facts(a) == facts(b));
    const auto opened_a = opened(a);
    const auto opened_b = opened(b);
    const store::VersionInfo& one = **opened_a->version("os");
    const store::VersionInfo& other = **opened_b->version("os");
    EXPECT_EQ(one.counts, other.counts);
    EXPECT_EQ(one.fill, other.fill);
    EXPECT_EQ(one.lists, other.lists);
    EXPECT_EQ(one.findings, other.findings);
  }

  store::TemporaryFolder folder_;
  std::int64_t imports_ = 0;
};

TEST_F(StreamedTest, InPiecesIsTheWhole) {
  const std::string all = lines(200);
  const ImportOutcome pieces = published("pieces", all, 1);
  const ImportOutcome whole = published("whole", all, kNever);
  EXPECT_EQ(pieces.version.counts, whole.version.counts);
  EXPECT_NE(pieces.version.file("names-3.idx"), nullptr);
  EXPECT_NE(pieces.version.file(store::kLayersFile), nullptr);
  EXPECT_EQ(whole.version.file(store::kLayersFile), nullptr);
  expect_same("pieces", "whole");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path("pieces/staging")));

  // The next export, in pieces again, shares what is unchanged.
  const std::string next = lines(205, {7, 90}, {100});
  const ImportOutcome second = published("pieces", next, 1);
  EXPECT_EQ(second.added, 5U);
  EXPECT_EQ(second.removed, 1U);
  published("whole", next, kNever);
  expect_same("pieces", "whole");
  std::uint64_t of_its_own = 0;
  for (const store::StoredFile& file : second.version.files) {
    if (file.name.starts_with("dataset")) of_its_own += file.size;
  }
  EXPECT_LT(of_its_own, pieces.version.files.front().size);

  EXPECT_EQ(import("pieces", next, 1)->result, ImportResult::kUnchanged);
}

TEST_F(StreamedTest, WhatIsWrongEndsWithTheOldVersionServing) {
  published("store", lines(100), 1);
  const auto refused = [&](const std::string& bytes, const std::string& words) {
    const auto outcome = import("store", bytes, 1);
    ASSERT_FALSE(outcome.ok());
    EXPECT_THAT(to_string(outcome.error()), HasSubstr(words));
    EXPECT_EQ(opened("store")->version("os").value()->number, 1U);
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path("store/staging")));
    const auto first = import("new", bytes, 1);
    EXPECT_FALSE(first.ok());
    EXPECT_FALSE(std::filesystem::exists(folder_.path("new")));
  };
  // Cut in the third piece.
  const std::string all = lines(100);
  refused(all.substr(0, all.size() - 20), "probably cut");
  // One listing twice, far apart: both places are named.
  refused(all + listing(0, 50) + "\n", "\"s0\" occurs twice among the designations: at ");
  refused(all + "[1]\n", "no JSON object");
  // A party with a million records is one party, and one with too much is told.
  std::string many = all;
  for (int i = 0; i < 2000; ++i) many += party(5, "Name " + std::to_string(i)) + "\n";
  EXPECT_TRUE(import("many", many, 1).ok());
}

TEST_F(StreamedTest, HalfAListIsHeld) {
  published("store", lines(200), 1);
  const auto outcome = import("store", lines(90), 1);
  ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
  EXPECT_EQ(outcome->result, ImportResult::kHeld);
  EXPECT_FALSE(outcome->additions);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path("store/staging")));
  EXPECT_EQ(facts("store").entities.size(), 200U);
  // What it adds is found at once all the same.
  const auto more = import("store", lines(90) + party(900, "New Works") + "\n", 1);
  ASSERT_TRUE(more.ok()) << to_string(more.error());
  EXPECT_EQ(more->result, ImportResult::kHeld);
  ASSERT_TRUE(more->additions);
  EXPECT_EQ(facts("store").entities.size(), 201U);
}

TEST_F(StreamedTest, KilledAnywhereLeavesOldOrNew) {
  const std::string before = lines(60);
  const std::string after = lines(100, {3});
  for (int at = 0;; at += 3) {
    const std::string name = "k" + std::to_string(at);
    published(name, before, 1);
    store::FaultFileSystem dying(at, at % 2 == 0 ? store::Fault::kDies : store::Fault::kDiesHalf);
    const auto outcome = import(name, after, 1, kNever, &dying);
    const std::size_t parties = facts(name).entities.size();
    EXPECT_TRUE(parties == 60 || parties == 100) << at;
    EXPECT_TRUE(!outcome.ok() || parties == 100) << at;
    // The next import cleans up and goes on.
    const auto again = import(name, after, 1);
    ASSERT_TRUE(again.ok()) << at << " " << to_string(again.error());
    EXPECT_EQ(facts(name).entities.size(), 100U);
    if (at >= dying.operations()) break;
  }
}

std::string changes(const std::vector<std::string>& lines_of_changes) {
  std::string out;
  for (const std::string& line : lines_of_changes) out += line + "\n";
  return out;
}
std::string op(const std::string& what, const std::string& entity) {
  return R"({"op":")" + what + R"(","entity":)" + entity + "}";
}

// Without those that depend on how busy the machine is: questions for which there was no time.
std::vector<std::string> notes_of(const store::VersionInfo& version) {
  std::vector<std::string> out;
  for (const std::string& note : version.notes) {
    if (note.find("were not asked") == std::string::npos) out.push_back(note);
  }
  return out;
}

TEST_F(StreamedTest, EditsAreTheGeneralWay) {
  const std::string all = lines(400);
  published("edits", all, 1);
  published("whole", all, kNever);
  const std::vector<std::string> days = {
      changes({op("MOD", party(10, "Other Works")), op("ADD", party(900, "New Works")), op("DEL", R"({"id":"p33"})"),
               op("DEL", R"({"id":"s33"})")}),
      changes({op("MOD", listing(30, 31)), op("ADD", owns(77, 900, 10)), op("DEL", R"({"id":"o36"})")}),
      changes({op("MOD", party(900, "Newer Works")), op("MOD", party(10, "Other Works"))}),
  };
  for (const std::string& day : days) {
    const ImportOutcome edited = published("edits", day, kNever, 1);
    const ImportOutcome general = published("whole", day, kNever, kNever);
    EXPECT_EQ(edited.added, general.added);
    EXPECT_EQ(edited.removed, general.removed);
    EXPECT_EQ(notes_of(edited.version), notes_of(general.version));
    expect_same("edits", "whole");
  }
  // What is held is held either way.
  std::vector<std::string> nobody;
  for (int i = 0; i < 5; ++i) nobody.push_back(op("DEL", "{\"id\":\"p" + std::to_string(i) + "\"}"));
  for (int i = 0; i < 30; ++i) nobody.push_back(op("DEL", "{\"id\":\"x" + std::to_string(i) + "\"}"));
  EXPECT_EQ(import("edits", changes(nobody), kNever, 1)->result, ImportResult::kHeld);
}

TEST(AmendInPlace, IsAmendOnRandomVersions) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    store::RandomDataset random(seed);
    const model::Dataset base = random.dataset(60, 40);
    const auto encoded = store::encode_version(base, nullptr, 1);
    ASSERT_TRUE(encoded.ok()) << to_string(encoded.error());
    const auto segment = store::Segment::from_bytes(encoded->segment, "base");
    ASSERT_TRUE(segment.ok());
    const auto facts = store::VersionFacts::whole(*segment, {1, 0, 7});
    model::Dataset changed;
    std::vector<std::string> removed = {"nobody"};
    const auto pick = [&](const auto& from, auto& to) {
      for (const auto& record : from) {
        if (random.chance(10) && !record.id.empty()) removed.push_back(record.id);
        if (!random.chance(15)) continue;
        to.push_back(record);
        if (random.chance(30)) to.back().id += "-new";
      }
    };
    pick(base.entities, changed.entities);
    pick(base.designations, changed.designations);
    pick(base.relationships, changed.relationships);
    for (model::Relationship& one : changed.relationships) {
      if (random.chance(20)) one.id += "-2";
    }
    const Amended wanted = amend(base, changed, removed);
    const auto edits = amend_in_place(*facts, changed, removed);
    ASSERT_TRUE(edits.ok());
    EXPECT_EQ(edits->unknown, wanted.unknown);
    const auto version = store::encode_edits(edits->edits, *facts, 2, {.least_bytes_per_byte = 0});
    ASSERT_TRUE(version.ok()) << to_string(version.error());
    if (!*version) continue;
    const auto table = store::decode_layers((*version)->layers, "layers").value();
    std::vector<std::shared_ptr<const store::Segment>> segments;
    for (const store::LayerRef& ref : table.layers) {
      segments.push_back(ref.version == 1 ? *segment : store::Segment::from_bytes((*version)->segment, "own").value());
    }
    const auto result = store::VersionFacts::layered(table, segments, "new");
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE((*result)->decode().value() == wanted.dataset) << seed;
    Totals totals;
    totals.add(base);
    Totals now;
    now.add(wanted.dataset);
    EXPECT_EQ(totals.entities - edits->gone.entities + edits->come.entities, now.entities);
    EXPECT_EQ(totals.names - edits->gone.names + edits->come.names, now.names);
    EXPECT_EQ(totals.with_programme - edits->gone.with_programme + edits->come.with_programme, now.with_programme);
  }
}

}  // namespace
}  // namespace penumbra::publish
