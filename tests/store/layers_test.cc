// A layered version answers as one whole segment would, and refuses what does not belong to it.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/digest.h"
#include "base/file.h"
#include "random_history.h"
#include "small_world.h"
#include "store/container.h"
#include "store/diff.h"
#include "store/layering.h"
#include "store/layers_file.h"
#include "store/place.h"
#include "store/snapshot.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

using Facts = std::shared_ptr<const VersionFacts>;

// As version 1.
Facts whole_of(const model::Dataset& dataset) {
  const std::string bytes = encode_segment(dataset).value();
  return VersionFacts::whole(Segment::from_bytes(bytes, "whole").value(), {1, 0, base::checksum64(bytes)});
}

// A version over another one, as a store would open it.
Facts opened(const EncodedVersion& encoded, const Facts& parent, std::uint32_t number) {
  std::shared_ptr<const Segment> own;
  const std::uint64_t checksum = base::checksum64(encoded.segment);
  if (!encoded.segment.empty()) own = Segment::from_bytes(encoded.segment, "own").value();
  if (encoded.layers.empty()) return VersionFacts::whole(own, {number, 0, checksum});
  const LayerTable table = decode_layers(encoded.layers, "layers").value();
  EXPECT_EQ(encode_layers(table), encoded.layers);
  std::vector<std::shared_ptr<const Segment>> segments;
  for (const LayerRef& ref : table.layers) {
    segments.push_back(own);
    for (const VersionFacts::Layer& layer : parent->layers()) {
      if (layer.ref == ref) segments.back() = layer.segment;
    }
    EXPECT_TRUE(ref.version != number || ref.checksum == checksum);
  }
  return VersionFacts::layered(table, segments, "layers").value();
}

void expect_same(const VersionFacts& layered, const VersionFacts& whole, const std::set<std::string>& ids) {
  ASSERT_TRUE(layered.verify().ok()) << layered.verify().error().message;
  ASSERT_EQ(layered.decode().value(), whole.decode().value());
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    EXPECT_EQ(layered.count(static_cast<RecordKind>(kind)), whole.count(static_cast<RecordKind>(kind)));
  }
  for (std::uint32_t i = 0; i < whole.entity_count(); ++i) {
    ASSERT_EQ(layered.entity(i).value(), whole.entity(i).value());
    ASSERT_EQ(layered.entity_id(i), whole.entity_id(i));
    const VersionFacts::Location location = layered.location_of(RecordKind::kEntity, i);
    ASSERT_EQ(layered.number_of(RecordKind::kEntity, location), i);
  }
  for (std::uint32_t i = 0; i < whole.relationship_count(); ++i) {
    ASSERT_EQ(layered.relationship(i).value(), whole.relationship(i).value());
  }
  for (const std::string& id : ids) {
    ASSERT_EQ(layered.find_entity(id), whole.find_entity(id)) << id;
    ASSERT_EQ(layered.designations_of(id), whole.designations_of(id)) << id;
    ASSERT_EQ(layered.relationships_from(id), whole.relationships_from(id)) << id;
    ASSERT_EQ(layered.relationships_to(id), whole.relationships_to(id)) << id;
    ASSERT_EQ(layered.states_of(id), whole.states_of(id)) << id;
    ASSERT_EQ(layered.figures_of(id), whole.figures_of(id)) << id;
  }
  ASSERT_EQ(layered.subjects(), whole.subjects());
  std::size_t left_out = 0;
  std::size_t stored = 0;
  for (std::uint32_t layer = 0; layer < layered.layers().size(); ++layer) {
    left_out += layered.left_out(RecordKind::kEntity, layer).size();
    stored += layered.layers()[layer].segment->entity_count();
  }
  EXPECT_EQ(stored - left_out, whole.entity_count());
}

bool same_diff(const VersionDiff& a, const VersionDiff& b) {
  return a.added == b.added && a.removed == b.removed && a.changed == b.changed;
}

