#include "index/key_table.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "index/arrange.h"
#include "index/format.h"

namespace penumbra::index {

void FiledKeys::group() {
  starts_.fill(0);
  for (const FiledKey& key : keys_) ++starts_[bucket_of(key.key, kKeyGroupBits) + 1];
  for (std::size_t g = 0; g < kKeyGroups; ++g) starts_[g + 1] += starts_[g];
  std::vector<FiledKey> grouped(keys_.size());
  auto next = starts_;
  for (const FiledKey& key : keys_) grouped[next[bucket_of(key.key, kKeyGroupBits)]++] = key;
  keys_ = std::move(grouped);
}

std::vector<std::uint32_t> lay_out_keys(std::span<const FiledKeys> filed, std::uint64_t total, std::uint32_t numbers,
                                        std::span<const std::uint32_t> renumbered, unsigned threads,
                                        std::uint32_t& bucket_bits) {
  // Eight to sixteen a bucket, half a cache line: their tags tell them apart, and offsets cost memory.
  bucket_bits = total < 16 ? 0 : static_cast<std::uint32_t>(std::bit_width(total) - 4);
  const std::size_t buckets = std::size_t{1} << bucket_bits;
  // A table of few buckets has several groups in each.
  const unsigned range_bits = std::min(bucket_bits, kKeyGroupBits);
  const std::size_t ranges = std::size_t{1} << range_bits;
  const std::size_t groups = kKeyGroups / ranges;
  std::vector<std::uint32_t> begins(ranges + 1, 0);
  for (const FiledKeys& keys : filed) {
    for (std::size_t g = 0; g < kKeyGroups; ++g) {
      begins[g / groups + 1] += static_cast<std::uint32_t>(keys.of(g).size());
    }
  }
  for (std::size_t r = 0; r < ranges; ++r) begins[r + 1] += begins[r];
  std::vector<std::uint32_t> out(buckets + 1 + static_cast<std::size_t>(total));
  out[buckets] = begins[ranges];
  const std::uint32_t bits = number_bits(numbers);
  in_parallel(ranges, threads, [&](std::size_t range) {
    const std::size_t first = range << (bucket_bits - range_bits);
    std::vector<std::uint32_t> next(buckets / ranges, 0);
    const auto each = [&](const auto& visit) {
      for (std::size_t g = range * groups; g < (range + 1) * groups; ++g) {
        for (const FiledKeys& keys : filed) {
          for (const FiledKey& key : keys.of(g)) visit(key, next[bucket_of(key.key, bucket_bits) - first]);
        }
      }
    };
    each([](const FiledKey&, std::uint32_t& count) { ++count; });
    std::uint32_t at = begins[range];
    for (std::size_t b = 0; b < next.size(); ++b) {
      out[first + b] = at;
      at += std::exchange(next[b], at);
    }
    each([&](const FiledKey& key, std::uint32_t& place) {
      const std::uint32_t number = renumbered.empty() ? key.number : renumbered[key.number];
      out[buckets + 1 + place++] = number | tag_of(key.key, bits);
    });
  });
  return out;
}

}  // namespace penumbra::index
