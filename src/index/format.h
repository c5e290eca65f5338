// Records of a name index as they lie in the file. docs/design/index.md, "Bytes", is the authority; the static
// assertions hold this file to it. Little-endian machines read the records in place.
#ifndef PENUMBRA_INDEX_FORMAT_H_
#define PENUMBRA_INDEX_FORMAT_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "index/sketch.h"
#include "names/name.h"

namespace penumbra::index {

static_assert(std::endian::native == std::endian::little, "index records are read in place on little-endian machines");

inline constexpr std::uint32_t kIndexFormat = 8;

// Sections of the container. Stored: never renumber.
enum Section : std::uint32_t {
  kHeadSection = 1,
  kNamesSection = 2,
  kOccurrencesSection = 3,
  kTermsSection = 4,
  kPartsSection = 5,       // what the terms are (packed_part.h)
  kListsSection = 6,       // names by term, but those that it leads (name_lists.h)
  kTermKeysSection = 7,    // key → terms
  kJoinedKeysSection = 8,  // key of parts written together, or of an acronym → names
  kTricksSection = 9,      // of the few names that have any
  kSinglesSection = 10,    // terms that are the only word of a name, ascending
  kMarksSection = 11,      // of these (name_lists.h)
  kBesideSection = 12,     // what stands beside each name (name_lists.h)
  kOrderSection = 13,      // the names in the order of their entities
  kFirstsSection = 14,     // the first occurrence of every sixteenth name, of small indexes of every name
  kSlotsSection = 15,      // of small indexes: the table of terms whose kin is kept (kin.h),
  kKinStartsSection = 16,  // ... where the kin of each term begins,
  kKinSection = 17,        // ... and the kin
  kWordsSection = 18       // of small indexes: how many different words each name has (find_held.h)
};
inline constexpr std::uint32_t kLastSection = kWordsSection;

// An index of more names says nothing of their words: what is counted of names for a query would leave the processor's
// cache.
inline constexpr std::uint32_t kMostCountedNames = std::uint32_t{1} << 17U;

// Names whose occurrences are counted from one place: a power of two, in bits.
constexpr std::uint32_t place_bits(std::uint32_t names) {
  return names <= kMostCountedNames ? 0 : 4;
}

struct Head {
  std::uint64_t analysis = 0;  // fingerprint of the analysis that made the parts
  std::uint64_t subject = 0;   // checksum of the segment that was indexed
  std::uint32_t part_bytes = sizeof(names::Part);
  std::uint32_t entities = 0;  // entities of the segment, with or without names
  std::uint32_t names = 0;
  std::uint32_t terms = 0;
  std::uint32_t incomplete_names = 0;  // names beyond a limit of the analysis
  std::uint32_t term_bucket_bits = 0;
  std::uint32_t joined_bucket_bits = 0;
  std::uint32_t types = 0;  // bit n: has names of names::NameType n
};
static_assert(sizeof(Head) == 48 && std::is_trivially_copyable_v<Head>);

inline constexpr std::uint8_t kNameTypeMask = 15;
inline constexpr std::uint8_t kNameIncomplete = 16;
inline constexpr std::uint8_t kNameWeak = 32;
inline constexpr std::uint8_t kNameTricks = 64;  // stands in the section of tricks

// Names stand in the order of the terms that lead them (name_lists.h); those of a term in the order of what stands
// beside them, so that names of the same words are neighbours.
struct NameRecord {
  std::uint32_t entity = 0;
  std::uint16_t ordinal = 0;  // which of the names of its entity, in the order of model::names_of
  std::uint8_t count = 0;     // of its parts
  std::uint8_t flags = 0;     // names::NameType, kName...
};
static_assert(sizeof(NameRecord) == 8 && std::is_trivially_copyable_v<NameRecord>);

// By names, ascending.
struct TricksRecord {
  std::uint32_t name = 0;
  std::uint32_t tricks = 0;
};
static_assert(sizeof(TricksRecord) == 8 && std::is_trivially_copyable_v<TricksRecord>);

// An occurrence of a term in a name: the number of the term, what it does to the pairing of names, and Part::gap.
inline constexpr std::uint32_t kTermMask = (std::uint32_t{1} << 29U) - 1;
inline constexpr std::uint32_t kRoleMask = 3U << 29U;
inline constexpr std::uint32_t kRoleWord = 0;          // must be paired on one side (match::kPairedFloor)
inline constexpr std::uint32_t kRoleNone = 1U << 29U;  // no weight
inline constexpr std::uint32_t kRoleNumber = 2U << 29U;
inline constexpr std::uint32_t kRoleInitial = 3U << 29U;
inline constexpr std::uint32_t kGapBit = 1U << 31U;

constexpr std::uint32_t role_of(const names::Part& part) {
  return part.weight == 0                         ? kRoleNone
         : part.kind == names::PartKind::kNumber  ? kRoleNumber
         : part.kind == names::PartKind::kInitial ? kRoleInitial
                                                  : kRoleWord;
}

// A distinct part: what tells it from others at a glance, and where the rest stands. Terms stand in the order of their
// sounds and letters: what one query meets lies together.
struct TermRecord {
  Sketch sketch;
  std::uint32_t part_at = 0;   // in the section of parts
  std::uint32_t lists_at = 0;  // in the section of lists, in words of four bytes
  std::uint32_t leads = 0;     // the first of the names that it leads, which reach to those of the next term
};
static_assert(sizeof(TermRecord) == 28 && std::is_trivially_copyable_v<TermRecord>);

// The bucket of a key: its top bits. `bits` < 32.
constexpr std::size_t bucket_of(std::uint64_t key, std::uint32_t bits) {
  return bits == 0 ? 0 : static_cast<std::size_t>(key >> (64 - bits));
}

// What a bucket holds: a number below `count` under the low bits of its key, as many as there is room for.
constexpr std::uint32_t number_bits(std::uint32_t count) {
  return count < 2 ? 1 : static_cast<std::uint32_t>(std::bit_width(count - 1));
}
constexpr std::uint32_t tag_of(std::uint64_t key, std::uint32_t bits) {
  return bits >= 32 ? 0 : static_cast<std::uint32_t>(key) << bits;
}

static_assert(sizeof(names::Part) == 56 && alignof(names::Part) == 8, "a changed Part needs a new index format");
static_assert(std::has_unique_object_representations_v<names::Part>, "equal parts have equal bytes");

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_FORMAT_H_
