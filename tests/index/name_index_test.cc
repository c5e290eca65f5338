#include "index/name_index.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>

#include "base/digest.h"
#include "index/build.h"
#include "index/search.h"
#include "reference/invented.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

using reference::Random;

std::string small_index() {
  return build(reference::invented_list(40, 9), 99).value();
}

ErrorCode code_of(const std::string& bytes, std::uint64_t subject = 99) {
  const auto opened = NameIndex::open(bytes, "x.idx", subject);
  EXPECT_FALSE(opened.ok());
  return opened.ok() ? ErrorCode::kInvalidArgument : opened.error().code;
}

// The same file with one section changed and all checksums right: what an enemy, not an accident, would leave.
std::string with_section(const std::string& bytes, std::uint32_t id, const std::function<void(std::string&)>& change) {
  const auto view = store::ContainerView::open(bytes, store::ContainerKind::kNames, kIndexFormat, "x").value();
  store::ContainerWriter writer(store::ContainerKind::kNames, kIndexFormat);
  for (std::uint32_t section = kHeadSection; section <= kLastSection; ++section) {
    std::string content(view.section(section).value());
    if (section == id) change(content);
    writer.add(section, std::move(content));
  }
  return std::move(writer).finish();
}

TEST(NameIndex, RefusesTheSegmentOfAnother) {
  const std::string bytes = small_index();
  EXPECT_EQ(code_of(bytes, 98), ErrorCode::kIntegrity);
}

TEST(NameIndex, RefusesAnotherAnalysis) {
  const std::string bytes =
      with_section(small_index(), kHeadSection, [](std::string& head) { head[0] = static_cast<char>(head[0] ^ 1); });
  EXPECT_EQ(code_of(bytes), ErrorCode::kUnsupported);
}

TEST(NameIndex, RefusesEveryCutFile) {
  const std::string bytes = small_index();
  for (std::size_t size = 0; size < bytes.size(); size += size < 400 ? 1 : 997) {
    EXPECT_FALSE(NameIndex::open(bytes.substr(0, size), "cut.idx", 99).ok()) << size;
  }
}

TEST(NameIndex, FindsEveryFlippedBit) {
  std::string bytes = small_index();
  Random random(4);
  for (int i = 0; i < 3000; ++i) {
    const std::size_t at = random.below(bytes.size());
    const char flip = static_cast<char>(1 << random.below(8));
    bytes[at] = static_cast<char>(bytes[at] ^ flip);
    EXPECT_FALSE(NameIndex::open(bytes, "flipped.idx", 99).ok()) << at;
    bytes[at] = static_cast<char>(bytes[at] ^ flip);
  }
  EXPECT_TRUE(NameIndex::open(bytes, "whole.idx", 99).ok());
}

// Behind right checksums every number is hostile: it is refused, or searches stay inside the file (the sanitizer build
// watches).
TEST(NameIndex, SurvivesHostileNumbers) {
  const std::string bytes = small_index();
  Random random(5);
  Searcher searcher;
  const PreparedQuery query = prepare("Ivan Petrovsky Orbita Trading", names::NameType::kAny);
  int opened_count = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto section = static_cast<std::uint32_t>(kHeadSection + random.below(kLastSection));
    const std::string hostile = with_section(bytes, section, [&](std::string& content) {
      const std::size_t at = content.size() < 4 ? 0 : 4 * random.below(content.size() / 4);
      const std::uint32_t value = random.below(2) == 0 ? static_cast<std::uint32_t>(random.below(100))
                                                       : static_cast<std::uint32_t>(random.next());
      if (content.size() >= 4) std::memcpy(content.data() + at, &value, sizeof value);
    });
    const auto opened = NameIndex::open(hostile, "hostile.idx", 99);
    if (!opened.ok()) continue;
    ++opened_count;
    std::vector<NameMatch> found;
    searcher.search(opened.value(), query, 6000, {}, found);
    found.clear();
    searcher.search(opened.value(), query, 7000, {}, found);
    found.clear();
    searcher.search(opened.value(), query, 1, {}, found);
    for (const NameMatch& match : found) EXPECT_LT(opened.value().entity_of(match.name), opened.value().entity_count());
  }
  EXPECT_GT(opened_count, 0);
}

}  // namespace
}  // namespace penumbra::index
