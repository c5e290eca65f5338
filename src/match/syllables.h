// Chinese and Korean names in Latin letters. Internal to match.
//
// Their words are made of few syllables, so that another letter is another syllable, hence another name, more often
// than in other names.
#ifndef PENUMBRA_MATCH_SYLLABLES_H_
#define PENUMBRA_MATCH_SYLLABLES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "names/name.h"

namespace penumbra::match {

// Whether every word with weight of both names, two to four each, divides into syllables of pinyin, or every one into
// syllables of Korean.
bool are_syllabic(const names::NameView& a, const names::NameView& b);

// Whether every word with weight of a name, two to four, divides into syllables of pinyin.
bool is_pinyin(const names::NameView& name);

// The same of both names, of pinyin alone, whose syllables are so few that a slip mostly makes what is none of them.
bool are_pinyin(const names::NameView& a, const names::NameView& b);

// Whether a part is half of a Korean given name in Latin letters: two syllables that a hyphen joins.
bool in_korean_given(const names::NameView& name, std::size_t part);

// Whether two names of a surname and two syllables, each a word of its own, have the surname at the same end and the
// syllables exchanged: "Kim Yong Chol" and "Kim Chol Yong" are two people, Korean, Chinese and Vietnamese ones alike,
// while a surname that goes to the other end is a custom. `met`: the places of the parts that met, in a and in b.
bool is_given_turned(const names::NameView& a, const names::NameView& b,
                     std::span<const std::pair<std::uint8_t, std::uint8_t>> met);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_SYLLABLES_H_
