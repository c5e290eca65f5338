#include "names/disguise.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "names/fold.h"
#include "names/frequency.h"
#include "names/words.h"
#include "text/code_points.h"

namespace penumbra::names {
namespace {

// The letter that a digit or sign stands for, or 0.
char32_t disguised_letter(char32_t c) {
  switch (c) {
    case U'0':
      return U'o';
    case U'1':
    case U'!':
    case U'|':
      return U'i';
    case U'3':
      return U'e';
    case U'4':
    case U'@':
      return U'a';
    case U'5':
    case U'$':
      return U's';
    case U'7':
    case U'+':
      return U't';
    case U'8':
      return U'b';
    default:
      return 0;
  }
}

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0x80 && text::code_point(c).script == text::Script::kLatin);
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_sign(char32_t c) {
  return !is_digit(c);
}

bool is_vowel(char32_t c) {
  return c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u';
}

// Whether the tables or the names in use hold the word.
bool is_known(std::u32string_view word, const Lexicon& lexicon) {
  char latin[kMaxPartBytes];
  if (word.size() > kMaxPartBytes || !std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; })) {
    return false;
  }
  std::transform(word.begin(), word.end(), latin, [](char32_t c) { return static_cast<char>(c); });
  const std::string_view text(latin, word.size());
  if (lexicon.word(text) != kUnknownWord) {
    return true;
  }
  char folded[kFoldGrowth * kMaxPartBytes];
  return frequency_of(form_hash({folded, fold_to(text, folded)})) != 0;
}

// The word with signs as letters; where 1 is not i but l, as far as the letters beside it tell.
std::u32string decoded(std::u32string_view word, bool one_is_l) {
  std::u32string out(word);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (is_latin(word[i])) {
      continue;
    }
    // Between vowels, and behind the last one ("imperia1"), where a word may go on with l rather than i.
    // In front of an i it is no second one ("1iang").
    const bool before_i = i == 0 && word.size() > 1 && word[1] == U'i';
    const bool at_vowels = i > 0 && is_vowel(out[i - 1]) && (i + 1 == word.size() ? i > 1 : is_vowel(word[i + 1]));
    out[i] = word[i] == U'1' && (one_is_l || at_vowels || before_i) ? U'l' : disguised_letter(word[i]);
  }
  return out;
}

// What stands at the ends only: letters, or a number beside the word?
bool stands_for_letters(std::u32string_view word, const std::u32string& meant, const Lexicon& lexicon) {
  constexpr std::size_t kLeastRest = 4;
  constexpr std::size_t kMostBefore = 2;  // "103Sample" begins with a number
  if (is_known(meant, lexicon)) {
    return true;
  }
  const std::size_t before = static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_latin) - word.begin());
  const std::size_t after =
      static_cast<std::size_t>(std::find_if(word.rbegin(), word.rend(), is_latin) - word.rbegin());
  const std::u32string_view rest = word.substr(before, word.size() - before - after);
  if (rest.size() < kLeastRest || is_known(rest, lexicon)) {
    return false;
  }
  // Few numbers are written in front of a word and together with it; behind it many are, but none is 0.
  const char32_t last = word.back();
  const bool completes = last == U'0' || is_sign(last) || ((last == U'3' || last == U'4') && !is_vowel(rest.back()));
  return before <= kMostBefore && (after == 0 || (after == 1 && completes));
}

}  // namespace

bool holds_disguise(std::u32string_view text) {
  constexpr std::size_t kLeastLetters = 3;
  constexpr std::size_t kLeastAfter = 4;
  int in_front = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool plain = text[i] == U' ' || (text[i] >= U'a' && text[i] != U'|');
    if (plain || disguised_letter(text[i]) == 0) {
      continue;
    }
    const bool letter_sign = text[i] == U'@' || text[i] == U'$';
    if (letter_sign && ((i + 1 < text.size() && is_latin(text[i + 1])) || (i > 0 && is_latin(text[i - 1])))) {
      return true;
    }
    if (i == 0 || text[i - 1] == U' ') {
      // Few numbers stand in front of a word and together with it, and hardly two in one name.
      const std::size_t after = i + kLeastAfter;
      in_front += after < text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i + 1),
                                                     text.begin() + static_cast<std::ptrdiff_t>(after + 1), is_latin)
                      ? 1
                      : 0;
      if (in_front == 2) {
        return true;
      }
      continue;
    }
    if (i == 0 || !is_latin(text[i - 1])) {
      continue;
    }
    // From the first letter of the word to its last: nothing but letters and what may stand for them.
    std::size_t start = i;
    while (start > 0 && (is_latin(text[start - 1]) || disguised_letter(text[start - 1]) != 0)) {
      --start;
    }
    std::size_t end = i;
    while (end < text.size() && (is_latin(text[end]) || disguised_letter(text[end]) != 0)) {
      ++end;
    }
    const bool number_beside = (start > 0 && is_digit(text[start - 1])) || (end < text.size() && is_digit(text[end]));
    const auto letters = static_cast<std::size_t>(std::count_if(
        text.begin() + static_cast<std::ptrdiff_t>(start), text.begin() + static_cast<std::ptrdiff_t>(end), is_latin));
    const auto last = std::find_if(text.rend() - static_cast<std::ptrdiff_t>(end), text.rend(), is_latin).base();
    const bool inside = last - text.begin() > static_cast<std::ptrdiff_t>(i);
    // "Farmac1@": a digit before such a sign is a letter, too.
    const bool sign_behind =
        std::any_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(end),
                    [](char32_t c) { return c == U'@' || c == U'$'; });
    if (sign_behind && letters >= kLeastLetters) {
      return true;
    }
    if (inside && !number_beside && letters >= kLeastLetters && 2 * letters > end - start) {
      return true;
    }
    i = end;
  }
  return false;
}