TEST(Layers, AnswerAsOneWholeSegment) {
  std::size_t layered_versions = 0;
  std::size_t most_layers = 0;
  for (unsigned seed = 0; seed < 24; ++seed) {
    RandomHistory history(seed, 30 + seed, seed % 3 == 0 ? 0 : 20);
    Layering rules;
    rules.max_layers = 2 + seed % 5;
    rules.least_bytes_per_byte = 0;
    std::set<std::string> ids{"nobody", ""};
    std::vector<Facts> versions;
    std::vector<Facts> wholes;
    for (std::uint32_t number = 1; number <= 12; ++number) {
      const model::Dataset& dataset = number == 1 ? history.now() : history.step();
      for (const model::Entity& entity : dataset.entities) ids.insert(entity.id);
      for (const model::Designation& designation : dataset.designations) ids.insert(designation.entity);
      // Mostly the version before; now and then an older one, as when old snapshots are filled in.
      const Facts parent = versions.empty()           ? nullptr
                           : (seed + number) % 5 == 0 ? versions[seed % versions.size()]
                                                      : versions.back();
      const EncodedVersion encoded = encode_version(dataset, parent.get(), number, rules).value();
      versions.push_back(opened(encoded, parent, number));
      wholes.push_back(whole_of(dataset));
      layered_versions += encoded.layers.empty() ? 0U : 1U;
      most_layers = std::max(most_layers, versions.back()->layers().size());
      ASSERT_LE(versions.back()->layers().size(), rules.max_layers);
      ASSERT_EQ(wholes.back()->decode().value(), dataset);
      expect_same(*versions.back(), *wholes.back(), ids);
      if (HasFatalFailure()) FAIL() << "seed " << seed << " version " << number;
      const std::size_t other = seed % versions.size();
      ASSERT_TRUE(same_diff(diff_versions(*versions[other], *versions.back()).value(),
                            diff_versions(*wholes[other], *wholes.back()).value()))
          << "seed " << seed << " version " << number;
    }
  }
  EXPECT_GT(layered_versions, 150U);
  EXPECT_GE(most_layers, 3U);
}

// A big list of which little changes.
model::Dataset big_list() {
  model::Dataset out;
  for (int i = 0; i < 2000; ++i) {
    model::Entity entity;
    entity.id = "party-" + std::to_string(i);
    entity.schema = "Company";
    entity.add("name", "Invented Trading House Number " + std::to_string(i * 7919));
    entity.evidence = {"test", "sdn.csv:" + std::to_string(i + 2)};
    out.entities.push_back(entity);
    model::Designation designation;
    designation.id = "listing-" + std::to_string(i);
    designation.entity = entity.id;
    designation.list = "test-list";
    designation.evidence = entity.evidence;
    out.designations.push_back(designation);
  }
  return out;
}

TEST(Layers, RowsThatOnlyMoveAreShared) {
  model::Dataset dataset = big_list();
  const Facts base = whole_of(dataset);
  // Two new rows at the top, in a file of another name.
  for (int i = 0; i < 2; ++i) {
    model::Entity entity = dataset.entities.front();
    entity.id = "fresh-" + std::to_string(i);
    dataset.entities.insert(dataset.entities.begin(), entity);
  }
  for (std::size_t i = 0; i < dataset.entities.size(); ++i) {
    dataset.entities[i].evidence.record = "sdn_2023-07-24.csv:" + std::to_string(i + 2);
  }
  for (std::size_t i = 0; i < dataset.designations.size(); ++i) {
    dataset.designations[i].evidence.record = "sdn_2023-07-24.csv:" + std::to_string(i + 4);
  }
  const EncodedVersion encoded = encode_version(dataset, base.get(), 2).value();
  ASSERT_TRUE(encoded.own.has_value());
  EXPECT_EQ(encoded.own->entities.size(), 2U);
  EXPECT_TRUE(encoded.own->designations.empty());
  EXPECT_EQ(encoded.shared_records, 4000U);
  EXPECT_LT(encoded.layers.size() + encoded.segment.size(), base->layers().front().segment->bytes().size() / 50);
  EXPECT_EQ(opened(encoded, base, 2)->decode().value(), dataset);
}

