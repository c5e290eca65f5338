// Identifier or day → the entities of one layer of a version that state it. Useful for: a query with a taxpayer number
// finds the party whatever its names are; one with a birth date finds parties whose names alone would not reach the
// threshold. Not useful for: spellings of a number (only leading zeros are passed over).
#ifndef PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_
#define PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "evidence/weigh.h"
#include "store/segment.h"

namespace penumbra::engine {

// Made from the segment when the first query states an identifier (about 3 µs an entity), and kept: most questions
// state none, and start without paying for it. Safe from any number of threads.
class IdentifierIndex {
 public:
  // Numbers of the entities that state any identifier of `facts`, or the same day of birth, death, founding or
  // building; ascending, each once. kIntegrity when a record of the segment cannot be read. A number may be found by
  // chance (equal hash): callers compare.
  Result<std::vector<std::uint32_t>> find(const store::Segment& segment, const evidence::Facts& facts) const;

  // Whether a question that states days, and no identifier, should use find() rather than look for names further down:
  // one question alone is answered sooner by looking, the questions of a file by the index. Counts the questions.
  bool worth_for_days() const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t entity = 0;
  };
  Status make(const store::Segment& segment) const;

  mutable std::atomic<std::uint32_t> asked_{0};
  mutable std::once_flag once_;
  mutable std::optional<Error> fault_;
  mutable std::vector<Entry> entries_;  // by hash, then entity
};

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_
