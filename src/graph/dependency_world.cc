#include "graph/dependency_world.h"

#include <algorithm>
#include <array>
#include <set>

namespace penumbra::graph {
namespace {

constexpr std::string_view kBar = " | ";

// Calls `use` with each source id of a fact; several are written with a bar between them.
template <typename Use>
void for_each_source(std::string_view sources, Use use) {
  while (!sources.empty()) {
    const std::size_t bar = sources.find(kBar);
    use(sources.substr(0, bar));
    if (bar == std::string_view::npos) break;
    sources.remove_prefix(bar + kBar.size());
  }
}

std::string edge_key(const model::Relationship& fact) {
  return fact.from + '\n' + fact.kind + '\n' + fact.to;
}

bool recorded_by(const std::optional<Timestamp>& recorded, Timestamp known_at) {
  return !recorded || *recorded <= known_at;
}

int weakness(model::AssertionStatus status) {
  // Index by the stored number: asserted, planned, proposed, likely, possible, suspended, ended, denied, disputed.
  constexpr std::array<int, 9> kRank = {0, 2, 3, 1, 4, 5, 6, 8, 7};
  return kRank[static_cast<std::size_t>(status)];
}

}  // namespace

std::optional<Certainty> certainty_of(model::AssertionStatus status, Holds holds) {
  if (holds == Holds::kNo) return std::nullopt;
  switch (status) {
    case model::AssertionStatus::kAsserted:
      return holds == Holds::kYes ? Certainty::kCertain : Certainty::kPossible;
    case model::AssertionStatus::kPlanned:
    case model::AssertionStatus::kProposed:
    case model::AssertionStatus::kLikely:
    case model::AssertionStatus::kPossible:
      return Certainty::kPossible;
    case model::AssertionStatus::kDisputed:
      return Certainty::kContested;
    case model::AssertionStatus::kSuspended:
    case model::AssertionStatus::kEnded:
    case model::AssertionStatus::kDenied:
      return std::nullopt;
  }
  return std::nullopt;
}

Certainty weaker(Certainty a, Certainty b) {
  return std::max(a, b);
}

model::AssertionStatus weaker(model::AssertionStatus a, model::AssertionStatus b) {
  return weakness(a) >= weakness(b) ? a : b;
}

DependencyWorld::DependencyWorld(const model::Dataset& facts, Date as_of, Timestamp known_at)
    : facts_(&facts), as_of_(as_of), known_at_(known_at) {
  const std::size_t count = facts.entities.size();
  by_id_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = static_cast<EntityIndex>(i);
    const model::Entity& entity = facts.entities[i];
    by_id_.emplace(entity.id, index);
    if (entity.schema == "Country" || entity.schema == "Bloc") {
      const std::string_view code = entity.first("country");
      if (!code.empty()) countries_.emplace(std::string(code), index);
    }
  }
  for (const model::SourceDocument& document : facts.documents) documents_.emplace(document.id, &document);

  // Facts are visited in the order of their ids, so that no order of input changes an answer.
  std::vector<const model::Relationship*> relationships;
  relationships.reserve(facts.relationships.size());
  for (const model::Relationship& fact : facts.relationships) relationships.push_back(&fact);
  std::sort(relationships.begin(), relationships.end(), [](const auto* a, const auto* b) {
    return std::tie(a->id, a->evidence.source, a->status, a->need, a->group, a->role) <
           std::tie(b->id, b->evidence.source, b->status, b->need, b->group, b->role);
  });
  for (const model::Relationship* fact : relationships) index_relationship(*fact);
  std::stable_sort(acts_.begin(), acts_.end(), [](const auto& a, const auto& b) {
    return a.second->valid.from.earliest() < b.second->valid.from.earliest();
  });
  for (const auto& [entity, fact] : acts_) changes_.add(entity, fact);
  acts_.clear();

