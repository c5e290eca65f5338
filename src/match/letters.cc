#include "match/letters.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "embedded/letter_costs.h"

namespace penumbra::match {
namespace {

struct Field {
  std::string_view name;
  int LetterCosts::* of;
};

constexpr Field kFields[] = {
    {"exchange", &LetterCosts::exchange},         {"doubled", &LetterCosts::doubled},
    {"first_insert", &LetterCosts::first_insert}, {"first_substitute", &LetterCosts::first_substitute},
    {"last_insert", &LetterCosts::last_insert},   {"last_substitute", &LetterCosts::last_substitute},
};

std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view out = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return out;
}

bool is_letter(std::string_view text) {
  return text.size() == 1 && text[0] >= 'a' && text[0] <= 'z';
}

}  // namespace

LetterTables::LetterTables(const LetterCosts& costs) : exchange_(costs.exchange), doubled_(costs.doubled) {
  for (std::size_t place = 0; place < 4; ++place) {
    const int insert = ((place & 1U) != 0 ? costs.first_insert : 0) + ((place & 2U) != 0 ? costs.last_insert : 0);
    const int substitute =
        ((place & 1U) != 0 ? costs.first_substitute : 0) + ((place & 2U) != 0 ? costs.last_substitute : 0);
    const auto bounded = [](int cost) {
      return static_cast<std::uint8_t>(std::clamp(cost, kLeastLetterEdit, kMostLetterEdit));
    };
    for (std::size_t i = 0; i < kLettersAndDigits; ++i) {
      insert_[place][i] = i < kLetters ? bounded(costs.insert[i] + insert) : static_cast<std::uint8_t>(kDigitEdit);
      for (std::size_t j = 0; j < kLettersAndDigits; ++j) {
        substitute_[place][i][j] = i == j                           ? std::uint8_t{0}
                                   : i >= kLetters || j >= kLetters ? static_cast<std::uint8_t>(kDigitEdit)
                                                                    : bounded(costs.substitute[i][j] + substitute);
      }
    }
  }
}

std::string read_letter_costs(std::string_view text, LetterCosts& out) {
  std::array<bool, std::size(kFields)> seen{};
  std::array<bool, kLetters> inserts{};
  std::size_t substitutes = 0;
  out = {};
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.front() == '#') {
      continue;
    }
    const std::string whole(line);
    const std::string_view kind = take(line, ' ');
    std::string_view a;
    std::string_view b;
    if (kind == "insert") {
      a = take(line, ' ');
    } else if (kind == "substitute") {
      a = take(line, ' ');
      b = take(line, ' ');
    }
    int value = 0;
    const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || rest != line.data() + line.size()) {
      return "not a whole number: " + whole;
    }
    if (kind == "insert" || kind == "substitute") {
      if (!is_letter(a) || (kind == "substitute" && (!is_letter(b) || a >= b))) {
        return "not letters in order: " + whole;
      }
      if (value < kLeastLetterEdit || value > kMostLetterEdit) {
        return "out of range: " + whole;
      }
      const std::size_t x = letter_index(a[0]);
      if (kind == "insert") {
        inserts[x] = true;
        out.insert[x] = value;
      } else {
        const std::size_t y = letter_index(b[0]);
        substitutes += out.substitute[x][y] == 0 ? 1U : 0U;
        out.substitute[x][y] = out.substitute[y][x] = value;
      }
      continue;
    }
    const auto* field =
        std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& f) { return f.name == kind; });
    if (field == std::end(kFields)) {
      return "no such cost: " + whole;
    }
    seen[static_cast<std::size_t>(field - std::begin(kFields))] = true;
    out.*(field->of) = value;
  }
  const auto all = [](const auto& flags) { return std::all_of(flags.begin(), flags.end(), [](bool f) { return f; }); };
  if (!all(seen) || !all(inserts) || substitutes != kLetters * (kLetters - 1) / 2) {
    return "costs are missing";
  }
  for (const int cost : {out.exchange, out.doubled}) {
    if (cost < kLeastLetterEdit || cost > kMostLetterEdit) {
      return "exchange or doubled is out of range";
    }
  }
  return "";
}

std::string letter_costs_text(const LetterCosts& costs) {
  std::string out;
  for (const Field& field : kFields) {
    out += std::string(field.name) + " " + std::to_string(costs.*(field.of)) + "\n";
  }
  const auto letter = [](std::size_t i) { return std::string(1, static_cast<char>('a' + i)); };
  for (std::size_t i = 0; i < kLetters; ++i) {
    out += "insert " + letter(i) + " " + std::to_string(costs.insert[i]) + "\n";
  }
  for (std::size_t i = 0; i < kLetters; ++i) {
    for (std::size_t j = i + 1; j < kLetters; ++j) {
      out += "substitute " + letter(i) + " " + letter(j) + " " + std::to_string(costs.substitute[i][j]) + "\n";
    }
  }
  return out;
}

const LetterTables& letter_tables() {
  static const LetterTables kTables = [] {
    LetterCosts costs;
    [[maybe_unused]] const std::string fault = read_letter_costs(embedded::letter_costs(), costs);
    assert(fault.empty());  // part of the program; tests/match reads it too
    return LetterTables(costs);
  }();
  return kTables;
}

}  // namespace penumbra::match
