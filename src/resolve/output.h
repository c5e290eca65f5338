// A resolution as JSON lines and as a table to be reviewed.
#ifndef PENUMBRA_RESOLVE_OUTPUT_H_
#define PENUMBRA_RESOLVE_OUTPUT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "penumbra/result.h"
#include "resolve/resolve.h"

namespace penumbra::resolve {

// One line of JSON: {"id", "caption", "schema", "members": [{"source", "id", "schema", "caption", "lists"}],
// "properties": {property: [{"value", "sources": [...]}]}, "links": [{"left", "right", "rule", "score", "bits",
// "needed", "judged_by"}]}. Every value of every member is there with all sources that state it; values that are equal
// to the byte are one. `links` are the pairs inside the cluster that were ruled same.
Result<std::string> cluster_json(const Records& records, const Resolution& resolution, const Cluster& cluster);

// Pairs to be looked at: unsure ones whose answer would change a cluster, of the pairs between two clusters the one
// that says most. As CSV whose first columns are those of the file of judgements:
// left,right,judgement,by,at,note,left_name,right_name,left_schema,right_schema,score,bits,needed,rule. `judgement` and
// `by` are empty: who reviews fills in same, not-same or unsure, and `penumbra resolve --reviewed` takes the lines
// over. Most bits first.
Result<std::string> review_csv(const Records& records, const Resolution& resolution);
// How many these are.
std::size_t count_questions(const Resolution& resolution);

// Those of the questions that are about two entries of one list: the list keeps them apart, and what it says of them is
// what one party would have. In the order of the questions.
std::vector<const PairFinding*> twice_on_one_list(const Resolution& resolution);

// {"left", "right", "ruling", "rule", "score", "bits", "needed", "reasons": [...], "name": [features]}.
std::string decision_json(const RecordKey& left, const RecordKey& right, const Decision& decision);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_OUTPUT_H_
