#include "index/key_table.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/random.h"
#include "index/format.h"

namespace penumbra::index {
namespace {

// Each key is filed once, in its bucket, whatever the threads; what is filed in one group keeps its order.
TEST(KeyTable, FilesEveryKeyInItsBucket) {
  base::Random random(5);
  for (const std::size_t count : {0U, 1U, 15U, 16U, 40U, 700U, 1023U, 1024U, 5000U, 60000U}) {
    const auto numbers = static_cast<std::uint32_t>(count / 3 + 1);
    std::vector<FiledKeys> filed(1 + random.below(5));
    std::vector<std::vector<FiledKey>> plain(filed.size());
    for (std::size_t i = 0; i < count; ++i) {
      // A few keys come often, and some groups have none.
      const std::uint64_t key = random.below(4) == 0 ? (i % 3) << 62U : random.next() | 1ULL << 63U;
      const std::size_t block = random.below(filed.size());
      const std::uint32_t least = static_cast<std::uint32_t>(block) * kMostOfBlock;
      const std::uint32_t first = least < numbers ? least : 0;
      const auto number = static_cast<std::uint32_t>(first + random.below(std::min(numbers - first, kMostOfBlock)));
      plain[block].push_back({key, number});
    }
    for (std::size_t block = 0; block < filed.size(); ++block) {
      const std::uint32_t least = static_cast<std::uint32_t>(block) * kMostOfBlock;
      filed[block].file(plain[block], least < numbers ? least : 0, numbers);
    }
    std::vector<std::uint32_t> renumbered(numbers);
    for (std::uint32_t n = 0; n < numbers; ++n) renumbered[n] = numbers - 1 - n;
    std::uint32_t bits = 0;
    const std::vector<std::uint32_t> table = lay_out_keys(filed, count, numbers, renumbered, 1, bits);
    std::uint32_t bits_of_three = 0;
    EXPECT_EQ(lay_out_keys(filed, count, numbers, renumbered, 3, bits_of_three), table);
    EXPECT_EQ(bits_of_three, bits);
    const std::size_t buckets = std::size_t{1} << bits;
    ASSERT_EQ(table.size(), buckets + 1 + count);
    ASSERT_EQ(table[0], 0U);
    ASSERT_EQ(table[buckets], count);
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::uint32_t>> expected;  // by bucket and group
    for (const auto& keys : plain) {
      for (const FiledKey& key : keys) {
        expected[{bucket_of(key.key, bits), bucket_of(key.key, kKeyGroupBits)}].push_back(
            renumbered[key.number] | tag_of(key.key, number_bits(numbers)));
      }
    }
    std::vector<std::uint32_t> all;
    std::vector<std::uint32_t> begins(buckets + 1, 0);
    for (const auto& [place, entries] : expected) {
      all.insert(all.end(), entries.begin(), entries.end());
      begins[place.first + 1] += static_cast<std::uint32_t>(entries.size());
    }
    for (std::size_t b = 0; b < buckets; ++b) begins[b + 1] += begins[b];
    EXPECT_TRUE(std::equal(begins.begin(), begins.end(), table.begin())) << count;
    EXPECT_TRUE(std::equal(all.begin(), all.end(), table.begin() + static_cast<std::ptrdiff_t>(buckets + 1))) << count;
  }
}

}  // namespace
}  // namespace penumbra::index
