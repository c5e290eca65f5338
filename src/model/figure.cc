#include "model/figure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/model_figures.h"

namespace penumbra::model {
namespace {

constexpr int kFractionDigits = 6;
constexpr std::uint32_t kMaxGroupMinimum = 1000;
constexpr std::array<std::string_view, 5> kUnitKinds = {"units", "rate", "time", "currency", "missions"};
constexpr std::array<std::string_view, 3> kOthers = {"none", "optional", "required"};

Error invalid(std::string message, std::string fix) {
  return {ErrorCode::kInvalidValue, std::move(message), {}, std::move(fix)};
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "..." : "") + "\"";
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "12", "1.5", ".5" in millionths; nothing when it is no such number or too large.
std::optional<std::int64_t> parse_number(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  if (!std::all_of(whole.begin(), whole.end(), is_digit) || !std::all_of(fraction.begin(), fraction.end(), is_digit)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : whole) {
    value = value * 10 + (c - '0');
    if (value > FigureValue::kMax / FigureValue::kUnit) return std::nullopt;
  }
  for (int i = 0; i < kFractionDigits; ++i) {
    value =
        value * 10 + (static_cast<std::size_t>(i) < fraction.size() ? fraction[static_cast<std::size_t>(i)] - '0' : 0);
  }
  for (std::size_t i = kFractionDigits; i < fraction.size(); ++i) {
    if (fraction[i] != '0') return std::nullopt;
  }
  if (value > FigureValue::kMax) return std::nullopt;
  return value;
}

std::string number_text(std::int64_t value) {
  std::string out = std::to_string(value / FigureValue::kUnit);
  std::int64_t rest = value % FigureValue::kUnit;
  if (rest == 0) return out;
  std::string digits = std::to_string(rest + FigureValue::kUnit).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return out + "." + digits;
}

const std::map<std::string_view, FigureInfo>& table() {
  static const std::map<std::string_view, FigureInfo> all = [] {
    std::map<std::string_view, FigureInfo> out;
    base::for_each_table_row(embedded::model_figures(), 4, [&](const std::vector<std::string_view>& f) {
      const auto place = [](const auto& names, std::string_view name) {
        return static_cast<std::uint8_t>(std::find(names.begin(), names.end(), name) - names.begin());
      };
      out.emplace(f[0], FigureInfo{std::string(f[0]), static_cast<FigureUnit>(place(kUnitKinds, f[1])),
                                   static_cast<FigureOther>(place(kOthers, f[2])), std::string(f[3])});
    });
    return out;
  }();
  return all;
}

// Quarters of a day in one unit of time: a year has 365.25 days, a month a twelfth of it (121.75 quarters).
constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> kHundredthsOfQuarters = {
    {{"days", 400}, {"weeks", 2800}, {"months", 12175}, {"years", 146100}}};

std::int64_t days_up(std::int64_t value, std::int64_t hundredths) {
  // kMax units of years overflow 64 bits, so the product is made in 128.
  __extension__ using Wide = __int128;
  const Wide numerator = static_cast<Wide>(value) * hundredths;
  const Wide denominator = static_cast<Wide>(FigureValue::kUnit) * 400;
  const Wide days = (numerator + denominator - 1) / denominator;
  return static_cast<std::int64_t>(std::min<Wide>(days, INT64_MAX));
}

}  // namespace

Result<FigureValue> FigureValue::parse(std::string_view text) {
  const std::string fix = "Write 12, 6..18 or 6..9..18 (least, likely, greatest), with up to six decimals";
  std::array<std::int64_t, 3> numbers{};
  std::size_t count = 0;
  for (std::string_view rest = text;;) {
    const std::size_t dots = rest.find("..");
    const auto number = parse_number(rest.substr(0, dots));
    if (!number || count == numbers.size())
      return invalid(quoted(text) + " is no number, range or three-point value", fix);
    numbers[count++] = *number;
    if (dots == std::string_view::npos) break;
    rest.remove_prefix(dots + 2);
  }
  FigureValue value;
  value.low = numbers[0];
  value.high = numbers[count - 1];
  if (count == 3) value.likely = numbers[1];
  if (value.low > value.high || (value.likely && (*value.likely < value.low || *value.likely > value.high))) {
    return invalid("the numbers of " + quoted(text) + " are not in order",
                   "Write the least first and the greatest last");
  }
  return value;
}

std::string FigureValue::to_string() const {
  if (likely) return number_text(low) + ".." + number_text(*likely) + ".." + number_text(high);
  return exact() ? number_text(low) : number_text(low) + ".." + number_text(high);
}

const FigureInfo* find_figure(std::string_view name) {
  const auto it = table().find(name);
  return it == table().end() ? nullptr : &it->second;
}

std::vector<std::string_view> figure_names() {
  std::vector<std::string_view> out;
  for (const auto& [name, info] : table()) out.push_back(name);
  return out;
}

bool is_unit_of(FigureUnit kind, std::string_view unit) {
  switch (kind) {
    case FigureUnit::kUnits:
      return unit == "units";
    case FigureUnit::kRate:
      return unit == "units/year" || unit == "units/month";
    case FigureUnit::kTime:
      return std::any_of(kHundredthsOfQuarters.begin(), kHundredthsOfQuarters.end(),
                         [&](const auto& each) { return each.first == unit; });
    case FigureUnit::kCurrency:
      return unit.size() == 3 && std::all_of(unit.begin(), unit.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    case FigureUnit::kMissions:
      return unit == "missions";
  }
  return false;
}

std::string_view default_unit(FigureUnit kind) {
  switch (kind) {
    case FigureUnit::kUnits:
      return "units";
    case FigureUnit::kRate:
      return "units/year";
    case FigureUnit::kMissions:
      return "missions";
    case FigureUnit::kTime:
    case FigureUnit::kCurrency:
      break;
  }
  return {};
}

std::optional<DaySpan> to_days(const FigureValue& value, std::string_view unit) {
  for (const auto& [name, hundredths] : kHundredthsOfQuarters) {
    if (name != unit) continue;
    DaySpan span{days_up(value.low, hundredths), days_up(value.high, hundredths), std::nullopt};
    if (value.likely) span.likely = days_up(*value.likely, hundredths);
    return span;
  }
  return std::nullopt;
}

Result<NeedGroup> parse_group(std::string_view text) {
  constexpr std::string_view kOf = " of ";
  std::uint32_t minimum = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), minimum);
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  // "3 of" at the end is a number that lacks its name; "3rd-party" is a name.
  const bool counted = end != text.data() && (rest.starts_with(kOf) || rest == " of");
  if (!counted) return NeedGroup{text, 1};
  std::string_view name = rest.substr(std::min(rest.size(), kOf.size()));
  while (name.starts_with(' ')) name.remove_prefix(1);
  if (code != std::errc() || minimum == 0 || minimum > kMaxGroupMinimum) {
    return invalid("the group " + quoted(text) + " needs a number of members that is not from 1 to 1000",
                   "Write the number of members that must work, for example 2 of launchers");
  }
  if (name.empty()) return invalid("the group " + quoted(text) + " has no name", "Write for example 2 of launchers");
  return NeedGroup{name, minimum};
}

}  // namespace penumbra::model
