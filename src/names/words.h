// A normalised text, cut into words.
#ifndef PENUMBRA_NAMES_WORDS_H_
#define PENUMBRA_NAMES_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"
#include "text/script.h"

namespace penumbra::names {

struct Word {
  std::string latin;                          // Latin letters and digits, lower case; never empty
  std::u32string native;                      // as normalised
  std::string other_latin;                    // further romanisations, blanks between (text/variants.h)
  text::Script script = text::Script::kNone;  // of its first letter
  bool joined_before = false;  // a hyphen, apostrophe or nothing stands between this word and the one before
  bool period = false;         // a full stop follows
  bool comma = false;          // a comma follows
};

struct Words {
  std::vector<Word> words;
  std::uint16_t tricks = 0;
  bool truncated = false;  // more than max_words: the rest was not read
};

// Cuts a normalised text. Letters that are joined by full stops or slashes ("A.B.C.", "A/S") become one word, except
// that a person's initials stay apart; letters and digits divide ("Fund2"), except digits in the place of letters
// ("Ig0r"); Chinese characters and Korean syllables of a person divide into family and given name; words longer than
// kMaxPartBytes are continued in further words. Linear time.
Words split_words(std::u32string_view text, NameType type, std::size_t max_words);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_WORDS_H_
