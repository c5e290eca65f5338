// Days that end something: most lists state the last day on which a listing is in effect, intervals here end on the
// first day on which it no longer is.
#ifndef PENUMBRA_INGEST_LAST_DAY_H_
#define PENUMBRA_INGEST_LAST_DAY_H_

#include "penumbra/date.h"

namespace penumbra::ingest {

// The first day on which what is in effect through `last` no longer is. A month or a year counts through its last day,
// which is the safer reading: a listing too long costs a look, one too short a missed party. A bound ("<2024") and an
// unknown date stay what they are, and so does a day after which the calendar of four figures ends.
inline PartialDate after_last_day(const PartialDate& last) {
  if (!last.known() || last.bound() != Bound::kExact || last.last().plus_days(1).year() > 9999) return last;
  return PartialDate(last.last().plus_days(1));
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_LAST_DAY_H_