TEST(Layers, ThatHoldNothingNewHaveNoSegment) {
  const model::Dataset dataset = big_list();
  const Facts base = whole_of(dataset);
  const EncodedVersion encoded = encode_version(dataset, base.get(), 2).value();
  EXPECT_TRUE(encoded.segment.empty());
  EXPECT_EQ(opened(encoded, base, 2)->decode().value(), dataset);
}

TEST(Layers, StayFewAndGrowTowardsTheBase) {
  model::Dataset dataset = big_list();
  Facts facts = whole_of(dataset);
  std::uint64_t written = 0;
  const std::uint64_t base_bytes = facts->layers().front().segment->bytes().size();
  for (std::uint32_t number = 2; number <= 100; ++number) {
    for (int i = 0; i < 4; ++i) {
      dataset.entities[(number * 37 + static_cast<std::uint32_t>(i) * 991) % dataset.entities.size()].add(
          "alias", "Alias of Day " + std::to_string(number));
    }
    const EncodedVersion encoded = encode_version(dataset, facts.get(), number).value();
    written += encoded.segment.size() + encoded.layers.size();
    facts = opened(encoded, facts, number);
    ASSERT_LE(facts->layers().size(), Layering{}.max_layers);
  }
  EXPECT_EQ(facts->decode().value(), dataset);
  // 400 changes of 4,000 records; each is written again about once for every doubling.
  EXPECT_LT(written, base_bytes * 5 / 2);
}

TEST(Layers, AListThatChangesAltogetherIsWhole) {
  model::Dataset dataset = big_list();
  const Facts base = whole_of(dataset);
  for (std::size_t i = 0; i < dataset.entities.size(); ++i) dataset.entities[i].add("country", "ru");
  for (std::size_t i = 0; i < dataset.designations.size(); i += 2) dataset.designations[i].note = "new";
  EXPECT_TRUE(encode_version(dataset, base.get(), 2).value().layers.empty());
  // So is one that is small, where the table would cost more than it saves.
  const model::Dataset small = list_of({{"a", "Alpha"}, {"b", "Beta"}});
  EXPECT_TRUE(encode_version(small, whole_of(small).get(), 2).value().layers.empty());
}

TEST(Layers, RefuseIdsThatOccurTwice) {
  model::Dataset dataset = big_list();
  const Facts base = whole_of(dataset);
  dataset.entities.push_back(dataset.entities[5]);
  EXPECT_EQ(encode_version(dataset, base.get(), 2).error().code, ErrorCode::kDuplicate);
}

// A table over two segments of two entities each.
struct TwoLayers {
  std::vector<std::shared_ptr<const Segment>> segments{
      Segment::from_bytes(encode_segment(list_of({{"a", "Alpha"}, {"b", "Beta"}})).value(), "one").value(),
      Segment::from_bytes(encode_segment(list_of({{"b", "Beta"}, {"c", "Gamma"}})).value(), "two").value()};
  LayerTable table;

  TwoLayers() {
    table.layers = {{1, 0, 11}, {2, 0, 22}};
    table.runs[index_of(RecordKind::kEntity)] = {{0, 0, 1, 0, 0}, {1, 0, 2, 0, 0}};
  }
  std::vector<Run>& entities() { return table.runs[index_of(RecordKind::kEntity)]; }
  Status status() const {
    const auto read = decode_layers(encode_layers(table), "layers");
    if (!read.ok()) return read.error();
    EXPECT_EQ(*read, table);
    const auto facts = VersionFacts::layered(*read, segments, "layers");
    return facts.ok() ? (*facts)->verify() : Status(facts.error());
  }
};

