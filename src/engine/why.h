// Puts explanations of ownership verdicts and of dependences into plain answers.
#ifndef PENUMBRA_ENGINE_WHY_H_
#define PENUMBRA_ENGINE_WHY_H_

#include <functional>
#include <string>
#include <vector>

#include "graph/dependency_world.h"
#include "graph/ownership.h"
#include "graph/ownership_facts.h"
#include "penumbra/result.h"
#include "penumbra/why.h"
#include "rules/ownership_rule.h"

namespace penumbra::engine {

// Explains the query's targets under one regime. `checked` gives how far a source was read ("text", "copy", "no"); null
// where the facts carry no such record. kNotFound: an unknown regime, or an unknown party, with the nearest known one.
// Pure; safe from any thread.
Result<std::vector<WhyAnswer>> why_ownership(const graph::OwnershipFacts& facts, const rules::RuleBook& book,
                                             const graph::OwnershipQuery& regime, const WhyQuery& query,
                                             const std::function<std::string(std::string_view source)>& checked);

// Explains the targets over the facts of a store: of the query's entity, or as parties under its regimes (where none is
// named, those that reach or flag the party, or else all). kInvalidArgument (no target, an unknown regime, a party of
// whom no stake is on record), kNotFound with the nearest known id. Pure; safe from any thread.
Result<std::vector<WhyAnswer>> answer_why(const model::Dataset& facts, const WhyQuery& query);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_WHY_H_
