#include "ingest/time_of_day.h"

#include <cstddef>

#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kDayBytes = 10;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes two digits off the front.
bool take_two(std::string_view& rest) {
  if (rest.size() < 2 || !is_digit(rest[0]) || !is_digit(rest[1])) return false;
  rest.remove_prefix(2);
  return true;
}

bool take(std::string_view& rest, char sign) {
  if (rest.empty() || rest.front() != sign) return false;
  rest.remove_prefix(1);
  return true;
}

// "00:00", "00:00:00", "00:00:00.000".
bool take_clock(std::string_view& rest) {
  if (!take_two(rest) || !take(rest, ':') || !take_two(rest)) return false;
  if (take(rest, ':') && !take_two(rest)) return false;
  if (take(rest, '.')) {
    if (rest.empty() || !is_digit(rest.front())) return false;
    while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
  }
  return true;
}

// "Z", "UTC", "GMT", "+02:00", "-0400", "+02".
bool is_zone(std::string_view rest) {
  for (const std::string_view name : {"Z", "z", "UTC", "GMT"}) {
    if (rest == name) return true;
  }
  if (!take(rest, '+') && !take(rest, '-')) return false;
  if (!take_two(rest)) return false;
  return rest.empty() || (take(rest, ':'), take_two(rest) && rest.empty());
}

}  // namespace

std::string_view without_time(std::string_view text) {
  text = trim(text);
  if (text.size() <= kDayBytes) return text;
  std::string_view rest = text.substr(kDayBytes);
  if (take(rest, 'T') || take(rest, 't') || take(rest, ' ')) {
    if (!take_clock(rest)) return text;
    rest = trim(rest);
    if (rest == "AM" || rest == "PM" || rest == "am" || rest == "pm") rest = {};
  }
  return rest.empty() || is_zone(rest) ? text.substr(0, kDayBytes) : text;
}

}  // namespace penumbra::ingest
