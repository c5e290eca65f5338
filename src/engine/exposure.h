// Answers exposure questions over a set of facts.
#ifndef PENUMBRA_ENGINE_EXPOSURE_H_
#define PENUMBRA_ENGINE_EXPOSURE_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "graph/dependency.h"
#include "model/facts.h"
#include "penumbra/exposure.h"
#include "penumbra/result.h"

namespace penumbra::engine {

// `facts` is what the chosen versions of all sources say; facts recorded after the query's `known_at` and facts that do
// not hold on its day are left out here. `versions` are passed through to the answer. Errors: kInvalidArgument (not
// exactly one of entity, portfolio, all; an unknown regime), kNotFound (unknown entity or portfolio, with the nearest
// known one), and those of a scenario. Pure; safe from any thread.
Result<ExposureAnswer> answer_exposure(const model::Dataset& facts, const ExposureQuery& query,
                                       std::vector<ExposureVersion> versions);

// The entities that a query asks about, in the order of the answer. Errors as above.
Result<std::vector<NamedThing>> entities_asked(const model::Dataset& facts, const ExposureQuery& query);

// answer_exposure() without versions and scenario for those entities of the query whose ids are in `only`.
Result<ExposureAnswer> answer_only(const model::Dataset& facts, const ExposureQuery& query,
                                   const std::set<std::string, std::less<>>& only);

// What one entity is exposed to on the world's day, in words; by severity, certainty, need, length.
std::vector<Exposure> exposures_of(const graph::DependencyWorld& world, graph::EntityIndex entity,
                                   const graph::DependencyQuery& query);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_EXPOSURE_H_
