// From an alignment to points. Internal to match.
#ifndef PENUMBRA_MATCH_PENALTIES_H_
#define PENUMBRA_MATCH_PENALTIES_H_

#include <array>
#include <cstdint>

#include "match/align.h"
#include "match/score.h"
#include "names/name.h"

namespace penumbra::match {

// One deduction, tied to parts where it concerns parts.
struct Deduction {
  Feature feature = Feature::kPartAbsent;
  int points = 0;               // positive: to be deducted
  std::uint8_t a = kUnmatched;  // part of the first name
  std::uint8_t b = kUnmatched;  // part of the second name
};

// Everything that the score of a pair is made of.
struct Assessment {
  Alignment alignment;
  std::array<Deduction, 4 * names::kMaxParts> deductions;
  std::size_t deduction_count = 0;
  int deducted = 0;        // sum of the deductions
  int information = 0;     // what the words say that met, in half bits
  int points = 0;          // the score before the cap of pairs without an anchor
  bool both_left = false;  // held below kPairedFloor: both names have words that met nothing
  bool far = false;        // held below kPairedFloor: too much rests on words two edits apart
  bool initials = false;   // held below kPairedFloor: only initials met
  bool slip = false;       // raised to Weights::one_slip: the whole names differ by one slip

  void deduct(Feature feature, int points, std::size_t a = kUnmatched, std::size_t b = kUnmatched);
};

// Assesses two names that are in canonical order. Names that are sure to stay below the threshold may get 0 at once
// instead of their place on the scale; with threshold 0 every score is exact.
// `known`, if given, replaces calls of relate().
void assess(const names::NameView& a, const names::NameView& b, int threshold_points, const KnownRelations* known,
            Assessment& out);

// Fills out.explanation for an assessment whose names are in canonical order; `swapped` says that `a` is the candidate.
void explain(const names::NameView& a, const names::NameView& b, bool swapped, const Assessment& assessment,
             NameScore& out);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_PENALTIES_H_
