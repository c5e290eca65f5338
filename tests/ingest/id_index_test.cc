#include "ingest/id_index.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace penumbra::ingest {
namespace {

TEST(IdIndex, KeepsThePlaceOfTheFirst) {
  std::vector<std::string> ids;
  IdIndex index;
  const auto id_of = [&](std::size_t at) -> const std::string& { return ids[at]; };
  EXPECT_FALSE(index.find("id-1", id_of));
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::string id = "id-" + std::to_string(i % 700);
    const auto [place, fresh] = index.try_emplace(id, ids.size(), id_of);
    EXPECT_EQ(fresh, i < 700);
    EXPECT_EQ(place, i % 700);
    if (fresh) ids.push_back(id);
  }
  for (std::size_t i = 0; i < 700; ++i) EXPECT_EQ(index.find("id-" + std::to_string(i), id_of), i);
  EXPECT_FALSE(index.find("id-700", id_of));
  EXPECT_FALSE(index.find("", id_of));
}

}  // namespace
}  // namespace penumbra::ingest
