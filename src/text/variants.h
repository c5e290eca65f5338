// Further romanisations of a word: what other usual systems, languages and habits make of its letters.
#ifndef PENUMBRA_TEXT_VARIANTS_H_
#define PENUMBRA_TEXT_VARIANTS_H_

#include <string>
#include <string_view>

namespace penumbra::text {

// Romanisations of `word` besides to_latin(word), with blanks between, likeliest first; at most about a dozen, not
// without repetitions. Empty for words of plain Latin letters and for scripts without alternatives. A letter is read
// in one way throughout a word, because a writer follows one system. `word` is case-folded (normalise.h). Linear time
// in the length; words of more than 24 letters have none. Thread-safe.
std::string other_latin(std::u32string_view word);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_VARIANTS_H_
