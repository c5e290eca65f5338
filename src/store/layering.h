// How a version is written: what it shares with another version, and what goes into a segment of its own. Rules:
// docs/design/store.md, "Layers".
#ifndef PENUMBRA_STORE_LAYERING_H_
#define PENUMBRA_STORE_LAYERING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "store/version_facts.h"

namespace penumbra::store {

// The rules; tests of small datasets change them.
struct Layering {
  // More layers than this are folded: each costs every search a little.
  std::size_t max_layers = 12;
  // Layers of which a version uses so many records are not counted: each costs a search little beside what it holds,
  // and to fold one would cost more than a delta may.
  std::uint64_t large_layer = 100'000;
  // The layers file may take at most one in this many bytes of the segments that it names; beyond, the version is
  // written whole. 0: whatever it takes.
  std::uint64_t least_bytes_per_byte = 40;
};

// Which layers of another version are worth keeping, given how many records the new one would use of each, and how many
// it does not have from there.
std::vector<bool> layers_to_keep(const std::vector<std::uint64_t>& used, std::uint64_t own, const Layering& rules);

// The files that hold the facts of a version, not yet written.
struct EncodedVersion {
  // Bytes of the version's own segment (kSegmentFile): everything when `layers` is empty, else what no other version
  // has. Empty when there is nothing of its own.
  std::string segment;
  // Bytes of kLayersFile; empty for a version that is whole.
  std::string layers;
  // What `segment` holds, in order; none: the whole dataset.
  std::optional<model::Dataset> own;
  std::uint64_t shared_records = 0;  // of all kinds, in the segments of other versions
};

// Encodes a dataset as version `number` of its source, sharing with `parent` (another version of the same source;
// nullptr: nothing) what is unchanged. Opened over these files, the version decodes to exactly `dataset`. Linear in the
// size of both. Errors: those of encode_segment(); kIntegrity when a record of the parent cannot be read.
Result<EncodedVersion> encode_version(const model::Dataset& dataset, const VersionFacts* parent, std::uint32_t number,
                                      const Layering& rules = {});

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LAYERING_H_
