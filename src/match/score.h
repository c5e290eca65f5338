// How alike two names are, and why.
//
// Method (docs/design/matching.md): parts are aligned, whatever their order; what the alignment cannot explain is
// counted in edits over the whole name. A part that is absent on one side costs by its information; a part that
// *conflicts* (another patronymic, number, country) costs more than an absent one, and agreement elsewhere cannot
// average it away.
#ifndef PENUMBRA_MATCH_SCORE_H_
#define PENUMBRA_MATCH_SCORE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::match {

struct PartRelation;

// At thresholds from here up, no two words stand against each other as a conflict: on one side, every word with weight
// has met a word (or words) of the other by relate(), a joined form or an acronym, or repeats one that has. Promise to
// indexes, held by the scorer (score.cc) and tests/match.
// Words may be *far* from each other: two edits, or one of their consonants, are all that brings them together
// (PartRelation::far). From here up, at most one pair is; then no word of either name is absent or met by an initial,
// and a pair of words is near or each name has a single word. Words: parts with weight that are neither numbers nor
// initials. Nor do initials alone bring two names together of which one has words ("E. S. C.").
inline constexpr double kPairedFloor = 0.69;

// At or above this score a candidate is a hit unless the caller says otherwise.
inline constexpr double kDefaultThreshold = 0.70;

// Scores are computed in whole ten-thousandths, so that the points of an explanation add up exactly.
inline constexpr int kScoreUnit = 10000;

// What one line of an explanation is about. Stored in logs: never renumber.
enum class Feature : std::uint8_t {
  kPartEqual = 1,        // same folded form
  kPartVariant = 2,      // same name in another form (William, Bill)
  kPartSpelling = 3,     // differs by edits
  kPartInitial = 4,      // an initial met a name
  kPartJoined = 5,       // written together on one side
  kPartSkeleton = 6,     // consonants agree with a script that writes few vowels
  kAcronym = 7,          // initials of the words
  kPartAbsent = 8,       // on one side only
  kPartConflict = 9,     // both sides have something, and it differs
  kNumberConflict = 10,  // another number or series
  kPlaceConflict = 11,   // another country or place
  kLegalFormConflict = 12,
  kOrder = 13,           // parts in another order
  kDescent = 14,         // "A son of B" against "B son of A"
  kNoAnchor = 15,        // nothing informative in common: capped below the retrieval floor
  kNative = 16,          // same script on both sides, other characters
  kCap = 17,             // other bounds (an only part that is short or generic)
  kIgnored = 18,         // honorifics, prefixes, stop words: no points
  kCommon = 19,          // what met are words that many people bear
  kFormBesideSlip = 20,  // a short or foreign form of one word beside another spelling of the next
  kOtherKind = 21,       // a person against a name that shows an organisation
  kOneSlip = 22,         // the whole names differ by one slip: held at the threshold (positive)
};

std::string_view feature_key(Feature feature);

// One line of an explanation.
struct Point {
  Feature feature = Feature::kPartEqual;
  int points = 0;         // ten-thousandths, may be negative
  std::string query;      // the part of the query as Latin letters, "" if none
  std::string candidate;  // the part of the candidate, "" if none
  std::string text;       // one sentence for a reader
};

struct NameScore {
  int points = 0;                  // 0 to kScoreUnit
  bool incomplete = false;         // one of the names exceeded a limit: a low score does not clear it
  std::vector<Point> explanation;  // points add up to `points` exactly

  double score() const { return static_cast<double>(points) / kScoreUnit; }
};

// Score of two analysed names in ten-thousandths. Symmetric in its arguments. If the result would be below
// `threshold_points`, any smaller value than the threshold may be returned (early exit); at or above it the value is
// exact and equals compare_names().points. Allocates nothing; typically well under a microsecond. Thread-safe.
//
// `rows`, if not empty, has an entry for each part of the candidate: rows[j][i] is relate(query part i, candidate part
// j) (match/relate.h), computed before by an index. The entry of a part without weight is not read.
int score_names(const names::NameView& query, const names::NameView& candidate, int threshold_points = 0,
                std::span<const PartRelation* const> rows = {});

// Score with explanation.
NameScore compare_names(const names::NameView& query, const names::NameView& candidate);

// What `penumbra compare` prints for a pair of bare names.
struct PairComparison {
  double score = 0;
  bool hit = false;         // score >= threshold
  bool incomplete = false;  // a limit was reached and no hit found: not a clear
  NameScore detail;
  std::vector<std::string_view> query_tricks;      // sentences about tricks in the first name
  std::vector<std::string_view> candidate_tricks;  // and in the second
};

// NameType that an FtM schema implies ("Person" -> kPerson, "Company" -> kOrganisation, "LegalEntity" and unknown
// schemata -> kAny).
names::NameType name_type_of_schema(std::string_view schema);

// Analyses and compares two names under an FtM schema. Symmetric.
PairComparison compare(std::string_view schema, std::string_view query, std::string_view candidate,
                       double threshold = kDefaultThreshold);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_SCORE_H_
