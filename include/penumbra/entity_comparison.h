// Comparing two whole entities, without a store: names, and what else is stated of both.
#ifndef PENUMBRA_ENTITY_COMPARISON_H_
#define PENUMBRA_ENTITY_COMPARISON_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra {

// An entity to compare. Names may stand in name, alias, weakAlias, previousName, abbreviation, or in parts (firstName,
// lastName ...), from which full names are made where no whole one is stated.
struct PartyRecord {
  std::string schema;  // "Person"; "" is LegalEntity
  std::vector<StatedFact> properties;
};

// How alike two entities are. `verdict` is kHits when the score reaches the threshold, kIncomplete when it does not and
// a limit was reached or nothing could be compared, kClear otherwise. Points of the features add up to `points`
// exactly.
struct EntityComparison {
  Verdict verdict = Verdict::kIncomplete;
  int points = 0;          // ten-thousandths
  std::string query_name;  // the two names that met best, "" where there were none
  std::string candidate_name;
  std::vector<ScoreFeature> features;
  std::vector<Remark> warnings;  // properties that were not read, tricks in the names, limits

  double score() const { return static_cast<double>(points) / kScorePerUnit; }
};

// Compares two entities: the best pair of their names, then identifiers, dates, countries, addresses and genders, which
// add where they agree, subtract where they conflict and do neither where one side is silent. Kinds that cannot be one
// thing (a person and a ship) score 0. Symmetric. Deterministic. kInvalidArgument for an unknown schema or a threshold
// outside (0, 1]. Thread-safe.
Result<EntityComparison> compare_entities(const PartyRecord& query, const PartyRecord& candidate,
                                          double threshold = kDefaultScreenThreshold);

// The members that `penumbra compare --entities` adds to a line, without the braces:
// "score":0.9123,"verdict":"hit","features":[...], and "warnings":[...] where there are any.
std::string to_json_members(const EntityComparison& comparison);

// "hit", "clear", "incomplete": one pair is a hit or none, where a screening has hits.
std::string_view pair_verdict_key(Verdict verdict);

}  // namespace penumbra

#endif  // PENUMBRA_ENTITY_COMPARISON_H_
