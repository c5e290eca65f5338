// Answers supply questions over a set of facts.
#ifndef PENUMBRA_ENGINE_SUPPLY_H_
#define PENUMBRA_ENGINE_SUPPLY_H_

#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "penumbra/supply.h"

namespace penumbra::engine {

// `facts` is what the chosen versions of all sources say; facts recorded after the query's `known_at` are left out
// here. `versions` are passed through. Errors: kInvalidArgument (not exactly one of entity, portfolio, all; a period
// that ends before it begins; too many samples; an unknown regime), kNotFound (unknown entity or portfolio), and those
// of a scenario. Pure; safe from any thread.
Result<SupplyAnswer> answer_supply(const model::Dataset& facts, const SupplyQuery& query,
                                   std::vector<ExposureVersion> versions);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_SUPPLY_H_
