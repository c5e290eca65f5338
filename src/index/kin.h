// The *kin* of a term: all terms of its index that are near it, as keys and near_of() find them. Small indexes keep it,
// so that a query's part which is itself a term, byte for byte, needs no keys and no comparison.
#ifndef PENUMBRA_INDEX_KIN_H_
#define PENUMBRA_INDEX_KIN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::index {

class NameIndex;

// Indexes of more terms keep none: near terms of a word grow with the list, so that the bytes would grow twice over.
inline constexpr std::uint32_t kMostTermsWithKin = std::uint32_t{1} << 16U;
// A term of more is left to its keys.
inline constexpr std::size_t kMostKin = 1024;

// A slot of the table of terms with kin: the number of the term plus one, and above it bits of the hash of its packed
// bytes; 0 is free. The slot of a hash is its low bits, or the next free one.
inline constexpr std::uint32_t kSlotNumberBits = 17;
static_assert(kMostTermsWithKin < std::uint32_t{1} << kSlotNumberBits);
constexpr std::uint32_t slot_tag(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32U) << kSlotNumberBits;
}
// Slots looked at: a term that stands further from its place is left to its keys.
inline constexpr std::size_t kMostSlots = 32;

// One of the kin: a term, and above it what brings it near (Nearness).
inline constexpr std::uint32_t kKinTerm = (std::uint32_t{1} << 29U) - 1;

// Sections of the index (format.h).
struct KinTables {
  std::vector<std::uint32_t> slots;   // as many as a power of two, or none
  std::vector<std::uint32_t> starts;  // of each term in `kin`, and the end of the last
  std::vector<std::uint32_t> kin;
};

// Whether a part may have kin: a word or number of Latin letters.
bool may_have_kin(const names::Part& part);

// Of the packed bytes of a part (packed_part.h).
std::uint64_t hash_of_packed(std::string_view packed);

// Finds the kin of all terms; nothing where the index has too many. The outcome does not depend on the threads. Time
// is bounded for lists of words that are all alike.
KinTables find_kin(const NameIndex& index, unsigned threads);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_KIN_H_
