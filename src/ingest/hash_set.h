// A set of hashes, eight to sixteen bytes each.
#ifndef PENUMBRA_INGEST_HASH_SET_H_
#define PENUMBRA_INGEST_HASH_SET_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace penumbra::ingest {

// Open addressing over numbers that are hashes already (base::keyed_hash(), so that no file can be made to collide); 0
// and 1 count as one. Not thread-safe.
class HashSet {
 public:
  // Whether it was not there.
  bool insert(std::uint64_t hash) {
    if (2 * (count_ + 1) > slots_.size()) grow(slots_.empty() ? 64 : 2 * slots_.size());
    std::uint64_t& slot = slots_[place_of(hash)];
    if (slot != kFree) return false;
    slot = used(hash);
    ++count_;
    return true;
  }
  bool contains(std::uint64_t hash) const { return !slots_.empty() && slots_[place_of(hash)] != kFree; }
  bool shares_with(const HashSet& other) const {
    return std::any_of(other.slots_.begin(), other.slots_.end(),
                       [this](std::uint64_t hash) { return hash != kFree && contains(hash); });
  }
  // Takes all of another set.
  void join(const HashSet& other) {
    std::size_t size = slots_.empty() ? 64 : slots_.size();
    while (2 * (count_ + other.count_ + 1) > size) size *= 2;
    if (size > slots_.size()) grow(size);
    for (const std::uint64_t hash : other.slots_) {
      if (hash != kFree) insert(hash);
    }
  }

 private:
  static constexpr std::uint64_t kFree = 0;
  static std::uint64_t used(std::uint64_t hash) { return hash == kFree ? 1 : hash; }

  std::size_t place_of(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != kFree && slots_[at] != used(hash)) at = (at + 1) & mask;
    return at;
  }
  void grow(std::size_t size) {
    const std::vector<std::uint64_t> old = std::exchange(slots_, std::vector<std::uint64_t>(size));
    for (const std::uint64_t hash : old) {
      if (hash != kFree) slots_[place_of(hash)] = hash;
    }
  }

  std::vector<std::uint64_t> slots_;  // a power of two, at most half used
  std::size_t count_ = 0;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_HASH_SET_H_
