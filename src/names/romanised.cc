#include "names/romanised.h"

#include <algorithm>

#include "embedded/names_romanised.h"

namespace penumbra::names {
namespace {

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\r'; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// Takes the text before the next `separator` off `rest`.
std::string_view next(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(piece);
}

}  // namespace

RomanisedWords::RomanisedWords() : words_(1) {
  constexpr std::string_view kLanguage = "language ";
  std::uint8_t languages = 0;
  for (std::string_view table = embedded::names_romanised(); !table.empty();) {
    std::string_view line = next(table, '\n');
    if (line.starts_with(kLanguage)) {
      ++languages;
      continue;
    }
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::string_view english = next(line, '|');
    const bool sure = english.starts_with('!');
    english.remove_prefix(sure ? 1 : 0);
    while (!line.empty()) {
      const auto number = static_cast<std::uint16_t>(words_.size());
      // The first meaning of a word counts.
      if (numbers_.try_emplace(next(line, ','), number).second) {
        words_.push_back({english, languages, sure});
      }
    }
  }
}

const RomanisedWords& RomanisedWords::get() {
  static const RomanisedWords* const words = new RomanisedWords();
  return *words;
}

std::uint16_t RomanisedWords::find(std::string_view latin) const {
  const auto found = numbers_.find(latin);
  return found == numbers_.end() ? std::uint16_t{0} : found->second;
}

}  // namespace penumbra::names
