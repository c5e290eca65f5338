#include "index/build.h"

#include <gtest/gtest.h>

#include "index/name_index.h"
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
  EXPECT_EQ(index.entry_count(), 0U);
  EXPECT_TRUE(index.filed(12345).empty());
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
  EXPECT_EQ(index.entity_of(0), 1U);
  EXPECT_EQ(index.ordinal_of(1), 1U);
  EXPECT_FALSE(index.weak(0));
  EXPECT_TRUE(index.weak(1));
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
