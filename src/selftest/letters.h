// Code points of names, as far as treatments need them. Kept apart from src/text on purpose: the self test must not
// alter names by the tables that undo the alteration.
#ifndef PENUMBRA_SELFTEST_LETTERS_H_
#define PENUMBRA_SELFTEST_LETTERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace penumbra::selftest {

std::u32string decoded(std::string_view text);
std::string encoded(std::u32string_view text);

// The writing of a name, by most of its letters. Stored in reports by key: never rename.
enum class Writing : std::uint8_t {
  kLatin,
  kCyrillic,
  kGreek,
  kArabic,
  kHebrew,
  kHan,
  kKana,
  kHangul,
  kGeorgian,
  kArmenian,
  kOther,
  kMixed,  // no script has three quarters of the letters
  kNone,   // no letters
};
inline constexpr int kWritings = 13;
std::string_view writing_key(Writing writing);

Writing writing_of(char32_t c);  // of one code point; kNone for what is no letter
Writing writing_of(std::u32string_view text);

bool is_letter(char32_t c);
bool is_digit(char32_t c);  // ASCII
bool is_blank(char32_t c);  // space, tab, line ends, no-break space

// Simple case pairs of Latin, Greek and Cyrillic letters; other code points as they are.
char32_t lower(char32_t c);
char32_t upper(char32_t c);
std::u32string lower(std::u32string_view text);
std::u32string upper(std::u32string_view text);
bool is_upper(std::u32string_view word);  // has capitals, and no small letters

// `text` in the case of `model`: capitals for capitals, a capital first letter for one, else small letters.
std::u32string in_case_of(std::u32string_view model, std::u32string_view text);

// Letters and digits of the words, lower case and without the marks on Latin letters, words sorted: equal for names
// that are the same word for word.
std::u32string word_for_word(std::string_view text);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_LETTERS_H_
