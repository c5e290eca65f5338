// The page of a supply answer.
#ifndef PENUMBRA_REPORT_SUPPLY_PAGE_H_
#define PENUMBRA_REPORT_SUPPLY_PAGE_H_

#include <string>

#include "penumbra/supply.h"

namespace penumbra::report {

// One self-contained page: no script, no network, printable: when what stops and for how long, what could stand in and
// what bites that, what alone or in pairs brings an entity to a stop, slip, and what hangs on it. Pure; safe from any
// thread.
std::string html(const SupplyAnswer& answer);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_SUPPLY_PAGE_H_
