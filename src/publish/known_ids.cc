#include "publish/known_ids.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "model/schema.h"

namespace penumbra::publish {
namespace {

using Renames = std::unordered_map<std::string, std::string>;

Renames choose(const ingest::ReadOutcome& read, const store::VersionFacts& before) {
  std::unordered_set<std::string_view> own;
  for (const model::Entity& entity : read.dataset.entities) own.insert(entity.id);
  std::unordered_set<std::string_view> given;
  Renames out;
  for (const ingest::OtherId& pair : read.other_ids) {
    if (out.contains(pair.id) || own.contains(pair.other) || given.contains(pair.other)) continue;
    if (!own.contains(pair.id) || before.find_entity(pair.id) || !before.find_entity(pair.other)) continue;
    out.emplace(pair.id, pair.other);
    given.insert(pair.other);
  }
  return out;
}

class Renamer {
 public:
  explicit Renamer(const Renames& renames) : renames_(renames) {
    for (const auto& [id, other] : renames) lengths_.insert(id.size());
  }

  void party(std::string& id) const {
    if (const auto it = renames_.find(id); it != renames_.end()) id = it->second;
  }
  // An id that is made of a party's: the longest beginning before a hyphen that is one.
  void derived(std::string& id) const {
    for (std::size_t end = id.size(); end != std::string::npos && end > 0; end = id.rfind('-', end - 1)) {
      if (!lengths_.contains(end)) continue;  // a long id may have very many hyphens
      const auto it = renames_.find(id.substr(0, end));
      if (it == renames_.end()) continue;
      id = it->second + id.substr(end);
      return;
    }
  }
  void operator()(model::Entity& entity) const {
    derived(entity.id);
    const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
    if (schema == nullptr) return;
    for (model::Value& value : entity.values) {
      const model::Property* property = schema->property(value.property);
      if (property != nullptr && property->type == model::PropertyType::kEntity) derived(value.text);
    }
  }
  void operator()(model::Relationship& edge) const {
    // "FROM-KIND-TO"
    const std::string end = "-" + edge.to;
    const bool ends_so = edge.id.ends_with(end);
    derived(edge.from);
    derived(edge.to);
    if (ends_so) edge.id = edge.id.substr(0, edge.id.size() - end.size()) + "-" + edge.to;
    derived(edge.id);
  }

 private:
  const Renames& renames_;
  std::unordered_set<std::size_t> lengths_;  // of ids that are renamed
};

}  // namespace

std::size_t keep_known_ids(ingest::ReadOutcome& read, const store::VersionFacts& before) {
  if (read.other_ids.empty()) return 0;
  const Renames renames = choose(read, before);
  if (renames.empty()) return 0;
  const Renamer rename(renames);
  model::Dataset& all = read.dataset;
  for (model::Entity& entity : all.entities) rename(entity);
  for (model::Designation& act : all.designations) {
    rename.derived(act.id);
    rename.party(act.entity);
  }
  for (model::Relationship& edge : all.relationships) rename(edge);
  for (model::StateInterval& state : all.states) rename.derived(state.entity);
  for (model::PortfolioMember& member : all.portfolio) rename.derived(member.entity);
  for (model::Figure& figure : all.figures) {
    rename.derived(figure.entity);
    rename.derived(figure.other);
  }
  return renames.size();
}

}  // namespace penumbra::publish
