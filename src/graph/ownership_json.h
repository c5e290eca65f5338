// Ownership answers as JSON, the settled form of `penumbra exposure --graph`.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_JSON_H_
#define PENUMBRA_GRAPH_OWNERSHIP_JSON_H_

#include <string>

#include "graph/ownership.h"

namespace penumbra::graph {

// An array with one object per party, in order of the facts: `id`, `verdict`, `flags` (keys), `notes` (key and text of
// each flag), `share` (`low`, `high` as exact decimals in percent, `low_open`, `high_open`, `kind`), `rule` (`id`,
// `version`, `source`, `status`, `checked`, `check_by`), `chain` (objects with `label` ("F1", as the sentence names
// it), `owner`, `asset`, `kind`, `criterion` where one is stated, `low`, `high` as the fact states them, `from`, `to`,
// `recorded`, `source`, `certain`, `sentence`), `listings` of the party and of the owners in its chain on lists of the
// rule, `missing`, `integrated` (context only, four decimals), `sentence`. UTF-8 if the facts are, two-space indent,
// ends with a line feed. Same answers, same bytes.
std::string ownership_json(const OwnershipFacts& facts, const OwnershipResult& result);

// What a control stake says its owner does to the asset: "may use all or part of the assets of", or just "controls".
std::string control_phrase(const StakeFact& stake);

// One hop in words: "X owns 50 % of A (from 2020-01-01; source s1)".
std::string stake_sentence(const OwnershipFacts& facts, const StakeFact& stake);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_JSON_H_
