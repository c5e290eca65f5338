// What an answer says about the things that it names: their kind, and their names in their own script.
#ifndef PENUMBRA_ENGINE_EXPOSURE_THINGS_H_
#define PENUMBRA_ENGINE_EXPOSURE_THINGS_H_

#include <string>

#include "graph/dependency_world.h"
#include "model/entity.h"
#include "penumbra/exposure.h"

namespace penumbra::engine {

// A name of the entity in another script than its caption: for a caption in Latin letters the first strong name in a
// script that a country of the entity writes (any other script, where no country is stated); for another caption the
// first strong name in Latin letters. "" when there is none.
std::string original_name(const model::Entity& entity);

// Fills `answer.things` with every entity that the answer names, by id.
void collect_things(const graph::DependencyWorld& world, ExposureAnswer& answer);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_EXPOSURE_THINGS_H_
