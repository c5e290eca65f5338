// Days, imprecise days, intervals of days, and instants.
//
// Two time lines are kept apart everywhere: *valid time* (when something held in the world), in days, and *recorded
// time* (when a store learnt of it), in microseconds UTC.
#ifndef PENUMBRA_DATE_H_
#define PENUMBRA_DATE_H_

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "penumbra/result.h"

namespace penumbra {

// A day of the proleptic Gregorian calendar, as days since 1970-01-01. Range: years 0001 to 9999 when made by parse().
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::int32_t days_since_epoch) : days_(days_since_epoch) {}

  // The day with these parts, or nothing if there is no such day (2023-02-29).
  static std::optional<Date> from_ymd(int year, int month, int day);
  // Reads exactly "YYYY-MM-DD".
  static Result<Date> parse(std::string_view text);
  // The current day in UTC.
  static Date today();
  // Sentinels that compare before and after every real day.
  static constexpr Date min() { return Date(std::numeric_limits<std::int32_t>::min()); }
  static constexpr Date max() { return Date(std::numeric_limits<std::int32_t>::max()); }

  constexpr std::int32_t days() const { return days_; }
  constexpr Date plus_days(std::int32_t count) const { return Date(days_ + count); }
  int year() const;
  int month() const;
  int day() const;
  // "2022-03-17"; "" for the sentinels.
  std::string to_string() const;

  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::int32_t days_ = 0;
};

// How much of a date the source states.
enum class Precision : std::uint8_t { kDay = 0, kMonth = 1, kYear = 2 };  // stored: never renumber

// Whether a date is the thing itself or a bound of it.
enum class Bound : std::uint8_t { kExact = 0, kBefore = 1, kAfter = 2 };  // stored: never renumber

// A date as a source states it: "2022-03-17", "2022-03", "2022", "<2022-03", ">2022-03-17". The true day lies in
// [earliest(), latest()]. Empty (known() == false) means that the source is silent.
class PartialDate {
 public:
  constexpr PartialDate() = default;
  constexpr explicit PartialDate(Date day) : first_(day), known_(true) {}
  constexpr PartialDate(Date first_day_of_span, Precision precision, Bound bound)
      : first_(first_day_of_span), precision_(precision), bound_(bound), known_(true) {}

  // Reads the five forms above; "" gives an unknown date.
  static Result<PartialDate> parse(std::string_view text);

  constexpr bool known() const { return known_; }
  constexpr Precision precision() const { return precision_; }
  constexpr Bound bound() const { return bound_; }
  // First day of the span that the text names (2022-03-01 for "2022-03"), whatever the bound.
  constexpr Date first() const { return first_; }
  // Last day of the span that the text names (2022-03-31 for "2022-03").
  Date last() const;
  // Bounds of the true day. Unknown: min() and max(). "<2022-03": min() and 2022-02-28. ">2022-03": 2022-04-01 and
  // max().
  Date earliest() const;
  Date latest() const;
  bool exact() const { return known_ && precision_ == Precision::kDay && bound_ == Bound::kExact; }
  // As written; "" when unknown.
  std::string to_string() const;

  constexpr bool operator==(const PartialDate&) const = default;

 private:
  Date first_;
  Precision precision_ = Precision::kDay;
  Bound bound_ = Bound::kExact;
  bool known_ = false;
};

// Three-valued answer to "did it hold on that day?".
enum class Holds : std::uint8_t { kNo = 0, kPossibly = 1, kYes = 2 };

// A half-open span of valid time [from, to). An unknown `from` reaches back without stated limit; an unknown `to` means
// still holding, as far as the source says.
struct ValidInterval {
  PartialDate from;
  PartialDate to;

  // kYes on days that are inside whatever the true ends are, kPossibly on days inside only for some, kNo otherwise. An
  // unknown `from` counts as "since before anything asked for", an unknown `to` as open.
  Holds holds_on(Date day) const;
  bool operator==(const ValidInterval&) const = default;
};

// An instant of recorded time, microseconds since 1970-01-01T00:00:00Z.
class Timestamp {
 public:
  constexpr Timestamp() = default;
  constexpr explicit Timestamp(std::int64_t micros_since_epoch) : micros_(micros_since_epoch) {}

  // Reads "YYYY-MM-DD" (the last microsecond of that day, so that "known at" a day includes the day), or
  // "YYYY-MM-DDTHH:MM[:SS[.ffffff]][Z|±HH:MM]" (no zone: UTC).
  static Result<Timestamp> parse(std::string_view text);
  static Timestamp now();
  static constexpr Timestamp min() { return Timestamp(std::numeric_limits<std::int64_t>::min()); }
  static constexpr Timestamp max() { return Timestamp(std::numeric_limits<std::int64_t>::max()); }

  constexpr std::int64_t micros() const { return micros_; }
  Date date() const;
  // "2022-03-17T09:30:00.123456Z"; "" for the sentinels.
  std::string to_string() const;

  constexpr auto operator<=>(const Timestamp&) const = default;

 private:
  std::int64_t micros_ = 0;
};

}  // namespace penumbra

#endif  // PENUMBRA_DATE_H_
