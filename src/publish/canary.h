// The last look before a version comes into force: what it lists must be found.
#ifndef PENUMBRA_PUBLISH_CANARY_H_
#define PENUMBRA_PUBLISH_CANARY_H_

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/entity.h"
#include "penumbra/result.h"

namespace penumbra::publish {

// Asks the index for every name of the entities that it was made from, as they are listed: each must find its own
// entity at the default threshold. Goes through the names in steps that cover the whole list early, and stops
// after `bound` of the calling thread's processor time; the number of names asked for is returned. kIntegrity names the
// first that is not found: the index or the program is at fault, and the version must not come into force.
Result<std::uint64_t> sing(std::span<const model::Entity> entities, std::string_view index_bytes,
                           std::uint64_t segment_checksum, std::chrono::milliseconds bound);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_CANARY_H_
