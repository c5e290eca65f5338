// `penumbra compare --entities`: pairs of whole entities, one JSON object a line.
#ifndef PENUMBRA_CLI_ENTITY_PAIRS_H_
#define PENUMBRA_CLI_ENTITY_PAIRS_H_

#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "penumbra/entity_comparison.h"

namespace penumbra::cli {

struct EntityPairsOptions {
  std::string input;   // "-": standard input
  std::string output;  // "" and "-": standard output
  double threshold = kDefaultScreenThreshold;
  unsigned threads = 0;  // 0: all cores
};

// Reads {"query":{"schema":..,"properties":{..}},"candidate":{..},...} line by line, and writes every line with score,
// verdict and features added, in the order of the input; members of that name are replaced, all others kept as they
// are. A line that cannot be read or compared is told on standard error with its number and written with the verdict
// "incomplete" and the member "error"; the rest goes on. Memory does not grow with the file. Returns the exit status:
// kClear when every line was compared, kIncomplete otherwise, or that of the error that stopped it.
int compare_entity_pairs(Console& console, const EntityPairsOptions& options);

// One line of the output for one line of the input, without the line end. Fills `error` when the line is bad, and
// `verdict`. Thread-safe.
std::string compare_entity_line(std::string_view line, double threshold, Verdict& verdict, std::optional<Error>& error);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_ENTITY_PAIRS_H_
