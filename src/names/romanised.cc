#include "names/romanised.h"

#include <algorithm>
#include <array>

#include "embedded/names_romanised.h"
#include "names/fold.h"
#include "names/table_text.h"

namespace penumbra::names {
namespace {

// Endings of Slavic nouns and adjectives in their cases, genders and numbers, as the usual systems romanise them.
constexpr std::array<std::string_view, 82> kEndings = {
    "",     "a",   "e",   "i",    "o",    "u",    "y",   "aia", "aja", "akh", "am",   "ami", "aya", "ago",
    "ai",   "ay",  "ego", "ei",   "ej",   "em",   "ey",  "ev",  "ie",  "ye",  "je",   "ii",  "ij",  "iy",
    "yi",   "yy",  "ikh", "ih",   "im",   "imi",  "ia",  "ja",  "ya",  "iu",  "ju",   "yu",  "iya", "iia",
    "ija",  "iye", "iyu", "iyi",  "oe",   "oje",  "oye", "ogo", "oho", "oi",  "oj",   "oy",  "oyi", "om",
    "omu",  "ov",  "iv",  "uiu",  "uyu",  "ykh",  "yh",  "ym",  "ymi", "ymy", "ykh",  "yia", "yya", "yam",
    "yami", "iam", "iiu", "iyam", "yaya", "iaia", "ae",  "aye", "ah",  "yah", "iakh", "yakh"};
constexpr std::size_t kLongestEnding = 4;
constexpr std::size_t kLeastStem = 3;
// Words up to here are compared letter by letter: the fold makes too many short words alike.
constexpr std::size_t kShort = 4;

// Of the first three letters: nearly no word begins as a stem does. Below kBeginnings.
std::size_t beginning(std::string_view word) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    out = out * 32 + (i < word.size() ? static_cast<unsigned char>(word[i]) & 31U : 0U);
  }
  return out;
}

}  // namespace

RomanisedWords::RomanisedWords() : words_(1) {
  for (const std::string_view ending : kEndings) folded_endings_.insert(fold(ending));
  constexpr std::string_view kLanguage = "language ";
  std::uint8_t languages = 0;
  bool over = false;
  for (std::string_view table = embedded::names_romanised(); !table.empty();) {
    std::string_view line = take_table_text(table, '\n');
    if (line.starts_with(kLanguage)) {
      ++languages;
      over = line.ends_with(" over");
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
      std::string_view spelling = take_table_text(line, ',');
      const bool stem = spelling.ends_with('*');
      spelling.remove_suffix(stem ? 1 : 0);
      const bool added = stem && spelling.size() > kShort ? folded_stems_.try_emplace(fold(spelling), number).second
                         : stem                           ? stems_.try_emplace(spelling, number).second
                                                          : numbers_.try_emplace(spelling, number).second;
      if (stem) beginnings_.set(beginning(spelling.size() > kShort ? fold(spelling) : std::string(spelling)));
      if (added) words_.push_back({english, languages, sure, over});
    }
  }
}

const RomanisedWords& RomanisedWords::get() {
  static const RomanisedWords* const words = new RomanisedWords();
  return *words;
}

std::uint16_t RomanisedWords::find(std::string_view latin, std::string_view folded) const {
  if (const auto found = numbers_.find(latin); found != numbers_.end()) return found->second;
  if (!beginnings_.test(beginning(folded)) && !beginnings_.test(beginning(latin))) return 0;
  for (std::size_t ending = 0; ending <= kLongestEnding && ending + kLeastStem <= folded.size(); ++ending) {
    const std::size_t stem = folded.size() - ending;
    if (stem < kLeastStem || !folded_endings_.contains(folded.substr(stem))) continue;
    // Doubled letters are single in the fold: "Elektron" is no adjective without its ending.
    if (ending == 0 && folded.ends_with('n')) continue;
    const auto found = folded_stems_.find(folded.substr(0, stem));
    if (found != folded_stems_.end()) return found->second;
  }
  for (std::size_t ending = 0; ending <= kLongestEnding && ending + kLeastStem <= latin.size(); ++ending) {
    const std::size_t stem = latin.size() - ending;
    if (stem > kShort || std::find(kEndings.begin(), kEndings.end(), latin.substr(stem)) == kEndings.end()) continue;
    if (const auto found = stems_.find(latin.substr(0, stem)); found != stems_.end()) return found->second;
  }
  return 0;
}

}  // namespace penumbra::names
