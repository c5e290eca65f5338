// `penumbra exposure --graph`: ownership rules over three plain CSV files, or over registers and lists in any format.
#ifndef PENUMBRA_CLI_OWNERSHIP_GRAPH_H_
#define PENUMBRA_CLI_OWNERSHIP_GRAPH_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/why_output.h"
#include "graph/ownership_facts.h"
#include "rules/ownership_rule.h"

namespace penumbra::cli {

struct OwnershipGraphOptions {
  std::vector<std::string> paths;  // files, and folders of files
  std::string regime;
  Date as_of;
  Timestamp known_at;
  Format format = Format::kTable;
  std::string report;         // file for the HTML page; "" for none
  std::string export_file;    // file for the graph; "" for none
  std::string export_format;  // "" for what the file's ending says
  bool export_all = false;
  WhyAsked asked;                    // parties to explain, in the place of a verdict on each
  std::vector<std::string> parties;  // ids of the parties to explain; empty: all, or all worth a look in a table
  std::optional<std::pair<Date, Date>> timeline;  // instead of one day: every change of a verdict in this span
};

int assess_ownership_graph(Console& console, const OwnershipGraphOptions& options);
// The same over facts that were read already.
int assess_ownership_facts(Console& console, const rules::RuleBook& book, const graph::OwnershipFacts& facts,
                           const OwnershipGraphOptions& options);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_OWNERSHIP_GRAPH_H_
