// Numbers about things: quantities, stock, lead times, capacities, values. Each is a dated, sourced statement that may
// be known only within bounds.
#ifndef PENUMBRA_MODEL_FIGURE_H_
#define PENUMBRA_MODEL_FIGURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/assertion.h"
#include "model/entity.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::model {

// A number that is not below zero, known exactly, within bounds, or by its least, likely and greatest value. Decimals
// are exact to six digits after the point. A likely value is what a source calls likely; it is never made up from the
// bounds.
struct FigureValue {
  static constexpr std::int64_t kUnit = 1'000'000;  // of one, in the members below
  // 10^12: more than any sum of money in this field, and small enough that products of two values fit 128 bits.
  static constexpr std::int64_t kMax = 1'000'000'000'000 * kUnit;

  std::int64_t low = 0;
  std::int64_t high = 0;
  std::optional<std::int64_t> likely;

  // Reads "12", "6..18", "6..9..18", each number with up to six decimals. kInvalidValue for anything else, for numbers
  // out of order and for those above 10^12.
  static Result<FigureValue> parse(std::string_view text);
  // The form that parse() reads.
  std::string to_string() const;
  bool exact() const { return low == high; }
  bool operator==(const FigureValue&) const = default;
};

// What one measure of `data/model/figures.csv` takes. Stored nowhere: the figure's name is.
enum class FigureUnit : std::uint8_t { kUnits, kRate, kTime, kCurrency, kMissions };
enum class FigureOther : std::uint8_t { kNone, kOptional, kRequired };

struct FigureInfo {
  std::string name;  // "lead-time"
  FigureUnit unit = FigureUnit::kUnits;
  FigureOther other = FigureOther::kNone;
  std::string meaning;
};

// One number about `entity`, or about what `entity` and `other` are to each other.
struct Figure {
  std::string entity;
  std::string other;   // "" where the figure concerns one thing
  std::string figure;  // a key of data/model/figures.csv
  FigureValue value;
  std::string unit;  // "units", "units/year", "months", "EUR"; never ""
  ValidInterval valid;
  AssertionStatus status = AssertionStatus::kAsserted;
  Evidence evidence;
  std::optional<Timestamp> recorded;
  std::string note;

  bool operator==(const Figure&) const = default;
};

// The figures of the format, read once from data/model/figures.csv. nullptr: unknown.
const FigureInfo* find_figure(std::string_view name);
// All names, sorted.
std::vector<std::string_view> figure_names();

// Whether the unit is one that a figure of this kind may have: units: "units"; rate: "units/year", "units/month";
// time: "days", "weeks", "months", "years"; currency: three capital letters (ISO 4217); missions: "missions".
bool is_unit_of(FigureUnit kind, std::string_view unit);
// The unit of a row that states none; "" for kinds where it must be stated (time and currency).
std::string_view default_unit(FigureUnit kind);

// Days that a time figure stands for, each number rounded up: a month counts as 365.25 / 12 days, a year as 365.25.
// Nothing when the unit is no time.
struct DaySpan {
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::optional<std::int64_t> likely;
};
std::optional<DaySpan> to_days(const FigureValue& value, std::string_view unit);

// The cell `group` of a relationship: "launchers" or "2 of launchers". A group is satisfied when at least `minimum` of
// its members work.
struct NeedGroup {
  std::string_view name;  // points into the text that was parsed
  std::uint32_t minimum = 1;
  bool operator==(const NeedGroup&) const = default;
};
// kInvalidValue when a number stands before "of" that is zero or above 1000, or when the name is missing.
Result<NeedGroup> parse_group(std::string_view text);

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_FIGURE_H_
