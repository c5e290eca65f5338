// Names made of several words that languages write together or apart: Rahmat Ullah, Shams al-Din.
#ifndef PENUMBRA_NAMES_COMPOUNDS_H_
#define PENUMBRA_NAMES_COMPOUNDS_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "names/lexicon.h"
#include "names/words.h"

namespace penumbra::names {

// Puts the words of a person's compound name into one: a name and "Allah" in any spelling ("rahmatullah"), a name, an
// article and "Din" ("shamsuddin"). What stands before is left alone where it is no name (bin, Abd, an article; "Allah"
// behind the first `titles` words, which are titles, where more follows: "Mullah Allah Dad").
void join_compounds(Words& split, std::size_t titles);

// The same of "Allah" alone for a body's name, not behind a stop word or a title ("Hizb Allah", not
// "Army of Allah"). `ids`: the numbers of the words. Whether any was put together.
bool join_allah(Words& split, std::span<const WordId> ids, const Lexicon& lexicon);

// Whether a word is Allah or Din with an article, as it stands behind the first half of a compound alone.
bool ends_compound(std::string_view latin);

// The form of a compound in one word that join_compounds() would have given it ("shamseddine": "shamsuddin"), or "".
std::string usual_compound(std::string_view latin);

// The usual form of a family name that begins with "pilgrim" as Greeks and their neighbours write it ("Chatzigeorgiou",
// "Hadjigeorgiou": "hatzigeorgiou"); "" for other words.
std::string usual_pilgrim(std::string_view latin);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_COMPOUNDS_H_
