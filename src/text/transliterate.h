// Any script to Latin letters, through tables of our own.
//
// ICU's transliterator is not used at run time: it holds one lock for the whole process and takes 29 µs a name
// (docs/design/matching.md). Its single-letter results are the base table (translit_table.inc); the scripts whose
// spelling depends on the neighbours are read here by rule.
#ifndef PENUMBRA_TEXT_TRANSLITERATE_H_
#define PENUMBRA_TEXT_TRANSLITERATE_H_

#include <string>
#include <string_view>

#include "text/script.h"

namespace penumbra::text {

// Latin letters a-z and digits for a word, whose letters should be of one script and are case-folded (normalise.h).
// Other characters are skipped. One plain romanisation, not the most likely spelling of a person's name: comparisons
// allow for the differences. Linear time, thread-safe.
std::string to_latin(std::u32string_view word);

// The value of a decimal digit of any script, or -1.
int digit_value(char32_t code_point);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_TRANSLITERATE_H_
