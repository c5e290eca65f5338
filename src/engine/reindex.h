// Indexes of names made again by a program whose analysis of names is another than that of the one which imported.
#ifndef PENUMBRA_ENGINE_REINDEX_H_
#define PENUMBRA_ENGINE_REINDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "penumbra/result.h"
#include "store/file_system.h"

namespace penumbra::engine {

struct ReindexRequest {
  std::string store;
  unsigned threads = 0;  // 0: as many as the machine has
  // Called after each index with how many are done and how many there are; may be empty.
  std::function<void(std::size_t done, std::size_t all)> progress;
  store::FileSystem* file_system = &store::FileSystem::real();  // for tests
};

struct ReindexOutcome {
  std::size_t usable = 0;   // segments whose index served already
  std::size_t made = 0;     // segments whose index was made now
  std::uint64_t bytes = 0;  // of these
  std::size_t removed = 0;  // indexes of earlier programs, or of segments that are gone
};

// Makes the index of every segment of every version that has none which this program can use, and keeps it in the
// store, so that screening opens at once. The versions themselves do not change, nor does any answer: without it the
// same indexes are made in memory, each time. One segment at a time is in memory. Killed in between, it goes on where
// it stopped. kNotFound (no store), kBusy, kIo, kIntegrity (a segment is damaged).
Result<ReindexOutcome> reindex(const ReindexRequest& request);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_REINDEX_H_
