// Of what a question asks: one entity, a portfolio, or everything with a life of its own.
#ifndef PENUMBRA_ENGINE_QUESTION_H_
#define PENUMBRA_ENGINE_QUESTION_H_

#include <string>
#include <vector>

#include "graph/dependency_world.h"
#include "model/facts.h"
#include "penumbra/result.h"

namespace penumbra::engine {

struct Asked {
  graph::EntityIndex entity = graph::kNoEntity;
  std::string section;
};

// Exactly one member says of what.
struct Question {
  std::string entity;
  std::string portfolio;
  bool all = false;
};

// The entities in the order in which they are shown. kInvalidArgument when not exactly one member is set, kNotFound for
// an unknown entity or portfolio, with the nearest known one.
Result<std::vector<Asked>> choose(const graph::DependencyWorld& world, const Question& query);

// kInvalidArgument when a regime is neither that of a list or rule nor a jurisdiction on record.
Status check_regimes(const model::Dataset& facts, const std::vector<std::string>& regimes);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_QUESTION_H_
