#include "base/name_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace penumbra::base {
namespace {

TEST(NameTable, FindsEveryNameAndNothingElse) {
  std::vector<std::string> names;
  for (int i = 0; i < 500; ++i)
    names.push_back("name" + std::to_string(i) + std::string(static_cast<std::size_t>(i) % 20, 'x'));
  NameTable<int> table;
  EXPECT_EQ(table.find("name1x"), nullptr);
  for (int i = 0; i < 500; ++i) table.add(names[static_cast<std::size_t>(i)], i);
  table.add(names[3], 99);  // the first stays
  for (int i = 0; i < 500; ++i) {
    const int* found = table.find(names[static_cast<std::size_t>(i)]);
    ASSERT_NE(found, nullptr) << names[static_cast<std::size_t>(i)];
    EXPECT_EQ(*found, i);
  }
  EXPECT_EQ(table.find(""), nullptr);
  EXPECT_EQ(table.find("name"), nullptr);
  EXPECT_EQ(table.find("name500"), nullptr);
}

}  // namespace
}  // namespace penumbra::base
