// One supply question followed through time, and the words for what was found.
#ifndef PENUMBRA_ENGINE_SUPPLY_RUN_H_
#define PENUMBRA_ENGINE_SUPPLY_RUN_H_

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/supply_sim.h"
#include "graph/supply_world.h"
#include "penumbra/supply.h"

namespace penumbra::engine {

// A span of days of one certainty in which a thing is out.
struct OutSpan {
  graph::Day from = 0;
  graph::Day to = graph::kNever;
  std::uint8_t level = 0;
  bool operator==(const OutSpan&) const = default;
};

// The net and its runs at the four levels of doubt, and one with the likely times ("central"), which orders
// substitutes.
struct SupplyRun {
  explicit SupplyRun(graph::SupplyWorld made) : world(std::move(made)) {}

  graph::SupplyWorld world;
  graph::Day first = 0;  // first day of the period
  graph::Day end = 0;    // first day after it
  std::array<graph::SimResult, graph::kLevels> levels;
  graph::SimResult central;

  void follow();

  // Spans in which a thing is out at some day of the period, by date, disjoint; each with the lowest level.
  std::vector<OutSpan> spans(graph::NetNode node) const;
  // The outage of a thing at a level that covers a day; nullptr when there is none.
  const graph::SimOutage* outage(std::uint8_t level, graph::NetNode node, graph::Day day) const;
  // Things that stand for entities: what `node` needs at some time, itself included; ascending.
  std::vector<graph::NetNode> needed_by(graph::NetNode node) const;
  // What needs `node` at some time, itself included; ascending.
  std::vector<graph::NetNode> users_of(graph::NetNode node) const;

  std::string id(graph::NetNode node) const;
  NamedThing named(graph::NetNode node) const;  // of the entity behind a thing of the net
  NamedThing of_entity(graph::EntityIndex entity) const;
};

// "2022-03-17"; "" for kNever.
std::string day_text(graph::Day day);

// One outage in words, with the chain from the thing to the first cause.
SupplyOutage describe(const SupplyRun& run, graph::NetNode node, const OutSpan& span);

// A figure as a time in days.
SupplyTime time_of(const model::Figure* figure);

// The substitutes for whatever the thing or what it needs is short of in the period.
std::vector<SupplySubstitute> substitutes_of(const SupplyRun& run, graph::NetNode node,
                                             const std::vector<std::string>& regimes);
// Who waits for which substitute.
std::vector<SupplyQueue> queues_of(const SupplyRun& run);

// What the record would have to say for the outages of the thing to be dated.
std::vector<ExposureNote> unknowns_of(const SupplyRun& run, graph::NetNode node);

// Value and missions of a set of things; one entry for each certainty that occurs.
std::vector<SupplyAtRisk> at_risk(const SupplyRun& run, const std::map<graph::NetNode, Certainty>& things);

SupplySlip slip_of(const SupplyRun& run, graph::NetNode node, const std::vector<OutSpan>& spans,
                   const SupplyQuery& query);

std::vector<SupplyCutSet> cut_sets_of(const SupplyRun& run, graph::NetNode node, const SupplyQuery& query,
                                      std::vector<std::string>& incomplete);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_SUPPLY_RUN_H_
