// Identifier → the entities of one source that state it. Useful for: a query with a taxpayer number finds the party
// whatever its names are. Not useful for: spellings of a number (only leading zeros are passed over).
#ifndef PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_
#define PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "evidence/identifiers.h"
#include "store/segment.h"

namespace penumbra::engine {

// Made from the segment when the first query states an identifier (about 3 µs an entity), and kept: most questions
// state none, and start without paying for it. Safe from any number of threads.
class IdentifierIndex {
 public:
  // Numbers of the entities that state any of these identifiers, ascending, each once. kIntegrity when a record of the
  // segment cannot be read. A number may be found by chance (equal hash): callers compare.
  Result<std::vector<std::uint32_t>> find(const store::Segment& segment,
                                          std::span<const evidence::Identifier> identifiers) const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t entity = 0;
  };
  Status make(const store::Segment& segment) const;

  mutable std::once_flag once_;
  mutable std::optional<Error> fault_;
  mutable std::vector<Entry> entries_;  // by hash, then entity
};

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_IDENTIFIER_INDEX_H_
