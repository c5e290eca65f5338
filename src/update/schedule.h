// When the next round of a standing update comes.
#ifndef PENUMBRA_UPDATE_SCHEDULE_H_
#define PENUMBRA_UPDATE_SCHEDULE_H_

#include <cstdint>
#include <string_view>

#include "penumbra/result.h"

namespace penumbra::update {

// "90s", "30m", "6h", "2d" as seconds, 60 s to 31 days. kInvalidArgument otherwise.
Result<std::int64_t> parse_interval(std::string_view text);

// Milliseconds from the end of a round to the next one: the interval, less or more up to a tenth of it, chosen by
// `random` (any number), so that many machines do not ask an authority in the same second.
std::int64_t next_round_ms(std::int64_t interval_seconds, std::uint64_t random);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_SCHEDULE_H_
