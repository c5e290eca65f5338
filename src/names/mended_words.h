// Words that are one slip away from a word of the tables.
#ifndef PENUMBRA_NAMES_MENDED_WORDS_H_
#define PENUMBRA_NAMES_MENDED_WORDS_H_

#include <vector>

#include "names/lexicon.h"
#include "names/words.h"

namespace penumbra::names {

// Both give the numbers (`ids`, Lexicon::word) of the words of a text with those of the words that they likely are
// slips of, and keep what they find with the words (Words::facts). Safe from any thread for a text of its own.

// Words of legal forms ("Limted"). Words that are themselves a form, a number, a place or a word for bodies and trades
// are left alone.
void mend_form_words(Words& split, const std::vector<WordId>& ids, const Lexicon& lexicon, std::vector<WordId>& mended);

// Long number words and words of places of several words ("Fifetenth", "Middel East"), in the place of words that no
// table knows and nobody bears.
void mend_phrase_words(Words& split, const std::vector<WordId>& ids, const Lexicon& lexicon,
                       std::vector<WordId>& mended);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_MENDED_WORDS_H_
