#include "store/segment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/digest.h"
#include "random_dataset.h"
#include "small_world.h"
#include "store/container.h"
#include "store/segment_format.h"
#include "store/segment_writer.h"
#include "temporary_folder.h"

namespace penumbra::store {
namespace {

std::shared_ptr<const Segment> opened(const model::Dataset& dataset) {
  return Segment::from_bytes(encode_segment(dataset).value(), "test").value();
}

TEST(Segment, GivesBackWhatWasWritten) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    RandomDataset random(seed);
    const model::Dataset dataset = random.dataset(seed * 3, random.below(60));
    const auto segment = opened(dataset);
    ASSERT_EQ(segment->decode().value(), dataset) << "seed " << seed;
    EXPECT_TRUE(segment->verify().ok());
  }
}

TEST(Segment, SameDatasetGivesSameBytes) {
  EXPECT_EQ(encode_segment(RandomDataset(7).dataset(50, 20)).value(),
            encode_segment(RandomDataset(7).dataset(50, 20)).value());
}

TEST(Segment, LookupsAgreeWithAScan) {
  RandomDataset random(3);
  const model::Dataset dataset = random.dataset(200, 300);
  const auto segment = opened(dataset);
  std::set<std::string> ids = {"", "id-", "no such id", "zzz"};
  for (const auto& entity : dataset.entities) ids.insert(entity.id);
  for (const auto& designation : dataset.designations) ids.insert(designation.entity);
  for (const std::string& id : ids) {
    std::optional<std::uint32_t> entity;
    std::vector<std::uint32_t> designations;
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    std::vector<std::uint32_t> states;
    for (std::uint32_t i = 0; i < dataset.entities.size(); ++i) {
      if (dataset.entities[i].id == id) entity = i;
    }
    for (std::uint32_t i = 0; i < dataset.designations.size(); ++i) {
      if (dataset.designations[i].entity == id) designations.push_back(i);
      if (dataset.relationships[i].from == id) from.push_back(i);
      if (dataset.relationships[i].to == id) to.push_back(i);
      if (dataset.states[i].entity == id) states.push_back(i);
    }
    EXPECT_EQ(segment->find_entity(id), entity) << id;
    EXPECT_EQ(segment->designations_of(id), designations) << id;
    EXPECT_EQ(segment->relationships_from(id), from) << id;
    EXPECT_EQ(segment->relationships_to(id), to) << id;
    EXPECT_EQ(segment->states_of(id), states) << id;
  }
}

TEST(Segment, EmptyDatasetIsASegment) {
  const auto segment = opened({});
  EXPECT_EQ(segment->entity_count(), 0U);
  EXPECT_EQ(segment->find_entity("x"), std::nullopt);
  EXPECT_TRUE(segment->subjects().empty());
}

TEST(Segment, RefusesWhatItCannotKeep) {
  struct Case {
    const char* what;
    model::Dataset dataset;
    ErrorCode code;
  };
  model::Dataset twice = list_of({{"a", "A"}});
  twice.entities.push_back(twice.entities.front());
  model::Dataset listed_twice = list_of({{"a", "A"}});
  listed_twice.designations.push_back(listed_twice.designations.front());
  model::Dataset nameless = list_of({{"", "A"}});
  model::Dataset never = list_of({{"a", "A"}});
  never.entities.front().existence.from = PartialDate(Date::min());
  model::Dataset too_much = list_of({{"a", "A"}});
  model::Relationship relationship;
  relationship.share.high = base::Percent::whole(101);
  too_much.relationships.push_back(relationship);
  const Case cases[] = {{"twice", twice, ErrorCode::kDuplicate},
                        {"listed twice", listed_twice, ErrorCode::kDuplicate},
                        {"nameless", nameless, ErrorCode::kInvalidArgument},
                        {"never", never, ErrorCode::kInvalidValue},
                        {"too much", too_much, ErrorCode::kInvalidValue}};
  for (const Case& c : cases) {
    const auto result = encode_segment(c.dataset);
    ASSERT_FALSE(result.ok()) << c.what;
    EXPECT_EQ(result.error().code, c.code) << c.what;
    EXPECT_FALSE(result.error().fix.empty()) << c.what;
  }
}

// Every single bit of a file is guarded: by a checksum, or by having to be zero.
TEST(Segment, DetectsEveryFlippedBit) {
  const std::string good = encode_segment(RandomDataset(5).dataset(6, 3)).value();
  ASSERT_TRUE(Segment::from_bytes(good, "test").ok());
  for (std::size_t byte = 0; byte < good.size(); ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[byte] = static_cast<char>(bad[byte] ^ (1 << bit));
      const auto result = Segment::from_bytes(bad, "list/dataset.seg");
      ASSERT_FALSE(result.ok()) << "byte " << byte << " bit " << bit;
      EXPECT_EQ(result.error().code, ErrorCode::kIntegrity) << "byte " << byte << " bit " << bit;
      EXPECT_EQ(result.error().position.file, "list/dataset.seg");
    }
  }
}

