// What birth dates, countries and kinds say for or against two records being one party.
#ifndef PENUMBRA_ENGINE_EVIDENCE_H_
#define PENUMBRA_ENGINE_EVIDENCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"
#include "penumbra/date.h"
#include "penumbra/screening.h"

namespace penumbra::engine {

// What a query states beside the name, read and checked.
struct StatedEvidence {
  PartialDate born;
  std::string country;  // lower case, "" not stated
};

// Points that single pieces of evidence move, in ten-thousandths. Agreement adds little, because a name must reach the
// threshold by itself (retrieval is by name); conflict subtracts enough to take a name with a second weakness below the
// default threshold, and never enough to hide an equal name.
inline constexpr int kAgreementPoints = 200;
inline constexpr int kBirthYearConflictPoints = 1500;
inline constexpr int kBirthDayConflictPoints = 1000;
inline constexpr int kCountryConflictPoints = 500;

// The lines that the evidence adds to a score of `points`. Absence on either side adds no line. The sum with `points`
// stays within [0, kScorePerUnit].
std::vector<ScoreFeature> weigh(const StatedEvidence& stated, const model::Entity& candidate, int points);

// Whether a party of kind `candidate` can be what a query for `asked` means: one is a kind of the other, or both are of
// the same family (people, organisations, vessels, aircraft), or one of them leaves the family open.
bool kinds_compatible(std::string_view asked, std::string_view candidate);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_EVIDENCE_H_
