#include "graph/dependency_relevance.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "graph/ownership_facts.h"
#include "model/kinds.h"

namespace penumbra::graph {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

// Facts by the entities that they name, made once for all roots.
class FactIndex {
 public:
  explicit FactIndex(const model::Dataset& facts) : facts_(facts) {
    for (std::uint32_t i = 0; i < facts.entities.size(); ++i) by_id_.emplace(facts.entities[i].id, i);
    relationships_.resize(facts.entities.size());
    designations_.resize(facts.entities.size());
    states_.resize(facts.entities.size());
    const auto note = [&](std::vector<std::vector<std::uint32_t>>& table, std::string_view id, std::uint32_t fact) {
      if (const std::uint32_t entity = find(id); entity != kNone) table[entity].push_back(fact);
    };
    for (std::uint32_t i = 0; i < facts.relationships.size(); ++i) {
      note(relationships_, facts.relationships[i].from, i);
      note(relationships_, facts.relationships[i].to, i);
    }
    for (std::uint32_t i = 0; i < facts.designations.size(); ++i) note(designations_, facts.designations[i].entity, i);
    for (std::uint32_t i = 0; i < facts.states.size(); ++i) note(states_, facts.states[i].entity, i);
    for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
      const model::Entity& entity = facts.entities[i];
      if (entity.schema != "Country" && entity.schema != "Bloc") continue;
      for (const std::string_view code : entity.get("country")) countries_.emplace(code, i);
    }
  }

  const model::Dataset& facts() const { return facts_; }
  std::uint32_t find(std::string_view id) const {
    const auto it = by_id_.find(id);
    return it == by_id_.end() ? kNone : it->second;
  }
  const std::vector<std::uint32_t>& relationships(std::uint32_t entity) const { return relationships_[entity]; }
  const std::vector<std::uint32_t>& designations(std::uint32_t entity) const { return designations_[entity]; }
  const std::vector<std::uint32_t>& states(std::uint32_t entity) const { return states_[entity]; }
  std::uint32_t country(std::string_view code) const {
    const auto it = countries_.find(code);
    return it == countries_.end() ? kNone : it->second;
  }

 private:
  const model::Dataset& facts_;
  std::unordered_map<std::string_view, std::uint32_t> by_id_;
  std::unordered_map<std::string_view, std::uint32_t> countries_;
  std::vector<std::vector<std::uint32_t>> relationships_;
  std::vector<std::vector<std::uint32_t>> designations_;
  std::vector<std::vector<std::uint32_t>> states_;
};

// How a thing is looked at: for its own sake alone, with its owners and (for a measure) its targets, or as a thing
// that is walked from.
enum class Look : std::uint8_t { kNot = 0, kLeaf = 1, kBeside = 2, kWalked = 3 };

class Search {
 public:
  explicit Search(const FactIndex& index)
      : index_(index), look_(index.facts().entities.size(), Look::kNot), taken_(index.facts().relationships.size()) {}

  Relevance from(std::string_view root) {
    Relevance out;
    if (const std::uint32_t start = index_.find(root); start != kNone) {
      raise(start, Look::kWalked);
      while (!queue_.empty()) {
        const std::uint32_t entity = queue_.back();
        queue_.pop_back();
        expand(entity);
      }
    }
    for (const std::uint32_t entity : seen_) {
      const auto& designations = index_.designations(entity);
      const auto& states = index_.states(entity);
      out.designations.insert(out.designations.end(), designations.begin(), designations.end());
      out.states.insert(out.states.end(), states.begin(), states.end());
      look_[entity] = Look::kNot;
    }
    for (const std::uint32_t fact : facts_) taken_[fact] = false;
    out.entities = std::move(seen_);
    out.relationships = std::move(facts_);
    seen_.clear();
    facts_.clear();
    for (auto* part : {&out.entities, &out.relationships, &out.designations, &out.states}) {
      std::sort(part->begin(), part->end());
    }
    return out;
  }

 private:
  void raise(std::uint32_t entity, Look look) {
    if (entity == kNone || look_[entity] >= look) return;
    if (look_[entity] == Look::kNot) seen_.push_back(entity);
    look_[entity] = look;
    queue_.push_back(entity);
  }

  void take(std::uint32_t fact) {
    if (taken_[fact]) return;
    taken_[fact] = true;
    facts_.push_back(fact);
  }

