// Parts that every JSON answer on exposure has. Internal to the engine.
#ifndef PENUMBRA_ENGINE_ANSWER_JSON_H_
#define PENUMBRA_ENGINE_ANSWER_JSON_H_

#include <span>

#include "base/json_writer.h"
#include "penumbra/exposure.h"

namespace penumbra::engine {

// The members "sources" and "versions" of the object that is open.
void write_sources(base::JsonWriter& out, std::span<const ExposureSource> sources);
void write_versions(base::JsonWriter& out, std::span<const ExposureVersion> versions);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_ANSWER_JSON_H_
