#include "names/romanised.h"

#include "embedded/names_romanised.h"
#include "names/table_text.h"

namespace penumbra::names {
RomanisedWords::RomanisedWords() : words_(1) {
  constexpr std::string_view kLanguage = "language ";
  std::uint8_t languages = 0;
  for (std::string_view table = embedded::names_romanised(); !table.empty();) {
    std::string_view line = take_table_text(table, '\n');
    if (line.starts_with(kLanguage)) {
      ++languages;
      continue;
    }
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::string_view english = take_table_text(line, '|');
    const bool sure = english.starts_with('!');
    english.remove_prefix(sure ? 1 : 0);
    while (!line.empty()) {
      const auto number = static_cast<std::uint16_t>(words_.size());
      // The first meaning of a word counts.
      if (numbers_.try_emplace(take_table_text(line, ','), number).second) {
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
