// The one writer of a store.
#ifndef PENUMBRA_STORE_WRITER_H_
#define PENUMBRA_STORE_WRITER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "penumbra/result.h"
#include "store/file_system.h"
#include "store/log.h"
#include "store/manifest.h"
#include "store/quarantine.h"

namespace penumbra::store {

// A file to be published with a version.
struct NewFile {
  std::string name;  // one plain component: "dataset.seg", "names.idx"
  std::string bytes;
};

// Holds the store's lock for its life. Movable; not thread-safe.
class StoreWriter {
 public:
  // Locks the store, makes it if the folder is new or empty, and removes what a killed writer left. kBusy names the
  // process that holds it; kInvalidArgument when the folder holds other things; kIntegrity, kUnsupported, kIo. `files`
  // must outlive the writer.
  static Result<StoreWriter> open(const std::string& folder, FileSystem& files = FileSystem::real());

  const Manifest& manifest() const { return manifest_; }
  // Who acts, for the entries of the log that follow; "": nobody says.
  void act_as(std::string by) { actor_ = std::move(by); }
  // The number that publish() will give to the next version of a source.
  std::uint32_t next_number(std::string_view source) const;

  // Writes a file of the version that the next publish() of this source puts in force, and makes it durable where no
  // reader looks: for versions that are too large to be handed over at once. The first call for a source begins anew;
  // discard() gives up what was staged. Where it lies until then: staged_path().
  Status stage(const std::string& source, const std::string& name, std::string_view bytes);
  Status discard();
  std::string staged_path(std::string_view name) const;

  // Publishes one version: after success it is durable and in force. `draft` gives everything but `number`, `recorded`,
  // `clock_skew_micros` and `files`, which are set here; the completed version is returned. Files that were staged for
  // the source are part of it. `now` is the clock. On an
  // error the old state is in force, with one exception that the message names: when the very last sync fails, the new
  // version is visible but may be lost by a power cut. After an error the writer refuses further work: open a new one.
  Result<VersionInfo> publish(VersionInfo draft, const std::vector<NewFile>& files, Timestamp now = Timestamp::now());

  // Keeps the bytes of a held content (content_hash()) with a note on how they were given; durable after success. What
  // is there already stays.
  Status quarantine(const std::string& source, const std::string& content, const QuarantineNote& note,
                    const std::vector<std::string_view>& files);
  // Removes what is held of a source, but for one content ("": everything).
  Status release_quarantine(const std::string& source, const std::string& keep);

  // Puts a file among those made anew (Store::renewed), in the place of one of that name; durable after success.
  // Readers that mapped the earlier one keep it.
  Status renew(const std::string& name, std::string_view bytes);
  // Removes the files made anew that are not named here; how many there were.
  Result<std::size_t> drop_renewed(const std::vector<std::string>& keep);

  // Records the files that are there now, made anew or kept, in the log: nothing else vouches for who made them.
  Status record_renewed(Timestamp now = Timestamp::now());

  // What repair_log() found and did.
  struct LogRepair {
    std::optional<Error> damage;  // none: the log is whole, and nothing was done
    std::uint64_t entries = 0;    // that the damaged log should have
    std::uint64_t sound = 0;      // of them, before the first damage
    std::string kept;             // folder inside the store where its files are; "" when there were none
  };
  // Begins a new log where the one that is there is damaged. The old one is moved aside whole, never removed; entry 0
  // of the new one says how long it was, its root, what was wrong, who did this and why, and states the SHA-256 of
  // every file of the store. Whatever a crash leaves of this, the next call or the next writer completes.
  // kInvalidArgument without a name or a reason; kBusy, kNotFound, kIntegrity (CURRENT or the manifest is damaged),
  // kIo.
  static Result<LogRepair> repair_log(const std::string& folder, const std::string& by, const std::string& reason,
                                      FileSystem& files = FileSystem::real(), Timestamp now = Timestamp::now());

  // Notes what happened to a source; equal events in a row become one. `first`, `last` and `count` are set here.
  Status record_event(SourceEvent event, Timestamp now = Timestamp::now());
  // Writes an entry into the log that changes nothing else: what was refused, what people judged. Index, previous,
  // time, program and manifest are set here. kInvalidArgument when there is no store yet.
  Status log(LogEntry entry, Timestamp now = Timestamp::now());

 private:
  StoreWriter() = default;
  Status prepare();
  Status adopt_or_clean();
  Status clean();
  // Puts a manifest in force together with its entry of the log, whose time must be set.
  Status switch_to(Manifest manifest, LogEntry entry);
  Status point_to(std::uint64_t number, const std::string& manifest, LogEntry entry);
  // Appends the first entries of a log in a store with a past; `recorded` is that of what follows them.
  Status begin(Timestamp recorded);
  // Puts a manifest in force together with the log as it is.
  Status switch_pointer(std::uint64_t number, const std::string& manifest);
  Status load_log(const std::optional<LogHead>& head);
  Timestamp next_time(Timestamp now) const;
  std::string staging_of(const std::string& source) const;

  std::string folder_;
  FileSystem* files_ = nullptr;
  base::FileLock lock_;
  Manifest manifest_;
  std::uint64_t number_ = 0;    // of the manifest in force; 0 for a new store
  std::string manifest_bytes_;  // of its file
  LogTail log_;
  std::string lost_log_;  // what to say of a log that is not there any more
  std::string actor_;
  bool failed_ = false;
  std::string staged_source_;       // "": nothing is staged
  std::vector<StoredFile> staged_;  // of the next version of that source
  std::vector<InputRecord> sums_;   // of the same files
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_WRITER_H_
