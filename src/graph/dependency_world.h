// The programme and supply graph as it stood on one day, as far as it was known on another.
//
// Questions it answers: *thing → what it needs*, *thing → what bites it* (designations, restrictions, ownership rules,
// loss), *thing → what it was, day by day*. It holds no verdicts: graph/dependency.h walks it.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_WORLD_H_
#define PENUMBRA_GRAPH_DEPENDENCY_WORLD_H_

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "model/kinds.h"
#include "penumbra/date.h"
#include "penumbra/exposure_terms.h"

namespace penumbra::graph {

using EntityIndex = std::uint32_t;
inline constexpr EntityIndex kNoEntity = 0xFFFFFFFF;

// How firmly a fact holds on the day: nothing when it does not hold, or is denied.
std::optional<Certainty> certainty_of(model::AssertionStatus status, Holds holds);
// The weaker of two: a chain is as certain as its weakest fact.
Certainty weaker(Certainty a, Certainty b);
// The weaker of two statuses, in the order asserted, likely, planned, proposed, possible, suspended, ended, disputed,
// denied.
model::AssertionStatus weaker(model::AssertionStatus a, model::AssertionStatus b);

// One dependence that holds on the day.
struct DependencyEdge {
  const model::Relationship* fact = nullptr;
  const model::RelationshipKind* kind = nullptr;
  EntityIndex dependant = 0;
  EntityIndex needed = 0;
  model::Need need = model::Need::kEssential;  // never kDefault
  Certainty certainty = Certainty::kCertain;
  std::uint8_t doubt = 0;  // 0: the source's text was read, 1: a copy, 2: not checked; for choosing among equal chains

  // Whether it was ever more than a plan, a proposal or a guess.
  bool was_asserted() const {
    return fact->status == model::AssertionStatus::kAsserted || fact->status == model::AssertionStatus::kSuspended ||
           fact->status == model::AssertionStatus::kEnded;
  }
};

// A relationship that is not a dependence, seen from one of its ends.
struct Neighbour {
  const model::Relationship* fact = nullptr;
  EntityIndex other = 0;
  Certainty certainty = Certainty::kCertain;
};

struct DatedDesignation {
  const model::Designation* fact = nullptr;
  Certainty certainty = Certainty::kCertain;
};

// Facts grouped by entity: group i is the span of i.
template <typename T>
class Grouped {
 public:
  void add(EntityIndex owner, T value) { pending_.emplace_back(owner, std::move(value)); }
  // Call once after the last add(). Order inside a group is that of the calls.
  void close(std::size_t entity_count) {
    begin_.assign(entity_count + 1, 0);
    for (const auto& [owner, value] : pending_) ++begin_[owner + 1];
    for (std::size_t i = 0; i < entity_count; ++i) begin_[i + 1] += begin_[i];
    values_.resize(pending_.size());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (auto& [owner, value] : pending_) values_[next[owner]++] = std::move(value);
    pending_.clear();
    pending_.shrink_to_fit();
  }
  std::span<const T> of(EntityIndex owner) const {
    return {values_.data() + begin_[owner], begin_[owner + 1] - begin_[owner]};
  }

 private:
  std::vector<std::pair<EntityIndex, T>> pending_;
  std::vector<std::uint32_t> begin_;
  std::vector<T> values_;
};

// Immutable once made; const access is safe from any thread. Refers to the Dataset, which must outlive it.
class DependencyWorld {
 public:
  // Facts recorded after `known_at` are left out. Relationships and designations that name an entity which the data do
  // not define are left out too, and counted in dangling(): readers and stores refuse them before this.
  DependencyWorld(const model::Dataset& facts, Date as_of, Timestamp known_at);

  Date as_of() const { return as_of_; }
  Timestamp known_at() const { return known_at_; }
  const model::Dataset& facts() const { return *facts_; }
  std::size_t size() const { return facts_->entities.size(); }
  const model::Entity& entity(EntityIndex index) const { return facts_->entities[index]; }
  EntityIndex find(std::string_view id) const;
  const model::SourceDocument* document(std::string_view id) const;
  std::uint64_t dangling() const { return dangling_; }

