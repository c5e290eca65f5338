// Any script to Latin letters, through tables of our own.
//
// ICU's transliterator is not used at run time: it holds one lock for the whole process and takes 29 µs a name
// (docs/design/matching.md). Its single-letter results are the base table (translit_table.inc); the scripts whose
// spelling depends on the neighbours are read here by rule.
#ifndef PENUMBRA_TEXT_TRANSLITERATE_H_
#define PENUMBRA_TEXT_TRANSLITERATE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "text/script.h"

namespace penumbra::text {

// Languages that read letters of their script in ways of their own.
enum class Tongue : std::uint8_t {
  kAny,
  kUkrainian,  // and Belarusian: г is h
  kPersian,    // with Urdu and Pashto
};

inline constexpr std::size_t kTongues = 3;

// What the letters of a text say: a letter that only these languages write decides for all of its words ("علی فدوى",
// "Олег Гриценко, Київ"). Linear time, thread-safe.
Tongue tongue_of(std::u32string_view text);

// Latin letters a-z and digits for a word, whose letters should be of one script and are case-folded (normalise.h).
// Other characters are skipped. One plain romanisation, not the most likely spelling of a person's name: comparisons
// allow for the differences. Linear time, thread-safe.
std::string to_latin(std::u32string_view word, Tongue tongue);
inline std::string to_latin(std::u32string_view word) {
  return to_latin(word, tongue_of(word));
}

// A word of an Arabic name in Hebrew letters, letter by letter in Arabic ones; or "" if it has a letter that stands for
// none.
std::u32string arabic_of_hebrew(std::u32string_view word);

// The value of a decimal digit of any script, or -1.
int digit_value(char32_t code_point);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_TRANSLITERATE_H_
