#include "store/place.h"

#include <charconv>
#include <system_error>

namespace penumbra::store {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Where the number that moves begins; the length of the text when there is none.
std::size_t number_begin(std::string_view text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == ':' && at + 1 < text.size() && is_digit(text[at + 1])) return at + 1;
  }
  std::size_t begin = text.size();
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  return begin;
}

}  // namespace

std::optional<Place> parse_place(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;
  const std::size_t begin = number_begin(text);
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::string_view digits = text.substr(begin, end - begin);
  if (digits.empty() || digits.size() > kMaxDigits || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  Place place{text.substr(0, begin), 0, text.substr(end)};
  const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), place.number);
  if (problem != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  return place;
}

bool move_place(std::string& text, const std::string* stem, std::int64_t by) {
  const std::optional<Place> place = parse_place(text);
  if (!place) return false;
  const std::int64_t number = place->number + by;
  if (number < 0 || number > kMaxPlaceNumber) return false;
  std::string moved(stem != nullptr ? std::string_view(*stem) : place->stem);
  const std::size_t stem_end = moved.size();
  moved += std::to_string(number);
  moved += place->rest;
  // Another stem may have the place taken apart differently: it ends in a digit, or has no colon.
  const std::optional<Place> again = parse_place(moved);
  if (!again || again->stem.size() != stem_end || again->number != number) return false;
  text = std::move(moved);
  return true;
}

}  // namespace penumbra::store
