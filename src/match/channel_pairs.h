// Words of two scripts, neither of them Latin, against each other: two channels put together.
//
// Each channel says how pieces of its script stand for pieces of Latin spellings (channel.h). Two words are one name if
// some Latin spelling stands behind both, so that a piece s of the one stands for a piece t of the other as likely as
//   P(s, t) = sum over Latin pieces L of  P(L) P(s | L) P(t | L)
// where pieces that a table divides otherwise are put together of shorter ones. The result is a table like those that
// are learned, and is evaluated by the same code. It costs nothing to keep: it is made of the two when first asked for.
#ifndef PENUMBRA_MATCH_CHANNEL_PAIRS_H_
#define PENUMBRA_MATCH_CHANNEL_PAIRS_H_

#include "match/channel.h"

namespace penumbra::match {

// The table of a (source) and b (in the place of the Latin side), without a bound. In whole numbers: the same on every
// machine. Two milliseconds.
ChannelTable composed(const ChannelTable& a, const ChannelTable& b);

// That of two channels, with its bound, made at the first call for the pair. Neither is Latin; a < b. Thread-safe.
const ChannelTable& table_between(Channel a, Channel b);

// Makes the tables of all pairs now instead of at the first call for each: some 80 ms. Thread-safe.
void warm_up_channel_pairs();

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_CHANNEL_PAIRS_H_
