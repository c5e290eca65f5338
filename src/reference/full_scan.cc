#include "reference/full_scan.h"

#include "match/score.h"
#include "model/schema.h"

namespace penumbra::reference {

FullScan::FullScan(std::span<const model::Entity> entities) {
  for (std::uint32_t e = 0; e < entities.size(); ++e) {
    const model::Schema* schema = model::Vocabulary::get().find(entities[e].schema);
    if (schema == nullptr || !schema->matchable()) continue;
    std::uint32_t ordinal = 0;
    for (const model::EntityName& name : model::names_of(entities[e])) {
      names_.push_back({e, ordinal++, names::analyze(name.text, match::name_type_of_schema(entities[e].schema))});
    }
  }
}

std::vector<index::NameMatch> FullScan::scan(const names::Name& query, int threshold_points, int exact_from) const {
  std::vector<index::NameMatch> matches;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    const int points = match::score_names(query.view(), names_[n].name.view(), exact_from);
    if (points >= threshold_points) matches.push_back({n, points});
  }
  return matches;
}

std::vector<index::NameMatch> FullScan::search(const names::Name& query, int threshold_points) const {
  return scan(query, threshold_points, 0);
}

std::vector<index::NameMatch> FullScan::search_quickly(const names::Name& query, int threshold_points) const {
  return scan(query, threshold_points, threshold_points);
}

}  // namespace penumbra::reference
