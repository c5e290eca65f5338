// Places of evidence: "sdn.csv:4711". They move from day to day although the facts do not.
#ifndef PENUMBRA_STORE_PLACE_H_
#define PENUMBRA_STORE_PLACE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace penumbra::store {

// Lines that a place can be at, and can move by. Far above any file; keeps sums far from overflow.
inline constexpr std::int64_t kMaxPlaceNumber = 999'999'999'999'999;

// A place taken apart: what precedes the number at its end ("sdn.csv:"), and the number.
struct Place {
  std::string_view stem;
  std::int64_t number = 0;
};

// Takes a place apart; none when it does not end in a number of at most 15 digits that reads back the same.
std::optional<Place> parse_place(std::string_view text);

// The place moved by `by`, under another stem if one is given. False, and nothing changed, when it is no place that
// can be moved so.
bool move_place(std::string& text, const std::string* stem, std::int64_t by);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_PLACE_H_
