// Two outcomes of one version, of which the second was read beside the first.
#ifndef PENUMBRA_INGEST_JOIN_H_
#define PENUMBRA_INGEST_JOIN_H_

#include "ingest/reader.h"

namespace penumbra::ingest {

// Adds what the later records of a version gave: datasets, lists, notes and removals one behind the other, counts
// together, findings as if they had come one by one. Only where outcome.findings.can_join(later.findings); days,
// authority and parts stay those of the first.
void join_outcomes(ReadOutcome& outcome, ReadOutcome&& later);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_JOIN_H_
