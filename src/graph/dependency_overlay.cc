#include "graph/dependency_overlay.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "model/kinds.h"

namespace penumbra::graph {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " | ") + word;
  return out;
}

// The cell of a fact as the model format writes it. Unknown columns cannot occur: the reader of scenarios refuses them.
std::string cell(const model::Relationship& fact, std::string_view column) {
  if (column == "from") return fact.from;
  if (column == "kind") return fact.kind;
  if (column == "to") return fact.to;
  if (column == "valid_from") return fact.valid.from.to_string();
  if (column == "valid_to") return fact.valid.to.to_string();
  if (column == "status") return std::string(model::to_string(fact.status));
  if (column == "side") return fact.side;
  if (column == "role") return fact.role;
  if (column == "share") return fact.share.to_string();
  if (column == "need") return std::string(model::to_string(fact.need));
  if (column == "group") return fact.group;
  if (column == "source") return fact.evidence.source;
  if (column == "note") return fact.note;
  return fact.recorded ? fact.recorded->date().to_string() : "";
}

std::string cell(const model::StateInterval& fact, std::string_view column) {
  if (column == "entity") return fact.entity;
  if (column == "state") return fact.state;
  if (column == "from") return fact.valid.from.to_string();
  if (column == "to") return fact.valid.to.to_string();
  if (column == "side") return fact.side;
  if (column == "cause") return fact.cause;
  if (column == "status") return std::string(model::to_string(fact.status));
  if (column == "source") return fact.evidence.source;
  return fact.note;
}

std::string cell(const model::Designation& fact, std::string_view column) {
  if (column == "id") return fact.id;
  if (column == "entity") return fact.entity;
  if (column == "list") return fact.list;
  if (column == "authority") return fact.authority;
  if (column == "programme") return joined(fact.programmes);
  if (column == "measure") return joined(fact.measures);
  if (column == "listed_name") return fact.listed_name;
  if (column == "act") return fact.act;
  if (column == "date_act") return fact.date_act.to_string();
  if (column == "published") return fact.published.to_string();
  if (column == "from") return fact.valid.from.to_string();
  if (column == "to") return fact.valid.to.to_string();
  if (column == "scope") return fact.scope;
  if (column == "source") return fact.evidence.source;
  if (column == "note") return fact.note;
  return fact.recorded ? fact.recorded->date().to_string() : "";
}

std::string cell(const model::Figure& fact, std::string_view column) {
  if (column == "entity") return fact.entity;
  if (column == "other") return fact.other;
  if (column == "figure") return fact.figure;
  if (column == "value") return fact.value.to_string();
  if (column == "unit") return fact.unit;
  if (column == "from") return fact.valid.from.to_string();
  if (column == "to") return fact.valid.to.to_string();
  if (column == "status") return std::string(model::to_string(fact.status));
  if (column == "source") return fact.evidence.source;
  if (column == "note") return fact.note;
  return fact.recorded ? fact.recorded->date().to_string() : "";
}

std::string cell(const model::Entity& fact, std::string_view column) {
  if (column == "id") return fact.id;
  if (column == "schema") return fact.schema;
  if (column == "name") return std::string(fact.first("name"));
  if (column == "country") {
    std::string out;
    for (const std::string_view code : fact.get("country")) out += (out.empty() ? "" : " | ") + std::string(code);
    return out;
  }
  if (column == "summary") return std::string(fact.first("summary"));
  if (column == "from") return fact.existence.from.to_string();
  if (column == "to") return fact.existence.to.to_string();
  return fact.evidence.source;
}

template <typename Fact>
std::size_t remove_matching(std::vector<Fact>& facts, const model::Removal& removal) {
  const std::size_t before = facts.size();
  std::erase_if(facts, [&](const Fact& fact) {
    return std::all_of(removal.cells.begin(), removal.cells.end(),
                       [&](const auto& wanted) { return cell(fact, wanted.first) == wanted.second; });
  });
  return before - facts.size();
}

// Whether taking the fact away means that something loses what it needs: a dependence on record, shares apart, which
// ownership rules judge as the scenario leaves them.
bool is_dependence(const model::Relationship& fact) {
  const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
  if (kind == nullptr || kind->dependent == model::EdgeEnd::kNone || kind->group == "structure") return false;
  const model::Need need = fact.need == model::Need::kDefault ? kind->need : fact.need;
  return need != model::Need::kContext && fact.status == model::AssertionStatus::kAsserted;
}

// A dependence that a scenario takes away has ended: who needed it must miss it, unless something replaces it. Other
// facts are gone as if they had never been stated.
std::size_t remove_matching_relationships(std::vector<model::Relationship>& facts, const model::Removal& removal) {
  std::size_t count = 0;
  std::erase_if(facts, [&](model::Relationship& fact) {
    const bool matches = std::all_of(removal.cells.begin(), removal.cells.end(),
                                     [&](const auto& wanted) { return cell(fact, wanted.first) == wanted.second; });
    if (!matches) return false;
    ++count;
    if (!is_dependence(fact)) return true;
    fact.status = model::AssertionStatus::kEnded;
    return false;
  });
  return count;
}

