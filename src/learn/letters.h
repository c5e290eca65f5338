// Learns what edits of letters cost from lists that give parties several names.
//
// Words of two names of one party that are nearly equal are spellings of one word; words of different parties that are
// as near are not (the hard negatives: they share a blocking key). A logistic regression with a quadratic penalty tells
// the two apart by the edits between the words, with the number of edits and the length of the words beside them, so
// that an edit is cheap where it is commoner among spellings of one word than among different words. One thread, fixed
// order: the same input gives the same costs on one platform.
#ifndef PENUMBRA_LEARN_LETTERS_H_
#define PENUMBRA_LEARN_LETTERS_H_

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "match/letters.h"

namespace penumbra::learn {

struct PartyName {
  std::string party;
  std::string name;
};

// Two different words within the edits at which the scorer takes words for spellings of each other. a < b.
struct WordPair {
  std::string a;
  std::string b;
  bool same = false;
};

// Each pair of words once, in order of the words. Words are Latin, of names (no place, generic word, form, number), of
// three letters and more, in the form in which the scorer compares them. Pairs that one party uses and that are not the
// nearest to each other in its names are left out. At most `most_other` pairs of different words, a fixed choice.
std::vector<WordPair> word_pairs(const std::vector<PartyName>& names, std::size_t most_other = 60000);

struct LetterOptions {
  int rounds = 3;      // of aligning by the costs so far and learning costs anew
  int steps = 400;     // of the regression, each round
  double penalty = 3;  // of the square of what a weight differs from that of judged_costs(); a pair of one party counts
                       // 1, all others together as much
  double spread = 20;  // hundredths of an edit for a nat of evidence
  double mean_slip = 95;  // mean cost of a random slip: insertion, deletion, substitution or exchange of any letters
};

// Costs by our own judgement of romanisations: what holds of an edit that no pair shows.
match::LetterCosts judged_costs();

// Costs between kLeastLetterEdit and kMostLetterEdit. Without pairs of both kinds: those of judged_costs().
match::LetterCosts learn_letters(const std::vector<WordPair>& pairs, const LetterOptions& options);

// Mean cost of a random slip inside a word, by these costs, in hundredths of an edit.
double mean_slip(const match::LetterCosts& costs);

// How well edit_cost() by these costs, for each letter of the shorter word, tells spellings from other words.
struct LetterRecall {
  std::size_t same = 0;
  std::size_t other = 0;
  std::array<double, 3> recall{};  // of spellings, where 0.1, 1 and 10 % of the other pairs cost less
};
LetterRecall letter_recall(const match::LetterCosts& costs, const std::vector<WordPair>& pairs);

}  // namespace penumbra::learn

#endif  // PENUMBRA_LEARN_LETTERS_H_
