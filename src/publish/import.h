// Files in, a published version out: read, check, index, switch.
#ifndef PENUMBRA_PUBLISH_IMPORT_H_
#define PENUMBRA_PUBLISH_IMPORT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"
#include "model/facts.h"
#include "model/finding.h"
#include "penumbra/date.h"
#include "penumbra/result.h"
#include "publish/checks.h"
#include "store/file_system.h"
#include "store/version.h"

namespace penumbra::publish {

// A moment of an import, for a progress line.
struct Progress {
  std::string_view stage;  // "reading", "mapping", "checking", "writing", "indexing", "publishing"
  double fraction = 0;     // of the whole import, 0 to 1, never falling; an estimate
};

// Makes a further file of a version from the facts of its own segment: the name index. `segment_checksum` is the
// XXH3-64 of the segment's file, by which the two can be tied together.
struct ExtraFile {
  std::string name;
  std::function<Result<std::string>(const model::Dataset& dataset, std::uint64_t segment_checksum)> build;
};
// The files that every version of this program gets.
std::vector<ExtraFile> standard_files();

// A person who let held content pass.
struct Approval {
  std::string by;
  std::string message;  // a sentence for the record

  bool operator==(const Approval&) const = default;
};

struct ImportRequest {
  std::string store;                         // folder; made when it does not exist
  std::string source;                        // store::check_source_name()
  std::vector<std::string> files;            // paths; together one version
  PartialDate published;                     // as the user states it; unknown: as the files state it
  std::optional<std::int32_t> max_age_days;  // >= 0; none: as the version before it
  // Reads again content that is there already (after an update of the program). What a check holds is held all the
  // same: people let it pass (approve.h).
  bool again = false;
  std::string by;  // who imports, for the record; cannot approve what is held. "": nobody says
  // For approve(): what the files are called, the content that they must have, and who let it pass.
  std::vector<std::string> names;
  std::string content;
  std::vector<Approval> approvals;
  std::function<void(const Progress&)> progress;  // may be empty; called on the calling thread
  // Files of so many bytes together are read in pieces where their format can be (Reader::read_chunks), so that memory
  // does not grow with them; each piece is as much as these limits say.
  std::uint64_t pieces_from = std::uint64_t{32} << 20;
  ingest::ChunkLimits pieces;
  // Changes of a version that has so many records are applied to its table of layers, without looking at what stays.
  std::uint64_t edits_from = 20'000;
  // For tests: the clock, the files beside the segment, and the file system.
  std::optional<Timestamp> now;
  std::vector<ExtraFile> extra_files = standard_files();
  store::FileSystem* file_system = &store::FileSystem::real();
};

enum class ImportResult : std::uint8_t {
  kPublished,  // durable and in force
  kUnchanged,  // the content is that of a version that is there; the check was recorded
  kHeld,       // read, but withheld; the old version serves on; the attempt was recorded
};

struct ImportOutcome {
  ImportResult result = ImportResult::kPublished;
  // The version that was published; with kUnchanged the one that has this content; with kHeld what would have been
  // published, with number 0.
  store::VersionInfo version;
  std::optional<store::VersionInfo> previous;  // the one before it in order of effective day, if any
  std::uint64_t added = 0;                     // entities that `previous` does not have
  std::uint64_t removed = 0;                   // entities that only `previous` has
  std::vector<Hold> holds;                     // with kHeld the reasons; with kPublished those that people let pass
  std::uint32_t needs = 0;                     // with kHeld the number of people who must approve
  // With kHeld what the held content adds, published at once as a provisional version.
  std::optional<store::VersionInfo> additions;
  std::vector<model::Finding> findings;  // of the reader, errors first; empty with kUnchanged

  // kHeld as an error for callers that must stop: all reasons in one message. Only with kHeld.
  Error held_error() const;
};

// Imports the files as one version of a source. Errors (nothing is published, the old version serves on): those of
// reading and of the format's reader, each naming file, place and fix; kBusy when another process writes; kIntegrity
// when the store is damaged; kIo. A first import that fails leaves no store behind. Not more than one call per store at
// a time, from any process.
Result<ImportOutcome> import_files(const ImportRequest& request);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_IMPORT_H_
