// Which general words of organisations a short word may abbreviate ("mgmt", "svcs", "dev").
#ifndef PENUMBRA_NAMES_ABBREVIATIONS_H_
#define PENUMBRA_NAMES_ABBREVIATIONS_H_

#include <cstddef>
#include <string_view>

namespace penumbra::names {

inline constexpr std::size_t kLeastAbbreviation = 3;
inline constexpr std::size_t kMostAbbreviation = 6;

// Whether `word` can be an abbreviation at all: its length, and that it ends in a consonant. Words that cannot are
// most.
bool may_abbreviate(std::string_view word);

// Whether people would shorten `full` to `word`, by the two ways in which English words are shortened: cut off behind a
// consonant, before a vowel if only three letters are left ("dev", "equip", "manuf"); or with what lies between the
// first letters and the last consonant thinned out to consonants ("mgmt", "trdg", "dept", "assn"). Both in small
// letters a to z; at least two letters must have gone.
bool abbreviates(std::string_view word, std::string_view full);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_ABBREVIATIONS_H_
