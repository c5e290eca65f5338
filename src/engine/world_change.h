// Two snapshots of one store → the ids of which a screening could tell them apart.
#ifndef PENUMBRA_ENGINE_WORLD_CHANGE_H_
#define PENUMBRA_ENGINE_WORLD_CHANGE_H_

#include <set>
#include <string>
#include <vector>

#include "model/entity.h"
#include "penumbra/rescreening.h"
#include "store/snapshot.h"

namespace penumbra::engine {

struct WorldChange {
  std::vector<SourceChange> sources;  // those of which something differs
  std::set<std::string> ids;
};

// Ids of which an entity or a designation differs (places of records aside), or a designation stands otherwise on the
// day asked for, or one of them is known in one world only. Both snapshots must be of one store::Store. Reads each
// record of the later world once (1 to 3 µs each). kIntegrity when a record cannot be read.
Result<WorldChange> change_between(const store::Snapshot& before, const store::Snapshot& after);

// What both worlds say under these ids, in every source: each entity with its facts once, under ids of its own.
Result<std::vector<model::Entity>> forms_of(const store::Snapshot& before, const store::Snapshot& after,
                                            const std::set<std::string>& ids);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_WORLD_CHANGE_H_
