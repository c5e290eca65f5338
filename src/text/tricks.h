// What normalisation found odd in a text, in bits, so that an answer can list the tricks.
#ifndef PENUMBRA_TEXT_TRICKS_H_
#define PENUMBRA_TEXT_TRICKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace penumbra::text {

// Stored with analysed names: never renumber.
inline constexpr std::uint16_t kTrickInvisible = 1;      // zero-width or other default-ignorable characters
inline constexpr std::uint16_t kTrickBidi = 2;           // marks that change the direction of display
inline constexpr std::uint16_t kTrickHomoglyph = 4;      // letters of another script inside a word
inline constexpr std::uint16_t kTrickCompatibility = 8;  // fullwidth, mathematical or other styled letters
inline constexpr std::uint16_t kTrickDigitLetters = 16;  // digits or signs in the place of letters ("Ig0r")
inline constexpr std::uint16_t kTrickMarkFlood = 32;     // more combining marks than any script stacks
inline constexpr std::uint16_t kTrickInvalidUtf8 = 64;   // bytes that are no UTF-8; each became U+FFFD and a break
inline constexpr std::uint16_t kTrickControl = 128;      // control characters

// The single bits of `tricks`, each as a sentence for the user. Views of static storage.
std::vector<std::string_view> trick_meanings(std::uint16_t tricks);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_TRICKS_H_
