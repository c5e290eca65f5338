#include "evidence/check_digits.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace penumbra::evidence {
namespace {

constexpr bool digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool letter(char c) {
  return c >= 'A' && c <= 'Z';
}

bool digits(std::string_view text, std::size_t size) {
  return text.size() == size && std::all_of(text.begin(), text.end(), digit);
}

bool letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), letter);
}

bool letters_or_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return digit(c) || letter(c); });
}

int value(char c) {
  return digit(c) ? c - '0' : c - 'A' + 10;
}

int weighted(std::string_view text, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size() && i < text.size(); ++i) sum += weights[i] * value(text[i]);
  return sum;
}

// Remainder by 97 of the number that arises when letters become 10 to 35.
int modulo_97(std::string_view text) {
  int rest = 0;
  for (const char c : text) {
    const int v = value(c);
    rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
  }
  return rest;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t out = 0;
  for (const char c : text) out = out * 10 + static_cast<std::uint64_t>(c - '0');
  return out;
}

// Luhn over decimal digits, the last of them the check digit; `carried` is the sum of digits that stand before.
class Luhn {
 public:
  void add(int v) { digits_[count_++] = static_cast<std::uint8_t>(v); }
  bool right() const {
    int sum = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      int v = digits_[count_ - 1 - i];
      if (i % 2 == 1) v = v * 2 > 9 ? v * 2 - 9 : v * 2;
      sum += v;
    }
    return sum % 10 == 0;
  }

 private:
  std::array<std::uint8_t, 32> digits_{};
  std::size_t count_ = 0;
};

}  // namespace

bool is_lei(std::string_view text) {
  return text.size() == 20 && letters_or_digits(text) && digits(text.substr(18), 2) && modulo_97(text) == 1;
}

bool is_iban(std::string_view text) {
  if (text.size() < 15 || text.size() > 34 || !letters(text.substr(0, 2)) || !digits(text.substr(2, 2), 2) ||
      !letters_or_digits(text)) {
    return false;
  }
  int rest = modulo_97(text.substr(4));
  for (const char c : text.substr(0, 4)) {
    const int v = value(c);
    rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
  }
  return rest == 1;
}

bool is_bic(std::string_view text) {
  return (text.size() == 8 || text.size() == 11) && letters_or_digits(text) && letters(text.substr(0, 6));
}

bool is_isin(std::string_view text) {
  if (text.size() != 12 || !letters(text.substr(0, 2)) || !letters_or_digits(text) || !digit(text[11])) return false;
  Luhn luhn;
  for (const char c : text) {
    const int v = value(c);
    if (v > 9) luhn.add(v / 10);
    luhn.add(v % 10);
  }
  return luhn.right();
}

bool is_figi(std::string_view text) {
  if (text.size() != 12 || !letters(text.substr(0, 2)) || text[2] != 'G' || !letters_or_digits(text) ||
      !digit(text[11])) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < 11; ++i) {
    const int v = value(text[i]) * (i % 2 == 1 ? 2 : 1);
    sum += v / 10 + v % 10;
  }
  return (10 - sum % 10) % 10 == value(text[11]);
}

bool is_inn(std::string_view text) {
  constexpr std::array<int, 9> kTen{2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array<int, 10> kEleven{7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  constexpr std::array<int, 11> kTwelve{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  if (digits(text, 10)) return weighted(text, kTen) % 11 % 10 == value(text[9]);
  if (!digits(text, 12)) return false;
  return weighted(text, kEleven) % 11 % 10 == value(text[10]) && weighted(text, kTwelve) % 11 % 10 == value(text[11]);
}

bool is_ogrn(std::string_view text) {
  if (digits(text, 13)) return number(text.substr(0, 12)) % 11 % 10 == static_cast<std::uint64_t>(value(text[12]));
  if (!digits(text, 15)) return false;
  return number(text.substr(0, 14)) % 13 % 10 == static_cast<std::uint64_t>(value(text[14]));
}

bool is_okpo(std::string_view text) {
  if (!digits(text, 8) && !digits(text, 10)) return false;
  const auto rest = [&](int offset) {
    int sum = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      sum += ((static_cast<int>(i) + offset) % 10 + 1) * value(text[i]);
    }
    return sum % 11;
  };
  const int first = rest(0);
  return (first < 10 ? first : rest(2) % 10) == value(text.back());
}

bool is_edrpou(std::string_view text) {
  constexpr std::array<int, 7> kPlain{1, 2, 3, 4, 5, 6, 7};
  constexpr std::array<int, 7> kTurned{7, 1, 2, 3, 4, 5, 6};
  if (!digits(text, 8)) return false;
  std::array<int, 7> weights = text[0] >= '3' && text[0] <= '5' ? kTurned : kPlain;
  int rest = weighted(text, weights) % 11;
  if (rest == 10) {
    for (int& weight : weights) weight += 2;
    rest = weighted(text, weights) % 11 % 10;
  }
  return rest == value(text[7]);
}

bool is_uscc(std::string_view text) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (text.size() != 18 || !digits(text.substr(2, 6), 6)) return false;
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : text.substr(0, 17)) {
    const std::size_t at = kAlphabet.find(c);
    if (at == std::string_view::npos) return false;
    sum += at * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[(31 - sum % 31) % 31] == text[17];
}

bool is_imo_ship(std::string_view text) {
  constexpr std::array<int, 6> kWeights{7, 6, 5, 4, 3, 2};
  return digits(text, 7) && text[0] != '0' && weighted(text, kWeights) % 10 == value(text[6]);
}

bool is_imo_company(std::string_view text) {
  constexpr std::array<int, 6> kWeights{8, 6, 4, 2, 9, 7};
  return digits(text, 7) && (11 - weighted(text, kWeights) % 11) % 10 == value(text[6]);
}

bool is_mmsi(std::string_view text) {
  if (!digits(text, 9)) return false;
  const std::uint64_t country = number(text.substr(0, 3));
  return country >= 201 && country <= 775;
}

bool is_npi(std::string_view text) {
  if (!digits(text, 10)) return false;
  Luhn luhn;
  for (const char c : std::string_view("80840")) luhn.add(value(c));
  for (const char c : text) luhn.add(value(c));
  return luhn.right();
}

bool is_pan(std::string_view text) {
  constexpr std::string_view kHolders = "ABCFGHJLPT";
  return text.size() == 10 && letters(text.substr(0, 5)) && digits(text.substr(5, 4), 4) && letter(text[9]) &&
         kHolders.find(text[3]) != std::string_view::npos;
}

bool is_duns(std::string_view text) {
  return digits(text, 9);
}

bool is_uei(std::string_view text) {
  if (text.size() != 12 || !letters_or_digits(text) || text[0] == '0' ||
      text.find_first_of("IO") != std::string_view::npos) {
    return false;
  }
  std::size_t run = 0;
  for (const char c : text) {
    run = digit(c) ? run + 1 : 0;
    if (run == 9) return false;
  }
  return true;
}

}  // namespace penumbra::evidence
