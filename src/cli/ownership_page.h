// From what the ownership rules say to what the report shows.
#ifndef PENUMBRA_CLI_OWNERSHIP_PAGE_H_
#define PENUMBRA_CLI_OWNERSHIP_PAGE_H_

#include "graph/ownership.h"
#include "report/ownership_page.h"

namespace penumbra::cli {

// Copies everything that the page or the graph names. `facts` must be those that `result` was decided over.
report::OwnershipPage ownership_page(const graph::OwnershipFacts& facts, const graph::OwnershipResult& result,
                                     const graph::OwnershipQuery& query);

// "52 %", ">25..50 %": the share that was counted for a party.
std::string counted_share(const graph::OwnershipAnswer& answer);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_OWNERSHIP_PAGE_H_
