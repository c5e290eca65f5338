#include "names/romanised.h"

#include <string>

#include "embedded/names_romanised.h"
#include "names/fold.h"
#include "names/table_text.h"

namespace penumbra::names {
namespace {

constexpr std::size_t kLongestEnding = 4;
constexpr std::size_t kLeastStem = 3;
// Words up to here are compared letter by letter: the fold makes too many short words alike.
constexpr std::size_t kShort = 4;
// Words without endings are met as they are folded from here: "Sina" is a name, "sinaa" industry.
constexpr std::size_t kLeastFolded = 6;

// Of the first three letters: nearly no word begins as a stem does. Below kBeginnings.
std::size_t beginning(std::string_view word) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    out = out * 32 + (i < word.size() ? static_cast<unsigned char>(word[i]) & 31U : 0U);
  }
  return out;
}

}  // namespace

RomanisedWords::RomanisedWords() : words_(1), needs_ending_(1) {
  constexpr std::string_view kLanguage = "language ";
  constexpr std::string_view kEndings = "endings ";
  std::uint8_t languages = 0;
  bool over = false;
  bool cyrillic = false;
  for (std::string_view table = embedded::names_romanised(); !table.empty();) {
    std::string_view line = take_table_text(table, '\n');
    if (line.starts_with(kLanguage)) {
      ++languages;
      over = line.find(" over") != std::string_view::npos;
      cyrillic = line.ends_with(" cyrillic");
      continue;
    }
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (line.starts_with(kEndings)) {
      line.remove_prefix(kEndings.size());
      while (!line.empty()) {
        const std::string_view ending = take_table_text(line, ',');
        endings_[std::string(ending)] |= std::uint32_t{1} << languages;
        folded_endings_[fold(ending)] |= std::uint32_t{1} << languages;
      }
      continue;
    }
    std::string_view english = take_table_text(line, '|');
    const bool sure = english.starts_with('!');
    english.remove_prefix(sure ? 1 : 0);
    while (!line.empty()) {
      const auto number = static_cast<std::uint16_t>(words_.size());
      // The first meaning of a word counts.
      std::string_view spelling = take_table_text(line, ',');
      const bool stem = spelling.ends_with('*');
      spelling.remove_suffix(stem ? 1 : 0);
      const bool folds = spelling.size() > kShort && fold(spelling).size() > kLeastStem;
      const bool added = stem && folds ? folded_stems_.try_emplace(fold(spelling), number).second
                         : stem        ? stems_.try_emplace(spelling, number).second
                                       : numbers_.try_emplace(spelling, number).second;
      if (stem) beginnings_.set(beginning(folds ? fold(spelling) : std::string(spelling)));
      // Syllables of the other languages are told apart by less than the fold keeps.
      if (added && !stem && over && fold(spelling).size() >= kLeastFolded) {
        folded_numbers_.try_emplace(fold(spelling), number);
        beginnings_.set(beginning(fold(spelling)));
      }
      if (added) {
        words_.push_back({english, languages, sure, over, cyrillic});
        // Doubled letters are single in the fold: "Elektron" is no adjective without its ending.
        needs_ending_.push_back(spelling.size() > 1 && spelling.back() == spelling[spelling.size() - 2]);
      }
    }
  }
}

const RomanisedWords& RomanisedWords::get() {
  static const RomanisedWords* const words = new RomanisedWords();
  return *words;
}

bool RomanisedWords::goes_before(std::uint16_t number, std::uint32_t languages, std::size_t ending) const {
  return ending == 0 ? !needs_ending_[number] : (languages >> words_[number].language & 1U) != 0;
}

std::uint16_t RomanisedWords::find(std::string_view latin, std::string_view folded) const {
  if (const auto found = numbers_.find(latin); found != numbers_.end()) return found->second;
  if (!beginnings_.test(beginning(folded)) && !beginnings_.test(beginning(latin))) return 0;
  const auto find_stem = [this](std::string_view word, const auto& stems, const Endings& endings, std::size_t least,
                                std::size_t most) -> std::uint16_t {
    for (std::size_t ending = 0; ending <= kLongestEnding && ending + least <= word.size(); ++ending) {
      const std::size_t stem = word.size() - ending;
      if (stem > most) continue;
      const auto languages = endings.find(word.substr(stem));
      if (ending != 0 && languages == endings.end()) continue;
      const auto found = stems.find(word.substr(0, stem));
      if (found == stems.end()) continue;
      if (goes_before(found->second, ending == 0 ? 0 : languages->second, ending)) return found->second;
    }
    return 0;
  };
  if (const auto found = folded_numbers_.find(folded); found != folded_numbers_.end()) return found->second;
  const std::uint16_t found = find_stem(folded, folded_stems_, folded_endings_, kLeastStem, folded.size());
  return found != 0 ? found : find_stem(latin, stems_, endings_, kLeastStem, latin.size());
}

}  // namespace penumbra::names
