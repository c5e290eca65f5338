// A scenario laid over facts.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_OVERLAY_H_
#define PENUMBRA_GRAPH_DEPENDENCY_OVERLAY_H_

#include "model/facts.h"
#include "model/overlay.h"
#include "penumbra/result.h"

namespace penumbra::graph {

// The facts with the scenario's changes: removals first, then additions. The base is copied, never edited. Errors:
// kNotFound when a removal meets no fact; kDanglingReference when an addition names an entity that neither the facts
// nor the scenario define; kDuplicate when it defines one that exists. Each names the row of the scenario.
Result<model::Dataset> apply_overlay(const model::Dataset& base, const model::Overlay& overlay);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_OVERLAY_H_
