#include "base/percent.h"

#include <algorithm>

namespace penumbra::base {

Result<Percent> Percent::parse(std::string_view text) {
  PENUMBRA_ASSIGN_OR_RETURN(const Cut cut, parse_cut(text));
  if (!cut.exact) {
    return Error{ErrorCode::kInvalidValue,
                 "\"" + std::string(text.substr(0, 40)) + "\" has more than 16 digits after the point",
                 {},
                 "Give the stake as an interval that contains the true share"};
  }
  return cut.value;
}

Result<Percent::Cut> Percent::parse_cut(std::string_view text) {
  const auto bad = [text] {
    return Error{ErrorCode::kInvalidValue,
                 "\"" + std::string(text.substr(0, 40)) + "\" is not a percentage from 0 to 100",
                 {},
                 "Write a plain decimal such as 50 or 33.3333, without % and sign"};
  };
  Units units = 0;
  bool exact = true;
  int fraction_digits = -1;  // -1 before the point
  bool any_digit = false;
  for (const char c : text) {
    if (c == '.' && fraction_digits < 0) {
      fraction_digits = 0;
      continue;
    }
    if (c < '0' || c > '9') return bad();
    any_digit = true;
    if (fraction_digits >= kFractionDigits) {
      exact = exact && c == '0';
      continue;
    }
    if (fraction_digits >= 0) ++fraction_digits;
    units = units * 10 + (c - '0');
    if (fraction_digits < 0 && units > 1000) return bad();  // no need to read on, and no way to overflow
  }
  if (!any_digit) return bad();
  for (int i = std::max(fraction_digits, 0); i < kFractionDigits; ++i) units *= 10;
  if (units > 100 * kUnit || (units == 100 * kUnit && !exact)) return bad();
  return Cut{Percent(units), exact};
}

std::string Percent::to_string() const {
  Units rest = units_ < 0 ? -units_ : units_;
  std::string fraction;
  for (int i = 0; i < kFractionDigits; ++i) {
    fraction.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  std::string integer;
  do {
    integer.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  if (units_ < 0) integer.push_back('-');
  std::reverse(integer.begin(), integer.end());
  std::reverse(fraction.begin(), fraction.end());
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? integer : integer + "." + fraction;
}

double Percent::to_double() const {
  return static_cast<double>(units_) / static_cast<double>(kUnit);
}

}  // namespace penumbra::base
