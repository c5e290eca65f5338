#include "model/word.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <vector>

#include "base/embedded_table.h"
#include "base/name_table.h"
#include "embedded/model_properties.h"
#include "embedded/model_schemata.h"
#include "embedded/model_schemata_space.h"

namespace penumbra::model {
namespace {

constexpr std::size_t kInlineBytes = 7;

// The names of properties and kinds that are too long to be kept inline. Open addressing; never changed after it was
// made, so that looking needs no lock, and never destroyed, so that words may outlive it. `alignas`: the lowest bits of
// a pointer to an entry are free.
class KnownNames {
 public:
  struct alignas(8) Entry {
    std::string_view text;
  };

  static const KnownNames& get() {
    static const KnownNames& names = *new KnownNames;
    return names;
  }

  // nullptr for a text that is none of the names. `text` has more than kInlineBytes bytes.
  const Entry* find(std::string_view text) const {
    for (std::size_t at = base::name_hash(text);; ++at) {
      const Entry& entry = slots_[at % kSlots];
      if (entry.text == text) return &entry;
      if (entry.text.empty()) return nullptr;
    }
  }

 private:
  static constexpr std::size_t kSlots = 4096;  // some 450 names are kept

  KnownNames() {
    const auto add = [this](std::string_view name) {
      if (name.size() <= kInlineBytes || find(name) != nullptr) return;
      std::size_t at = base::name_hash(name);
      while (!slots_[at % kSlots].text.empty()) ++at;
      slots_[at % kSlots].text = name;  // the embedded tables live as long as the program
      ++count_;
      assert(count_ < kSlots / 2);
    };
    const auto first = [&](const std::vector<std::string_view>& fields) { add(fields[0]); };
    base::for_each_table_row(embedded::model_schemata(), 8, first);
    base::for_each_table_row(embedded::model_schemata_space(), 8, first);
    base::for_each_table_row(embedded::model_properties(), 6,
                             [&](const std::vector<std::string_view>& fields) { add(fields[1]); });
  }

  std::array<Entry, kSlots> slots_;
  std::size_t count_ = 0;
};

}  // namespace

Word::Word(Text text) {
  const std::string_view from = text.text;
  if (from.size() <= kInlineBytes) {
    std::uint64_t letters = 0;
    if (!from.empty()) std::memcpy(&letters, from.data(), from.size());
    bits_ = letters << 8 | static_cast<std::uint64_t>(from.size()) << 2 | kInline;
    return;
  }
  if (const auto* known = KnownNames::get().find(from); known != nullptr) {
    bits_ = reinterpret_cast<std::uintptr_t>(known) | kKnown;
    return;
  }
  bits_ = reinterpret_cast<std::uintptr_t>(new std::string(from));
  assert(owned());
}

std::string_view Word::long_view() const {
  if (owned()) return *reinterpret_cast<const std::string*>(static_cast<std::uintptr_t>(bits_));
  return reinterpret_cast<const KnownNames::Entry*>(static_cast<std::uintptr_t>(bits_ & ~kTag))->text;
}

std::uint64_t Word::copy(std::uint64_t bits) {
  return reinterpret_cast<std::uintptr_t>(
      new std::string(*reinterpret_cast<const std::string*>(static_cast<std::uintptr_t>(bits))));
}

void Word::release() const {
  delete reinterpret_cast<std::string*>(static_cast<std::uintptr_t>(bits_));
}

}  // namespace penumbra::model