// "scenario.csv:12" back to a position.
SourcePosition position_of(const model::Evidence& evidence) {
  SourcePosition position;
  const std::size_t colon = evidence.record.rfind(':');
  position.file = evidence.record.substr(0, colon);
  if (colon != std::string::npos) {
    for (const char c : evidence.record.substr(colon + 1)) {
      if (c >= '0' && c <= '9') position.line = position.line * 10 + static_cast<std::uint64_t>(c - '0');
    }
  }
  return position;
}

}  // namespace

Result<model::Dataset> apply_overlay(const model::Dataset& base, const model::Overlay& overlay) {
  model::Dataset out = base;
  for (const model::Removal& removal : overlay.removed) {
    std::size_t count = 0;
    switch (removal.table) {
      case model::FactTable::kEntities:
        count = remove_matching(out.entities, removal);
        break;
      case model::FactTable::kRelationships:
        count = remove_matching_relationships(out.relationships, removal);
        break;
      case model::FactTable::kStates:
        count = remove_matching(out.states, removal);
        break;
      case model::FactTable::kDesignations:
        count = remove_matching(out.designations, removal);
        break;
      case model::FactTable::kFigures:
        count = remove_matching(out.figures, removal);
        break;
    }
    if (count == 0) {
      return Error{ErrorCode::kNotFound, "no fact on record has all the cells that this row states", removal.position,
                   "State fewer cells, or write them exactly as the model does"};
    }
  }

  std::set<std::string, std::less<>> ids;
  for (const model::Entity& entity : out.entities) ids.insert(entity.id);
  for (const model::Entity& entity : overlay.added.entities) {
    if (!ids.insert(entity.id).second) {
      return Error{ErrorCode::kDuplicate, "the entity \"" + entity.id + "\" exists already",
                   position_of(entity.evidence), "Choose another id, or remove the row"};
    }
  }
  // Facts about an entity that the scenario has taken away go with it.
  std::erase_if(out.relationships, [&](const auto& f) { return !ids.contains(f.from) || !ids.contains(f.to); });
  std::erase_if(out.states, [&](const auto& f) { return !ids.contains(f.entity); });
  std::erase_if(out.designations, [&](const auto& f) { return !ids.contains(f.entity); });
  std::erase_if(out.figures,
                [&](const auto& f) { return !ids.contains(f.entity) || (!f.other.empty() && !ids.contains(f.other)); });
  std::erase_if(out.portfolio, [&](const auto& f) { return !ids.contains(f.entity); });

  const auto check = [&](const std::string& id, const model::Evidence& evidence) -> Status {
    if (id.empty() || ids.contains(id)) return {};
    return Error{ErrorCode::kDanglingReference,
                 "edge to nowhere: the id \"" + id +
                     "\" is defined neither by the model "
                     "nor by the scenario",
                 position_of(evidence), "Check the spelling, or add the entity to the scenario"};
  };
  for (const model::Relationship& fact : overlay.added.relationships) {
    PENUMBRA_RETURN_IF_ERROR(check(fact.from, fact.evidence));
    PENUMBRA_RETURN_IF_ERROR(check(fact.to, fact.evidence));
    PENUMBRA_RETURN_IF_ERROR(check(fact.side, fact.evidence));
  }
  for (const model::StateInterval& fact : overlay.added.states)
    PENUMBRA_RETURN_IF_ERROR(check(fact.entity, fact.evidence));
  for (const model::Designation& fact : overlay.added.designations) {
    PENUMBRA_RETURN_IF_ERROR(check(fact.entity, fact.evidence));
  }

  for (const model::Figure& fact : overlay.added.figures) {
    PENUMBRA_RETURN_IF_ERROR(check(fact.entity, fact.evidence));
    PENUMBRA_RETURN_IF_ERROR(check(fact.other, fact.evidence));
  }

  // A state that a scenario adds ends the one that holds when it begins.
  for (const model::StateInterval& added : overlay.added.states) {
    if (!added.valid.from.known()) continue;
    for (model::StateInterval& fact : out.states) {
      const bool open = !fact.valid.to.known() || fact.valid.to.latest() > added.valid.from.earliest();
      const bool earlier = !fact.valid.from.known() || fact.valid.from.earliest() < added.valid.from.earliest();
      if (fact.entity == added.entity && open && earlier) fact.valid.to = added.valid.from;
    }
  }
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(out.entities, overlay.added.entities);
  append(out.relationships, overlay.added.relationships);
  append(out.states, overlay.added.states);
  append(out.designations, overlay.added.designations);
  append(out.figures, overlay.added.figures);
  return out;
}

}  // namespace penumbra::graph
