// A supply answer on the terminal and as CSV.
#ifndef PENUMBRA_CLI_SUPPLY_OUTPUT_H_
#define PENUMBRA_CLI_SUPPLY_OUTPUT_H_

#include <string>

#include "cli/console.h"
#include "penumbra/supply.h"

namespace penumbra::cli {

// The first line answers; then for each entity what stops it and when, by which chain, what could stand in, the dates
// by simulation, what hangs on it, its cut sets where asked for, and what is not on record.
void print_supply(Console& console, const SupplyAnswer& answer);

// One row for each outage, substitute, cut set, place in a queue and effect, with a header; RFC 4180, formulas
// neutralised.
std::string supply_csv(const SupplyAnswer& answer);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_SUPPLY_OUTPUT_H_
