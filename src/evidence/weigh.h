// What facts beside the name say for or against two records being one party or thing.
//
// Method (docs/design/evidence.md). Agreement takes a share of what the score lacks to 1, so that it always adds and
// never saturates; conflict subtracts points; a fact that one side does not state does neither. Three ranks:
//   1. identifiers: count whatever the names say; a decisive one (LEI, INN, IMO ...) is a match by itself;
//   2. rare facts (a birth date to the day, a full address): count where the names are alike at all (kAlikeNames);
//   3. common facts (country, gender, year of birth): as 2, and they never lift a score over kNameFloor that names,
//      identifiers and rare facts left below it.
// One conflict of a common fact alone never hides an equal name; several do, and another IMO number does, and the other
// country of a public body.
#ifndef PENUMBRA_EVIDENCE_WEIGH_H_
#define PENUMBRA_EVIDENCE_WEIGH_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/dates.h"
#include "evidence/identifiers.h"
#include "evidence/places.h"
#include "model/entity.h"

namespace penumbra::evidence {

// Scores are whole ten-thousandths.
inline constexpr int kUnit = 10000;
// Names must be alike at least this much for facts that several people share to count. Equal to the lowest threshold at
// which retrieval by name loses nothing (match/anchors.h), so that facts never make a hit that retrieval cannot find.
inline constexpr int kAlikeNames = 6000;
// Common facts never lift a score from below this to it: the default threshold.
inline constexpr int kNameFloor = 7000;

// One line of an explanation, as match::Point.
struct Line {
  std::string key;        // stable: "birth-date", "country", "identifier-lei" ...
  std::string query;      // what the query states
  std::string candidate;  // what the candidate states
  int points = 0;         // ten-thousandths
  std::string text;       // one sentence
};

// What an entity states beside its names, read once. Immutable; keeps no reference to the entity.
struct Facts {
  std::string schema;
  std::vector<Identifier> identifiers;
  std::vector<DateSpan> born;
  std::vector<DateSpan> died;
  std::vector<DateSpan> incorporated;
  std::vector<DateSpan> built;
  std::vector<std::string> countries;       // codes of every country property that can conflict; distinct
  std::vector<std::string> jurisdictions;   // of `countries`, those stated as jurisdiction
  std::vector<std::string> more_countries;  // country of birth, past flags: they agree, but do not conflict
  std::string gender;                       // "male", "female" or "" (not stated, other, several)
  std::vector<AddressWords> addresses;
  std::vector<std::string> cities;  // folded; of entities that are addresses
  std::int64_t tonnage = 0;         // gross, 0 not stated
  std::vector<std::string> given;   // first names, folded
  std::vector<std::string> family;  // last names, folded
};

// Reads the facts. Values that cannot be read are no evidence. Bounded: at most some hundred values of a kind are read.
// Thread-safe.
Facts facts_of(const model::Entity& entity);

// Whether facts_of() reads this property, and whether it can read this text of it ("birthDate", "yesterday" is none).
bool is_evidence(std::string_view property);
bool is_readable(std::string_view property, std::string_view text);

struct Weighed {
  int points = 0;           // the score, [0, kUnit]
  bool decisive = false;    // an identifier decided
  std::vector<Line> lines;  // their points add up to points - name_points exactly
};

// The lines that the facts add to a name score of `name_points`. `general_names`: the names are those of bodies and say
// no more than what they are ("Ministry of Defence", "Central Bank"), so that only the country tells one from another.
// Symmetric but for the sides of the lines. Deterministic. Thread-safe.
Weighed weigh(const Facts& query, const Facts& candidate, int name_points, bool general_names = false);

// Whether a thing of kind `a` can be one of kind `b`: one is a kind of the other, or both are organisations. Kinds that
// the vocabulary does not know are compatible with everything.
bool kinds_compatible(std::string_view a, std::string_view b);

// What a listed name takes off when it is only a weak alias (OFAC FAQ 122: broad or generic, many false alerts): half
// of what `name_points` has above kNameFloor, so that it ranks behind strong names and is still found at the default
// threshold.
int weak_alias_deduction(int name_points);

// The most that rare and common facts stated in `facts` can add to a score of `name_points` (identifiers aside). A
// search by name at threshold - this finds every party that facts could lift to the threshold. `same_days` false: that
// do not state the same day of birth, death, founding or building, as one who finds those otherwise needs to know.
int most_added(const Facts& facts, int name_points, bool same_days = true);

}  // namespace penumbra::evidence

#endif  // PENUMBRA_EVIDENCE_WEIGH_H_
