// Alters names as evaders, typists and data bases do, for tests and benchmarks of retrieval.
#ifndef PENUMBRA_REFERENCE_ALTER_H_
#define PENUMBRA_REFERENCE_ALTER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"

namespace penumbra::reference {

using base::Random;

enum class Alteration : std::uint8_t {
  kNone,
  kSubstitute,  // a letter becomes another
  kInsert,      // a letter too many
  kDelete,      // a letter is missing
  kExchange,    // two neighbours change places
  kTwoEdits,    // two of the four above
  kReverse,     // words in reverse order
  kRotate,      // the last word first
  kJoin,        // a blank is missing
  kJoinAll,     // no blanks at all
  kSplit,       // a blank inside a word
  kDrop,        // a word is missing
  kDecoy,       // a word too many
  kInitial,     // a word becomes its first letter
  kUpper,       // capital letters
  kPunctuate,   // full stops and hyphens instead of blanks
  kLeet,        // digits for letters
  kHomoglyph,   // Cyrillic letters that look the same
  kCyrillic,    // the whole name in Cyrillic letters
  kInvisible,   // zero-width characters inside words
  kMarks,       // combining marks on letters
  kHonorific,   // a title in front
  kLegalForm,   // a legal form behind
  kDouble,      // a letter doubled
  kPad,         // many words behind
};
inline constexpr int kAlterationCount = 25;

// Applies one alteration. Alterations of letters touch ASCII letters; a name that has none (or too few words) comes
// back as it is.
std::string alter(std::string_view name, Alteration alteration, Random& random);

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_ALTER_H_
