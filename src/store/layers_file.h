// Which records make up a version, in which order, and in which segment each lies. Layout and rules:
// docs/design/store.md, "Layers".
#ifndef PENUMBRA_STORE_LAYERS_FILE_H_
#define PENUMBRA_STORE_LAYERS_FILE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "store/record_kinds.h"

namespace penumbra::store {

// Name of the file in the folder of a layered version.
inline constexpr std::string_view kLayersFile = "layers.seg";
// More layers than this would make every question slow; the planner stays far below.
inline constexpr std::size_t kMaxLayers = 64;

// A segment of a version of the same source.
struct LayerRef {
  std::uint32_t version = 0;   // number of the version in whose folder it lies
  std::uint32_t part = 0;      // which of that version's own segments
  std::uint64_t checksum = 0;  // XXH3-64 of its file

  bool operator==(const LayerRef&) const = default;
};

// Consecutive records of one layer.
struct Run {
  std::uint32_t layer = 0;
  std::uint32_t first = 0;  // number of the first record in its segment
  std::uint32_t count = 0;  // >= 1
  std::uint32_t stem = 0;   // 0: places are under the stem that is stored; else number in LayerTable::stems, from 1
  std::int64_t lines = 0;   // by which the numbers of the places have moved

  bool operator==(const Run&) const = default;
};

// Plain value.
struct LayerTable {
  std::vector<LayerRef> layers;
  std::vector<std::string> stems;
  std::array<std::vector<Run>, kRecordKinds> runs;  // by RecordKind

  bool operator==(const LayerTable&) const = default;
};

// The bytes of a layers file.
std::string encode_layers(const LayerTable& table);

// Reads such bytes; `file` names the place in errors. kUnsupported or kIntegrity; hostile bytes never crash it, and it
// takes memory in proportion to them. What refers to the segments (VersionFacts) is not checked here.
Result<LayerTable> decode_layers(std::string_view bytes, const std::string& file);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LAYERS_FILE_H_
