// How common a word is in names of people at large (data/names/frequency.txt, embedded).
//
// A word that many people bear says little when it agrees, and is no slip of another word when it differs. Which words
// these are is a fact about the world, not about a list.
#ifndef PENUMBRA_NAMES_FREQUENCY_H_
#define PENUMBRA_NAMES_FREQUENCY_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace penumbra::names {

// Surprisal, in half bits, of a word of which nothing is known: rarer than one in 2^20 words of names.
inline constexpr int kUnknownSurprisal = 41;

// Part::frequency of a word of this surprisal: 0 (not known) to 40 (every word).
constexpr std::uint8_t frequency_of_surprisal(int half_bits) {
  return static_cast<std::uint8_t>(std::clamp(kUnknownSurprisal - half_bits, 0, kUnknownSurprisal - 1));
}

// Surprisal in half bits of a word with this Part::frequency: 1 to kUnknownSurprisal.
constexpr int surprisal(std::uint8_t frequency) {
  return kUnknownSurprisal - frequency;
}

// Part::frequency of the word whose folded form has this hash (Part::hash); 0 if the table does not know it. Two words
// in a thousand million million share a hash. Thread-safe; the first call reads the table (about 5 ms).
std::uint8_t frequency_of(std::uint64_t hash);

// Whether a folded form begins (ends) with three letters that a word of four letters or more of the table begins (ends)
// with: a quick test before frequency_of. False for fewer letters.
bool begins_known_word(std::string_view fold);
bool ends_known_word(std::string_view fold);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_FREQUENCY_H_
