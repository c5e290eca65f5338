// Finding a name among a few hundred that never change: one look at its first and last letters, one comparison.
#ifndef PENUMBRA_BASE_NAME_TABLE_H_
#define PENUMBRA_BASE_NAME_TABLE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace penumbra::base {

// A number that differs for most texts that differ: made from the length and the first and last eight bytes alone, so
// fit for names of a program's own vocabulary and not for what a file brings.
inline std::uint64_t name_hash(std::string_view text) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (text.size() >= sizeof(head)) {
    std::memcpy(&head, text.data(), sizeof(head));
    std::memcpy(&tail, text.data() + text.size() - sizeof(tail), sizeof(tail));
  } else if (!text.empty()) {
    std::memcpy(&head, text.data(), text.size());
  }
  const std::uint64_t mixed = (head ^ (tail << 5 | tail >> 59) ^ text.size()) * 0x9E3779B97F4A7C15;
  return mixed ^ mixed >> 32;
}

// Name -> T. Filled once; const access is safe from any thread. The names must outlive the table.
template <typename T>
class NameTable {
 public:
  // Keeps the first of two equal names. `name` is not empty.
  void add(std::string_view name, T value) {
    if (find(name) != nullptr) return;
    if (4 * (count_ + 1) > slots_.size()) grow();
    place({name, std::move(value)});
    ++count_;
  }
  // nullptr for a name that is not there.
  const T* find(std::string_view name) const {
    if (slots_.empty() || name.empty()) return nullptr;
    for (std::size_t at = name_hash(name);; ++at) {
      const auto& slot = slots_[at & (slots_.size() - 1)];
      if (slot.first.empty()) return nullptr;
      if (slot.first == name) return &slot.second;
    }
  }

 private:
  using Slot = std::pair<std::string_view, T>;

  void place(Slot slot) {
    std::size_t at = name_hash(slot.first);
    while (!slots_[at & (slots_.size() - 1)].first.empty()) ++at;
    slots_[at & (slots_.size() - 1)] = std::move(slot);
  }
  void grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::bit_ceil(8 * (count_ + 1))));
    for (Slot& slot : old) {
      if (!slot.first.empty()) place(std::move(slot));
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most a quarter used
  std::size_t count_ = 0;
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_NAME_TABLE_H_