  // Dependences of a thing that hold on the day, with context ones; sorted by fact id.
  std::span<const DependencyEdge> needs(EntityIndex dependant) const { return needs_.of(dependant); }
  // Dependences of a thing that have ended by the day, or are suspended on it; plans that ended too.
  std::span<const DependencyEdge> lost_needs(EntityIndex dependant) const { return lost_.of(dependant); }
  // Restrictions (measures) that bite a thing on the day; `other` is the measure.
  std::span<const Neighbour> restrictions(EntityIndex entity) const { return restrictions_.of(entity); }
  std::span<const DatedDesignation> designations(EntityIndex entity) const { return designations_.of(entity); }
  // Designations that have ended by the day, or begin after it.
  std::span<const model::Designation* const> other_designations(EntityIndex entity) const {
    return other_designations_.of(entity);
  }
  // Rows of the state table, by date; all of them, whatever the day.
  std::span<const model::StateInterval* const> history(EntityIndex entity) const { return history_.of(entity); }
  // The row that holds on the day; nothing where the record is silent.
  std::optional<std::pair<const model::StateInterval*, Certainty>> state(EntityIndex entity) const;
  // Acts on a thing (suspended, withdrew, terminated, ...), by date, up to and including the day.
  std::span<const model::Relationship* const> changes(EntityIndex entity) const { return changes_.of(entity); }
  // sub-unit-of and member-of, in both directions.
  std::span<const Neighbour> near(EntityIndex entity) const { return near_.of(entity); }
  // Persons who head a body on the day.
  std::span<const Neighbour> heads(EntityIndex entity) const { return heads_.of(entity); }
  // Stated replacements of a thing (alternative-to) on the day.
  std::span<const Neighbour> alternatives(EntityIndex entity) const { return alternatives_.of(entity); }
  // What a measure restricts on the day, with `restricts` edges: the destinations of a goods measure.
  std::span<const Neighbour> targets(EntityIndex measure) const { return targets_.of(measure); }
  // Whether a measure restricts goods on the day.
  bool restricts_goods(EntityIndex measure) const { return !goods_.of(measure).empty(); }
  // Places of a thing on the day: its `country` cells and located-in edges, as country codes.
  std::vector<std::string> countries(EntityIndex entity) const;
  // Authority and act behind a measure (imposed-by, based-on).
  std::span<const Neighbour> behind(EntityIndex measure) const { return behind_.of(measure); }
  // The Country or Bloc with this code.
  EntityIndex country(std::string_view code) const;
  // Jurisdiction of a measure: its country cell, else that of the authority behind it; "" when neither is stated.
  std::string jurisdiction(EntityIndex measure) const;
  // Lists of which at least one designation is on record, sorted: those that an absence can be stated for.
  const std::vector<std::string>& lists_on_record() const { return lists_; }
  // Number of independent stories that assert the same edge on the day, the given fact included; at least 1. Documents
  // of one publisher, or of one story family, are one story.
  std::size_t independent_sources(const model::Relationship& fact) const;
  // Number of independent stories among documents given by id, counted in the same way; 0 for none.
  std::size_t independent_stories(const std::set<std::string>& sources) const;

 private:
  void index_relationship(const model::Relationship& fact);
  std::uint8_t doubt_of(const model::Evidence& evidence) const;

  const model::Dataset* facts_;
  Date as_of_;
  Timestamp known_at_;
  std::uint64_t dangling_ = 0;
  std::unordered_map<std::string_view, EntityIndex> by_id_;
  std::unordered_map<std::string_view, const model::SourceDocument*> documents_;
  std::map<std::string, EntityIndex, std::less<>> countries_;
  std::map<std::string, std::vector<std::string>> evidence_;  // edge ends and kind -> ids of sources
  Grouped<DependencyEdge> needs_;
  Grouped<DependencyEdge> lost_;
  Grouped<Neighbour> restrictions_;
  Grouped<DatedDesignation> designations_;
  Grouped<const model::Designation*> other_designations_;
  Grouped<const model::StateInterval*> history_;
  Grouped<const model::Relationship*> changes_;
  std::vector<std::pair<EntityIndex, const model::Relationship*>> acts_;  // while the world is made
  Grouped<Neighbour> near_;
  Grouped<Neighbour> heads_;
  Grouped<Neighbour> alternatives_;
  Grouped<Neighbour> targets_;
  Grouped<Neighbour> behind_;
  Grouped<Neighbour> goods_;
  Grouped<Neighbour> places_;
  std::vector<std::string> lists_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_WORLD_H_
