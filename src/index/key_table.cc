#include "index/key_table.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/large_pages.h"
#include "index/arrange.h"
#include "index/format.h"

namespace penumbra::index {

unsigned FiledKeys::local_bits(std::uint32_t numbers) {
  return std::min<unsigned>(number_bits(numbers), std::bit_width(kMostOfBlock - 1));
}

void FiledKeys::file(std::span<const FiledKey> keys, std::uint32_t first, std::uint32_t numbers) {
  first_ = first;
  local_bits_ = local_bits(numbers);
  starts_.fill(0);
  for (const FiledKey& key : keys) ++starts_[bucket_of(key.key, kKeyGroupBits) + 1];
  for (std::size_t g = 0; g < kKeyGroups; ++g) starts_[g + 1] += starts_[g];
  keys_.resize(keys.size());
  auto next = starts_;
  constexpr std::uint64_t kLow = (std::uint64_t{1} << kLowBits) - 1;
  for (const FiledKey& key : keys) {
    const std::uint64_t bucket = key.key << kKeyGroupBits >> kLowBits << kLowBits;
    keys_[next[bucket_of(key.key, kKeyGroupBits)]++] = bucket | (key.key << local_bits_ & kLow) | (key.number - first);
  }
}

template <typename Visit>
void FiledKeys::each(std::size_t group, std::uint32_t bucket_bits, std::uint32_t bits, const Visit& visit) const {
  const std::uint32_t local = (std::uint32_t{1} << local_bits_) - 1;
  const std::uint64_t top = std::uint64_t{group} << (64 - kKeyGroupBits);
  for (std::size_t i = starts_[group]; i < starts_[group + 1]; ++i) {
    const std::uint64_t key = keys_[i];
    visit(bucket_of(top | key >> kKeyGroupBits, bucket_bits), first_ + (static_cast<std::uint32_t>(key) & local),
          tag_of(key >> local_bits_, bits));
  }
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
      begins[g / groups + 1] += static_cast<std::uint32_t>(keys.size_of(g));
    }
  }
  for (std::size_t r = 0; r < ranges; ++r) begins[r + 1] += begins[r];
  const std::size_t size = buckets + 1 + static_cast<std::size_t>(total);
  std::vector<std::uint32_t> out;
  base::reserve_large(out, size);
  out.resize(size);
  out[buckets] = begins[ranges];
  const std::uint32_t bits = number_bits(numbers);
  in_parallel(ranges, threads, [&](std::size_t range) {
    const std::size_t first = range << (bucket_bits - range_bits);
    std::vector<std::uint32_t> next(buckets / ranges, 0);
    const auto each = [&](const auto& visit) {
      for (std::size_t g = range * groups; g < (range + 1) * groups; ++g) {
        for (const FiledKeys& keys : filed) {
          keys.each(g, bucket_bits, bits, [&](std::size_t bucket, std::uint32_t number, std::uint32_t tag) {
            visit(number, tag, next[bucket - first]);
          });
        }
      }
    };
    each([](std::uint32_t, std::uint32_t, std::uint32_t& count) { ++count; });
    std::uint32_t at = begins[range];
    for (std::size_t b = 0; b < next.size(); ++b) {
      out[first + b] = at;
      at += std::exchange(next[b], at);
    }
    each([&](std::uint32_t number, std::uint32_t tag, std::uint32_t& place) {
      out[buckets + 1 + place++] = (renumbered.empty() ? number : renumbered[number]) | tag;
    });
  });
  return out;
}

}  // namespace penumbra::index
