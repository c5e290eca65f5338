// Exact percentages.
#ifndef PENUMBRA_BASE_PERCENT_H_
#define PENUMBRA_BASE_PERCENT_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "penumbra/result.h"

namespace penumbra::base {

// A percentage held exactly as a decimal with up to kFractionDigits digits after the point. Sums and comparisons are
// exact, so that 49.999999999999 + 0.000000000001 is 50 and nothing else. Integer parts per million (an earlier choice)
// would have rounded registers that print more than four decimals. Range of a parsed value: [0, 100]; sums may exceed
// 100.
class Percent {
 public:
  static constexpr int kFractionDigits = 16;

  constexpr Percent() = default;
  // A whole number of percent, 0 <= whole.
  static constexpr Percent whole(int whole_percent) { return Percent(static_cast<Units>(whole_percent) * kUnit); }
  static constexpr Percent zero() { return Percent(0); }
  // The value as a whole number of units of 10^-16 percent, and back, for code that stores or divides many shares.
  __extension__ using Units = __int128;
  static constexpr Units kUnitsPerPercent = 10'000'000'000'000'000;
  static constexpr Percent from_units(Units units) { return Percent(units); }
  constexpr Units units() const { return units_; }
  static constexpr Percent hundred() { return whole(100); }

  // Reads "50", "50.0", ".5", "33.3333". No sign, no exponent, no "%". kInvalidValue for anything else, for more than
  // kFractionDigits digits after the point that are not zero, and for a value above 100.
  static Result<Percent> parse(std::string_view text);

  // Reads a decimal of any length: the value cut to kFractionDigits digits, and whether that was exact. An inexact
  // value lies between the result and one unit more, so that an open interval of one unit keeps every comparison with a
  // value of at most kFractionDigits digits right. kInvalidValue as parse().
  struct Cut;
  static Result<Cut> parse_cut(std::string_view text);

  // Shortest exact decimal: "50", "33.3333".
  std::string to_string() const;
  // Nearest double, for pictures and context figures only; never for a verdict.
  double to_double() const;

  constexpr Percent operator+(Percent other) const { return Percent(units_ + other.units_); }
  constexpr Percent operator-(Percent other) const { return Percent(units_ - other.units_); }
  constexpr Percent& operator+=(Percent other) {
    units_ += other.units_;
    return *this;
  }
  constexpr bool operator==(const Percent& other) const { return units_ == other.units_; }
  constexpr std::strong_ordering operator<=>(const Percent& other) const {
    return units_ < other.units_   ? std::strong_ordering::less
           : units_ > other.units_ ? std::strong_ordering::greater
                                   : std::strong_ordering::equal;
  }

 private:
  // 100 % is 10^18 units; 128 bits leave room for 10^20 such stakes in one sum.
  static constexpr Units kUnit = kUnitsPerPercent;
  constexpr explicit Percent(Units units) : units_(units) {}

  Units units_ = 0;
};

struct Percent::Cut {
  Percent value;
  bool exact = true;
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_PERCENT_H_
