// `penumbra exposure --graph DIR --timeline FROM..TO`: every change of a verdict over a span of days, with its cause.
#ifndef PENUMBRA_CLI_OWNERSHIP_TIMELINE_H_
#define PENUMBRA_CLI_OWNERSHIP_TIMELINE_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "graph/ownership_sweep.h"

namespace penumbra::cli {

// Prints a sweep as table, JSON or CSV. `parties`: ids of the parties to show; empty for all. What is left out by it is
// counted and said. Returns kHits when a party is reached on some day of the span, kClear otherwise.
int print_ownership_timeline(Console& console, const graph::OwnershipFacts& facts, const graph::OwnershipSweep& sweep,
                             const std::string& regime, const std::vector<std::string>& parties, Format format);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_OWNERSHIP_TIMELINE_H_
