// The plain CSV files of a graph, read straight into ownership facts: no copy of the rows as facts of the model, so
// that ten million stakes fit a few gigabytes.
#ifndef PENUMBRA_CLI_GRAPH_FACTS_H_
#define PENUMBRA_CLI_GRAPH_FACTS_H_

#include <span>
#include <string>

#include "graph/ownership_facts.h"
#include "ingest/graph_csv/graph_csv.h"

namespace penumbra::cli {

struct GraphFacts {
  graph::OwnershipFacts facts;  // usable only without errors
  ingest::GraphCsvErrors errors;
};

// Reads entities.csv, designations.csv and stakes.csv of a folder; the facts are those that
// OwnershipFacts::from_model() makes of the rows. `lists`: the list names that designations may carry.
GraphFacts read_graph_facts(const std::string& folder, std::span<const std::string> lists);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_GRAPH_FACTS_H_
