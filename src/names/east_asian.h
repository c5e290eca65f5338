// Readings of Chinese, Japanese and Korean names, in characters, Hangul and Latin letters.
#ifndef PENUMBRA_NAMES_EAST_ASIAN_H_
#define PENUMBRA_NAMES_EAST_ASIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/readings.h"

namespace penumbra::names {

// Where a word stands in a person's name. Surnames have spellings of their own; what language a given name is read in
// shows in its surname.
enum class EastAsianPlace : std::uint8_t {
  kSurname,
  kJapaneseGiven,  // beside a Japanese surname
  kVietnamese,     // beside a Chinese surname that is one of the commonest of Vietnam too
  kAlone,          // nothing tells: beside a surname that Chinese and Japanese have, or a word by itself
  kOther,          // beside another surname
};

// What a word of Han beside such a surname is: not kSurname.
EastAsianPlace place_after(std::u32string_view surname);

// Adds the readings of a word of Chinese characters: the tables' for a name that they know, then Cantonese, Wade-Giles,
// Korean and Japanese ones made of those of its characters. `pinyin` is its plain romanisation.
void add_han_readings(std::u32string_view word, std::string_view pinyin, EastAsianPlace place, ReadingList& out);

// A name of three characters that begins with a Chinese surname may be a Japanese one of two characters and of one
// (石破茂). The readings of such a surname and given name, one each: of use beside those of the other division.
struct JapaneseDivision {
  std::string_view surname;
  std::string_view given;
};
// Empty unless tables or dictionary have both.
JapaneseDivision japanese_division(std::u32string_view surname, std::u32string_view given);

// Adds the readings of a word of Hangul: the spellings of a surname; else what all romanisations have in common
// (korean_key()), and what the two official ones and the habits of bearers make of its letters.
void add_hangul_readings(std::u32string_view word, EastAsianPlace place, ReadingList& out);

// How many characters at the beginning of a person's name that is written in one piece are the surname: of Han
// (`han`) or Hangul. 0 if the name is rather a foreign one in these characters, or too short or long to tell.
std::size_t surname_size(std::u32string_view name, bool han);

// Whether the characters are a Japanese surname and given name, both as the tables or the dictionary have them.
bool is_japanese_name(std::u32string_view name);

// The Latin spellings of the Chinese (`korean` false) or Korean surnames.
std::vector<std::string_view> surname_spellings(bool korean);

// The other spellings of a Korean surname, with blanks between.
std::string_view korean_surname_spellings(std::string_view latin);

// Whether a word in Latin letters is a Chinese surname in pinyin or in a spelling of the tables.
bool is_chinese_surname(std::string_view latin);

// The Latin spellings of a Korean surname in Cyrillic letters, with blanks between. Empty if it is none.
std::string_view korean_surname_of_cyrillic(std::u32string_view word);

// A Japanese word in Latin letters without the letters that make a vowel long ("Ohno", "Satou", "Itoh", "Yuuki": ono,
// sato, ito, yuki). Empty for a word that has none, or that does not divide into Japanese syllables.
std::string short_japanese(std::string_view latin);

// A Latin word of nothing but Japanese syllables in the official system of Japan (Kunrei, 1954; ISO 3602) as Hepburn
// spells it: "Sinzo" gives "shinzo", "Mitubisi" "mitsubishi". Empty if it is none, or the same in both. Many words of
// other languages divide so too.
std::string hepburn_of_kunrei(std::string_view latin);

// What all romanisations of a Korean word in Latin letters have in common ("chunghee" and "jonghui" differ in the one
// vowel that Hangul may mean by either): folded, for comparison with the readings of Hangul. A key, not a spelling.
std::string korean_key(std::string_view latin);

// The same of a Korean name in kana, romanised by text::to_latin(), whose closed syllables kana open with u
// ("chorusamu" for Chol-sam). Empty if it is none of one or two syllables.
std::string korean_key_of_kana(std::string_view latin);

// Whether all syllables of a word of Hangul (UTF-8) are such as Korean names have: readings of Chinese characters, or
// native words in use as names. Foreign names as they sound have others.
bool has_korean_syllables(std::string_view hangul);

// Whether a word divides into one or two Korean syllables in any usual romanisation.
bool is_korean_word(std::string_view latin);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_EAST_ASIAN_H_
