// Entries of the log of a store that change nothing else: what was refused, and what people judged.
#ifndef PENUMBRA_PUBLISH_RECORD_H_
#define PENUMBRA_PUBLISH_RECORD_H_

#include <cstdint>
#include <functional>
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

// The bytes of a file of judgements before and after a change.
struct JudgementFiles {
  std::string before;  // "" when it was not there
  std::string after;
};

// A change of a file of judgements. Everything that it calls happens under the lock of the store's writers, so that two
// who judge at once lose nothing.
struct JudgementChange {
  std::string store;
  std::string by;
  std::string file;     // as it was named
  std::string message;  // what was judged
  // What the file will be, judged at this instant (as text); nothing is written yet.
  std::function<Result<JudgementFiles>(const std::string& at)> plan;
  std::function<Status(const std::string& after)> write;
  // Idempotency, as HTTP interfaces know it: a key that the caller chose for this decision, and what is decided (no
  // times). "" for none. A key is 1 to 200 characters of ASCII without blanks.
  std::string key;
  std::string body;
  std::optional<Timestamp> now;
};

// A judgement as it stands in the log.
struct JudgementRecord {
  std::uint64_t entry = 0;  // index in the log
  std::string decision;     // id of the decision, a function of key and body; "" without a key
  bool repeated = false;    // the key was used before, for the same body: nothing was recorded or judged again
};

// Records it, before the file is replaced: what the log does not know of is a change by other hands, and the next
// record of this file says so. A key that the log knows: with the same body and file the record of then, and what a
// crash left undone (the log was written and the file was not) is done; with another body kInvalidArgument, which is
// recorded as a refusal. kInvalidArgument for a key that is none; errors of StoreWriter::open() and log(), of plan and
// write.
Result<JudgementRecord> record_judgements(const JudgementChange& change);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_RECORD_H_
