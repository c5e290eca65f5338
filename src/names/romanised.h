// Words of organisations of other scripts in Latin letters ("Maoyi Youxian Gongsi"), by what they mean.
//
// Names of firms are romanised as often as they are translated. A romanised trade word is read as the English one, as
// the same word in its own script is (meanings.h); data/names/romanised.txt. Names of people are not read so.
#ifndef PENUMBRA_NAMES_ROMANISED_H_
#define PENUMBRA_NAMES_ROMANISED_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace penumbra::names {

struct RomanisedWord {
  std::string_view english;   // as Meaning::english
  std::uint8_t language = 0;  // in the order of the table, below 32
  bool sure = false;          // it is no word of another language and no name: it shows its language
  bool over = false;          // stands before what the table of general words says of the same word
  bool cyrillic = false;      // is met in Cyrillic letters, too
};

// Immutable once built; thread-safe.
class RomanisedWords {
 public:
  // The embedded table; read at the first call (a tenth of a millisecond), never destroyed.
  static const RomanisedWords& get();

  // The number of a word of lower-case Latin letters and its fold (fold.h), by itself or as a stem with an ending of
  // its language; 0 if the table has it not.
  std::uint16_t find(std::string_view latin, std::string_view folded) const;
  const RomanisedWord& at(std::uint16_t number) const { return words_[number]; }

 private:
  RomanisedWords();

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
    using std::hash<std::string_view>::operator();
  };
  std::vector<RomanisedWord> words_;  // [0] is unused
  using Numbers = std::unordered_map<std::string_view, std::uint16_t, Hash, std::equal_to<>>;
  Numbers numbers_;
  // The languages, a bit each, that a word may have an ending of.
  using Endings = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;
  // Whether a stem may stand before an ending of these languages.
  bool goes_before(std::uint16_t number, std::uint32_t languages, std::size_t ending) const;

  // Words and stems: short ones by their letters, the others as they are folded, so that all systems of romanisation
  // and most slips of the pen in them are met.
  std::unordered_map<std::string, std::uint16_t, Hash, std::equal_to<>> folded_numbers_;
  Numbers stems_;
  std::unordered_map<std::string, std::uint16_t, Hash, std::equal_to<>> folded_stems_;
  Endings endings_;
  Endings folded_endings_;
  std::vector<bool> needs_ending_;        // by the number of a stem
  std::bitset<32 * 32 * 32> beginnings_;  // of stems
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_ROMANISED_H_