TEST(Segment, DetectsEveryTruncation) {
  const std::string good = encode_segment(RandomDataset(5).dataset(6, 3)).value();
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(Segment::from_bytes(good.substr(0, size), "test").ok()) << size;
  }
  EXPECT_FALSE(Segment::from_bytes(good + '\0', "test").ok());
}

TEST(Segment, NamesTheDamagedSection) {
  std::string bytes = encode_segment(RandomDataset(5).dataset(6, 3)).value();
  bytes[bytes.size() - 9] = static_cast<char>(bytes[bytes.size() - 9] ^ 4);
  const auto result = Segment::from_bytes(bytes, "test");
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().message, ::testing::HasSubstr("section 23"));
}

// Bytes with correct checksums that no writer of ours made: sections shuffled, cut and changed at random. Reading them
// gives an answer or an error, and never reads outside.
TEST(Segment, SurvivesForgedContent) {
  RandomDataset random(11);
  const std::string good = encode_segment(random.dataset(20, 10)).value();
  const auto view = ContainerView::open(good, ContainerKind::kDataset, kSegmentFormat, "test").value();
  int opened_forgeries = 0;
  for (int round = 0; round < 3000; ++round) {
    ContainerWriter forged(ContainerKind::kDataset, kSegmentFormat);
    for (std::uint32_t id = 1; id <= kFigureByEntity; ++id) {
      const auto section = view.section(id);
      if (!section.ok()) continue;
      std::string bytes(*section);
      if (random.chance(20) && !bytes.empty()) {
        for (std::size_t n = 1 + random.below(3); n > 0; --n) {
          bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        }
        if (random.chance(10)) bytes.resize(random.below(bytes.size() + 1));
      }
      forged.add(id, bytes);
    }
    const auto segment = Segment::from_bytes(std::move(forged).finish(), "forged");
    if (!segment.ok()) continue;
    ++opened_forgeries;
    static_cast<void>((*segment)->verify().ok());
    static_cast<void>((*segment)->find_entity("id-7919"));
    static_cast<void>((*segment)->designations_of("id-3"));
    static_cast<void>((*segment)->subjects());
  }
  EXPECT_GT(opened_forgeries, 100);
}

TEST(Segment, RefusesALaterFormat) {
  ContainerWriter later(ContainerKind::kDataset, kSegmentFormat + 1);
  later.add(1, "x");
  const auto result = Segment::from_bytes(std::move(later).finish(), "test");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  ContainerWriter other(ContainerKind::kFindings, kSegmentFormat);
  EXPECT_EQ(Segment::from_bytes(std::move(other).finish(), "test").error().code, ErrorCode::kIntegrity);
}

TEST(Segment, OpensFromAFile) {
  const TemporaryFolder folder;
  EXPECT_EQ(Segment::open(folder.path("none")).error().code, ErrorCode::kNotFound);
  const model::Dataset dataset = list_of({{"b", "Beta"}, {"a", "Alpha"}});
  ASSERT_TRUE(base::write_new_file(folder.path("s"), encode_segment(dataset).value()).ok());
  const auto segment = Segment::open(folder.path("s")).value();
  std::filesystem::remove(folder.path("s"));
  EXPECT_EQ(segment->decode().value(), dataset);
  EXPECT_EQ(segment->entity_id(segment->entity_in_id_order(0)), "a");
  EXPECT_EQ(segment->subjects(), (std::vector<std::string_view>{"a", "b"}));
}

// Files of every format version that was ever released must still open, and mean the same. To add one after a change of
// format: PENUMBRA_WRITE_CORPUS=1 build/tests/store/store_test --gtest_filter='*Corpus*', once, and commit the new
// file.
TEST(Segment, CorpusOfFormatsStillOpens) {
  const std::string folder = std::string(PENUMBRA_SOURCE_DIR) + "/tests/store/corpus";
  const model::Dataset dataset =
      list_of({{"corpus-1", "Орбита Завод"}, {"corpus-2", "Long March Fittings"}}, "2022-03");
  model::Dataset with_figures = dataset;
  with_figures.figures.push_back({"corpus-1",
                                  "",
                                  "lead-time",
                                  model::FigureValue::parse("6..9..18.5").value(),
                                  "months",
                                  {},
                                  model::AssertionStatus::kLikely,
                                  {"corpus", "figures.csv:2"},
                                  {},
                                  ""});
  with_figures.documents.push_back({"src-corpus", "report", "Corpus", "Nobody", {}, "", "no", {}, "", "story-corpus"});
  if (std::getenv("PENUMBRA_WRITE_CORPUS") != nullptr) {
    const std::string path = folder + "/dataset-v" + std::to_string(kSegmentFormat) + ".seg";
    ASSERT_TRUE(base::write_new_file(path, encode_segment(with_figures).value()).ok());
  }
  for (std::uint32_t format = 1; format <= kSegmentFormat; ++format) {
    const auto segment = Segment::open(folder + "/dataset-v" + std::to_string(format) + ".seg");
    ASSERT_TRUE(segment.ok()) << to_string(segment.error());
    EXPECT_EQ((*segment)->decode().value(), format < kFiguresSinceFormat ? dataset : with_figures)
        << "format " << format;
  }
}

}  // namespace
}  // namespace penumbra::store
