// Letters of another script that only look like their neighbours.
#ifndef PENUMBRA_TEXT_HOMOGLYPH_H_
#define PENUMBRA_TEXT_HOMOGLYPH_H_

#include <string>

namespace penumbra::text {

// In each word that mixes Latin with Cyrillic or Greek letters, letters of the script in the minority that look like
// letters of the majority are exchanged for those, if that makes the word pure. On a tie Latin is kept. `text` is
// case-folded. Returns whether anything was exchanged. The look-alikes are a subset of the confusables of Unicode
// Technical Standard #39 (lower-case letters and those whose capitals are alike).
bool replace_homoglyphs(std::u32string& text);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_HOMOGLYPH_H_
