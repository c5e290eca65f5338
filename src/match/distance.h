// Distances between short strings of ASCII letters and digits.
//
// The slow, obvious version of the first is in src/reference/distances.h; tests hold them equal.
#ifndef PENUMBRA_MATCH_DISTANCE_H_
#define PENUMBRA_MATCH_DISTANCE_H_

#include <string_view>

#include "match/letters.h"

namespace penumbra::match {

// Optimal string alignment distance in bytes: insertions, deletions, substitutions and swaps of neighbours, where no
// substring is edited twice. Bit-parallel (Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit
// Distances", 2003) where one of the strings has at most 64 bytes; plain dynamic programming otherwise.
int osa_distance(std::string_view a, std::string_view b);

// Whether the two are at most one such edit apart.
bool within_one_edit(std::string_view a, std::string_view b);

// Cost of the cheapest edits from one folded form to the other, in hundredths of one edit, where no substring is edited
// twice. Edits that spellings of one name show cost less than a whole edit, edits that make another name of it more;
// edits of digits cost most (data/names/letters.txt). Letters that both forms begin or end with are left alone.
// Symmetric. Strings longer than 64 bytes: 100 times their osa_distance.
int edit_cost(std::string_view a, std::string_view b);

// The same with other costs.
int edit_cost(const LetterTables& costs, std::string_view a, std::string_view b);

// Cost of reading `abjad`, the letter-by-letter romanisation of a word in a script that writes few vowels, as `full`, a
// romanisation with its vowels, in hundredths of an edit: vowels and doubled consonants that only `full` shows cost
// next to nothing, long vowels that `abjad` shows must be there. Strings longer than 64 bytes: 100 times their
// osa_distance.
int abjad_cost(std::string_view abjad, std::string_view full);

// The same for a romanisation of kana, which writes a vowel after almost every consonant and knows neither l nor v:
// vowels that only `kana` shows cost next to nothing.
int kana_cost(std::string_view kana, std::string_view full);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_DISTANCE_H_
