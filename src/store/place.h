// Places of evidence: "sdn.csv:4711", "sdn.csv:83, remarks 50-77". They move from day to day although the facts do not.
#ifndef PENUMBRA_STORE_PLACE_H_
#define PENUMBRA_STORE_PLACE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace penumbra::store {

// Lines that a place can be at, and can move by. Far above any file; keeps sums far from overflow.
inline constexpr std::int64_t kMaxPlaceNumber = 999'999'999'999'999;

// A place taken apart: what precedes the number that moves ("sdn.csv:"), the number, and what follows it.
struct Place {
  std::string_view stem;
  std::int64_t number = 0;
  std::string_view rest;
};

// Takes a place apart. The number that moves is the one after the last colon that has a digit behind it; without such a
// colon, the one at the end. None when there is neither, or it has more than 15 digits or does not read back the same.
std::optional<Place> parse_place(std::string_view text);

// The place moved by `by`, under another stem if one is given. False, and nothing changed, when it is no place that
// can be moved so.
bool move_place(std::string& text, const std::string* stem, std::int64_t by);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_PLACE_H_
