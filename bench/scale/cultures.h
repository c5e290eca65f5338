// How people of twelve cultures are called: frequent words from general knowledge, sounds for the long tail, and the
// laws by which both are drawn. README.md states the parameters and holds the result to real lists.
#ifndef PENUMBRA_BENCH_SCALE_CULTURES_H_
#define PENUMBRA_BENCH_SCALE_CULTURES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "words.h"

namespace penumbra::bench {

enum class Build : std::uint8_t {
  kWestern,   // given [given] family
  kSpanish,   // given [given] family family
  kRussian,   // given patronymic family, the last two by gender
  kArabic,    // given [bin given] given al-family
  kEastern,   // family given, the given name of one or two syllables
  kJapanese,  // family given
};

enum class Writing : std::uint8_t { kNone, kCyrillic, kArabic, kDevanagari, kHan, kHangul, kKatakana };

// How strongly a vocabulary leans on its first words.
struct Law {
  std::uint32_t words;
  std::uint32_t offset;
  unsigned eighths;
};

struct Culture {
  std::string_view key;
  unsigned share;  // of a thousand people
  Build build;
  Writing writing;
  std::string_view male;
  std::string_view female;
  std::string_view family;
  Sounds sounds;
  std::string_view given_endings;  // instead of those of families; "" for the same
  Law given_law;
  Law family_law;
};

std::span<const Culture> cultures();

// Writes a Latin word in another script, letter by letter or syllable by syllable. "" for kNone, kHan and kHangul,
// whose words are chosen as characters (see characters()).
std::string write_in(Writing writing, std::string_view latin);

// A character of Chinese or Korean names and its usual Latin form.
struct Character {
  std::string_view native;
  std::string_view latin;
};

// Characters of family and given names, in order of frequency. Only for kHan and kHangul.
std::span<const Character> family_characters(Writing writing);
std::span<const Character> given_characters(Writing writing);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_CULTURES_H_
