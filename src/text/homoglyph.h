// Letters of another script that only look like their neighbours.
#ifndef PENUMBRA_TEXT_HOMOGLYPH_H_
#define PENUMBRA_TEXT_HOMOGLYPH_H_

#include <string>

namespace penumbra::text {

// In each word that mixes Latin, Cyrillic, Greek and Armenian letters, those that look like letters of one of these
// alphabets are exchanged for them, if that makes the word pure: of the alphabet with most letters if that is possible
// (on a tie Latin), else of another. `text` is case-folded. Returns whether anything was exchanged. The look-alikes are
// a subset of the confusables of Unicode Technical Standard #39 (lower-case letters and those whose capitals are
// alike).
bool replace_homoglyphs(std::u32string& text);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_HOMOGLYPH_H_
