// Prints explanations: `penumbra exposure --why` and `--flip`.
#ifndef PENUMBRA_CLI_WHY_OUTPUT_H_
#define PENUMBRA_CLI_WHY_OUTPUT_H_

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/command.h"
#include "penumbra/why.h"

namespace penumbra::cli {

// What the options ask of each id: those of --why first, then those of --flip that are not among them.
struct WhyAsked {
  std::vector<std::string> why;
  std::vector<std::string> flip;
  std::size_t chains = 5;

  bool any() const { return !why.empty() || !flip.empty(); }
};

// Asks `ask` once for each id, prints all answers in the format and gives the status: kIncomplete when a bound or a gap
// leaves an answer open, kHits when something is reached, else kClear. An error of `ask` ends it, before anything is
// printed.
int explain_each(Console& console, const WhyAsked& asked, Format format,
                 const std::function<Result<std::vector<WhyAnswer>>(const WhyQuery& query)>& ask);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_WHY_OUTPUT_H_
