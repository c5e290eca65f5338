// What is known of single Chinese characters: which are one, and how the languages that write with them read them.
//
// The table (han_table.inc) is made by tools/generate_han.py from the Unihan database.
#ifndef PENUMBRA_TEXT_HAN_H_
#define PENUMBRA_TEXT_HAN_H_

#include <string>
#include <string_view>

namespace penumbra::text {

// The character under which traditional, simplified and Japanese forms of one character are compared (as a rule the
// simplified one); others are returned as they are. Thread-safe.
char32_t unify_han(char32_t character);

// Cantonese as Hong Kong spells names: the usual spelling and, after a blank, sometimes a second one ("cheung tseung").
// Empty if unknown.
std::string_view cantonese(char32_t character);

// The Korean syllable of a character, as in names where that differs; 0 if unknown.
char32_t korean(char32_t character);

// Japanese readings: up to two native ones divided by '/', a comma, the Chinese one ("naka/uchi,chu"). Empty if
// unknown.
std::string_view japanese(char32_t character);

// The usual Vietnamese reading without tones ("nguyen"). Empty if unknown.
std::string_view vietnamese(char32_t character);

// The Wade-Giles spelling, without apostrophes, of a word of pinyin syllables without tones: "zedong" gives "tsetung",
// with `between` the syllables.
// Empty if the word does not divide into syllables of pinyin.
std::string wade_giles(std::string_view pinyin, std::string_view between = {});

// One syllable of pinyin as Taiwan has spelled it beside Wade-Giles: by the second phonetic symbols of 1984 to 2002
// ("shie" for "xie", "jau" for "zhao") and by Tongyong, from 2002 to 2008 ("jhao", "sie").
std::string phonetic_symbols(std::string_view pinyin);
std::string tongyong(std::string_view pinyin);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_HAN_H_
