#include "index/build.h"

#include <gtest/gtest.h>

#include <cstring>

#include "index/name_index.h"
#include "index/search.h"
#include "reference/full_scan.h"
#include "reference/invented.h"

namespace penumbra::index {
namespace {

TEST(BuildIndex, GivesTheSameBytesWhateverTheThreads) {
  const auto list = reference::invented_list(900, 3);
  const std::string one = build(list, 1, 1).value();
  EXPECT_EQ(one, build(list, 1, 1).value());
  EXPECT_EQ(one, build(list, 1, 3).value());
}

TEST(BuildIndex, OfNothingIsAnIndexOfNothing) {
  const std::string bytes = build({}, 1).value();
  const NameIndex index = NameIndex::open(bytes, "empty", 1).value();
  EXPECT_EQ(index.name_count(), 0U);
  EXPECT_EQ(index.term_count(), 0U);
  index.terms_filed(12345, [](std::uint32_t) { ADD_FAILURE(); });
  index.names_filed({12345}, [](std::uint32_t) { ADD_FAILURE(); });
  Searcher searcher;
  std::vector<NameMatch> found;
  for (const int threshold : {1, 6000, 7000}) {
    searcher.search(index, prepare("Ivan Petrovsky", names::NameType::kAny), threshold, {}, found);
  }
  EXPECT_TRUE(found.empty());
}

TEST(BuildIndex, KeepsNamesAsTheyWereAnalysed) {
  const auto list = reference::invented_list(300, 8);
  const reference::FullScan scan(list);
  const std::string bytes = build(list, 1).value();
  const NameIndex index = NameIndex::open(bytes, "same", 1).value();
  ASSERT_EQ(index.name_count(), scan.names().size());
  for (std::uint32_t n = 0; n < index.name_count(); ++n) {
    const names::Name& want = scan.names()[n].name;
    const names::Name have = index.name(index.in_order()[n]);
    const names::NameView a = want.view();
    const names::NameView b = have.view();
    EXPECT_EQ(a.type, b.type);
    EXPECT_EQ(a.tricks, b.tricks);
    EXPECT_EQ(a.incomplete, b.incomplete);
    EXPECT_EQ(a.text(a.joined), b.text(b.joined));
    ASSERT_EQ(a.parts.size(), b.parts.size());
    for (std::size_t i = 0; i < a.parts.size(); ++i) {
      const names::Part& p = a.parts[i];
      names::Part q = b.parts[i];
      EXPECT_EQ(a.latin(p), b.latin(q));
      EXPECT_EQ(a.fold(p), b.fold(q));
      EXPECT_EQ(a.skeleton(p), b.skeleton(q));
      EXPECT_EQ(a.native(p), b.native(q));
      EXPECT_EQ(a.readings(p), b.readings(q));
      q.latin = p.latin;
      q.fold = p.fold;
      q.skeleton = p.skeleton;
      q.native = p.native;
      q.readings = p.readings;
      EXPECT_EQ(std::memcmp(&p, &q, sizeof p), 0) << a.latin(p);
    }
  }
}

TEST(BuildIndex, LeavesOutKindsThatAreNoParties) {
  std::vector<model::Entity> list(2);
  list[0].id = "a";
  list[0].schema = "Sanction";
  list[0].add("name", "Sanction of Ivan Petrovsky");
  list[1].id = "b";
  list[1].schema = "Person";
  list[1].add("name", "Ivan Petrovsky");
  list[1].add("weakAlias", "Vanya");
  const std::string bytes = build(list, 1).value();
  const NameIndex index = NameIndex::open(bytes, "two", 1).value();
  ASSERT_EQ(index.name_count(), 2U);
  EXPECT_EQ(index.entity_count(), 2U);
  ASSERT_EQ(index.in_order().size(), 2U);
  EXPECT_EQ(index.entity_of(0), 1U);
  EXPECT_EQ(index.entity_of(1), 1U);
  EXPECT_EQ(index.ordinal_of(index.in_order()[1]), 1U);
  EXPECT_FALSE(index.weak(index.in_order()[0]));
  EXPECT_TRUE(index.weak(index.in_order()[1]));
  EXPECT_TRUE(index.names_of(0).empty());
  EXPECT_EQ(index.names_of(1).size(), 2U);
}

TEST(BuildIndex, CountsNamesThatAreTooLong) {
  std::vector<model::Entity> list(1);
  list[0].id = "a";
  list[0].schema = "Company";
  std::string name = "Orbita";
  for (int i = 0; i < 200; ++i) name += " word" + std::to_string(i);
  list[0].add("name", name);
  const std::string bytes = build(list, 1).value();
  EXPECT_EQ(NameIndex::open(bytes, "long", 1).value().incomplete_names(), 1U);
}

}  // namespace
}  // namespace penumbra::index
