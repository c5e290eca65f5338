// What common words take from a match. Internal to match.
//
// That two names share a word says the more the fewer people bear the word (names/frequency.h). What met is therefore
// summed up in half bits of information, and where that is little, whatever is loose between the names costs more.
#ifndef PENUMBRA_MATCH_COMMONNESS_H_
#define PENUMBRA_MATCH_COMMONNESS_H_

#include "match/align.h"
#include "match/penalties.h"
#include "match/weights.h"
#include "names/name.h"

namespace penumbra::match {

// Least weight of a word that tells one name from another.
inline constexpr int kInformative = 500;

// How much the words say that met, in half bits: the sum of what they say by themselves, less for words that are not
// quite equal. Words that carry little (generic words) say nothing here, initials and low numbers little.
int matched_information(const names::NameView& a, const names::NameView& b, const Alignment& alignment);

// What a number of a firm's or a thing's name weighs where both have it, in thousandths of a name word: the more, the
// fewer have a number as high. "Plant 117" is nearly a name, "Plant 2" is not.
inline constexpr int kMostOfNumber = 1000;
int number_weight(const names::Part& part);

// What a word says by itself, in half bits. A word of which nothing is known is no rarer than its letters allow: there
// are few short words, and people bear most of them.
int word_information(const names::Part& part);

// What one pair adds to that. At relation and cost of two words by themselves, an index bounds the sum by it.
int pair_information(const names::Part& p, const names::Part& q, Relation relation, int cost);

// How far two words that met differ, as far as it makes them another name, in hundredths of an edit. A slip makes a
// word that nobody bears; a word that people bear is another name.
int pair_difference(const names::Part& p, const names::Part& q, Relation relation, int cost);

// What two words that met differ by beyond one edit, whether people bear them or not.
int beyond_one_edit(Relation relation, int cost);

// What a title says that people bear as a name, too ("Imam", "Hafez"), in half bits; 0 of others.
int title_information(const names::Part& title);
// What such a title says that both names have, where one of them has a single word beside it ("Imam Sample").
int title_information(const names::NameView& a, const names::NameView& b);

// The least that deduct_common() takes, where words met that say so much and differ so far. Grows with the differences
// and falls with the information: an index relies on it.
int common_points(int information, int differences, int beyond);

// Deducts from two people's names what they share with many. `crossed`: the words stand in another order.
void deduct_common(const names::NameView& a, const names::NameView& b, int information, bool crossed, Assessment& out);

// Whether one name, of which nobody said what it names, consists of words that people bear and of nothing else, and the
// other names an organisation, a ship or an aircraft.
bool looks_personal(const names::NameView& a, const names::NameView& b);

// Whether a word (legal forms aside) met nothing, or only another spelling, or a word that holds several. Words for a
// trade or body beside a name of one word are no difference ("Zamora", "Zamora Group").
bool differ_in_words(const names::NameView& a, const names::NameView& b, const Alignment& alignment);

// What the last word of a person's name costs besides where it is absent, by its weight: bynames half, what is lighter
// nothing, since that is left out wherever it stands. The index counts with it too.
inline int last_word_absent(int weight) {
  const int points = weights().person_last_absent;
  return weight > names::kWeightByname ? points : weight > names::kWeightHalf ? points / 2 : 0;
}

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_COMMONNESS_H_
