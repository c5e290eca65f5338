#include "store/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "random_dataset.h"
#include "small_world.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

std::shared_ptr<const VersionFacts> opened(const model::Dataset& dataset) {
  return VersionFacts::whole(Segment::from_bytes(encode_segment(dataset).value(), "test").value());
}

// The same changes seen from the other side, without captions: those are of the newer state.
std::vector<EntityChange> mirrored(std::vector<EntityChange> changes) {
  for (EntityChange& change : changes) {
    change.caption.clear();
    for (FieldChange& field : change.fields) std::swap(field.before, field.after);
  }
  return changes;
}

TEST(Diff, TellsWhatCameWentAndChanged) {
  model::Dataset before = list_of({{"a", "Alpha"}, {"b", "Beta"}, {"c", "Gamma"}});
  model::Dataset after = list_of({{"b", "Beta"}, {"c", "Gamma"}, {"d", "Delta"}}, "2022-03-01");
  after.designations[0] = before.designations[1];  // b: unchanged
  after.entities[1].add("alias", "Γ", "el");
  after.designations[1].measures.emplace_back("travel-ban");
  model::Relationship owns;
  owns.from = "c";
  owns.kind = "owns";
  owns.to = "x";
  owns.share = model::ShareInterval::parse(">25..50").value();
  before.relationships.push_back(owns);
  const VersionDiff diff = diff_versions(*opened(before), *opened(after)).value();
  ASSERT_EQ(diff.added.size(), 1U);
  EXPECT_EQ(diff.added[0].id, "d");
  EXPECT_EQ(diff.added[0].caption, "Delta");
  ASSERT_EQ(diff.removed.size(), 1U);
  EXPECT_EQ(diff.removed[0].id, "a");
  EXPECT_EQ(diff.removed[0].caption, "Alpha");
  ASSERT_EQ(diff.changed.size(), 1U);
  EXPECT_EQ(diff.changed[0].fields,
            (std::vector<FieldChange>{
                {"alias", {}, {"Γ [el]"}},
                {"designation listing-c.measures", {"asset-freeze"}, {"asset-freeze", "travel-ban"}},
                {"designation listing-c.valid", {}, {"2022-03-01.."}},
                {"relationship owns x", {"status: asserted; share: >25..50"}, {}},
            }));
}

TEST(Diff, OrderOfValuesAndPlacesOfRecordsAreNoChange) {
  model::Dataset before = list_of({{"a", "Alpha"}, {"b", "Beta"}});
  before.entities[0].add("alias", "Another");
  model::Dataset after = before;
  std::reverse(after.entities.begin(), after.entities.end());
  std::reverse(after.entities[1].values.begin(), after.entities[1].values.end());
  for (auto& entity : after.entities) entity.evidence.record = "line 99";
  const VersionDiff diff = diff_versions(*opened(before), *opened(after)).value();
  EXPECT_TRUE(diff.added.empty() && diff.removed.empty() && diff.changed.empty());
}

// A change of any one field of any record is seen, and the two directions mirror each other.
TEST(Diff, SeesEveryChangedFieldAndMirrors) {
  RandomDataset random(21);
  for (int round = 0; round < 30; ++round) {
    const model::Dataset before = random.dataset(20, 20);
    model::Dataset after = before;
    switch (round % 6) {
      case 0:
        after.entities[3].schema = "Vessel";
        break;
      case 1:
        after.entities[4].add("name", "a name that nothing has");
        break;
      case 2:
        after.designations[5].note += "!";
        break;
      case 3:
        after.relationships[6].role += "!";
        break;
      case 4:
        after.states[7].cause += "!";
        break;
      default:
        after.entities.erase(after.entities.begin() + 8);
    }
    const VersionDiff forward = diff_versions(*opened(before), *opened(after)).value();
    const VersionDiff backward = diff_versions(*opened(after), *opened(before)).value();
    EXPECT_EQ(forward.added.size() + forward.removed.size() + forward.changed.size(), 1U) << round;
    EXPECT_EQ(mirrored(mirrored(forward.added)), mirrored(backward.removed));
    EXPECT_EQ(mirrored(mirrored(forward.removed)), mirrored(backward.added));
    EXPECT_EQ(mirrored(mirrored(forward.changed)), mirrored(backward.changed));
  }
}

TEST(Diff, OfAVersionWithItselfIsEmpty) {
  const auto segment = opened(RandomDataset(2).dataset(100, 100));
  const VersionDiff diff = diff_versions(*segment, *opened(RandomDataset(2).dataset(100, 100))).value();
  EXPECT_TRUE(diff.added.empty() && diff.removed.empty() && diff.changed.empty());
  const VersionDiff all = diff_versions(*opened({}), *segment).value();
  EXPECT_EQ(all.added.size(), segment->subjects().size());
}

TEST(Diff, HistoryTellsTheLifeOfAnId) {
  const TemporaryFolder folder;
  {
    StoreWriter writer = StoreWriter::open(folder.path("store")).value();
    ASSERT_TRUE(publish(writer, "s", "2022-01-01", "2022-06-01", list_of({{"b", "B"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "2022-02-01", "2022-06-02", list_of({{"a", "A"}, {"b", "B"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "2022-03-01", "2022-06-03", list_of({{"b", "B"}, {"a", "A"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "2022-04-01", "2022-06-04", list_of({{"a", "A2"}})).ok());
    ASSERT_TRUE(publish(writer, "s", "2022-05-01", "2022-06-05", list_of({{"b", "B"}})).ok());
  }
  const auto store = Store::open(folder.path("store")).value();
  const auto steps = history_of(*store, "s", "a").value();
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].kind, HistoryStep::Kind::kAppeared);
  EXPECT_EQ(steps[0].version->id(), "s@2");
  EXPECT_EQ(steps[1].kind, HistoryStep::Kind::kChanged);
  EXPECT_EQ(steps[1].change.fields, (std::vector<FieldChange>{{"name", {"A"}, {"A2"}}}));
  EXPECT_EQ(steps[2].kind, HistoryStep::Kind::kDisappeared);
  EXPECT_EQ(steps[2].version->id(), "s@5");
  EXPECT_EQ(history_of(*store, "s", "a", noon("2022-06-02")).value().size(), 1U);
  EXPECT_TRUE(history_of(*store, "s", "none").value().empty());
}

}  // namespace
}  // namespace penumbra::store
