// Entries of the log of a store that change nothing else: what was refused, and what people judged.
#ifndef PENUMBRA_PUBLISH_RECORD_H_
#define PENUMBRA_PUBLISH_RECORD_H_

#include <optional>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/error.h"
#include "penumbra/result.h"
#include "store/file_system.h"
#include "store/log_entry.h"
#include "store/writer.h"

namespace penumbra::publish {

// Whether an error is a decision on what was asked for, and not a machine that could not do it (disk, memory, damage,
// another writer): only decisions are recorded as refusals.
bool is_refusal(const Error& error);

// What was asked for and refused, on a store whose lock is held. Returns the error, with a word about the log if it
// could not be written.
Error record_refusal(store::StoreWriter& writer, store::LogEntry asked, Error error, Timestamp now);
// The same where the lock is free. Where there is no store, or the error is no refusal, the error is returned as it is.
Error record_refusal(const std::string& folder, store::LogEntry asked, Error error, Timestamp now,
                     store::FileSystem& files = store::FileSystem::real());

// A change of a file of judgements.
struct JudgementChange {
  std::string store;
  std::string by;
  std::string file;    // as it was named
  std::string before;  // its bytes; "" when it was not there
  std::string after;
  std::string message;  // what was judged
  std::optional<Timestamp> now;
};
// Records it, before the file is replaced: what the log does not know of is a change by other hands, and the next
// record of this file says so. Errors of StoreWriter::open() and log().
Status record_judgements(const JudgementChange& change);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_RECORD_H_
