// Calendar arithmetic follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), through
// std::chrono's year_month_day; no time zones are needed because days are days and instants are UTC.
#include "penumbra/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace penumbra {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

year_month_day ymd_of(std::int32_t day_number) {
  return year_month_day{sys_days{days{day_number}}};
}

bool is_sentinel(Date date) {
  return date == Date::min() || date == Date::max();
}

// Reads exactly `count` ASCII digits at `position`; -1 if they are not all digits.
int digits(std::string_view text, std::size_t position, std::size_t count) {
  if (position + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = position; i < position + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

Error bad_date(std::string_view text, std::string_view wanted) {
  constexpr std::size_t kShown = 40;  // enough to recognise the cell, short enough for one terminal line
  std::string shown(text.substr(0, kShown));
  if (text.size() > kShown) shown += "...";
  return Error{ErrorCode::kInvalidValue, "\"" + shown + "\" is not a date", {}, "Write " + std::string(wanted)};
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                           std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date(static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count()));
}

Result<Date> Date::parse(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    if (auto date = from_ymd(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))) return *date;
  }
  return bad_date(text, "a day as YYYY-MM-DD");
}

Date Date::today() {
  return Timestamp::now().date();
}

int Date::year() const {
  return static_cast<int>(ymd_of(days_).year());
}

int Date::month() const {
  return static_cast<int>(static_cast<unsigned>(ymd_of(days_).month()));
}

int Date::day() const {
  return static_cast<int>(static_cast<unsigned>(ymd_of(days_).day()));
}

