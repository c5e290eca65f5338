// Everything that a store says about itself, checked against everything else. Reasoning: docs/design/log.md, "Verify".
#ifndef PENUMBRA_STORE_VERIFY_H_
#define PENUMBRA_STORE_VERIFY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "penumbra/result.h"
#include "store/checkpoint.h"
#include "store/log.h"
#include "store/store.h"

namespace penumbra::store {

// A checkpoint and the file that it was read from.
struct NamedCheckpoint {
  Checkpoint checkpoint;
  std::string file;
};

struct VerifyReport {
  std::uint64_t versions = 0;
  std::uint64_t files = 0;  // of versions
  std::uint64_t bytes = 0;  // of those
  LogHead log;
  std::string origin;              // of the log; "" without entries
  std::vector<std::string> notes;  // sentences: what cannot be vouched for
  std::vector<Error> errors;       // empty when all is whole; kIntegrity mostly, kIo where a file cannot be read
};

// Reads every byte of the store once. Publishes may go on meanwhile: what is checked is the store as it was when it was
// opened. Errors of the call itself: there is no store, or CURRENT or its manifest is damaged.
Result<VerifyReport> verify(const std::string& folder, const std::vector<NamedCheckpoint>& checkpoints);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VERIFY_H_
