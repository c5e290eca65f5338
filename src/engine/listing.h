// One designation as answers show it.
#ifndef PENUMBRA_ENGINE_LISTING_H_
#define PENUMBRA_ENGINE_LISTING_H_

#include <string_view>

#include "penumbra/date.h"
#include "penumbra/screening.h"
#include "store/snapshot.h"

namespace penumbra::engine {

// "certain", "possible", "not-yet" or "ended": how a span that begins at `from` stands on the day asked for.
std::string_view certainty_of(Holds holds, const PartialDate& from, Date as_of);

// The public form of a listing of this snapshot.
Listing listing_of(const store::Snapshot& snapshot, const store::Listing& listed);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_LISTING_H_
