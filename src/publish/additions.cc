#include "publish/additions.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace penumbra::publish {
namespace {

using Ids = std::unordered_set<std::string_view>;

// Appends the records whose key `base` does not have.
template <typename Record, typename Key>
bool append_new(const std::vector<Record>& base, const std::vector<Record>& held, std::vector<Record>& out, Key key) {
  std::set<decltype(key(base.front()))> known;
  for (const Record& record : base) known.insert(key(record));
  bool added = false;
  for (const Record& record : held) {
    if (known.contains(key(record))) continue;
    out.push_back(record);
    added = true;
  }
  return added;
}

}  // namespace

std::optional<model::Dataset> with_additions(const model::Dataset& base, const model::Dataset& held) {
  model::Dataset out = base;
  bool added = false;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < base.entities.size(); ++i) places.emplace(base.entities[i].id, i);
  Ids fresh;
  for (const model::Entity& entity : held.entities) {
    const auto place = places.find(entity.id);
    if (place == places.end()) {
      out.entities.push_back(entity);
      fresh.insert(entity.id);
      added = true;
      continue;
    }
    model::Entity& known = out.entities[place->second];
    const std::size_t before = known.values.size();
    for (const model::Value& value : entity.values) known.add(value.property, value.text, value.lang);
    added = added || known.values.size() > before;
  }
  const auto by_id = [](const auto& record) { return std::string_view(record.id); };
  const auto by_ends = [](const model::Relationship& r) {
    return std::tuple(std::string_view(r.id), std::string_view(r.from), std::string_view(r.kind),
                      std::string_view(r.to));
  };
  added = append_new(base.designations, held.designations, out.designations, by_id) || added;
  added = append_new(base.relationships, held.relationships, out.relationships, by_ends) || added;
  added = append_new(base.documents, held.documents, out.documents, by_id) || added;
  // States and figures have no id: a changed one would stand beside the old one, so only new entities bring theirs.
  for (const model::StateInterval& state : held.states) {
    if (fresh.contains(state.entity)) out.states.push_back(state);
  }
  for (const model::Figure& figure : held.figures) {
    if (fresh.contains(figure.entity)) out.figures.push_back(figure);
  }
  if (!added) return std::nullopt;
  return out;
}

}  // namespace penumbra::publish