  std::vector<const model::Designation*> designations;
  for (const model::Designation& fact : facts.designations) designations.push_back(&fact);
  std::sort(designations.begin(), designations.end(),
            [](const auto* a, const auto* b) { return std::tie(a->list, a->id) < std::tie(b->list, b->id); });
  std::set<std::string> lists;
  for (const model::Designation* fact : designations) {
    if (!recorded_by(fact->recorded, known_at_)) continue;
    lists.insert(fact->list);
    const EntityIndex entity = find(fact->entity);
    if (entity == kNoEntity) {
      ++dangling_;
      continue;
    }
    const Holds holds = fact->valid.holds_on(as_of_);
    if (holds == Holds::kNo) {
      other_designations_.add(entity, fact);
    } else {
      designations_.add(entity, {fact, holds == Holds::kYes ? Certainty::kCertain : Certainty::kPossible});
    }
  }
  lists_.assign(lists.begin(), lists.end());

  std::vector<const model::StateInterval*> states;
  for (const model::StateInterval& fact : facts.states) states.push_back(&fact);
  std::stable_sort(states.begin(), states.end(), [](const auto* a, const auto* b) {
    return std::tuple(a->valid.from.earliest(), std::string_view(a->state)) <
           std::tuple(b->valid.from.earliest(), std::string_view(b->state));
  });
  for (const model::StateInterval* fact : states) {
    const EntityIndex entity = find(fact->entity);
    if (entity == kNoEntity) {
      ++dangling_;
    } else if (fact->status != model::AssertionStatus::kDenied) {
      history_.add(entity, fact);
    }
  }

  needs_.close(count);
  lost_.close(count);
  restrictions_.close(count);
  designations_.close(count);
  other_designations_.close(count);
  history_.close(count);
  changes_.close(count);
  near_.close(count);
  heads_.close(count);
  alternatives_.close(count);
  targets_.close(count);
  behind_.close(count);
  places_.close(count);
  goods_.close(count);
}

void DependencyWorld::index_relationship(const model::Relationship& fact) {
  if (!recorded_by(fact.recorded, known_at_)) return;
  const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
  if (kind == nullptr) return;   // stake kinds of other formats; the ownership graph reads them
  if (fact.from == "?") return;  // a holder who is not disclosed: the ownership graph reads it
  const EntityIndex from = find(fact.from);
  const EntityIndex to = find(fact.to);
  if (from == kNoEntity || to == kNoEntity) {
    ++dangling_;
    return;
  }
  const Holds holds = fact.valid.holds_on(as_of_);
  if (kind->group == "change") {
    // An act of one day: what matters is whether it has happened.
    const bool happened = !fact.valid.from.known() || fact.valid.from.earliest() <= as_of_;
    if (happened && fact.status != model::AssertionStatus::kDenied) acts_.emplace_back(to, &fact);
    return;
  }
  const std::optional<Certainty> certainty = certainty_of(fact.status, holds);
  if (certainty) {
    for_each_source(fact.evidence.source,
                    [&](std::string_view source) { evidence_[edge_key(fact)].emplace_back(source); });
  }
  if (kind->dependent != model::EdgeEnd::kNone) {
    DependencyEdge edge;
    edge.fact = &fact;
    edge.kind = kind;
    edge.dependant = kind->dependent == model::EdgeEnd::kFrom ? from : to;
    edge.needed = kind->dependent == model::EdgeEnd::kFrom ? to : from;
    edge.need = fact.need == model::Need::kDefault ? kind->need : fact.need;
    edge.doubt = doubt_of(fact.evidence);
    if (certainty) {
      edge.certainty = *certainty;
      needs_.add(edge.dependant, edge);
      if (fact.kind == "located-in") places_.add(from, {&fact, to, *certainty});
    } else if (fact.status == model::AssertionStatus::kSuspended || fact.status == model::AssertionStatus::kEnded ||
               (holds == Holds::kNo && fact.valid.to.known() && fact.valid.to.latest() <= as_of_ &&
                fact.status != model::AssertionStatus::kDenied)) {
      const bool begun = !fact.valid.from.known() || fact.valid.from.latest() <= as_of_;
      if (begun) lost_.add(edge.dependant, edge);
    }
    return;
  }
  if (!certainty) return;
  if (kind->bites != model::EdgeEnd::kNone) {
    const EntityIndex bitten = kind->bites == model::EdgeEnd::kTo ? to : from;
    const EntityIndex measure = kind->bites == model::EdgeEnd::kTo ? from : to;
    restrictions_.add(bitten, {&fact, measure, *certainty});
    if (fact.kind == "restricts-goods") goods_.add(measure, {&fact, bitten, *certainty});
    if (fact.kind == "restricts") targets_.add(measure, {&fact, bitten, *certainty});
  } else if (fact.kind == "sub-unit-of" || fact.kind == "member-of") {
    near_.add(from, {&fact, to, *certainty});
    near_.add(to, {&fact, from, *certainty});
  } else if (fact.kind == "heads") {
    heads_.add(to, {&fact, from, *certainty});
  } else if (fact.kind == "alternative-to") {
    alternatives_.add(to, {&fact, from, *certainty});
  } else if (fact.kind == "imposed-by" || fact.kind == "based-on") {
    behind_.add(from, {&fact, to, *certainty});
  }
}

