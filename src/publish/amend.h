// A file of changes applied to the version that it changes.
#ifndef PENUMBRA_PUBLISH_AMEND_H_
#define PENUMBRA_PUBLISH_AMEND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "publish/checks.h"
#include "store/version_edit.h"
#include "store/version_facts.h"

namespace penumbra::publish {

struct Amended {
  model::Dataset dataset;
  // Ids to be removed that `base` does not have: a sign that a file of changes in between is missing.
  std::uint64_t unknown = 0;
};

// `base` without the entities, designations and relationships whose ids are removed, and with what `changes` has: what
// has an id that is known replaces it where it stood, the rest is appended. States and figures have no id: those of a
// removed or replaced entity go, those of `changes` come. A relationship "ID" of several ends is written "ID", "ID-2",
// "ID-3", ..., which go with it as far as they share its kind and one of its ends.
Amended amend(model::Dataset base, const model::Dataset& changes, const std::vector<std::string>& removed);

// The same without the base in memory: amend() as edits of the version `base`. Looks up entities and looks through the
// ids of the other records; decodes only what goes.
struct AmendedEdits {
  store::VersionEdits edits;
  std::uint64_t unknown = 0;
  Totals gone;                         // of the records of the base that go or are replaced
  Totals come;                         // of those that come
  std::uint64_t entities_removed = 0;  // without another in their place
};
Result<AmendedEdits> amend_in_place(const store::VersionFacts& base, const model::Dataset& changes,
                                    const std::vector<std::string>& removed);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_AMEND_H_
