// The figures of a model as amounts of a supply net.
#ifndef PENUMBRA_GRAPH_SUPPLY_FIGURES_H_
#define PENUMBRA_GRAPH_SUPPLY_FIGURES_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/supply_net.h"
#include "model/facts.h"
#include "penumbra/date.h"

namespace penumbra::graph {

// Looks figures up by what they are about. Refers to the facts, which must outlive it.
class SupplyFigures {
 public:
  // Rows recorded after `known_at`, and denied ones, are left out. Among several rows for one thing the one counts that
  // holds on `as_of`; else the latest that began before it; else the earliest.
  SupplyFigures(const model::Dataset& facts, Date as_of, Timestamp known_at);

  bool empty() const { return rows_.empty(); }
  // The row about exactly this pair; nullptr when there is none.
  const model::Figure* exact(std::string_view figure, std::string_view entity, std::string_view other) const;
  // The row about the pair, else the one about the entity alone.
  const model::Figure* find(std::string_view figure, std::string_view entity, std::string_view other) const;
  // Units of `needed` that one `dependant` takes, in millionths; one when nothing is on record.
  model::FigureValue quantity(std::string_view dependant, std::string_view needed) const;

 private:
  std::map<std::string, const model::Figure*, std::less<>> rows_;
};

// A time as an amount in days; unknown when it is no time. `long_helps`: of what is in hand.
NetAmount days_of(const model::Figure& figure, bool long_helps);
// Whole units, rounded down.
NetAmount units_of(const model::Figure& figure);
// How long the stock lasts at the rate of use, in days, rounded down. Unknown when nothing is used.
NetAmount cover_of(const model::Figure& stock, const model::FigureValue& use_per_year);
// Days that `quantity` units take at a rate of units a year, rounded up; unknown when the rate may be nothing.
NetAmount service_of(const model::FigureValue& quantity, const model::FigureValue& per_year, std::uint64_t stream);
// A rate in units a year.
model::FigureValue per_year(const model::Figure& rate);
// Names the stream of samples of a figure: equal for equal rows, whatever their order.
std::uint64_t stream_of(const model::Figure& figure);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_FIGURES_H_
