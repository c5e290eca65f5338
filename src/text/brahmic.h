// Romanisation of the scripts of South and South-East Asia whose consonants carry a vowel. Internal to text.
#ifndef PENUMBRA_TEXT_BRAHMIC_H_
#define PENUMBRA_TEXT_BRAHMIC_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace penumbra::text {

// What ICU makes of a letter by itself (translit_table.inc).
std::string_view base_latin(char32_t c);

// In what spellings of Indian names differ.
struct IndicStyle {
  bool drop_inner_vowels = false;  // the inherent vowel that is not spoken inside a word ("Rajkumar")
  bool round_vowel = false;        // Bengali's inherent vowel is o ("Sanjoy"), not a
};

// Devanagari, Bengali and their sisters up to Sinhala.
void append_indic(std::u32string_view word, IndicStyle style, std::string& out);

// Thai and Lao: consonants and written vowels; silent letters are left out. `links`: a hissing or dental consonant that
// closes a syllable is spoken again before the next one, as in words from Pali and Sanskrit ("rattana", "ratchada").
void append_thai(std::u32string_view word, std::string& out, bool links = false);

// Burmese: syllables of names as their bearers spell them, letter by letter where the table has none.
void append_burmese(std::u32string_view word, std::string& out);

// Letters of the syllable of a Burmese name at the start of `text`; 0 if the table has none.
std::size_t burmese_syllable(std::u32string_view text);

// Whether a word of Burmese is nothing but syllables that names have.
bool is_burmese_name(std::u32string_view text);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_BRAHMIC_H_