TEST(Layers, RefuseRunsThatDoNotFit) {
  EXPECT_TRUE(TwoLayers().status().ok());
  const auto refused = [](auto change) {
    TwoLayers two;
    change(two);
    const Status status = two.status();
    return !status.ok() && status.error().code == ErrorCode::kIntegrity;
  };
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[1].count = 3; }));                // beyond the layer
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[1].first = 1; }));                // the same
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[1].first = 4'000'000'000; }));    // far beyond
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[0].count = 0; }));                // nothing
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities().push_back({1, 1, 1, 0, 0}); }));  // twice
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[0].count = 2; }));                // "b" in both layers
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[0].stem = 1; }));                 // no such stem
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[0].lines = -2; }));               // before the first line
  EXPECT_TRUE(refused([](TwoLayers& t) { t.entities()[0].lines = 2 * kMaxPlaceNumber; }));
  EXPECT_TRUE(refused([](TwoLayers& t) { t.table.layers[1] = t.table.layers[0]; }));  // a layer twice
  EXPECT_TRUE(refused([](TwoLayers& t) { t.segments.pop_back(); }));
  EXPECT_TRUE(refused([](TwoLayers& t) { t.table.layers[0].version = 0; }));
  EXPECT_TRUE(refused([](TwoLayers& t) {
    t.table.layers.clear();
    t.entities().clear();
  }));
}

TEST(Layers, SurviveHostileBytes) {
  std::mt19937 random(7);
  TwoLayers two;
  two.table.stems = {"other.csv:"};
  two.entities()[1].stem = 1;
  const std::string good = encode_layers(two.table);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bytes = good;
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
    EXPECT_FALSE(decode_layers(bytes, "layers").ok()) << i;
    EXPECT_FALSE(decode_layers(good.substr(0, i), "layers").ok()) << i;
  }
  // Sections of noise under right checksums.
  for (int round = 0; round < 3000; ++round) {
    ContainerWriter writer(ContainerKind::kLayers, 1);
    for (std::uint32_t id = 1; id <= 9; ++id) {
      std::string bytes;
      for (std::size_t n = random() % 12; n > 0; --n) bytes.push_back(static_cast<char>(random() % 6));
      if (id == 1 && random() % 2 == 0) {
        bytes = std::string("\2\1\0", 3) + std::string(8, '\0') + std::string("\2\0", 2) + std::string(8, '\0');
      }
      writer.add(id, bytes);
    }
    const auto table = decode_layers(std::move(writer).finish(), "layers");
    if (!table.ok()) continue;
    const auto facts = VersionFacts::layered(*table, two.segments, "layers");
    if (facts.ok()) static_cast<void>((*facts)->verify().ok());
  }
}

// Publishes a dataset as the import does.
VersionInfo publish_over(StoreWriter& writer, const std::string& path, const std::string& day,
                         const model::Dataset& dataset) {
  Facts parent;
  std::shared_ptr<const Store> store;
  if (writer.next_number("s") > 1) {
    store = Store::open(path).value();
    parent = store->facts(*store->version("s").value()).value();
  }
  EncodedVersion encoded = encode_version(dataset, parent.get(), writer.next_number("s")).value();
  std::vector<NewFile> files{{std::string(kFindingsFile), encode_findings({})}};
  if (!encoded.segment.empty()) files.push_back({std::string(kSegmentFile), encoded.segment});
  if (!encoded.layers.empty()) files.push_back({std::string(kLayersFile), encoded.layers});
  return writer.publish(draft_of("s", day), files, noon(day)).value();
}

