// Dates as people write them, and how two of them go together.
#ifndef PENUMBRA_EVIDENCE_DATES_H_
#define PENUMBRA_EVIDENCE_DATES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "penumbra/date.h"

namespace penumbra::evidence {

// A stated date: the true day lies in [first, last], as far as the source says.
struct DateSpan {
  enum class Grain : std::uint8_t { kDay = 0, kMonth = 1, kYear = 2, kRange = 3 };

  Date first;
  Date last;
  Grain grain = Grain::kDay;
  bool about = false;                 // "circa": the true day may lie a little outside
  std::optional<Date> day_for_month;  // the other reading of "05/03/1971", where both are days
  std::string text;                   // as stated
};

// Reads "1971", "1971-03", "1971-03-05", "<1971", ">1971-03", "1971-00-00", "1971-03-05T00:00:00Z", "05.03.1971",
// "05/03/1971", "5 Mar 1971", "March 5, 1971", "Mar 1971", "circa 1971", "1971 (approx.)", "1960 to 1962", "between
// 1960 and 1962", "1960-1962", "1960s"; English month names. Years 1000 to 2999. Nothing for other text: what cannot
// be read is no evidence. Thread-safe.
std::optional<DateSpan> read_date(std::string_view text);

// How two stated dates go together, best first.
enum class DateRelation : std::uint8_t {
  kSameDay,
  kSameMonth,   // agree, one of them states no day
  kSameYear,    // agree, one of them states no month, or is the first of January, which often stands for a year
  kOverlap,     // both may be one day; a range or "circa" is among them
  kSwapped,     // day and month exchanged
  kOtherDay,    // of one month
  kOtherMonth,  // of one year
  kOtherYear,
};

struct DateComparison {
  DateRelation relation = DateRelation::kOtherYear;
  int years_apart = 0;    // kOtherYear: calendar years between the nearest days, 1 or more
  bool same_day = false;  // kOtherYear: day and month are the same, so that the year may be a slip
};

// Symmetric.
DateComparison compare(const DateSpan& a, const DateSpan& b);

}  // namespace penumbra::evidence

#endif  // PENUMBRA_EVIDENCE_DATES_H_
