// The versions that one question rests on, opened and ready to be searched.
#ifndef PENUMBRA_ENGINE_WORLD_H_
#define PENUMBRA_ENGINE_WORLD_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/segment_index.h"
#include "penumbra/screening.h"
#include "store/snapshot.h"

namespace penumbra::engine {

struct LayerIndex {
  std::shared_ptr<const SegmentIndex> of;
  std::vector<std::uint32_t> superseded;  // entities that the version does not have; ascending
};

// One source's version in force.
struct SourceIndex {
  std::uint32_t source = 0;        // of the snapshot
  bool model = false;              // hand-written, or a register: only what a list names is a party to be found
  std::vector<LayerIndex> layers;  // as in store::VersionFacts::layers(); never empty
};

// Immutable after open_world(); safe from any number of threads.
struct World {
  std::shared_ptr<const store::Snapshot> snapshot;
  std::vector<SourceIndex> indexes;
  std::vector<Remark> reasons;   // why no answer from here can be `clear`
  std::vector<Remark> warnings;  // what every answer from here should say
  std::shared_ptr<const std::vector<SourceVersion>> versions;
};

// Opens the versions in force. kNotFound, kIo, kIntegrity as the store gives them: a damaged segment is no gap but an
// error. A missing, foreign or damaged index is no error: it is made anew in memory, and a warning says so. Indexes of
// segments that `before` has too are taken over from it.
Result<std::shared_ptr<const World>> open_world(std::shared_ptr<const store::Store> store,
                                                const store::SnapshotQuery& query, const ScreenerOptions& options,
                                                const World* before = nullptr);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_WORLD_H_
