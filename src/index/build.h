// Entities → bytes of a name index.
#ifndef PENUMBRA_INDEX_BUILD_H_
#define PENUMBRA_INDEX_BUILD_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/entity.h"
#include "penumbra/result.h"

namespace penumbra::index {

// Name of the index file in the folder of a version.
inline constexpr std::string_view kIndexFile = "names.idx";

// Fingerprint of the name analysis of this program: the tables and the code that make parts and anchors. An index holds
// analysed names, so it serves only the program whose fingerprint it carries.
std::uint64_t analysis_fingerprint();

// Makes the index of all names (model::names_of) of the entities of a matchable kind. `subject` is the checksum of the
// segment from which they come (base::checksum64 of its file) and is asked for again by NameIndex::open. Deterministic:
// same entities, same bytes. kLimit when there are more than 2^31 names or anchors, or more than 4 GiB of forms. Uses
// `threads` threads for the analysis (0: as many as the machine has). About 4 µs a name and thread.
Result<std::string> build(std::span<const model::Entity> entities, std::uint64_t subject, unsigned threads = 1);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_BUILD_H_