class LayeredStore : public ::testing::Test {
 protected:
  LayeredStore() {
    StoreWriter writer = StoreWriter::open(path_).value();
    for (int day = 10; day < 14; ++day) {
      publish_over(writer, path_, "2022-03-" + std::to_string(day), states_.emplace_back(dataset_));
      dataset_.entities[100].add("alias", "Of Day " + std::to_string(day));
      dataset_.entities.erase(dataset_.entities.begin() + 7);
    }
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.path("store");
  model::Dataset dataset_ = big_list();
  std::vector<model::Dataset> states_;
};

TEST_F(LayeredStore, KeepsEveryVersion) {
  const auto store = Store::open(path_).value();
  for (std::uint32_t number = 1; number <= 4; ++number) {
    const VersionInfo& version = *store->manifest().find("s", number);
    EXPECT_EQ(store->facts(version).value()->decode().value(), states_[number - 1]);
    EXPECT_EQ(version.file(kLayersFile) != nullptr, number > 1);
  }
  EXPECT_TRUE(store->verify().empty());
  const auto snapshot = Snapshot::open(store, {Date::parse("2022-03-12").value()}).value();
  EXPECT_EQ(snapshot->sources()[0].version->id(), "s@3");
  EXPECT_EQ(snapshot->decode(0).value(), states_[2]);
  const EntityRef ref = snapshot->find("party-100").value().front();
  EXPECT_EQ(snapshot->first_seen(ref).value().version->id(), "s@1");
  EXPECT_EQ(history_of(*store, "s", "party-100").value().size(), 2U);
  EXPECT_EQ(history_of(*store, "s", "party-8").value().size(), 2U);
}

TEST_F(LayeredStore, RefusesALayerBesideTheWrongParent) {
  // Another store whose first version is another list: the layers of this one do not belong there.
  const std::string other = folder_.path("other");
  {
    StoreWriter writer = StoreWriter::open(other).value();
    model::Dataset dataset = big_list();
    dataset.entities[3].add("alias", "Something Else");
    publish_over(writer, other, "2022-03-10", dataset);
    dataset.entities[4].add("alias", "Something Else Again");
    publish_over(writer, other, "2022-03-11", dataset);
  }
  for (const char* file : {"layers.seg", "dataset.seg"}) {
    const std::string from = path_ + "/versions/s/00000002/" + file;
    const std::string to = other + "/versions/s/00000002/" + file;
    const std::string kept = to + ".kept";
    fs::rename(to, kept);
    fs::copy_file(from, to);
    const auto store = Store::open(other).value();
    EXPECT_EQ(store->facts(*store->version("s@2").value()).error().code, ErrorCode::kIntegrity) << file;
    EXPECT_FALSE(store->verify().empty());
    fs::remove(to);
    fs::rename(kept, to);
  }
  EXPECT_TRUE(Store::open(other).value()->verify().empty());
}

TEST_F(LayeredStore, RefusesALayersFileThatNamesAnotherSegment) {
  // The manifest is right about a file whose author was not.
  const auto store = Store::open(path_).value();
  const VersionInfo& second = *store->manifest().find("s", 2);
  LayerTable table = decode_layers(store->file(second, kLayersFile).value()->bytes(), "layers").value();
  const auto published = [&](const LayerTable& changed) {
    StoreWriter writer = StoreWriter::open(path_).value();
    const VersionInfo made = writer
                                 .publish(draft_of("s", "2022-04-01"),
                                          {{std::string(kFindingsFile), encode_findings({})},
                                           {std::string(kLayersFile), encode_layers(changed)}},
                                          noon("2022-04-01"))
                                 .value();
    const auto opened = Store::open(path_).value();
    const auto facts = opened->facts(*opened->manifest().find("s", made.number));
    return facts.ok() ? std::nullopt : std::optional(facts.error().code);
  };
  EXPECT_EQ(published(table), std::nullopt);
  LayerTable wrong = table;
  wrong.layers[0].checksum ^= 1;
  EXPECT_EQ(published(wrong), ErrorCode::kIntegrity);
  wrong = table;
  wrong.layers[0].version = 900;
  EXPECT_EQ(published(wrong), ErrorCode::kIntegrity);
  wrong = table;
  wrong.layers[0].part = 3;
  EXPECT_EQ(published(wrong), ErrorCode::kIntegrity);
}

// tests/store/corpus keeps a layers file of every format over a segment there. To add a new format:
// PENUMBRA_WRITE_CORPUS=1 build/tests/store/store_test --gtest_filter='*Corpus*', once, and commit the new file.
TEST(Layers, CorpusOfFormatsStillOpens) {
  const std::string folder = std::string(PENUMBRA_SOURCE_DIR) + "/tests/store/corpus";
  const auto segment = Segment::open(folder + "/dataset-v2.seg").value();
  LayerTable table;
  table.layers = {{1, 0, base::checksum64(segment->bytes())}};
  table.stems = {"corpus.csv:"};
  table.runs[index_of(RecordKind::kEntity)] = {{0, 1, 1, 0, 0}};
  table.runs[index_of(RecordKind::kFigure)] = {{0, 0, 1, 1, 40}};
  if (std::getenv("PENUMBRA_WRITE_CORPUS") != nullptr) {
    ASSERT_TRUE(base::write_new_file(folder + "/layers-v1.seg", encode_layers(table)).ok());
  }
  const std::string bytes = base::read_file(folder + "/layers-v1.seg", 1 << 20).value();
  EXPECT_EQ(decode_layers(bytes, "layers-v1.seg").value(), table);
  const Facts facts = VersionFacts::layered(table, {segment}, "layers-v1.seg").value();
  EXPECT_TRUE(facts->verify().ok());
  EXPECT_EQ(facts->entity(0)->id, "corpus-2");
  EXPECT_EQ(facts->figure(0)->evidence.record, "corpus.csv:42");
}

TEST(Places, AreTakenApartOnlyWhereTheyReadBackTheSame) {
  const auto moved = [](std::string text, const std::string* stem, std::int64_t by) {
    return move_place(text, stem, by) ? text : "";
  };
  const std::string other = "b.csv:";
  const std::string digit = "b1";
  EXPECT_EQ(moved("a.csv:10", nullptr, -9), "a.csv:1");
  EXPECT_EQ(moved("a.csv:10", &other, 90), "b.csv:100");
  EXPECT_EQ(moved("7", nullptr, 1), "8");
  EXPECT_EQ(moved("a.csv:83, remarks 50-77", nullptr, 2), "a.csv:85, remarks 50-77");
  EXPECT_EQ(moved("c:/a b:83, remarks 50-77", &other, 2), "b.csv:85, remarks 50-77");
  EXPECT_EQ(moved("a.xml, byte 12", nullptr, 1), "a.xml, byte 13");
  EXPECT_EQ(moved("a:1, byte 12", &digit, 1), "");
  EXPECT_EQ(moved("a.csv:10", nullptr, -11), "");
  EXPECT_EQ(moved("a.csv:010", nullptr, 1), "");
  EXPECT_EQ(moved("a.csv:", nullptr, 1), "");
  EXPECT_EQ(moved("a.csv:1", &digit, 1), "");
  EXPECT_EQ(moved("a.csv:999999999999999", nullptr, 1), "");
  EXPECT_EQ(moved("a.csv:1234567890123456", nullptr, 0), "");
  EXPECT_EQ(part_file("names.idx", 0), "names.idx");
  EXPECT_EQ(part_file("names.idx", 12), "names-12.idx");
  EXPECT_EQ(part_of("names-12.idx", "names.idx"), 12U);
  EXPECT_EQ(part_of("names.idx", "names.idx"), 0U);
  for (const char* none :
       {"names-.idx", "names-0.idx", "names-012.idx", "names-1.seg", "names", "nam.idx", "names1.idx"}) {
    EXPECT_EQ(part_of(none, "names.idx"), std::nullopt) << none;
  }
}

}  // namespace
}  // namespace penumbra::store
