// What the record says around an entity beside what it needs: what needs it, what it is related to without dependence,
// who said what of it, what contradicts what, whom a measure covers, and on what evidence all that rests.
//
// Nothing here is an exposure and nothing is inferred: every note is a fact of the record in words, or a count of such.
#ifndef PENUMBRA_ENGINE_EXPOSURE_RECORD_H_
#define PENUMBRA_ENGINE_EXPOSURE_RECORD_H_

#include <vector>

#include "graph/dependency_world.h"
#include "penumbra/exposure.h"

namespace penumbra::engine {

class ExposureRecord {
 public:
  // Facts recorded after the world's `known_at`, and acts and words after its day, are left out. The world must outlive
  // this. Time and memory: linear in the facts, once for all entities of a question.
  explicit ExposureRecord(const graph::DependencyWorld& world);

  // Fills `events`, `dependants`, `related`, `statements`, `conflicts`, `covers` and `evidence` of `out`. Each list is
  // by date or by id, so that the order of input changes nothing.
  void add_to(EntityExposure& out, graph::EntityIndex entity) const;

 private:
  using Facts = std::vector<const model::Relationship*>;

  std::vector<ExposureNote> events(graph::EntityIndex entity) const;
  std::vector<ExposureNote> dependants(graph::EntityIndex entity) const;
  std::vector<ExposureNote> related(graph::EntityIndex entity) const;
  std::vector<ExposureNote> statements(graph::EntityIndex entity) const;
  std::vector<ExposureNote> conflicts(graph::EntityIndex entity) const;
  std::vector<ExposureNote> covers(graph::EntityIndex entity) const;
  std::vector<ExposureNote> evidence(graph::EntityIndex entity) const;

  // Announcements, agreements and events that speak of the entity, that it rests on, or that brought about a state.
  std::vector<graph::EntityIndex> texts_about(graph::EntityIndex entity) const;
  // The measure, announcement or event behind an act, and what that answers to: "; under X, a response to Y".
  std::string cause_of_act(const model::Relationship& act) const;
  void add_measure(graph::EntityIndex measure, std::vector<ExposureNote>& out) const;
  // The other end of a fact.
  graph::EntityIndex other_end(const model::Relationship& fact, graph::EntityIndex one) const;
  const std::vector<const model::Relationship*>& touching(graph::EntityIndex entity) const;

  const graph::DependencyWorld& world_;
  std::vector<Facts> touching_;  // by entity: the facts that name it at either end, by id
};

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_EXPOSURE_RECORD_H_
