// Programmes and supply as a net over a period: made from facts, figures, jurisdictions and rules.
//
// Question it answers: *facts, period → net*, and back: *part of the net → the fact, figure or cause behind it*.
// docs/design/supply.md has the rules.
#ifndef PENUMBRA_GRAPH_SUPPLY_WORLD_H_
#define PENUMBRA_GRAPH_SUPPLY_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/supply_figures.h"
#include "graph/supply_net.h"
#include "graph/supply_watch.h"
#include "penumbra/result.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

// What a thing of the net stands for. Things of the facts come first, by id; then those that a measure makes.
struct SupplyThing {
  EntityIndex entity = kNoEntity;
  enum class Kind : std::uint8_t {
    kItself,
    kUnderMeasures,    // the entity as the measures of `jurisdiction` on it leave it
    kThroughThings,    // the entity as such measures on what it is made of leave it
    kGoodsForUser,     // goods as goods measures leave them to one user
    kForbiddenToUser,  // anything from a jurisdiction, to a user whom its measures hit
  };
  Kind kind = Kind::kItself;
  std::string jurisdiction;
};

// What a need of the net stands for.
struct SupplyNeed {
  const model::Relationship* fact = nullptr;  // the dependence, or the alternative-to edge
  EntityIndex dependant = kNoEntity;
  EntityIndex needed = kNoEntity;
  bool alternative = false;  // by an alternative-to edge
  bool copied = false;       // of a thing kThroughThings
  const model::Figure* qualification = nullptr;
  const model::Figure* lead = nullptr;
  const model::Figure* licence = nullptr;
  bool licence_needed = false;
  const model::Figure* capacity = nullptr;
  std::vector<std::string> missing;  // figures that are not on record and without which it is never ready
  const model::Figure* stock = nullptr;
  const model::Figure* use = nullptr;
  const model::Figure* cover = nullptr;
};

class SupplyWorld {
 public:
  // Errors are those of watch().
  static Result<SupplyWorld> make(const model::Dataset& facts, const rules::RuleBook& book, const SupplySetup& setup);

  const SupplyNet& net() const { return net_; }
  const DependencyWorld& world() const { return *watched_.world; }
  const Watched& watched() const { return watched_; }
  const SupplyFigures& figures() const { return *figures_; }
  const SupplyThing& thing(NetNode node) const { return things_[node]; }
  const SupplyNeed& need(std::uint32_t need) const { return needs_[need]; }
  // The thing that stands for the entity itself; kNone when nothing essential is known of it.
  NetNode find(EntityIndex entity) const;
  // Number of things that stand for entities; they are the first ones.
  NetNode entity_count() const { return entity_count_; }
  // Countries of a thing, or of those who lead, operate or partner in it; sorted.
  std::vector<std::string> places(EntityIndex entity) const;

 private:
  friend class SupplyWorldMaker;
  SupplyWorld() = default;
  SupplyNet net_;
  Watched watched_;
  std::unique_ptr<const SupplyFigures> figures_;
  std::vector<SupplyThing> things_;
  std::vector<SupplyNeed> needs_;
  std::vector<NetNode> node_of_;  // by entity
  NetNode entity_count_ = 0;
};

// Whether things of this schema can lie in store, so that silence about stock is a gap in the record.
bool can_lie_in_store(std::string_view schema);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_WORLD_H_
