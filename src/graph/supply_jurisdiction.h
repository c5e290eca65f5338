// Where an authority's law binds, and which way a measure works.
//
// Tables: data/model/jurisdictions.csv and data/model/measure_directions.csv, embedded in the program.
#ifndef PENUMBRA_GRAPH_SUPPLY_JURISDICTION_H_
#define PENUMBRA_GRAPH_SUPPLY_JURISDICTION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/exposure_terms.h"

namespace penumbra::graph {

// Immutable, read once; safe from any thread.
class Jurisdictions {
 public:
  static const Jurisdictions& get();

  // Whether the country (ISO 3166-1 alpha-2, or "eu") stands under the jurisdiction on the day. A jurisdiction that the
  // table does not know is the country of the same code.
  bool binds(std::string_view jurisdiction, std::string_view country, Date day) const;
  // Of a thing that is in all of these places: kCertain when each of them is bound, kPossible when some are or no place
  // is on record, nothing when none is.
  std::optional<Certainty> binds(std::string_view jurisdiction, std::span<const std::string> places, Date day) const;

 private:
  Jurisdictions();
  struct Span {
    std::string country;  // "*": all
    Date from = Date::min();
    Date to = Date::max();
  };
  std::map<std::string, std::vector<Span>, std::less<>> spans_;
};

enum class MeasureDirection : std::uint8_t {
  kBoth,  // dealings with the party
  kTo,    // what goes to it
  kFrom,  // what comes from it
};
// Of a key of data/model/measures.csv; kBoth for measures that the table does not name.
MeasureDirection direction_of(std::string_view measure);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_JURISDICTION_H_
