// What the store knows about one version of one source, beside its facts.
#ifndef PENUMBRA_STORE_VERSION_H_
#define PENUMBRA_STORE_VERSION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::store {

// Who says when a version was published.
enum class PublishedFrom : std::uint8_t {
  kUnknown,  // nobody: the version counts as published on the day it was recorded, and answers say so
  kStated,   // the person who imported it
  kFile,     // the files themselves
};

// A file that was read.
struct InputRecord {
  std::string name;  // without folders
  std::uint64_t size = 0;
  std::string sha256;  // lower-case hexadecimal

  bool operator==(const InputRecord&) const = default;
};

// A file of the version's folder.
struct StoredFile {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;  // XXH3-64

  bool operator==(const StoredFile&) const = default;
};

// A part of a set of files: the alias file of the OFAC CSV set. Lets the next version notice that one is gone.
struct PartRecord {
  std::string name;
  bool present = false;
  std::uint64_t records = 0;

  bool operator==(const PartRecord&) const = default;
};

// Always records == mapped + reported + ignored.
struct VersionCounts {
  std::uint64_t records = 0;  // raw records that the files hold
  std::uint64_t entities = 0;
  std::uint64_t names = 0;  // that a screening looks for
  std::uint64_t designations = 0;
  std::uint64_t relationships = 0;
  std::uint64_t mapped = 0;    // raw records that became part of the facts
  std::uint64_t reported = 0;  // raw records that could not, each with a finding
  std::uint64_t ignored = 0;   // raw records left out on purpose

  bool operator==(const VersionCounts&) const = default;
};

// How many of the facts carry what a screening lives on (publish/checks.h), so that a later version can be compared
// without looking through this one.
struct FillCounts {
  std::uint64_t named = 0;
  std::uint64_t with_alias = 0;
  std::uint64_t with_number = 0;
  std::uint64_t with_date = 0;
  std::uint64_t with_programme = 0;

  bool operator==(const FillCounts&) const = default;
};

struct FindingCounts {
  std::uint64_t notes = 0;
  std::uint64_t warnings = 0;
  std::uint64_t errors = 0;

  bool operator==(const FindingCounts&) const = default;
};

// Plain value.
struct VersionInfo {
  std::string source;
  std::uint32_t number = 0;  // 1, 2, ... of its source, in order of `recorded`
  std::string reader;        // name of the format's reader
  std::string authority;     // who publishes; "" when the files do not say
  PartialDate published;     // never a bound ("<2022"); unknown only with kUnknown
  PublishedFrom published_from = PublishedFrom::kUnknown;
  Timestamp recorded;                  // strictly rising over the whole store
  std::int64_t clock_skew_micros = 0;  // how far the clock stood behind the store's last record; 0 when it did not
  std::string content;                 // content_hash() of the inputs
  std::optional<std::int32_t> max_age_days;  // older than this, the version is stale; none: never
  // The version tells the facts of all times, ended ones included (a hand-written model), not the state of one day (a
  // list). Such a version answers for every day: as-of chooses among its facts, never among versions.
  bool whole_history = false;
  // The parties of the version are registered and not listed (a register of companies and their owners): a screening
  // finds only those of them that a designation names.
  bool registers = false;
  // What a held content adds to the version in force, published at once, with nothing removed: `content` is that of the
  // held files, and the source stays held until people have decided.
  bool provisional = false;
  VersionCounts counts;
  std::optional<FillCounts> fill;  // none in versions that were written before it was kept
  FindingCounts findings;
  std::vector<std::string> lists;  // ids of the lists that occur
  std::vector<std::string> notes;  // sentences for the user
  std::vector<PartRecord> parts;
  std::vector<InputRecord> inputs;
  std::vector<StoredFile> files;

  // "us-sdn@3": stable, never reused.
  std::string id() const;
  // The day from which the version counts: the last day of its publication date, or the day it was recorded.
  Date effective() const;
  // What the manifest says about a file of the version; nullptr when it has none of this name.
  const StoredFile* file(std::string_view name) const;

  bool operator==(const VersionInfo&) const = default;
};

// The order in which versions of one source come into force: whether `a` comes before `b`.
bool comes_before(const VersionInfo& a, const VersionInfo& b);

// What else happened to a source.
enum class EventKind : std::uint8_t {
  kUnchanged,   // the source was looked at and had the content of the version in force
  kHeld,        // newer content was read, but withheld
  kRolledBack,  // a person made an earlier (or again a later) version the one in force
  kApproved,    // a person approved held content
  kRejected,    // a person decided that held content is not published
};
// "unchanged", "held", "rolled-back", "approved", "rejected".
std::string_view to_string(EventKind kind);

struct SourceEvent {
  std::string source;
  EventKind kind = EventKind::kUnchanged;
  Timestamp first;  // recorded time of the first and the last of `count` equal events in a row
  Timestamp last;
  std::uint64_t count = 1;
  std::string content;        // hash of what was read; of the version that was gone back to
  std::string message;        // why, as sentences
  std::uint32_t version = 0;  // with kRolledBack the number of the version that was made the one in force
  std::string by;             // the person who imported, went back, approved or rejected; "" when nobody said
  std::uint32_t needs = 0;    // with kHeld the number of people who must approve before it is published

  bool operator==(const SourceEvent&) const = default;
};

// Whether a source may be called so: [A-Za-z0-9][A-Za-z0-9._-]{0,99}. kInvalidArgument says what to change.
Status check_source_name(std::string_view name);

// Takes "us-sdn@3" apart. kInvalidArgument when it is not of this form.
Result<std::pair<std::string, std::uint32_t>> parse_version_id(std::string_view id);

// The name of a file that a version has once for each of its own segments: "names.idx" for part 0, "names-1.idx" ...
std::string part_file(std::string_view name, std::uint32_t part);
// The part that a file is of; none when it is no part_file(name, ...).
std::optional<std::uint32_t> part_of(std::string_view file, std::string_view name);

// SHA-256 (hexadecimal) over the inputs, whatever their order: names without folders, sizes and content hashes.
std::string content_hash(std::vector<InputRecord> inputs);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VERSION_H_