std::string Date::to_string() const {
  if (is_sentinel(*this)) return "";
  std::array<char, 32> buffer{};
  const int y = year();
  if (y >= 0 && y <= 9999) {
    // Nearly all dates; snprintf is a good part of what a reader spends on one.
    const auto put = [&buffer](std::size_t at, int number) {
      buffer[at] = static_cast<char>('0' + number / 10);
      buffer[at + 1] = static_cast<char>('0' + number % 10);
    };
    put(0, y / 100);
    put(2, y % 100);
    buffer[4] = '-';
    put(5, month());
    buffer[7] = '-';
    put(8, day());
    return std::string(buffer.data(), 10);
  }
  const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", y, month(), day());
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

Result<PartialDate> PartialDate::parse(std::string_view text) {
  if (text.empty()) return PartialDate();
  std::string_view rest = text;
  Bound bound = Bound::kExact;
  if (rest.front() == '<' || rest.front() == '>') {
    bound = rest.front() == '<' ? Bound::kBefore : Bound::kAfter;
    rest.remove_prefix(1);
  }
  std::optional<Date> first;
  Precision precision = Precision::kDay;
  if (rest.size() == 10 && rest[4] == '-' && rest[7] == '-') {
    first = Date::from_ymd(digits(rest, 0, 4), digits(rest, 5, 2), digits(rest, 8, 2));
  } else if (rest.size() == 7 && rest[4] == '-') {
    first = Date::from_ymd(digits(rest, 0, 4), digits(rest, 5, 2), 1);
    precision = Precision::kMonth;
  } else if (rest.size() == 4) {
    first = Date::from_ymd(digits(rest, 0, 4), 1, 1);
    precision = Precision::kYear;
  }
  if (!first) return bad_date(text, "YYYY-MM-DD, YYYY-MM or YYYY, with < or > in front for a bound");
  return PartialDate(*first, precision, bound);
}

Date PartialDate::last() const {
  const year_month_day ymd = ymd_of(first_.days());
  switch (precision_) {
    case Precision::kDay:
      return first_;
    case Precision::kMonth:
      return Date(
          static_cast<std::int32_t>(sys_days{ymd.year() / ymd.month() / std::chrono::last}.time_since_epoch().count()));
    case Precision::kYear:
      return Date(
          static_cast<std::int32_t>(sys_days{ymd.year() / std::chrono::December / 31}.time_since_epoch().count()));
  }
  return first_;
}

Date PartialDate::earliest() const {
  if (!known_ || bound_ == Bound::kBefore) return Date::min();
  if (bound_ == Bound::kAfter) return last().plus_days(1);
  return first_;
}

Date PartialDate::latest() const {
  if (!known_ || bound_ == Bound::kAfter) return Date::max();
  if (bound_ == Bound::kBefore) return first_.plus_days(-1);
  return last();
}

std::string PartialDate::to_string() const {
  if (!known_) return "";
  std::string out;
  if (bound_ == Bound::kBefore) out = "<";
  if (bound_ == Bound::kAfter) out = ">";
  const std::string day = first_.to_string();
  switch (precision_) {
    case Precision::kDay:
      return out + day;
    case Precision::kMonth:
      return out + day.substr(0, 7);
    case Precision::kYear:
      return out + day.substr(0, 4);
  }
  return out;
}

Holds ValidInterval::holds_on(Date day) const {
  // Certainly begun / possibly begun; certainly not yet over / possibly not yet over.
  const bool begun = !from.known() || from.latest() <= day;
  const bool maybe_begun = !from.known() || from.earliest() <= day;
  const bool open = !to.known() || to.earliest() > day;
  const bool maybe_open = !to.known() || to.latest() > day;
  if (begun && open) return Holds::kYes;
  if (maybe_begun && maybe_open) return Holds::kPossibly;
  return Holds::kNo;
}

Result<Timestamp> Timestamp::parse(std::string_view text) {
  constexpr std::string_view kWanted = "YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ";
  if (text.size() == 10) {
    PENUMBRA_ASSIGN_OR_RETURN(const Date day, Date::parse(text));
    return Timestamp((static_cast<std::int64_t>(day.days()) + 1) * kMicrosPerDay - 1);
  }
  if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') return bad_date(text, kWanted);
  PENUMBRA_ASSIGN_OR_RETURN(const Date day, Date::parse(text.substr(0, 10)));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  int second = 0;
  std::size_t at = 16;
  std::int64_t fraction = 0;
  if (at < text.size() && text[at] == ':') {
    second = digits(text, at + 1, 2);
    at += 3;
    if (second >= 0 && at < text.size() && text[at] == '.') {
      std::int64_t scale = kMicrosPerSecond;
      ++at;
      const std::size_t begin = at;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        scale /= 10;  // digits beyond the microsecond are below the resolution and fall to zero weight
        fraction += (text[at] - '0') * scale;
      }
      if (at == begin) return bad_date(text, kWanted);
    }
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return bad_date(text, kWanted);
  std::int64_t zone_minutes = 0;
  const std::string_view zone = at <= text.size() ? text.substr(at) : std::string_view();
  if (!zone.empty() && zone != "Z") {
    const int zone_hour = digits(zone, 1, 2);
    const int zone_minute = digits(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || zone_hour < 0 || zone_hour > 23 ||
        zone_minute < 0 || zone_minute > 59) {
      return bad_date(text, kWanted);
    }
    zone_minutes = (zone[0] == '-' ? -1 : 1) * (zone_hour * 60 + zone_minute);
  }
  const std::int64_t seconds =
      static_cast<std::int64_t>(day.days()) * 86'400 + hour * 3600 + (minute - zone_minutes) * 60 + second;
  return Timestamp(seconds * kMicrosPerSecond + fraction);
}

Timestamp Timestamp::now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Timestamp(std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

Date Timestamp::date() const {
  if (*this == min()) return Date::min();
  if (*this == max()) return Date::max();
  std::int64_t day = micros_ / kMicrosPerDay;
  if (micros_ % kMicrosPerDay < 0) --day;
  return Date(static_cast<std::int32_t>(day));
}

std::string Timestamp::to_string() const {
  if (*this == min() || *this == max()) return "";
  const Date day = date();
  const std::int64_t in_day = micros_ - static_cast<std::int64_t>(day.days()) * kMicrosPerDay;
  std::array<char, 48> buffer{};
  const int length = std::snprintf(
      buffer.data(), buffer.size(), "T%02d:%02d:%02d.%06dZ", static_cast<int>(in_day / (3600 * kMicrosPerSecond)),
      static_cast<int>(in_day / (60 * kMicrosPerSecond) % 60), static_cast<int>(in_day / kMicrosPerSecond % 60),
      static_cast<int>(in_day % kMicrosPerSecond));
  return day.to_string() + std::string(buffer.data(), static_cast<std::size_t>(length));
}

}  // namespace penumbra
