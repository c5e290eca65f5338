#include "publish/amend.h"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace penumbra::publish {
namespace {

using Ids = std::unordered_set<std::string>;

// Removes and replaces by id, in place; appends what is new. The ids that were there are erased from `unknown`.
template <typename Record>
void apply(std::vector<Record>& base, const std::vector<Record>& changes, const Ids& removed, Ids& unknown) {
  std::unordered_map<std::string_view, const Record*> fresh;
  for (const Record& change : changes) {
    if (!change.id.empty()) fresh.emplace(change.id, &change);
  }
  std::unordered_set<std::string_view> placed;
  std::vector<Record> out;
  out.reserve(base.size() + changes.size());
  for (Record& record : base) {
    const bool gone = removed.contains(record.id);
    if (gone) unknown.erase(record.id);
    const auto now = fresh.find(record.id);
    if (now != fresh.end()) {
      if (placed.insert(now->first).second) out.push_back(*now->second);
    } else if (!gone) {
      out.push_back(std::move(record));
    }
  }
  for (const Record& change : changes) {
    if (change.id.empty() || placed.insert(change.id).second) out.push_back(change);
  }
  base = std::move(out);
}

// The further ends of the relationships that go or are written anew.
Ids with_further_ends(const std::vector<model::Relationship>& base, const std::vector<model::Relationship>& changes,
                      const Ids& removed) {
  std::unordered_map<std::string_view, const model::Relationship*> known;
  for (const model::Relationship& edge : base) known.emplace(edge.id, &edge);
  Ids out = removed;
  const auto add = [&](const std::string& id) {
    const auto first = known.find(id);
    if (id.empty() || first == known.end()) return;
    for (std::size_t end = 2;; ++end) {
      const std::string further = id + "-" + std::to_string(end);
      const auto it = known.find(further);
      if (it == known.end() || it->second->kind != first->second->kind ||
          (it->second->from != first->second->from && it->second->to != first->second->to)) {
        return;
      }
      out.insert(further);
    }
  };
  for (const std::string& id : removed) add(id);
  for (const model::Relationship& change : changes) add(change.id);
  return out;
}

}  // namespace

Amended amend(model::Dataset base, const model::Dataset& changes, const std::vector<std::string>& removed) {
  const Ids gone(removed.begin(), removed.end());
  Ids unknown = gone;
  Ids touched = gone;  // entities whose states and figures go
  for (const model::Entity& entity : changes.entities) touched.insert(entity.id);
  const Ids edges = with_further_ends(base.relationships, changes.relationships, gone);
  apply(base.entities, changes.entities, gone, unknown);
  apply(base.designations, changes.designations, gone, unknown);
  apply(base.relationships, changes.relationships, edges, unknown);
  apply(base.documents, changes.documents, gone, unknown);
  std::erase_if(base.states, [&](const model::StateInterval& state) { return touched.contains(state.entity); });
  std::erase_if(base.figures, [&](const model::Figure& figure) { return touched.contains(figure.entity); });
  base.states.insert(base.states.end(), changes.states.begin(), changes.states.end());
  base.figures.insert(base.figures.end(), changes.figures.begin(), changes.figures.end());
  base.portfolio.insert(base.portfolio.end(), changes.portfolio.begin(), changes.portfolio.end());
  return {std::move(base), unknown.size()};
}

}  // namespace penumbra::publish
