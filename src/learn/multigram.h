// Learns how the letters of one spelling of a name stand for those of another, from pairs.
//
// A joint multigram model: a pair of words is a sequence of pairs of short pieces, drawn independently. Trained by
// expectation-maximisation (Deligne and Bimbot 1995; Ristad and Yianilos 1998 for single letters), with a discount on
// the expected counts of longer pieces, so that they survive only where they say more than their letters. Doubles are
// used in one thread in a fixed order: the same input gives the same table on one platform.
#ifndef PENUMBRA_LEARN_MULTIGRAM_H_
#define PENUMBRA_LEARN_MULTIGRAM_H_

#include <cstddef>
#include <string>
#include <vector>

#include "match/channel.h"

namespace penumbra::learn {

// A word and the spellings that may stand for it, the likeliest first. Letters a-z.
struct Example {
  std::string source;
  std::vector<std::string> latin;
};

struct Options {
  int rounds = 12;
  double discount = 0.7;  // taken off the expected count of a pair, for each letter beyond two
  double least = 0.5;     // pairs expected less often are left out of the table
  // After these rounds each example is judged by the model of that round: the first spelling is kept if its evidence
  // (nats) is at least `sure`, else the best if it is at least `possible`, else the example is left out (translations,
  // old names).
  int first_choice = 4;
  int second_choice = 8;
  double sure = 10.0;
  double possible = 8.0;
};

// A learned table, as text and ready for use.
struct Learned {
  std::string lines;  // "pair ..." and "alone ..." lines of data/names/channels.txt
  match::ChannelTable table;
  std::size_t used = 0;   // examples that were not left out
  std::size_t pairs = 0;  // of pieces
  double likelihood = 0;  // mean log-likelihood of an example used, in nats
};

// Deterministic. Empty examples give an empty table.
Learned learn(const std::vector<Example>& examples, const Options& options);

// How well evidence tells pairs from others.
struct Separation {
  std::size_t words = 0;
  double recall = 0;  // share of pairs above the best of one in a thousand wrong pairs
  int bound = 0;      // evidence of that wrong pair
};

// Takes each example with its first spelling against itself and against the first spellings of five others (drawn by a
// fixed rule).
Separation separation(const match::ChannelTable& table, const std::vector<Example>& examples);

}  // namespace penumbra::learn

#endif  // PENUMBRA_LEARN_MULTIGRAM_H_
