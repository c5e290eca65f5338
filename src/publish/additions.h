// What a held content adds, on top of what is in force.
#ifndef PENUMBRA_PUBLISH_ADDITIONS_H_
#define PENUMBRA_PUBLISH_ADDITIONS_H_

#include <optional>

#include "model/facts.h"

namespace penumbra::publish {

// `base` with everything that `held` has and it lacks: entities, values of entities (a new alias, a new number),
// designations, relationships, states, figures and documents. Nothing of `base` is changed or removed, so a screening
// finds whatever either would find. None when nothing is added.
std::optional<model::Dataset> with_additions(const model::Dataset& base, const model::Dataset& held);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_ADDITIONS_H_
