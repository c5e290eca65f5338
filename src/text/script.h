// Scripts, as far as names need them.
#ifndef PENUMBRA_TEXT_SCRIPT_H_
#define PENUMBRA_TEXT_SCRIPT_H_

#include <cstdint>
#include <string_view>

namespace penumbra::text {

enum class Script : std::uint8_t {
  kNone = 0,  // digits, punctuation, blanks, signs
  kMark,      // combining marks, which belong to the letter before them
  kLatin,
  kGreek,
  kCyrillic,
  kArmenian,
  kHebrew,
  kArabic,
  kSyriac,
  kIndic,  // Devanagari to Sinhala: consonants carry an inherent vowel
  kThai,   // and Lao
  kTibetan,
  kMyanmar,
  kGeorgian,
  kHangul,
  kEthiopic,
  kKhmer,
  kMongolian,
  kKana,
  kHan,
  kOther,
};

// The script of a code point by block and general category. From the table of code_points.h: 1 to 2 ns.
Script script_of(char32_t code_point);

// The same, asked of ICU: what fills that table.
Script script_by_icu(char32_t code_point);

// The name of a script in reports and measurements ("latin", "cyrillic"); "other" for those without one of their own,
// empty for what is no script of its own (digits, signs, marks).
std::string_view script_key(Script script);

// Scripts that write few or no vowels.
constexpr bool is_abjad(Script script) {
  return script == Script::kArabic || script == Script::kHebrew || script == Script::kSyriac;
}

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_SCRIPT_H_
