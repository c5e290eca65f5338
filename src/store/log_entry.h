// What happened to a store, as one entry of its log. Bytes: docs/design/log.md.
#ifndef PENUMBRA_STORE_LOG_ENTRY_H_
#define PENUMBRA_STORE_LOG_ENTRY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "store/merkle.h"
#include "store/version.h"

namespace penumbra::store {

enum class LogKind : std::uint8_t {
  kBegan,       // the log begins in a store that has a past
  kPublished,   // a version came into force
  kUnchanged,   // a source was looked at and had the content that there is
  kHeld,        // content was read, quarantined and withheld
  kApproved,    // a person let held content pass
  kRefused,     // what was asked for was not done
  kRolledBack,  // a person made another version the one in force
  kJudged,      // a file of judgements changed
  kRecovered,   // CURRENT was lost, and the newest whole manifest was taken
  kRejected,    // a person decided that held content is not published
  kReindexed,   // indexes were made anew (StoreWriter::renew); all that there are from then on
};
// "began", "published", ..., "rolled-back", "judged", "recovered", "reindexed".
std::string_view to_string(LogKind kind);
std::optional<LogKind> parse_log_kind(std::string_view text);

// Plain value. What does not apply is empty or 0.
struct LogEntry {
  std::uint64_t index = 0;  // place in the log, from 0
  Sha256Sum previous{};     // sum of the entry before; zeros in the first
  Timestamp recorded;       // strictly rising
  std::int64_t clock_skew_micros = 0;
  LogKind kind = LogKind::kBegan;
  std::string program;  // version of the program that wrote it
  std::string by;       // as stated, or the account's name
  std::string source;
  std::uint32_t version = 0;
  std::string content;         // hash of what was read
  std::uint32_t needs = 0;     // people who must approve
  std::uint64_t manifest = 0;  // number of the manifest in force from this entry on
  std::string manifest_sha256;
  std::vector<InputRecord> files;  // of the version; of what was asked for; of judgements before and after
  std::string message;             // sentences

  bool operator==(const LogEntry&) const = default;
};

// An entry may take so many bytes.
inline constexpr std::uint64_t kMaxEntryBytes = 1 << 20;

// The bytes that are summed: everything but the index. kLimit when they are more than kMaxEntryBytes.
Result<std::string> encode_entry(const LogEntry& entry);
// Reads them strictly: what is accepted is exactly what encode_entry() writes. kIntegrity.
Result<LogEntry> parse_entry(std::string_view bytes, std::uint64_t index, const std::string& file);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LOG_ENTRY_H_
