// A timeline on the terminal and as CSV.
#ifndef PENUMBRA_CLI_TIMELINE_OUTPUT_H_
#define PENUMBRA_CLI_TIMELINE_OUTPUT_H_

#include <string>

#include "cli/console.h"
#include "penumbra/timeline.h"

namespace penumbra::cli {

// The first line answers; then what changed, day by day, with the facts that turned on the day.
void print_timeline(Console& console, const ExposureTimeline& timeline);

// One row for each change, with a header; RFC 4180, formulas neutralised.
std::string timeline_csv(const ExposureTimeline& timeline);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_TIMELINE_OUTPUT_H_
