// Names → bytes of a name index.
#ifndef PENUMBRA_INDEX_BUILD_H_
#define PENUMBRA_INDEX_BUILD_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/entity.h"
#include "names/name.h"
#include "penumbra/result.h"

namespace penumbra::index {

// Name of the index file in the folder of a version.
inline constexpr std::string_view kIndexFile = "names.idx";

// Fingerprint of the name analysis of this program: the tables and the code that make parts and keys. An index holds
// analysed names, so it serves only the program whose fingerprint it carries.
std::uint64_t analysis_fingerprint();

// One listed name.
struct NameInput {
  std::string_view text;
  names::NameType type = names::NameType::kAny;
  std::uint32_t entity = 0;   // number in its list
  std::uint32_t ordinal = 0;  // which of the names of its entity
  bool weak = false;
};

// Makes the index of names; their numbers in it are their places here. `entities` is more than any NameInput::entity.
// `subject` is the checksum of what they come from (base::checksum64 of the segment's file) and is asked for again by
// NameIndex::open. Deterministic: same names, same bytes, whatever the threads. kLimit when there are more than 2^31
// names, 2^29 distinct parts, 2^32 parts or keys, or 4 GiB of distinct text. Uses `threads` threads (0: as many as the
// machine has).
Result<std::string> build_names(std::span<const NameInput> names, std::uint32_t entities, std::uint64_t subject,
                                unsigned threads = 1);

// The same for all names (model::names_of) of the entities of a matchable kind.
Result<std::string> build(std::span<const model::Entity> entities, std::uint64_t subject, unsigned threads = 1);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_BUILD_H_
