#include "graph/supply_figures.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace penumbra::graph {
namespace {

using model::FigureValue;

// Products of two figures need 128 bits.
__extension__ using Wide = __int128;

// 365.25 days a year, as a fraction of integers.
constexpr Wide kDaysNumerator = 1461;
constexpr Wide kDaysDenominator = 4;

std::string key_of(std::string_view figure, std::string_view entity, std::string_view other) {
  std::string out(figure);
  ((out += '\n') += entity) += '\n';
  out += other;
  return out;
}

std::int32_t clamped(Wide value) {
  return static_cast<std::int32_t>(std::clamp<Wide>(value, 0, kMostAmount));
}

NetAmount amount(std::int32_t least, std::optional<std::int32_t> likely, std::int32_t most, bool long_helps,
                 std::uint64_t stream) {
  NetAmount out;
  out.least = least;
  out.most = most;
  out.likely = likely.value_or(least + (most - least) / 2);
  out.shape = least == most ? NetAmount::Shape::kExact
              : likely      ? NetAmount::Shape::kThreePoint
                            : NetAmount::Shape::kRange;
  out.long_helps = long_helps;
  out.stream = stream;
  return out;
}

// The likely value, or the exact one; nothing of a range.
std::optional<std::int64_t> central(const FigureValue& value) {
  if (value.exact()) return value.low;
  return value.likely;
}

}  // namespace

SupplyFigures::SupplyFigures(const model::Dataset& facts, Date as_of, Timestamp known_at) {
  const auto rank = [&](const model::Figure& row) {
    const Date from = row.valid.from.known() ? row.valid.from.earliest() : Date::min();
    const bool holds = row.valid.holds_on(as_of) != Holds::kNo;
    // Smaller is better: holds, then begun and late, then early; ties by text, never by order of input.
    const std::int64_t late = from <= as_of ? -std::int64_t{from.days()} : std::int64_t{from.days()};
    return std::tuple(!holds, from > as_of, late, row.value.to_string(), row.evidence.source);
  };
  for (const model::Figure& row : facts.figures) {
    if (row.recorded && *row.recorded > known_at) continue;
    if (row.status == model::AssertionStatus::kDenied || row.status == model::AssertionStatus::kEnded) continue;
    const auto [it, fresh] = rows_.emplace(key_of(row.figure, row.entity, row.other), &row);
    if (!fresh && rank(row) < rank(*it->second)) it->second = &row;
  }
}

const model::Figure* SupplyFigures::exact(std::string_view figure, std::string_view entity,
                                          std::string_view other) const {
  const auto it = rows_.find(key_of(figure, entity, other));
  return it == rows_.end() ? nullptr : it->second;
}

const model::Figure* SupplyFigures::find(std::string_view figure, std::string_view entity,
                                         std::string_view other) const {
  const model::Figure* row = exact(figure, entity, other);
  return row != nullptr || other.empty() ? row : exact(figure, entity, "");
}

FigureValue SupplyFigures::quantity(std::string_view dependant, std::string_view needed) const {
  if (const model::Figure* row = exact("quantity", dependant, needed)) return row->value;
  FigureValue one;
  one.low = one.high = FigureValue::kUnit;
  return one;
}

std::uint64_t stream_of(const model::Figure& figure) {
  // FNV-1a, 64 bits (Fowler, Noll and Vo): short, fixed, and the same everywhere.
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : key_of(figure.figure, figure.entity, figure.other)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return hash;
}

NetAmount days_of(const model::Figure& figure, bool long_helps) {
  const auto span = model::to_days(figure.value, figure.unit);
  if (!span) return {};
  std::optional<std::int32_t> likely;
  if (span->likely) likely = clamped(*span->likely);
  return amount(clamped(span->low), likely, clamped(span->high), long_helps, stream_of(figure));
}

NetAmount units_of(const model::Figure& figure) {
  std::optional<std::int32_t> likely;
  if (figure.value.likely) likely = clamped(*figure.value.likely / FigureValue::kUnit);
  return amount(clamped(figure.value.low / FigureValue::kUnit), likely, clamped(figure.value.high / FigureValue::kUnit),
                true, stream_of(figure));
}

NetAmount cover_of(const model::Figure& stock, const FigureValue& use_per_year) {
  if (use_per_year.high == 0) return {};
  const auto days = [](std::int64_t units, std::int64_t use) {
    return use == 0 ? kMostAmount : clamped(Wide{units} * kDaysNumerator / (kDaysDenominator * use));
  };
  std::optional<std::int32_t> likely;
  const auto units = central(stock.value);
  const auto use = central(use_per_year);
  if (units && use && (stock.value.likely || use_per_year.likely || !stock.value.exact() || !use_per_year.exact())) {
    likely = days(*units, *use);
  }
  return amount(days(stock.value.low, use_per_year.high), likely, days(stock.value.high, use_per_year.low), true,
                stream_of(stock));
}

NetAmount service_of(const FigureValue& quantity, const FigureValue& per_year, std::uint64_t stream) {
  if (per_year.low <= 0) return {};
  const auto days = [](std::int64_t units, std::int64_t rate) {
    const Wide divisor = kDaysDenominator * rate;
    return clamped((Wide{units} * kDaysNumerator + divisor - 1) / divisor);
  };
  std::optional<std::int32_t> likely;
  const auto units = central(quantity);
  const auto rate = central(per_year);
  if (units && rate && (quantity.likely || per_year.likely)) likely = days(*units, *rate);
  return amount(days(quantity.low, per_year.high), likely, days(quantity.high, per_year.low), false, stream);
}

FigureValue per_year(const model::Figure& rate) {
  FigureValue out = rate.value;
  if (rate.unit == "units/month") {
    out.low *= 12;
    out.high *= 12;
    if (out.likely) *out.likely *= 12;
  }
  return out;
}

}  // namespace penumbra::graph