bool divides_words(std::u32string_view before, std::u32string_view after, const Lexicon* lexicon) {
  constexpr std::size_t kLeast = 3;
  if (lexicon == nullptr || before.size() < kLeast || after.size() < kLeast) {
    return false;
  }
  for (const char32_t letter : {U'i', U'l'}) {
    std::u32string whole(before);
    whole += letter;
    whole += after;
    if (is_known(whole, *lexicon)) {
      return false;
    }
  }
  return is_known(before, *lexicon) || is_known(after, *lexicon);
}

bool undisguise_article(std::u32string& word, const Lexicon* lexicon) {
  if (lexicon == nullptr || word.size() != 2 || std::all_of(word.begin(), word.end(), is_latin) ||
      std::none_of(word.begin(), word.end(), is_latin)) {
    return false;
  }
  for (const bool one_is_l : {true, false}) {
    const std::u32string meant = decoded(word, one_is_l);
    if (std::find(meant.begin(), meant.end(), U'\0') == meant.end() && meant[0] < 0x80 && meant[1] < 0x80) {
      const char latin[] = {static_cast<char>(meant[0]), static_cast<char>(meant[1])};
      if ((lexicon->nature(lexicon->word({latin, 2})) & kWordArticle) != 0) {
        word = meant;
        return true;
      }
    }
  }
  return false;
}

bool undisguise(std::u32string& word, NameType type, bool disguised, const Lexicon* lexicon) {
  std::size_t letters = 0;
  std::size_t others = 0;
  bool digits = false;
  for (const char32_t c : word) {
    if (is_latin(c)) {
      ++letters;
    } else if (disguised_letter(c) != 0) {
      ++others;
      digits = digits || !is_sign(c);
    } else {
      return false;
    }
  }
  // These two signs are letters wherever others stand beside them.
  const auto signs = static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char32_t c) { return c == U'@' || c == U'$'; }));
  if (disguised && letters > 0 && digits) {
    letters += signs;
    others -= signs;
  }
  const bool known = lexicon != nullptr && letters + others >= 3 && letters >= 2 && others <= letters + 1 &&
                     others != 0 &&
                     (is_known(decoded(word, false), *lexicon) || is_known(decoded(word, true), *lexicon));
  if (others == 0 || letters < (digits ? 2U : 1U) || (others >= letters && !known && digits)) {
    return false;
  }
  const bool person = type == NameType::kPerson;
  // "B2B", "G7X": one letter on a side is a code, not a word. A sign is no number.
  if (letters < (person || !digits || disguised ? 2U : 4U) && digits && !known) {
    return false;
  }
  const auto first = std::find_if(word.begin(), word.end(), is_latin);
  const auto last = std::find_if(word.rbegin(), word.rend(), is_latin).base();
  const bool inside = !std::all_of(first, last, is_latin);
  const bool ends = first != word.begin() || last != word.end();
  const bool one = word.find(U'1') != std::u32string::npos;
  std::u32string meant = decoded(word, false);
  if (one && lexicon != nullptr && !is_known(meant, *lexicon)) {
    std::u32string with_l = decoded(word, true);
    if (is_known(with_l, *lexicon)) {
      meant = std::move(with_l);
    }
  }
  if (ends && digits && !(person && letters >= 3)) {
    const bool beside = (inside || disguised) && letters >= 3;
    if (!beside && (lexicon == nullptr || !stands_for_letters(word, meant, *lexicon))) {
      return false;
    }
  }
  word = std::move(meant);
  return true;
}

}  // namespace penumbra::names
