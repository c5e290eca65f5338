// Digits and signs that stand for letters ("Ig0r", "F@mi1y").
#ifndef PENUMBRA_NAMES_DISGUISE_H_
#define PENUMBRA_NAMES_DISGUISE_H_

#include <string>
#include <string_view>

#include "names/lexicon.h"
#include "names/name.h"

namespace penumbra::names {

// Reads the digits and signs of a word as letters, where that is what they are likely meant for, and says whether it
// did. Letters must prevail. Between letters they are; with one that is, those at the ends are too. At an end alone
// ("Forc3", "5berbank", but "Ocean7", "Zavod5") they are where the word is then one of the tables or of names in use,
// or the rest without them is none and a single sign completes it. `lexicon` may be null (while the tables are read):
// then nothing at an end alone is read, but of people. Who disguises one word disguises others: with `disguised`,
// digits at an end are letters too.
bool undisguise(std::u32string& word, NameType type, bool disguised, const Lexicon* lexicon);

// The same for an article of two characters before a hyphen ("A1-", "4l-").
bool undisguise_article(std::u32string& word, const Lexicon* lexicon);

// Whether a word of the text holds a digit or sign between its letters that can hardly be meant as such ("H4mza",
// "M@rin"): letters prevail there.
bool holds_disguise(std::u32string_view text);

// Whether a sign that may stand for a letter (| or !) between two runs of Latin letters divides words instead
// ("Sample|bin|Zamora"): one of the runs is a word of the tables or in use, both have three letters, and the whole with
// the letter is none.
bool divides_words(std::u32string_view before, std::u32string_view after, const Lexicon* lexicon);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_DISGUISE_H_
