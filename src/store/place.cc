#include "store/place.h"

#include <charconv>
#include <system_error>

namespace penumbra::store {

std::optional<Place> parse_place(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;
  std::size_t begin = text.size();
  while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
  const std::string_view digits = text.substr(begin);
  if (digits.empty() || digits.size() > kMaxDigits || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  Place place{text.substr(0, begin), 0};
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), place.number);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return place;
}

bool move_place(std::string& text, const std::string* stem, std::int64_t by) {
  const std::optional<Place> place = parse_place(text);
  if (!place) return false;
  const std::int64_t number = place->number + by;
  if (number < 0 || number > kMaxPlaceNumber) return false;
  std::string moved(stem != nullptr ? std::string_view(*stem) : place->stem);
  moved += std::to_string(number);
  // A stem that ends in a digit would take the number's place apart differently.
  const std::optional<Place> again = parse_place(moved);
  if (!again || again->number != number) return false;
  text = std::move(moved);
  return true;
}

}  // namespace penumbra::store
