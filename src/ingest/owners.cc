#include "ingest/owners.h"

#include <algorithm>

#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

std::optional<PartialDate> read_date(std::string_view text) {
  text = trim(text);
  constexpr std::size_t kDay = 10;
  if (text.size() > kDay && (text[kDay] == 'T' || text[kDay] == 't' || text[kDay] == ' ')) {
    if (!Timestamp::parse(text).ok()) return std::nullopt;
    text = text.substr(0, kDay);
  }
  const auto date = PartialDate::parse(text);
  if (!date.ok() || !date->known() || date->bound() != Bound::kExact) return std::nullopt;
  return *date;
}

std::optional<Timestamp> read_recorded(std::string_view text) {
  text = trim(text);
  if (const auto day = Date::parse(text); day.ok()) {
    constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
    return Timestamp(static_cast<std::int64_t>(day->days()) * kMicrosPerDay);
  }
  const auto instant = Timestamp::parse(text);
  if (!instant.ok()) return std::nullopt;
  return *instant;
}

std::string plain_decimal(std::string_view number) {
  const std::size_t e = number.find_first_of("eE");
  if (e == std::string_view::npos) return std::string(number);
  std::string_view exponent = number.substr(e + 1);
  const bool negative = exponent.starts_with("-");
  if (negative || exponent.starts_with("+")) exponent.remove_prefix(1);
  if (exponent.empty() || exponent.size() > 2 || !all_digits(exponent)) return {};
  std::size_t places = 0;
  for (const char c : exponent) places = places * 10 + static_cast<std::size_t>(c - '0');
  std::string_view mantissa = number.substr(0, e);
  const std::string sign = mantissa.starts_with("-") ? "-" : "";
  mantissa.remove_prefix(sign.size());
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  std::string whole(mantissa.substr(0, point));
  std::string fraction(point < mantissa.size() ? mantissa.substr(point + 1) : std::string_view());
  if (negative) {
    if (whole.size() < places) whole.insert(0, places - whole.size(), '0');
    fraction.insert(0, whole.substr(whole.size() - places));
    whole.resize(whole.size() - places);
  } else {
    if (fraction.size() < places) fraction.append(places - fraction.size(), '0');
    whole += fraction.substr(0, places);
    fraction.erase(0, places);
  }
  if (whole.empty()) whole = "0";
  return sign + whole + (fraction.empty() ? "" : "." + fraction);
}

bool is_lei(std::string_view text) {
  constexpr std::size_t kLength = 20;
  if (text.size() != kLength) return false;
  unsigned rest = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    } else if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    } else {
      return false;
    }
  }
  return rest == 1 && is_digit(text[18]) && is_digit(text[19]);
}

std::string companies_house_number(std::string_view text) {
  constexpr std::size_t kLength = 8;
  std::string number = upper(trim(text));
  if (number.empty() || number.size() > kLength) return {};
  const std::size_t letters = static_cast<std::size_t>(
      std::find_if(number.begin(), number.end(), [](char c) { return is_digit(c); }) - number.begin());
  const bool fits = letters <= 2 && std::all_of(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(letters),
                                                [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string_view digits = std::string_view(number).substr(letters);
  // Numbers of old industrial and provident societies end in a letter ("IP12345R").
  const std::string_view plain =
      digits.size() > 1 && !is_digit(digits.back()) ? digits.substr(0, digits.size() - 1) : digits;
  if (!fits || plain.empty() || !all_digits(plain)) return {};
  number.insert(letters, kLength - number.size(), '0');
  return number;
}

void put_identifier(Mapping& mapping, model::Entity& entity, std::string_view scheme, std::string_view id,
                    const SourcePosition& position) {
  const std::string plain = tidy(id);
  if (plain.empty()) return;
  const std::string register_key = upper(tidy(scheme));
  if (register_key == "XI-LEI" || (register_key.empty() && is_lei(plain))) {
    mapping.put(entity, "leiCode", upper(plain), position);
    return;
  }
  if (register_key.ends_with("-PASSPORT") && entity.schema == "Person") {
    mapping.put(entity, "passportNumber", plain, position);
  } else if (register_key.ends_with("-TAXID")) {
    mapping.put(entity, "taxNumber", plain, position);
  } else if (entity.schema == "Person") {
    mapping.put(entity, "idNumber", plain, position);
  } else {
    mapping.put(entity, "registrationNumber", plain, position);
  }
  if (register_key.empty()) return;
  std::string number = register_key == "GB-COH" ? companies_house_number(plain) : std::string();
  if (number.empty()) number = upper(plain);
  mapping.put(entity, "idNumber", register_key + "-" + number, position);
}

}  // namespace penumbra::ingest
