// Which facts can ever matter to the exposure of an entity, whatever the day.
//
// Useful for: asking the same question for thousands of days. The walk of graph/dependency.h looks, from the root, at
// dependences, at what bites each thing reached, and at the owners of parties; this is the same walk without dates. It
// may name facts that never matter, and leaves out none that does: tests/dependency compares sweeps with a fresh
// answer for each day.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_RELEVANCE_H_
#define PENUMBRA_GRAPH_DEPENDENCY_RELEVANCE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/facts.h"

namespace penumbra::graph {

// Indices into the vectors of a Dataset, sorted, each once.
struct Relevance {
  std::vector<std::uint32_t> entities;
  std::vector<std::uint32_t> relationships;
  std::vector<std::uint32_t> designations;
  std::vector<std::uint32_t> states;
};

// One Relevance for each root, in their order. Roots that are no entities of the facts get an empty one. Time: the
// facts once, then what each root reaches.
std::vector<Relevance> relevance_of(const model::Dataset& facts, std::span<const std::string> roots);

// The facts that matter to any of the roots, with every entity that these name, all countries, documents, portfolios
// and figures of kept entities. A question about the roots has the same answer over it as over `facts`, but for the
// lists that `facts` has on record.
model::Dataset slice(const model::Dataset& facts, std::span<const Relevance> parts);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_RELEVANCE_H_
