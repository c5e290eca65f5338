// The log of a store: an append-only history under a Merkle tree. Layout and reasoning: docs/design/log.md.
#ifndef PENUMBRA_STORE_LOG_H_
#define PENUMBRA_STORE_LOG_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "store/log_entry.h"
#include "store/merkle.h"

namespace penumbra::store {

inline constexpr std::uint64_t kEntriesAChunk = 256;
inline constexpr std::string_view kLogFolder = "log";

// A chunk as it lies on disk. Views point into the bytes that it was read from.
struct LogChunk {
  struct Item {
    std::string_view body;
    Sha256Sum stated{};  // the sum that stands beside it
  };
  std::uint64_t first = 0;          // index of items.front()
  std::vector<Sha256Sum> subtrees;  // of what comes before the chunk
  std::vector<Item> items;          // as far as they could be told apart
  std::optional<Error> damage;      // why there are no more of them; names the index
};

// The chunk of a log that has `entries` entries up to its end, never 0. Never fails: see LogChunk::damage.
LogChunk read_chunk(std::string_view bytes, std::uint64_t entries, const std::string& file);
// "log/00000003-117": where the last chunk of a log of so many entries lies.
std::string chunk_path(std::uint64_t entries);
// Whether the chunk's entries have the sums that stand beside them and follow from each other. kIntegrity names the
// index of the first that does not.
Status check_chunk(const LogChunk& chunk, const std::string& file);

// How far a log is sound.
struct LogCheck {
  std::uint64_t sound = 0;      // entries before the first damage
  std::optional<Error> damage;  // none: all of it
};

// The log as it was when it was opened. Immutable; safe from any thread.
class Log {
 public:
  // A store without a log has one of no entries. kNotFound (no store), kUnsupported, kIntegrity, kIo.
  static Result<Log> open(const std::string& folder);

  const LogHead& head() const { return head_; }
  // Every chunk in turn, unchecked; `use` is told the file. An error of `use` ends it. A chunk that is missing or
  // cannot be read is one without items, with its damage.
  Status chunks(const std::function<Status(const LogChunk&, const std::string& file)>& use,
                std::uint64_t from = 0) const;
  // Every entry from index `from` on, after its sum and its place in the chain were checked.
  Status read(std::uint64_t from, const std::function<Status(const LogEntry&)>& use) const;
  // Every entry against its sum, the one before, the trees that the chunks state, and the root in CURRENT.
  LogCheck check() const;

 private:
  std::string folder_;
  LogHead head_;
  std::string tail_;  // the last chunk: a writer removes it when it is replaced by a longer one
};

// The end of the log, to which a writer appends. Not thread-safe.
class LogTail {
 public:
  LogTail() = default;
  // Reads the last chunk and compares it with the root. kIntegrity; kNotFound when it is not there.
  static Result<LogTail> load(const std::string& folder, const LogHead& head);
  // The longest log in the folder that is whole at its end and speaks of no manifest after `manifest`; an empty one
  // when there is none: for a store that lost its pointer.
  static LogTail salvage(const std::string& folder, std::uint64_t manifest);

  // Sets index and previous. kLimit.
  Status append(LogEntry entry);

  LogHead head() const { return tree_.head(); }
  Timestamp last_recorded() const { return last_recorded_; }
  // The last chunk, to be written at chunk_path(head().entries).
  const std::string& bytes() const { return bytes_; }

 private:
  Status take(std::string bytes, std::uint64_t entries, const std::string& file);

  std::string bytes_;
  MerkleTree tree_;
  Sha256Sum last_{};
  Timestamp last_recorded_ = Timestamp(0);
  std::uint64_t last_manifest_ = 0;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LOG_H_
