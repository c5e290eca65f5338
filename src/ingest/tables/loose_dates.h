// Dates as people write them in lists: several of them in one cell, circa, spans, in several languages.
#ifndef PENUMBRA_INGEST_TABLES_LOOSE_DATES_H_
#define PENUMBRA_INGEST_TABLES_LOOSE_DATES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/mapping.h"
#include "penumbra/date.h"

namespace penumbra::ingest {

// How numbers with dots or slashes are to be read when both ways are days ("03/04/2021").
enum class DayOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

// The days that a text names. A span of at most 30 years gives each year: the true one is among them.
struct LooseDates {
  std::vector<std::string> dates;     // "1955", "1955-03", "1955-03-07", in the order of the text
  bool imprecise = false;             // circa, a span, "or"
  std::vector<std::string> leftover;  // pieces that are no date
};

// Reads "12 March 1961", "Mar 12, 1961", "1961-03-12", "12.03.1961", "1961年3月12日", "circa 1961", "1955-1958",
// "between 1955 and 1958", "1960s", "a) 1961 b) 1962", "1961 or 1962", full-width digits, also several, parted by
// semicolons, commas, line ends or letters in brackets. "na", "nil", "unknown", "不明" and blanks name none. Linear.
LooseDates read_loose_dates(std::string_view text, DayOrder order = DayOrder::kUnknown);

// The one day that the text names, or nothing. For dates of listing, which are never circa.
std::optional<PartialDate> read_one_date(std::string_view text, DayOrder order = DayOrder::kUnknown);

// The pieces of a cell that numbers its values: "a) X b) Y", "(a)X(b)Y", "（ａ）X", "1) X 2) Y", line ends. A cell
// without such marks is one piece.
std::vector<std::string> numbered_pieces(std::string_view text);

// Puts the dates into a property; says "circa" and spans in notes, and what is no date with a finding.
void put_loose_dates(Mapping& mapping, model::Entity& entity, std::string_view property, std::string_view text,
                     const Place& position, DayOrder order = DayOrder::kUnknown);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_LOOSE_DATES_H_
