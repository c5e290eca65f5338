// Words that a name is written with in business papers and that are no part of it ("URGENT Example Trading Ltd",
// "Invoice 4411"), and words of business at the ends of a person's name ("Dubai").
#ifndef PENUMBRA_NAMES_PAPERS_H_
#define PENUMBRA_NAMES_PAPERS_H_

#include <vector>

#include "names/lexicon.h"
#include "names/name.h"
#include "names/words.h"

namespace penumbra::names {

// All of these move words of a text behind those of `papers`, and their numbers (`ids`, Lexicon::word) follow. Safe
// from any thread for a text of its own.

// Sets aside words of business papers at the ends of any name ("URGENT Example Trading Ltd"), there with the number
// behind them ("Invoice 4411"). Not beside another number ("17 February") or before a stop word ("Order of ..."). False
// where the name has no such words or too little would be left without them: then nothing is set aside.
bool set_papers_aside_at_ends(NameType type, Words& split, std::vector<WordId>& ids, const Lexicon& lexicon,
                              std::vector<Word>& papers);

// The same between the words of a person's name, once set_papers_aside_at_ends() was true.
void set_papers_aside_between(Words& split, std::vector<WordId>& ids, const Lexicon& lexicon,
                              std::vector<Word>& papers);

// Sets aside words of trades, bodies or places at the ends of a person's name that hardly anybody bears ("Branch",
// "Dubai"), where two words are left that are none.
void set_business_aside(Words& split, std::vector<WordId>& ids, const Lexicon& lexicon, std::vector<Word>& papers);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_PAPERS_H_
