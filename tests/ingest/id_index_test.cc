#include "ingest/id_index.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "ingest/memo.h"

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

TEST(IdIndex, TakesWhatAnotherOneHolds) {
  std::vector<std::string> ids;
  std::vector<std::string> later_ids;
  IdIndex index;
  IdIndex later;
  const auto id_of = [&](std::size_t at) -> const std::string& { return ids[at]; };
  const auto later_id_of = [&](std::size_t at) -> const std::string& { return later_ids[at]; };
  EXPECT_FALSE(index.shares_with(later, id_of, later_id_of));
  for (std::size_t i = 0; i < 1000; ++i) {
    ids.push_back("id-" + std::to_string(i));
    index.try_emplace(ids.back(), i, id_of);
  }
  for (std::size_t i = 0; i < 3000; ++i) {
    later_ids.push_back("later-" + std::to_string(i));
    later.try_emplace(later_ids.back(), i, later_id_of);
  }
  EXPECT_FALSE(index.shares_with(later, id_of, later_id_of));
  EXPECT_FALSE(IdIndex().shares_with(later, id_of, later_id_of));
  IdIndex both = later;
  later_ids.emplace_back("id-500");
  both.try_emplace(later_ids.back(), 3000, later_id_of);
  EXPECT_TRUE(index.shares_with(both, id_of, later_id_of));
  index.take(later, [](std::size_t place) { return place + 1000; });
  ids.insert(ids.end(), later_ids.begin(), later_ids.end() - 1);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(index.find(ids[i], id_of), i);
  EXPECT_FALSE(index.find("id-1000", id_of));
}

// Ids that another program chose for one place of the table, by a hash without a key.
TEST(IdIndex, CannotBeMadeSlow) {
  std::vector<std::string> ids;
  for (std::size_t number = 0; ids.size() < 500; ++number) {
    std::string id = "id-" + std::to_string(number);
    const std::uint64_t hash = base::checksum64(id);
    if (((hash ^ hash >> 32) & 0x7FF) == 0) ids.push_back(std::move(id));
  }
  IdIndex index;
  for (std::size_t i = 0; i < ids.size(); ++i)
    index.try_emplace(ids[i], i, [&](std::size_t at) -> const std::string& { return ids[at]; });
  EXPECT_GT(index.longest_run(), 0U);
  EXPECT_LT(index.longest_run(), 200U);  // some 20; half of the slots are used
}

TEST(Memo, GivesWhatTheFunctionGives) {
  Memo<std::string, 8> memo;
  int calls = 0;
  const auto twice = [&calls](std::string_view text) {
    ++calls;
    return std::string(text) + std::string(text);
  };
  for (int round = 0; round < 3; ++round) {
    for (const std::string& text :
         {std::string(), std::string("a"), std::string(300, 'x'), std::string("12345678abcdefgh")})
      EXPECT_EQ(memo.get(text, twice), text + text);
  }
  EXPECT_LT(calls, 12);
  // More texts than there are places.
  for (int i = 0; i < 1000; ++i) {
    const std::string text = "text " + std::to_string(i % 50);
    EXPECT_EQ(memo.get(text, twice), text + text);
  }
}

}  // namespace
}  // namespace penumbra::ingest
