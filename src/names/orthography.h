// Names of other alphabets as languages that write Latin letters spell them ("Chruschtschow", "Khrouchtchev",
// "Hruščov"), read back to the English spelling that lists use.
//
// A language is a set of rules of data/names/orthographies.txt: letters that show it, letters that it never writes, and
// how its letters are read. It is decided for a whole name: what one word shows counts for all, and what one word
// cannot be, none is.
#ifndef PENUMBRA_NAMES_ORTHOGRAPHY_H_
#define PENUMBRA_NAMES_ORTHOGRAPHY_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "names/readings.h"

namespace penumbra::names {

// A bit for each language of the table, in its order.
using Languages = std::uint32_t;

// What the letters of a word or of a name tell of the language that spelled it.
struct LanguageMarks {
  Languages strong = 0;  // shows the language
  Languages weak = 0;    // may be it
  Languages also = 0;    // may be it, by marks of another kind
  Languages never = 0;   // is none of these

  void operator|=(const LanguageMarks& other) {
    strong |= other.strong;
    weak |= other.weak;
    also |= other.also;
    never |= other.never;
  }
  // Languages that may have spelled the name.
  Languages any() const { return (strong | weak | also) & ~never; }
  // Languages that surely have, if any has: by a strong mark, or by weak ones of both kinds.
  Languages sure() const { return (strong | (weak & also)) & ~never; }
  // The same of these languages alone.
  LanguageMarks within(Languages languages) const {
    return {strong & languages, weak & languages, also & languages, never};
  }
};

// Longest word that is read.
inline constexpr std::size_t kMaxSpelledLetters = 24;

// Marks of a lower-case Latin word, with diacritics as it is written. Longer words have none. Linear time. Thread-safe.
LanguageMarks language_marks(std::u32string_view word);
LanguageMarks language_marks(std::string_view word);

// Those of `languages` in whose spelling the word has readings (as add_spelled_readings() adds them to a list of its
// fold); `sure`: they are among LanguageMarks::sure(). It depends on nothing else. Thread-safe.
Languages spelled_otherwise(std::u32string_view word, Languages languages, bool sure, std::uint8_t frequency,
                            std::string_view fold);

// Adds to `out` the folded readings of a word as the languages of `marks` (of the whole name) spell it, likelier first:
// those that are words in use before others. `frequency` is that of the word as it stands (Part::frequency): of a word
// in use only commoner words are readings, and so of any word where the language is no more than possible. Thread-safe;
// a few microseconds.
void add_spelled_readings(std::u32string_view word, const LanguageMarks& marks, std::uint8_t frequency,
                          ReadingList& out);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_ORTHOGRAPHY_H_
