// Scenarios: facts that are added to or taken away from a view of the world, without editing any fact.
#ifndef PENUMBRA_MODEL_OVERLAY_H_
#define PENUMBRA_MODEL_OVERLAY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "penumbra/error.h"

namespace penumbra::model {

enum class FactTable : std::uint8_t { kEntities, kRelationships, kStates, kDesignations, kFigures };

// Facts to take away: every fact of the table whose cells equal all of the given ones. Cells are those of
// docs/design/model-format.md.
struct Removal {
  FactTable table = FactTable::kRelationships;
  std::vector<std::pair<std::string, std::string>> cells;  // column, text; not empty
  SourcePosition position;                                 // where the scenario asks for it
};

// One scenario. Facts of `added` have Evidence{"what-if", "FILE:LINE"} unless the row names a source.
struct Overlay {
  std::string name;  // as the user named the file
  Dataset added;
  std::vector<Removal> removed;

  bool empty() const {
    return added.entities.empty() && added.relationships.empty() && added.states.empty() &&
           added.designations.empty() && added.figures.empty() && removed.empty();
  }
};

// Source id of facts that a scenario adds without naming one.
inline constexpr std::string_view kWhatIfSource = "what-if";

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_OVERLAY_H_
