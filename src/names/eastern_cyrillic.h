// Chinese, Korean and Japanese names as Cyrillic letters write them, by the systems of Palladius, Kontsevich and
// Polivanov. Sources of the systems: general knowledge; written for this project.
#ifndef PENUMBRA_NAMES_EASTERN_CYRILLIC_H_
#define PENUMBRA_NAMES_EASTERN_CYRILLIC_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::names {

// The systems by which a name may have been written. Bits.
inline constexpr std::uint8_t kPalladius = 1;   // Chinese
inline constexpr std::uint8_t kKontsevich = 2;  // Korean, with the habits of North Korea's own press
inline constexpr std::uint8_t kPolivanov = 4;   // Japanese

// A word of up to so many letters may be a name of these languages.
inline constexpr std::size_t kMaxEasternLetters = 16;

// The systems by which all words of a person's name divide into syllables, one of which at an end is a surname of the
// language (of Japanese: two words at least). 0 for most names. The words are normalised: lower case, composed.
std::uint8_t eastern_systems(std::span<const std::u32string_view> words);

// The pinyin of a word in the letters of Palladius, without tones; also where э is written е. Empty if the word does
// not divide into syllables of Chinese.
std::string pinyin_of_cyrillic(std::u32string_view word);

// Whether a word holds letters that hardly anything but Chinese has in Cyrillic ("чж", "цз").
bool looks_palladian(std::u32string_view word);

// What all romanisations of a Korean word have in common (korean_key()), not folded, for each of the usual ways to read
// its vowels, likeliest first: four at most. Empty if the word does not divide into one or two Korean syllables.
std::vector<std::string> korean_keys_of_cyrillic(std::u32string_view word);

// The Hepburn spelling of a word in the letters of Polivanov or of habit ("ши", "чи"), vowels short. Empty if the word
// does not divide into syllables of Japanese.
std::string hepburn_of_cyrillic(std::u32string_view word);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_EASTERN_CYRILLIC_H_
