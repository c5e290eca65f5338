// The entries of a bucket that have a tag, several at a time. Internal to index.
#ifndef PENUMBRA_INDEX_EACH_OF_TAG_H_
#define PENUMBRA_INDEX_EACH_OF_TAG_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace penumbra::index {

// Calls visit(entry) for each entry whose bits from `low` up are those of `tag`, in order; from 32 up, for every entry.
// Few of a bucket have: four are compared at once, by vectors that every compiler has instructions for, and told one
// by one where any has.
template <typename Visit>
void each_of_tag(std::span<const std::uint32_t> entries, std::uint32_t tag, unsigned low, const Visit& visit) {
  if (low >= 32) {
    for (const std::uint32_t entry : entries) visit(entry);
    return;
  }
  using Four = std::uint32_t __attribute__((vector_size(16)));
  using Two = std::uint64_t __attribute__((vector_size(16)));
  constexpr std::size_t kFour = 4;
  const Four tags = {tag, tag, tag, tag};
  std::size_t i = 0;
  for (; i + kFour <= entries.size(); i += kFour) {
    Four four;
    std::memcpy(&four, entries.data() + i, sizeof four);
    const auto equal = std::bit_cast<Two>(((four ^ tags) >> low) == 0);
    if ((equal[0] | equal[1]) == 0) continue;
    for (std::size_t k = i; k < i + kFour; ++k) {
      if ((entries[k] ^ tag) >> low == 0) visit(entries[k]);
    }
  }
  for (; i < entries.size(); ++i) {
    if ((entries[i] ^ tag) >> low == 0) visit(entries[i]);
  }
}

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_EACH_OF_TAG_H_