EntityIndex DependencyWorld::find(std::string_view id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? kNoEntity : it->second;
}

const model::SourceDocument* DependencyWorld::document(std::string_view id) const {
  const auto it = documents_.find(id);
  return it == documents_.end() ? nullptr : it->second;
}

std::uint8_t DependencyWorld::doubt_of(const model::Evidence& evidence) const {
  std::uint8_t best = 2;
  for_each_source(evidence.source, [&](std::string_view source) {
    const model::SourceDocument* document = this->document(source);
    if (document == nullptr) return;
    if (document->checked == "text") best = 0;
    if (document->checked == "copy") best = std::min<std::uint8_t>(best, 1);
  });
  return best;
}

std::optional<std::pair<const model::StateInterval*, Certainty>> DependencyWorld::state(EntityIndex entity) const {
  std::optional<std::pair<const model::StateInterval*, Certainty>> best;
  for (const model::StateInterval* row : history(entity)) {
    const std::optional<Certainty> certainty = certainty_of(row->status, row->valid.holds_on(as_of_));
    // The latest row among equally certain ones: rows are ordered by their beginning.
    if (certainty && (!best || *certainty <= best->second)) best = {row, *certainty};
  }
  return best;
}

std::vector<std::string> DependencyWorld::countries(EntityIndex entity) const {
  std::vector<std::string> out;
  for (const std::string_view code : this->entity(entity).get("country")) out.emplace_back(code);
  for (const Neighbour& place : places_.of(entity)) {
    for (const std::string_view code : this->entity(place.other).get("country")) out.emplace_back(code);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

EntityIndex DependencyWorld::country(std::string_view code) const {
  const auto it = countries_.find(code);
  return it == countries_.end() ? kNoEntity : it->second;
}

std::string DependencyWorld::jurisdiction(EntityIndex measure) const {
  std::string_view code = entity(measure).first("country");
  for (const Neighbour& each : behind(measure)) {
    if (code.empty()) code = entity(each.other).first("country");
  }
  return std::string(code);
}

std::size_t DependencyWorld::independent_sources(const model::Relationship& fact) const {
  const auto it = evidence_.find(edge_key(fact));
  return it == evidence_.end() ? 1
                               : std::max<std::size_t>(1, independent_stories({it->second.begin(), it->second.end()}));
}

std::size_t DependencyWorld::independent_stories(const std::set<std::string>& sources) const {
  // Stories are the connected parts of "same publisher or same family". A source that is no document on record stands
  // for its own publisher.
  struct Story {
    std::set<std::string_view> publishers;
    std::set<std::string_view> families;
  };
  std::vector<Story> stories;
  for (const std::string& source : sources) {
    const model::SourceDocument* document = this->document(source);
    Story joined;
    joined.publishers.insert(document == nullptr ? std::string_view(source) : std::string_view(document->publisher));
    if (document != nullptr && !document->family.empty()) joined.families.insert(document->family);
    const auto meets = [](const auto& a, const auto& b) {
      return std::any_of(a.begin(), a.end(), [&](std::string_view each) { return b.contains(each); });
    };
    std::erase_if(stories, [&](const Story& story) {
      const bool same = meets(story.publishers, joined.publishers) || meets(story.families, joined.families);
      if (same) {
        joined.publishers.insert(story.publishers.begin(), story.publishers.end());
        joined.families.insert(story.families.begin(), story.families.end());
      }
      return same;
    });
    stories.push_back(std::move(joined));
  }
  return stories.size();
}

}  // namespace penumbra::graph
