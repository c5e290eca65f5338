// Words that were written together or taken apart ("PetroplusLTD", "SheikhSamir", "Shang hai").
#ifndef PENUMBRA_NAMES_TOGETHER_H_
#define PENUMBRA_NAMES_TOGETHER_H_

#include <cstddef>
#include <span>

#include "names/lexicon.h"
#include "names/words.h"

namespace penumbra::names {

// All of these change the words of a text and say whether they did; the numbers of the words (`ids`, Lexicon::word) are
// then to be looked up anew.

// Puts words that a capital alone divides together again where they are one word in use ("MacArthur", "PetroChina").
bool rejoin_known(Words& split, const Lexicon& lexicon);

// Puts two neighbours together of which one is no word in use but both together are a word of the tables, or one in use
// if it is of few letters ("Shang hai", "Moham mad").
bool join_fragments(Words& split, std::span<const WordId> ids, const Lexicon& lexicon);

// Divides a long word that is not in use into two or three names in use, or a title and a name, where that is likelier
// than one more rare name ("Sergeisokolov"). Also the article of the Merciful from the name before ("Fazlur Rahman").
bool divide_names(Words& split, std::span<const WordId> ids, std::size_t max_words, const Lexicon& lexicon);

// Divides off legal forms, bodies and stop words that were written together with the word beside them
// ("Petroplusltd"). `surely`: only those that no other word begins or ends like, since the bearer may be a person.
bool detach_forms(Words& split, std::size_t max_words, const Lexicon& lexicon, bool surely);

// Divides off a number word that was written together with the word beside it ("Summerfive", "Onevision"). Words in use
// are left alone.
bool detach_numbers(Words& split, std::size_t max_words, const Lexicon& lexicon);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_TOGETHER_H_
