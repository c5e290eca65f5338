// Texts that state several names of one bearer.
#ifndef PENUMBRA_NAMES_STATED_NAMES_H_
#define PENUMBRA_NAMES_STATED_NAMES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::names {

// Most names that one text is divided into.
inline constexpr std::size_t kMaxStatedNames = 32;

struct StatedNames {
  // Without blanks, brackets, quotes and punctuation at their ends; never empty, each once, in the order of the text.
  std::vector<std::string> names;
  bool incomplete = false;  // the text states more than kMaxStatedNames; the rest was not divided
};

// The names that a text states of a bearer of this type, where it states more than one; else none. They are told apart
// by words that say so ("a.k.a.", "formerly", "он же"; data/names/stated_names.txt), by semicolons and line breaks, and
// by vertical bars and strokes between blanks; a person's also by what stands in brackets or quotes ("Joaquin "El
// Chapo" Guzman"). "Sample Trading (ex Muster) LLC" states "Sample Trading LLC" and "Muster". A single word is left out
// unless the bearer is no person: it is what others call him, and as a name would meet everybody of that name.
//
// The whole text is for the caller to read besides, since such a word may belong to a name. Any bytes; linear time in
// the length of the text; a text without any such sign costs some nanoseconds a word. Thread-safe.
StatedNames stated_names(std::string_view text, NameType type);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_STATED_NAMES_H_
