// Parts that several JSON answers have. Internal to the engine.
#ifndef PENUMBRA_ENGINE_ANSWER_JSON_H_
#define PENUMBRA_ENGINE_ANSWER_JSON_H_

#include <span>
#include <string_view>

#include "base/json_writer.h"
#include "penumbra/exposure.h"
#include "penumbra/screening.h"

namespace penumbra::engine {

// The members "sources" and "versions" of an answer on exposure, in the object that is open.
void write_sources(base::JsonWriter& out, std::span<const ExposureSource> sources);
void write_versions(base::JsonWriter& out, std::span<const ExposureVersion> versions);
// A member of reasons or warnings: {"key","text"} each.
void write_remarks(base::JsonWriter& out, std::string_view key, std::span<const Remark> remarks);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_ANSWER_JSON_H_
