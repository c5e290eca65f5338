#include "names/word_shapes.h"

#include <algorithm>
#include <iterator>

namespace penumbra::names {

bool is_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t number_value(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') {
    digits.remove_prefix(1);
  }
  const bool fits = digits.size() <= 9;
  std::uint32_t value = fits ? 0 : 0x811C9DC5U;
  for (const char c : digits) {
    value =
        fits ? value * 10 + static_cast<std::uint32_t>(c - '0') : (value ^ static_cast<unsigned char>(c)) * 0x01000193U;
  }
  return value;
}

bool says_number(std::string_view word) {
  static constexpr std::string_view kWords[] = {"no",     "nr",     "num",    "number", "nomer",
                                                "numero", "numara", "nummer", "noh",    "nomor"};
  return word.front() == 'n' && std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool says_branch(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "branch",        "filial",    "filiale", "filialas", "sucursal", "sucursala", "zweigniederlassung",
      "niederlassung", "succursale"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

std::uint32_t roman_value(std::string_view word) {
  if (word.size() > 7 || word.find_first_not_of("ivx") != std::string_view::npos) {
    return 0;
  }
  static constexpr std::string_view kTens[] = {"", "x", "xx", "xxx"};
  static constexpr std::string_view kUnits[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  for (std::uint32_t value = 1; value < 40; ++value) {
    const std::string_view tens = kTens[value / 10];
    const std::string_view units = kUnits[value % 10];
    if (word.size() == tens.size() + units.size() && word.substr(0, tens.size()) == tens &&
        word.substr(tens.size()) == units) {
      return value;
    }
  }
  return 0;
}

namespace {

bool ends_with(std::string_view word, std::string_view tail) {
  return word.size() > tail.size() + 1 && word.substr(word.size() - tail.size()) == tail;
}

}  // namespace

bool is_patronymic(std::string_view word) {
  static constexpr std::string_view kTails[] = {"ovich", "evich",  "ovych",  "evych",  "ovic",   "ovna",   "evna",
                                                "ivna",  "ovitch", "evitch", "yevich", "ievich", "ilyich", "kuzmich",
                                                "ichna", "owicz",  "ovics",  "avich",  "auna"};
  if (word.size() < 7 || std::string_view("achsz").find(word.back()) == std::string_view::npos) {
    return false;
  }
  return std::any_of(std::begin(kTails), std::end(kTails),
                     [&](std::string_view tail) { return ends_with(word, tail); });
}

}  // namespace penumbra::names
