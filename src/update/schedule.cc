#include "update/schedule.h"

#include <charconv>

namespace penumbra::update {

Result<std::int64_t> parse_interval(std::string_view text) {
  constexpr std::int64_t kLeast = 60;
  constexpr std::int64_t kMost = 31 * 86'400;
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::int64_t factor = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86'400 : 0;
  if (wrong != std::errc() || factor == 0 || number < 0 || number > kMost || number * factor < kLeast ||
      number * factor > kMost) {
    return Error{ErrorCode::kInvalidArgument,
                 "\"" + std::string(text) + "\" is no interval between 60s and 31d",
                 {},
                 "Write a number with s, m, h or d: 6h"};
  }
  return number * factor;
}

std::int64_t next_round_ms(std::int64_t interval_seconds, std::uint64_t random) {
  const std::int64_t tenth = interval_seconds * 100;  // in milliseconds
  const auto spread = static_cast<std::uint64_t>(2 * tenth + 1);
  return interval_seconds * 1000 - tenth + static_cast<std::int64_t>(random % spread);
}

}  // namespace penumbra::update
