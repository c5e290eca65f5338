// The command line as a whole.
#ifndef PENUMBRA_CLI_APP_H_
#define PENUMBRA_CLI_APP_H_

#include "cli/console.h"

namespace penumbra::cli {

// Parses the arguments, runs the chosen command and gives the exit status. Prints usage errors with the nearest known
// word.
int run(int argc, const char* const* argv, Console& console);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_APP_H_
