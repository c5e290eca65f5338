// What changed between two versions of a source, and the life of one id through all of them.
#ifndef PENUMBRA_STORE_DIFF_H_
#define PENUMBRA_STORE_DIFF_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "store/store.h"

namespace penumbra::store {

// One field of an entity. Fields are "schema", "existence", a property ("name", "birthDate"), "designation ID" with a
// sub-field ("designation us-7157.programmes"), "relationship KIND TO" and "state NAME". Values are sorted; the place
// of a record in its file is no field, because lines move.
struct FieldChange {
  std::string field;
  std::vector<std::string> before;  // empty: the field is new
  std::vector<std::string> after;   // empty: the field is gone

  bool operator==(const FieldChange&) const = default;
};

struct EntityChange {
  std::string id;
  std::string caption;
  std::vector<FieldChange> fields;  // sorted by field; for an added or removed id, all that it has or had

  bool operator==(const EntityChange&) const = default;
};

// Sorted by id.
struct VersionDiff {
  std::vector<EntityChange> added;
  std::vector<EntityChange> removed;
  std::vector<EntityChange> changed;
};

// Compares two versions, of one source or of two. Looks only at what they do not share: linear in that. kIntegrity when
// a record cannot be read.
Result<VersionDiff> diff_versions(const VersionFacts& before, const VersionFacts& after);

// One step in the life of an id.
struct HistoryStep {
  enum class Kind { kAppeared, kChanged, kDisappeared };
  Kind kind = Kind::kAppeared;
  const VersionInfo* version = nullptr;  // the version that shows it; lives as long as the store
  EntityChange change;
};

// The steps of an id through the versions of a source recorded at or before `known_at`, in the order in which they came
// into force. Versions in which nothing about it changed give no step. Empty when the id never occurs.
Result<std::vector<HistoryStep>> history_of(const Store& store, std::string_view source, std::string_view id,
                                            Timestamp known_at = Timestamp::max());

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_DIFF_H_
