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

// The keys of one block of names or terms.
class FiledKeys {
 public:
  void reserve(std::size_t count) { keys_.reserve(count); }
  void add(std::uint64_t key, std::uint32_t number) { keys_.push_back({key, number}); }
  // After the last add(): brings the keys of each group together, in the order in which they were added.
  void group();

  std::size_t size() const { return keys_.size(); }
  std::span<const FiledKey> of(std::size_t group) const {
    return std::span(keys_).subspan(starts_[group], starts_[group + 1] - starts_[group]);
  }

 private:
  std::vector<FiledKey> keys_;
  std::array<std::uint32_t, kKeyGroups + 1> starts_{};
};

// Offsets of the buckets, then what is filed in each, in the order of the blocks: see format.h. All numbers are below
// `numbers`; where `renumbered` is not empty, it says what becomes of each. `total` is the sum of the sizes, below
// 2^32.
std::vector<std::uint32_t> lay_out_keys(std::span<const FiledKeys> filed, std::uint64_t total, std::uint32_t numbers,
                                        std::span<const std::uint32_t> renumbered, unsigned threads,
                                        std::uint32_t& bucket_bits);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_KEY_TABLE_H_
