// `penumbra exposure --graph DIR`: ownership rules over three plain CSV files.
#ifndef PENUMBRA_CLI_OWNERSHIP_GRAPH_H_
#define PENUMBRA_CLI_OWNERSHIP_GRAPH_H_

#include <string>

#include "cli/command.h"

namespace penumbra::cli {

struct OwnershipGraphOptions {
  std::string folder;
  std::string regime;
  Date as_of;
  Timestamp known_at;
  Format format = Format::kTable;
};

int assess_ownership_graph(Console& console, const OwnershipGraphOptions& options);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_OWNERSHIP_GRAPH_H_
