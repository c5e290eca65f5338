// What bites one thing by itself, wherever it stands in a chain.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_BITES_H_
#define PENUMBRA_GRAPH_DEPENDENCY_BITES_H_

#include <string>
#include <string_view>
#include <vector>

#include "graph/dependency.h"
#include "graph/dependency_world.h"

namespace penumbra::graph {

struct Bite {
  ExposureKind kind = ExposureKind::kDesignation;
  Severity severity = Severity::kContext;
  Certainty certainty = Certainty::kCertain;
  Cause cause;
  std::string jurisdiction;
  std::string regime;
  // Bites of equal identity on several things (one measure on one country) are one exposure with the best chain.
  std::string identity;
  // Set for a goods measure that applies only where the goods go to a stated destination: who uses them decides.
  bool depends_on_user = false;
};

// Everything on record that bites `entity` on the day, restricted to `regimes` (empty: all).
std::vector<Bite> bites_of(const DependencyWorld& world, EntityIndex entity, const DependencyQuery& query);

// Whether the goods measure reaches the user of the goods: kCertain, kPossible (the user has several places, or none is
// stated) or nothing. `place_unknown` tells the last two apart.
std::optional<Certainty> measure_reaches(const DependencyWorld& world, EntityIndex measure, EntityIndex user,
                                         bool& place_unknown);

// Whether a dependence takes the place of one that has ended: the same group, the same thing, or the same job.
bool can_replace(const DependencyEdge& lost, const DependencyEdge& other);

// Whether a bite is heavy enough that the thing does not count as a working alternative.
bool is_hard(const Bite& bite);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_BITES_H_
