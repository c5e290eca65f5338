#include "text/homoglyph.h"

#include <algorithm>
#include <span>

#include "text/code_points.h"

namespace penumbra::text {
namespace {

struct Pair {
  char32_t latin;
  char32_t other;
};

// Both the small letters that look alike and those whose capitals do: folding has removed the difference of case. Where
// two Cyrillic letters resemble one Latin letter, the first row serves the way from Latin to Cyrillic.
constexpr Pair kCyrillic[] = {{U'a', U'а'}, {U'b', U'в'}, {U'c', U'с'}, {U'e', U'е'}, {U'h', U'н'}, {U'i', U'і'},
                              {U'j', U'ј'}, {U'k', U'к'}, {U'm', U'м'}, {U'n', U'п'}, {U'o', U'о'}, {U'p', U'р'},
                              {U's', U'ѕ'}, {U't', U'т'}, {U'x', U'х'}, {U'y', U'у'}, {U'r', U'г'}, {U'u', U'и'},
                              {U'b', U'ь'}, {U'd', U'ԁ'}, {U'h', U'һ'}, {U'q', U'ԛ'}, {U'w', U'ԝ'}, {U'l', U'ӏ'},
                              {U'v', U'ѵ'}, {U'i', U'ї'}, {U'e', U'ё'}};
constexpr Pair kGreek[] = {{U'a', U'α'}, {U'b', U'β'}, {U'e', U'ε'}, {U'z', U'ζ'}, {U'h', U'η'}, {U'i', U'ι'},
                           {U'k', U'κ'}, {U'm', U'μ'}, {U'v', U'ν'}, {U'o', U'ο'}, {U'p', U'ρ'}, {U't', U'τ'},
                           {U'y', U'υ'}, {U'x', U'χ'}, {U'n', U'ν'}, {U'u', U'υ'}, {U'w', U'ω'}, {U's', U'σ'}};

// Exchanges letters of script `from`; false (and nothing changed) if one of them has no look-alike.
bool exchange(std::span<char32_t> word, Script from, std::span<const Pair> table, bool to_latin) {
  std::u32string changed(word.begin(), word.end());
  for (char32_t& c : changed) {
    if (code_point(c).script != from) {
      continue;
    }
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Pair& pair) { return (to_latin ? pair.other : pair.latin) == c; });
    if (found == table.end()) {
      return false;
    }
    c = to_latin ? found->latin : found->other;
  }
  std::copy(changed.begin(), changed.end(), word.begin());
  return true;
}

bool mend_word(std::span<char32_t> word) {
  int latin = 0;
  int cyrillic = 0;
  int greek = 0;
  for (const char32_t c : word) {
    const Script script = code_point(c).script;
    latin += script == Script::kLatin ? 1 : 0;
    cyrillic += script == Script::kCyrillic ? 1 : 0;
    greek += script == Script::kGreek ? 1 : 0;
  }
  const int other = std::max(cyrillic, greek);
  if (latin == 0 || other == 0) {
    return false;
  }
  const bool is_cyrillic = cyrillic >= greek;
  const Script script = is_cyrillic ? Script::kCyrillic : Script::kGreek;
  const std::span<const Pair> table = is_cyrillic ? std::span<const Pair>(kCyrillic) : std::span<const Pair>(kGreek);
  if (latin >= other) {
    return exchange(word, script, table, true) || exchange(word, Script::kLatin, table, false);
  }
  return exchange(word, Script::kLatin, table, false) || exchange(word, script, table, true);
}

}  // namespace

bool replace_homoglyphs(std::u32string& text) {
  // Only texts in which Latin meets Cyrillic or Greek are looked at word by word.
  std::uint32_t scripts = 0;
  for (const char32_t c : text) {
    scripts |= 1U << static_cast<unsigned>(code_point(c).script);
  }
  constexpr std::uint32_t kLatinBit = 1U << static_cast<unsigned>(Script::kLatin);
  constexpr std::uint32_t kOtherBits =
      (1U << static_cast<unsigned>(Script::kCyrillic)) | (1U << static_cast<unsigned>(Script::kGreek));
  if ((scripts & kLatinBit) == 0 || (scripts & kOtherBits) == 0) {
    return false;
  }
  bool any = false;
  std::size_t start = 0;
  const auto in_word = [](char32_t c) { return code_point(c).script != Script::kNone || (c >= U'0' && c <= U'9'); };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || !in_word(text[i])) {
      if (i > start + 1) {
        any = mend_word(std::span(text).subspan(start, i - start)) || any;
      }
      start = i + 1;
    }
  }
  return any;
}

}  // namespace penumbra::text
