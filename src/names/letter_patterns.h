// Patterns of letters in words, for rules of spelling: "(V)ss(V)" is a double s between vowels.
//
// Letters before and after stand in parentheses: any of them, V for a vowel, C for any other letter, ^ and $ for
// nothing. Internal to orthography.cc.
#ifndef PENUMBRA_NAMES_LETTER_PATTERNS_H_
#define PENUMBRA_NAMES_LETTER_PATTERNS_H_

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "names/orthography.h"

namespace penumbra::names {

inline constexpr std::u32string_view kVowels = U"aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøāēīūąęėįųăəıőűýŷ";

// Letters by small numbers, so that what may stand somewhere is a set of bits.
using Letter = std::uint8_t;
using Letters = std::bitset<256>;
inline constexpr Letter kNoLetter = 0;     // beyond the ends of a word
inline constexpr Letter kOtherLetter = 1;  // a consonant of which the table does not speak

class Alphabet {
 public:
  Alphabet() {
    for (const char32_t c : kVowels) {
      vowels_.set(add(c));
    }
  }

  Letter add(char32_t c) {
    const Letter known = of(c);
    if (known != kOtherLetter) {
      return known;
    }
    const Letter made = ++last_;  // 254 letters are twice those of the table
    if (c < plain_.size()) {
      plain_[c] = made;
    } else {
      others_.emplace_back(c, made);
    }
    return made;
  }

  Letter of(char32_t c) const {
    if (c < plain_.size()) {
      return plain_[c] == kNoLetter ? kOtherLetter : plain_[c];
    }
    const auto found =
        std::find_if(others_.begin(), others_.end(), [&](const auto& other) { return other.first == c; });
    return found == others_.end() ? kOtherLetter : found->second;
  }

  const Letters& vowels() const { return vowels_; }
  // One more than the highest of its numbers.
  std::size_t size() const { return std::size_t{last_} + 1; }

 private:
  std::array<Letter, 0x250> plain_{};  // to the end of Latin Extended-B
  std::vector<std::pair<char32_t, Letter>> others_;
  Letters vowels_;
  Letter last_ = kOtherLetter;
};

// Most letters of a pattern.
inline constexpr std::size_t kMaxPattern = 16;

// The letters of a word, with what lies beyond its ends.
class WordLetters {
 public:
  WordLetters(std::u32string_view word, const Alphabet& alphabet) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      letters_[i + 1] = alphabet.of(word[i]);
    }
  }
  const Letter* at(std::size_t i) const { return &letters_[i + 1]; }

 private:
  std::array<Letter, 1 + kMaxSpelledLetters + kMaxPattern + 1> letters_{};
};

// Letters with what must stand beside them: "(V)ss(V)".
struct Pattern {
  std::array<Letter, kMaxPattern> letters{};
  std::size_t size = 0;
  Letters before;
  Letters after;

  // `at` points into WordLetters.
  bool fits(const Letter* at) const {
    for (std::size_t i = 1; i < size; ++i) {
      if (at[i] != letters[i]) {
        return false;
      }
    }
    return at[0] == letters[0] && before[at[-1]] && after[at[size]];
  }
  // What may stand behind the first letter.
  Letters seconds() const { return size > 1 ? Letters().set(letters[1]) : after; }
};

// What may stand beside letters; empty: anything.
inline Letters context_of(std::u32string_view text, Alphabet& alphabet) {
  Letters out;
  for (const char32_t c : text) {
    if (c == U'^' || c == U'$') {
      out.set(kNoLetter);
    } else if (c == U'V') {
      out |= alphabet.vowels();
    } else if (c == U'C') {
      out |= ~alphabet.vowels() & ~Letters().set(kNoLetter);
    } else {
      out.set(alphabet.add(c));
    }
  }
  return text.empty() ? out.set() : out;
}

inline Pattern pattern_of(std::u32string_view text, Alphabet& alphabet) {
  Pattern out;
  std::u32string_view before;
  if (!text.empty() && text.front() == U'(') {
    const std::size_t end = text.find(U')');
    before = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
  }
  const std::size_t open = std::min(text.find(U'('), text.size());
  out.before = context_of(before, alphabet);
  out.after = open == text.size() ? context_of({}, alphabet)
                                  : context_of(text.substr(open + 1, text.find(U')', open) - open - 1), alphabet);
  out.size = std::min(open, kMaxPattern);
  for (std::size_t i = 0; i < out.size; ++i) {
    out.letters[i] = alphabet.add(text[i]);
  }
  return out;
}

// Things by the first letter of their patterns. Most letters are followed by one that no pattern has behind them, which
// one bit tells.
template <typename Thing>
class ByLetter {
 public:
  void add(Thing thing) { things_.push_back(std::move(thing)); }

  // After the last add(): longer patterns come first, then those that were added first.
  void index() {
    std::stable_sort(things_.begin(), things_.end(), [](const Thing& a, const Thing& b) {
      const Pattern& x = a.pattern;
      const Pattern& y = b.pattern;
      return x.letters[0] != y.letters[0] ? x.letters[0] < y.letters[0] : x.size > y.size;
    });
    for (const Thing& thing : things_) {
      ++starts_[thing.pattern.letters[0] + 1U];
      seconds_.resize(std::max<std::size_t>(seconds_.size(), thing.pattern.letters[0] + 1U));
      seconds_[thing.pattern.letters[0]] |= thing.pattern.seconds();
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  }

  // Those that may begin at this letter of a word.
  std::span<const Thing> at(const Letter* letter) const {
    if (*letter >= seconds_.size() || !seconds_[*letter][letter[1]]) {
      return {};
    }
    return std::span(things_).subspan(starts_[*letter], starts_[*letter + 1U] - starts_[*letter]);
  }

 private:
  std::vector<Thing> things_;
  std::array<std::uint16_t, 257> starts_{};
  std::vector<Letters> seconds_;
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_LETTER_PATTERNS_H_
