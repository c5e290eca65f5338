#include "graph/supply_jurisdiction.h"

#include <algorithm>

#include "base/embedded_table.h"
#include "embedded/model_jurisdictions.h"
#include "embedded/model_measure_directions.h"

namespace penumbra::graph {
namespace {

Date day_or(std::string_view text, Date otherwise) {
  const auto day = Date::parse(text);
  return day.ok() ? *day : otherwise;
}

std::map<std::string, MeasureDirection, std::less<>> read_directions() {
  std::map<std::string, MeasureDirection, std::less<>> out;
  base::for_each_table_row(embedded::model_measure_directions(), 3, [&](const std::vector<std::string_view>& f) {
    out.emplace(std::string(f[0]), f[1] == "to"     ? MeasureDirection::kTo
                                   : f[1] == "from" ? MeasureDirection::kFrom
                                                    : MeasureDirection::kBoth);
  });
  return out;
}

}  // namespace

const Jurisdictions& Jurisdictions::get() {
  static const Jurisdictions jurisdictions;
  return jurisdictions;
}

Jurisdictions::Jurisdictions() {
  base::for_each_table_row(embedded::model_jurisdictions(), 5, [&](const std::vector<std::string_view>& f) {
    spans_[std::string(f[0])].push_back({std::string(f[1]), day_or(f[2], Date::min()), day_or(f[3], Date::max())});
  });
}

bool Jurisdictions::binds(std::string_view jurisdiction, std::string_view country, Date day) const {
  const auto it = spans_.find(jurisdiction);
  if (it == spans_.end()) return jurisdiction == country;
  return std::any_of(it->second.begin(), it->second.end(), [&](const Span& span) {
    return (span.country == "*" || span.country == country) && span.from <= day && day < span.to;
  });
}

std::optional<Certainty> Jurisdictions::binds(std::string_view jurisdiction, std::span<const std::string> places,
                                              Date day) const {
  if (places.empty()) return Certainty::kPossible;
  std::size_t inside = 0;
  for (const std::string& place : places) inside += binds(jurisdiction, place, day) ? 1U : 0U;
  if (inside == 0) return std::nullopt;
  return inside == places.size() ? Certainty::kCertain : Certainty::kPossible;
}

MeasureDirection direction_of(std::string_view measure) {
  static const auto directions = read_directions();
  const auto it = directions.find(measure);
  return it == directions.end() ? MeasureDirection::kBoth : it->second;
}

}  // namespace penumbra::graph
