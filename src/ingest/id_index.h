// Ids of a dataset's records and where they stand, in eight bytes each beside the records.
#ifndef PENUMBRA_INGEST_ID_INDEX_H_
#define PENUMBRA_INGEST_ID_INDEX_H_

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/keyed_hash.h"

namespace penumbra::ingest {

// For ids of a file, whose writer shall not choose where they come to stand.
template <typename T>
using IdMap = std::unordered_map<std::string, T, base::KeyedHash, std::equal_to<>>;

// id -> place in a vector, which holds the ids themselves: every call gets `id_of`, which gives the id at a place.
// Open addressing, by a hash that no file can be made for. Not thread-safe.
class IdIndex {
 public:
  // The place of the id, and whether it is new: then it is `next`, where the caller puts the record.
  template <typename IdOf>
  std::pair<std::size_t, bool> try_emplace(std::string_view id, std::size_t next, IdOf id_of) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    const std::uint32_t hash = hash_of(id);
    Slot& slot = slots_[find_slot(id, hash, id_of)];
    if (slot.place != kFree) return {slot.place, false};
    assert(next < kFree);
    slot = {hash, static_cast<std::uint32_t>(next)};
    ++count_;
    return {next, true};
  }
  // Whether one of these ids is in the other index, whose records `later_id_of` gives.
  template <typename IdOf, typename LaterIdOf>
  bool shares_with(const IdIndex& later, IdOf id_of, LaterIdOf later_id_of) const {
    if (slots_.empty()) return false;
    return std::any_of(later.slots_.begin(), later.slots_.end(), [&](const Slot& slot) {
      if (slot.place == kFree) return false;
      const std::size_t mask = slots_.size() - 1;
      for (std::size_t at = slot.hash & mask; slots_[at].place != kFree; at = (at + 1) & mask) {
        if (slots_[at].hash == slot.hash &&
            std::string_view(id_of(slots_[at].place)) == std::string_view(later_id_of(slot.place)))
          return true;
      }
      return false;
    });
  }
  // Takes the ids of another index, with which it shares none; `moved` gives the new place of each.
  template <typename Moved>
  void take(const IdIndex& later, Moved moved) {
    while (2 * (count_ + later.count_ + 1) > slots_.size()) grow();
    for (const Slot& slot : later.slots_) {
      if (slot.place == kFree) continue;
      put({slot.hash, static_cast<std::uint32_t>(moved(slot.place))});
    }
    count_ += later.count_;
  }
  // The place of the id, or nothing.
  template <typename IdOf>
  std::optional<std::size_t> find(std::string_view id, IdOf id_of) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[find_slot(id, hash_of(id), id_of)];
    return slot.place == kFree ? std::nullopt : std::optional<std::size_t>(slot.place);
  }
  // The most used slots that stand side by side: no look takes more steps than one above that.
  std::size_t longest_run() const {
    std::size_t out = 0;
    std::size_t run = 0;
    // Twice round, for the run across the end.
    for (std::size_t i = 0; i < 2 * slots_.size(); ++i) {
      run = slots_[i % slots_.size()].place == kFree ? 0 : run + 1;
      out = std::max(out, run);
    }
    return out;
  }

 private:
  static constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t place = kFree;
  };

  static std::uint32_t hash_of(std::string_view id) {
    const std::uint64_t hash = base::keyed_hash(id);
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
  }
  template <typename IdOf>
  std::size_t find_slot(std::string_view id, std::uint32_t hash, IdOf id_of) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.place == kFree || (slot.hash == hash && id == std::string_view(id_of(slot.place)))) return at;
    }
  }
  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : 2 * slots_.size()));
    for (const Slot& slot : old) {
      if (slot.place != kFree) put(slot);
    }
  }
  // For an id that is not there.
  void put(const Slot& slot) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = slot.hash & mask;
    while (slots_[at].place != kFree) at = (at + 1) & mask;
    slots_[at] = slot;
  }

  std::vector<Slot> slots_;  // a power of two, at most half used
  std::size_t count_ = 0;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_ID_INDEX_H_
