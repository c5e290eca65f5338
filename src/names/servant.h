// "Abd al-" ("servant of the"), the first half of many given names, written together with the second or with a slip.
#ifndef PENUMBRA_NAMES_SERVANT_H_
#define PENUMBRA_NAMES_SERVANT_H_

#include <cstddef>
#include <string_view>

#include "names/lexicon.h"

namespace penumbra::names {

// All of these take a word in lower-case Latin letters and are safe from any thread.

// Length of a fused "abdul" before another name ("abdulaziz"), or 0. "Abdullah" is a name of its own.
std::size_t fused_servant(std::string_view word);

// Length of a fused "abdul" with a slip in it ("Abedlmalek", "Axdelmalek"), or 0: the word, itself in no table, goes on
// with a name that people bear.
std::size_t misspelt_servant(const Lexicon& lexicon, std::string_view word);

// Whether a word that is in no table is "abdul" with a slip ("Bdul", "Acdul"). What follows must be a given name.
bool is_servant_with_slip(const Lexicon& lexicon, std::string_view word);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_SERVANT_H_
