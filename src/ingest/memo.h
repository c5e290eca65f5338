// What a function gives for texts that come again and again: names of elements, countries, days, measures.
#ifndef PENUMBRA_INGEST_MEMO_H_
#define PENUMBRA_INGEST_MEMO_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/name_table.h"
#include "ingest/byte_scan.h"

namespace penumbra::ingest {

// Keeps the values of the last texts, at most one for each of `kSlots` places, so that a hostile file can neither fill
// memory nor make it slow. Only for functions whose value depends on the text alone. Not thread-safe.
template <typename Value, std::size_t kSlots = 64>
class Memo {
 public:
  // make(text), now or before. Good until the next call.
  template <typename Make>
  const Value& get(std::string_view text, Make make) {
    static_assert((kSlots & (kSlots - 1)) == 0);
    if (text.size() > kLongest) return spare_ = make(text);
    Slot& slot = slots_[base::name_hash(text) & (kSlots - 1)];
    if (slot.filled && equal_names(slot.text, text)) return slot.value;
    slot.filled = false;
    slot.value = make(text);
    slot.text.assign(text);
    slot.filled = true;
    return slot.value;
  }

 private:
  static constexpr std::size_t kLongest = 256;
  struct Slot {
    bool filled = false;
    std::string text;
    Value value{};
  };

  std::array<Slot, kSlots> slots_;
  Value spare_{};
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_MEMO_H_
