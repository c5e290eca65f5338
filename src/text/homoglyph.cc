#include "text/homoglyph.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>

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

constexpr Pair kArmenian[] = {{U'o', U'օ'}, {U'n', U'ո'}, {U'u', U'ս'}, {U'h', U'հ'}, {U'q', U'զ'},
                              {U'j', U'յ'}, {U'g', U'ց'}, {U'l', U'լ'}, {U'w', U'ա'}};

struct Alphabet {
  Script script;
  std::span<const Pair> pairs;
};
constexpr Alphabet kAlphabets[] = {
    {Script::kLatin, {}}, {Script::kCyrillic, kCyrillic}, {Script::kGreek, kGreek}, {Script::kArmenian, kArmenian}};
constexpr std::size_t kLatin = 0;

// The alphabet of a letter; none of them: their number.
std::size_t alphabet_of(char32_t c) {
  const Script script = code_point(c).script;
  std::size_t i = 0;
  while (i < std::size(kAlphabets) && kAlphabets[i].script != script) {
    ++i;
  }
  return i;
}

// The letter of alphabet `to` that looks like `c` of alphabet `from`, by way of the Latin one; 0 if there is none.
char32_t look_alike(char32_t c, std::size_t from, std::size_t to) {
  if (from != kLatin) {
    const auto& pairs = kAlphabets[from].pairs;
    const auto found = std::find_if(pairs.begin(), pairs.end(), [c](const Pair& pair) { return pair.other == c; });
    c = found == pairs.end() ? 0 : found->latin;
  }
  if (to == kLatin || c == 0) {
    return c;
  }
  const auto& pairs = kAlphabets[to].pairs;
  const auto found = std::find_if(pairs.begin(), pairs.end(), [c](const Pair& pair) { return pair.latin == c; });
  return found == pairs.end() ? 0 : found->other;
}

// Brings all letters of the four alphabets to one; false (and nothing changed) if one of them has no look-alike there.
bool exchange(std::span<char32_t> word, std::size_t to) {
  std::u32string changed(word.begin(), word.end());
  for (char32_t& c : changed) {
    const std::size_t from = alphabet_of(c);
    if (from == to || from == std::size(kAlphabets)) {
      continue;
    }
    c = look_alike(c, from, to);
    if (c == 0) {
      return false;
    }
  }
  std::copy(changed.begin(), changed.end(), word.begin());
  return true;
}

// The alphabet with most letters comes first; Latin where two have as many, and where others meet each other: nobody
// writes Cyrillic and Greek in one word but to be read as Latin.
bool mend_word(std::span<char32_t> word) {
  std::array<int, std::size(kAlphabets) + 1> counts{};
  for (const char32_t c : word) {
    ++counts[alphabet_of(c)];
  }
  const auto others =
      std::count_if(counts.begin() + kLatin + 1, counts.end() - 1, [](int count) { return count != 0; });
  std::array<std::size_t, std::size(kAlphabets)> order{0, 1, 2, 3};
  std::stable_sort(order.begin() + (others > 1 ? 1 : 0), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  if (others == 0 || (others == 1 && counts[kLatin] == 0)) {
    return false;
  }
  return std::any_of(order.begin(), order.end(),
                     [&](std::size_t to) { return (counts[to] != 0 || to == kLatin) && exchange(word, to); });
}

}  // namespace

bool replace_homoglyphs(std::u32string& text) {
  // Only texts in which two of the alphabets meet are looked at word by word.
  unsigned alphabets = 0;
  for (const char32_t c : text) {
    alphabets |= 1U << static_cast<unsigned>(code_point(c).script);
  }
  unsigned met = 0;
  for (const Alphabet& alphabet : kAlphabets) {
    met += alphabets >> static_cast<unsigned>(alphabet.script) & 1U;
  }
  if (met < 2) {
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
