// Which names of two records say most about whether they are one.
#ifndef PENUMBRA_RESOLVE_TELLING_NAMES_H_
#define PENUMBRA_RESOLVE_TELLING_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/party_names.h"
#include "match/score.h"
#include "resolve/words.h"

namespace penumbra::resolve {

// How much of two names has met.
enum class Met : std::uint8_t {
  kInPart,   // something of both has none in the other, or stands against it
  kShorter,  // all of one has met words of the other, which has more given names or patronymics, and no number more
  kWhole,    // all of both
};

struct TellingNames {
  bool compared = false;
  std::size_t left = 0;  // index of the name
  std::size_t right = 0;
  int points = 0;      // after the deduction for a weak alias
  Centibits bits = 0;  // what their agreement tells
  Met met = Met::kInPart;
  bool incomplete = false;  // a limit was reached: more could have been compared
  match::NameScore score;
};

struct TellingQuestion {
  int least_points = 0;      // pairs below are not looked for
  Centibits least_bits = 0;  // names that could tell less are not looked at
  // What suffices: so many points and bits, all of both names (or of the shorter) having met. A pair that suffices
  // counts more than any that does not, whatever its bits.
  int enough_points = 0;
  Centibits enough_bits = 0;
  Met enough_met = Met::kWhole;
};

// Bits of a name: the sum over its words that tell.
Centibits bits_of_name(const names::Name& name, const WordCounts& words);

// The pair of names that suffices and tells most, else the one that tells most. Names in different scripts are compared
// only where a side has none in Latin letters: lists write the others beside a Latin form. `left_bits` and `right_bits`
// are bits_of_name() of each. Deterministic.
TellingNames most_telling(const engine::AnalysedNames& left, std::span<const Centibits> left_bits,
                          const engine::AnalysedNames& right, std::span<const Centibits> right_bits,
                          const TellingQuestion& question);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_TELLING_NAMES_H_
