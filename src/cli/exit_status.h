// How a command ends, for scripts.
#ifndef PENUMBRA_CLI_EXIT_STATUS_H_
#define PENUMBRA_CLI_EXIT_STATUS_H_

#include "penumbra/error.h"

namespace penumbra::cli {

// Settled; other programs depend on the numbers. kIncomplete outranks kHits.
enum ExitStatus : int {
  kClear = 0,       // finished, nothing found
  kHits = 1,        // finished, something found
  kUsage = 2,       // the command line or a file that it names cannot be used
  kIncomplete = 3,  // not everything could be read or searched
  kIntegrity = 4,   // stored bytes are damaged
  kBusy = 5,        // another process is writing to the store
};

// The status of a command that stops with this error.
ExitStatus exit_status_of(ErrorCode code);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_EXIT_STATUS_H_
