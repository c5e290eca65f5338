// Tables of keys (format.h): what was filed under which key, by bucket. Internal to build.
#ifndef PENUMBRA_INDEX_KEY_TABLE_H_
#define PENUMBRA_INDEX_KEY_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace penumbra::index {

struct FiledKey {
  std::uint64_t key = 0;
  std::uint32_t number = 0;
};

// Keys are grouped by their first bits: what lays out one group then touches a part of the table that the processor
// holds, and several threads lay out several groups.
inline constexpr unsigned kKeyGroupBits = 6;
inline constexpr std::size_t kKeyGroups = std::size_t{1} << kKeyGroupBits;

// Most numbers that one block of names or terms has, one behind the other.
inline constexpr std::uint32_t kMostOfBlock = 4096;

// The keys of one block of names or terms: by groups, each in eight bytes. Most memory of a build holds them.
class FiledKeys {
 public:
  // Takes keys whose numbers are `first` and up, fewer than kMostOfBlock of them; those of each group keep their order.
  // All numbers of the table are below `numbers`.
  void file(std::span<const FiledKey> keys, std::uint32_t first, std::uint32_t numbers);

  std::size_t size() const { return keys_.size(); }
  std::size_t size_of(std::size_t group) const { return starts_[group + 1] - starts_[group]; }
  // Calls visit(bucket, number, the low bits of the key as a tag over numbers of `bits`) for each key of a group, in a
  // table of so many buckets.
  template <typename Visit>
  void each(std::size_t group, std::uint32_t bucket_bits, std::uint32_t bits, const Visit& visit) const;

 private:
  // Of a key stay the bits that tell its bucket, but for those of its group, and the lowest: for fewer numbers more of
  // them, as tags want (format.h).
  static constexpr unsigned kBucketBits = 22;
  static constexpr unsigned kLowBits = 64 - kBucketBits;
  static unsigned local_bits(std::uint32_t numbers);

  std::vector<std::uint64_t> keys_;
  std::array<std::uint32_t, kKeyGroups + 1> starts_{};
  std::uint32_t first_ = 0;
  unsigned local_bits_ = 0;
};

// Offsets of the buckets, then what is filed in each, in the order of the blocks: see format.h. All numbers are below
// `numbers`; where `renumbered` is not empty, it says what becomes of each. `total` is the sum of the sizes, below
// 2^32.
std::vector<std::uint32_t> lay_out_keys(std::span<const FiledKeys> filed, std::uint64_t total, std::uint32_t numbers,
                                        std::span<const std::uint32_t> renumbered, unsigned threads,
                                        std::uint32_t& bucket_bits);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_KEY_TABLE_H_
