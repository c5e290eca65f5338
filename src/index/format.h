// Records of a name index as they lie in the file. docs/design/index.md, "Bytes", is the authority; the static
// assertions hold this file to it. Little-endian machines read the records in place.
#ifndef PENUMBRA_INDEX_FORMAT_H_
#define PENUMBRA_INDEX_FORMAT_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "names/name.h"

namespace penumbra::index {

static_assert(std::endian::native == std::endian::little, "index records are read in place on little-endian machines");

inline constexpr std::uint32_t kIndexFormat = 1;

// Sections of the container. Stored: never renumber.
enum Section : std::uint32_t {
  kHeadSection = 1,
  kNamesSection = 2,
  kPartsSection = 3,
  kPoolSection = 4,
  kEntriesSection = 5,
  kFormsSection = 6,
  kPostingsSection = 7,
  kKeysSection = 8,
};

struct Head {
  std::uint64_t analysis = 0;  // fingerprint of the analysis that made the parts
  std::uint64_t subject = 0;   // checksum of the segment that was indexed
  std::uint32_t part_bytes = sizeof(names::Part);
  std::uint32_t entities = 0;  // entities of the segment, with or without names
  std::uint32_t names = 0;
  std::uint32_t entries = 0;
  std::uint32_t incomplete_names = 0;  // names beyond a limit of the analysis
  std::uint32_t bucket_bits = 0;       // of the key table
};
static_assert(sizeof(Head) == 40 && std::is_trivially_copyable_v<Head>);

inline constexpr std::uint8_t kNameIncomplete = 1;
inline constexpr std::uint8_t kNameWeak = 2;

struct NameRecord {
  std::uint64_t pool_at = 0;
  std::uint32_t entity = 0;
  std::uint32_t first_part = 0;
  std::uint32_t ordinal = 0;  // which of the names of its entity, in the order of model::names_of
  std::uint32_t pool_bytes = 0;
  std::uint16_t part_count = 0;
  std::uint16_t joined_at = 0;
  std::uint16_t joined_bytes = 0;
  std::uint16_t tricks = 0;
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  std::uint16_t reserved = 0;
  std::uint32_t reserved2 = 0;
};
static_assert(sizeof(NameRecord) == 40 && std::is_trivially_copyable_v<NameRecord>);

// A distinct anchor. Its postings end where those of the next record begin; one record more than there are entries
// closes the last list.
struct EntryRecord {
  std::uint32_t form_at = 0;
  std::uint32_t first_posting = 0;
  std::uint32_t letters = 0;
  std::uint16_t form_bytes = 0;
  std::uint8_t space = 0;
  std::uint8_t flags = 0;  // bits 0-1 edits, bit 2 abjad
};
static_assert(sizeof(EntryRecord) == 16 && std::is_trivially_copyable_v<EntryRecord>);

inline constexpr std::uint8_t kEntryEditsMask = 3;
inline constexpr std::uint8_t kEntryAbjad = 4;

// The bucket of a key: its top bits. `bits` < 32.
constexpr std::size_t bucket_of(std::uint64_t key, std::uint32_t bits) {
  return bits == 0 ? 0 : static_cast<std::size_t>(key >> (64 - bits));
}

static_assert(sizeof(names::Part) == 56 && alignof(names::Part) == 8, "a changed Part needs a new index format");

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_FORMAT_H_
