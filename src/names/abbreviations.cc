#include "names/abbreviations.h"

#include <algorithm>

namespace penumbra::names {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool is_consonant(char c) {
  return c >= 'a' && c <= 'z' && !is_vowel(c);
}

}  // namespace

bool may_abbreviate(std::string_view word) {
  return word.size() >= kLeastAbbreviation && word.size() <= kMostAbbreviation && is_consonant(word.back());
}

bool abbreviates(std::string_view word, std::string_view full) {
  if (word.empty() || word.size() + 2 > full.size() || word[0] != full[0]) {
    return false;
  }
  const auto apart = std::mismatch(word.begin(), word.end(), full.begin());
  if (apart.first == word.end()) {
    return full.size() >= word.size() + 3 && (word.size() > kLeastAbbreviation || is_vowel(*apart.second));
  }
  // What follows the common beginning are consonants of the rest in their order, the last of them the last.
  auto at = apart.second;
  for (auto letter = apart.first; letter != word.end(); ++letter) {
    at = is_consonant(*letter) ? std::find(at, full.end(), *letter) : full.end();
    if (at == full.end()) {
      return false;
    }
    ++at;
  }
  const auto last = std::find_if(full.rbegin(), full.rend(), is_consonant);
  return last != full.rend() && *last == word.back();
}

}  // namespace penumbra::names