  void expand(std::uint32_t entity) {
    const Look look = look_[entity];
    const model::Entity& self = index_.facts().entities[entity];
    for (const std::string_view code : self.get("country")) raise(index_.country(code), Look::kBeside);
    for (const std::uint32_t number : index_.relationships(entity)) {
      const model::Relationship& fact = index_.facts().relationships[number];
      const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
      const bool is_from = fact.from == self.id;
      const std::uint32_t other = index_.find(is_from ? fact.to : fact.from);
      const bool stake = stake_kind_of(fact.kind, fact.role).has_value();
      if (stake && !is_from) {  // an owner of a party that is looked at, whatever for
        take(number);
        raise(other, look == Look::kWalked ? Look::kWalked : Look::kBeside);
        continue;
      }
      if (kind == nullptr) continue;
      const bool depends =
          (kind->dependent == model::EdgeEnd::kFrom && is_from) || (kind->dependent == model::EdgeEnd::kTo && !is_from);
      const bool needed = kind->dependent != model::EdgeEnd::kNone && !depends;
      if (look == Look::kWalked) {
        if (needed) continue;  // what needs this thing does not matter to who needs it too
        take(number);
        raise(other, depends || fact.kind == "alternative-to" ? Look::kWalked : Look::kBeside);
      } else if (look == Look::kBeside && self.schema == "Measure") {
        take(number);
        raise(other, Look::kLeaf);
      } else if (fact.kind == "located-in" && is_from) {
        take(number);
        raise(other, Look::kLeaf);
      } else if (look == Look::kBeside && kind->group == "restriction") {
        take(number);  // a measure on a country or party beside the walk
        raise(other, Look::kBeside);
      }
    }
  }

  const FactIndex& index_;
  std::vector<Look> look_;
  std::vector<bool> taken_;
  std::vector<std::uint32_t> queue_;
  std::vector<std::uint32_t> seen_;
  std::vector<std::uint32_t> facts_;
};

}  // namespace

std::vector<Relevance> relevance_of(const model::Dataset& facts, std::span<const std::string> roots) {
  const FactIndex index(facts);
  Search search(index);
  std::vector<Relevance> out;
  out.reserve(roots.size());
  for (const std::string& root : roots) out.push_back(search.from(root));
  return out;
}

model::Dataset slice(const model::Dataset& facts, std::span<const Relevance> parts) {
  std::vector<bool> entities(facts.entities.size());
  std::vector<bool> relationships(facts.relationships.size());
  std::vector<bool> designations(facts.designations.size());
  std::vector<bool> states(facts.states.size());
  const auto mark = [](std::vector<bool>& table, const std::vector<std::uint32_t>& numbers) {
    for (const std::uint32_t number : numbers) table[number] = true;
  };
  for (const Relevance& part : parts) {
    mark(entities, part.entities);
    mark(relationships, part.relationships);
    mark(designations, part.designations);
    mark(states, part.states);
  }
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < facts.entities.size(); ++i) by_id.emplace(facts.entities[i].id, i);
  const auto keep = [&](std::string_view id) {
    if (const auto it = by_id.find(id); it != by_id.end()) entities[it->second] = true;
  };
  model::Dataset out;
  for (std::size_t i = 0; i < relationships.size(); ++i) {
    if (!relationships[i]) continue;
    const model::Relationship& fact = facts.relationships[i];
    for (const std::string* id : {&fact.from, &fact.to, &fact.side}) keep(*id);
    out.relationships.push_back(fact);
  }
  for (std::size_t i = 0; i < designations.size(); ++i) {
    if (designations[i]) out.designations.push_back(facts.designations[i]);
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!states[i]) continue;
    const model::StateInterval& fact = facts.states[i];
    for (const std::string* id : {&fact.entity, &fact.side, &fact.cause}) keep(*id);
    out.states.push_back(fact);
  }
  for (std::size_t i = 0; i < facts.entities.size(); ++i) {
    const std::string& schema = facts.entities[i].schema;
    if (entities[i] || schema == "Country" || schema == "Bloc") {
      entities[i] = true;
      out.entities.push_back(facts.entities[i]);
    }
  }
  const auto kept = [&](const std::string& id) {
    const auto it = by_id.find(id);
    return it != by_id.end() && entities[it->second];
  };
  for (const model::Figure& figure : facts.figures) {
    if (kept(figure.entity) && (figure.other.empty() || kept(figure.other))) out.figures.push_back(figure);
  }
  out.documents = facts.documents;
  out.portfolio = facts.portfolio;
  return out;
}

}  // namespace penumbra::graph
