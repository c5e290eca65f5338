// Letters of another script that only look like their neighbours.
#ifndef PENUMBRA_TEXT_HOMOGLYPH_H_
#define PENUMBRA_TEXT_HOMOGLYPH_H_

#include <string>
#include <string_view>

namespace penumbra::text {

// In each word that mixes Latin, Cyrillic, Greek and Armenian letters, those that look like letters of one of these
// alphabets are exchanged for them, if that makes the word pure: Latin first if some letter of it can be nothing else
// or other alphabets meet, else the alphabet with most letters (on a tie Latin), else another. A text most of whose
// letters are Latin counts as such a letter; a single letter beside words that are surely Latin is Latin. Once a word
// was so made Latin, or if `disguised` says that other signs of it were found, all words of the text that look Latin
// are read as Latin. `text` is case-folded. Returns whether anything was exchanged. The look-alikes are of the kind of
// the confusables of Unicode Technical Standard #39 (lower-case letters and those whose capitals are alike).
bool replace_homoglyphs(std::u32string& text, bool disguised = false);

// Before case is folded: Greek letters in words that hold letters of other alphabets too, as the Latin letters of that
// shape, where all of the word have one. Writes the text to `out` and returns true if any word was changed.
bool read_greek_shapes(std::string_view utf8, std::string& out);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_HOMOGLYPH_H_
