// The facts as they were known on the eve of a shock, and what had to be left out to make them so.
//
// A back-test that lets in one fact of later days proves nothing, so every row must show that it was known. A fact
// counts as known on the day of its `recorded` cell; without one, a designation on the day of its publication, any
// other fact on the day of its earliest source. A day that is stated to the month or year only counts from its last day
// on. A fact that is not shown to be known is left out, never let in with a warning. Rejected: trusting the valid-time
// of a row (that it held before the day does not say that anybody knew it), and failing on the first leak (the author
// would see one slip at a time, and a case that was written for another day could not be run at all).
#ifndef PENUMBRA_BACKTEST_KNOWN_H_
#define PENUMBRA_BACKTEST_KNOWN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/facts.h"
#include "penumbra/date.h"

namespace penumbra::backtest {

// One fact that was not known, or not as it is written.
struct Leak {
  std::string table;   // relationships, states, designations, figures, entities
  std::string fact;    // "agency-esa suspended mission-x"
  std::string place;   // "states.csv:12"
  std::string known;   // the day that the record gives for its being known; "" none
  std::string reason;  // a sentence
};

struct EveFacts {
  model::Dataset facts;         // what was known, safe to ask about the eve and the days after
  std::vector<Leak> left_out;   // facts that were not known; they are not in `facts`
  std::vector<Leak> shortened;  // facts that are in `facts` without an end that lay after the eve
  std::size_t kept = 0;         // facts in `facts`, entities and documents not counted
  std::size_t by_recorded = 0;  // of these, facts whose every dated source is younger than the eve: `recorded` vouches
};

// What was known at the end of the day `eve`. Entities are names, not claims: one stays when a fact that is known
// speaks of it or its own source is old enough; `keep` names more ids to keep. Pure; linear in the facts.
EveFacts known_on(const model::Dataset& all, Date eve, const std::vector<std::string>& keep = {});

// The first day on which one of the documents (ids with " | " between them) was out; unknown when none is dated.
PartialDate earliest_source(const model::Dataset& all, std::string_view sources);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_KNOWN_H_
