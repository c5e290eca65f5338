// A store: a folder of dated, immutable versions of sources. Layout and crash reasoning: docs/design/store.md.
#ifndef PENUMBRA_STORE_STORE_H_
#define PENUMBRA_STORE_STORE_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "model/finding.h"
#include "penumbra/result.h"
#include "store/manifest.h"
#include "store/segment.h"
#include "store/version_facts.h"

namespace penumbra::store {

// A version's own facts, and, beside them, what else there is to say (kLayersFile: where the facts are that it shares).
inline constexpr std::string_view kSegmentFile = "dataset.seg";
// Every version has it.
inline constexpr std::string_view kFindingsFile = "findings.seg";

// A store as it was when it was opened: a later publish does not change it. Needs no lock and no right to write. All
// calls are safe from any thread; segments and files are opened once and shared.
class Store {
 public:
  // kNotFound (no store there), kUnsupported (a later format), kIntegrity (CURRENT or the manifest is damaged), kIo.
  // What `before`, an earlier opening of the same folder, has checked already is taken over: published files never
  // change.
  static Result<std::shared_ptr<const Store>> open(const std::string& folder, const Store* before = nullptr);

  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const std::string& folder() const { return folder_; }
  const Manifest& manifest() const { return manifest_; }
  // "us-sdn@3", or "us-sdn" for the version recorded last of those that no rollback left behind. kInvalidArgument, or
  // kNotFound naming what there is. The pointer lives as long as the store.
  Result<const VersionInfo*> version(std::string_view id) const;

  // The facts of a version of this manifest, checked on first use. kIntegrity names file and section.
  Result<std::shared_ptr<const VersionFacts>> facts(const VersionInfo& version) const;
  // The bytes of the file that belongs to a layer of facts of `source` ("names.idx" → "names-1.idx" in the folder of
  // the version that wrote the layer). Errors as for file().
  Result<std::shared_ptr<const base::MappedFile>> layer_file(std::string_view source, const LayerRef& layer,
                                                             std::string_view name) const;
  // The bytes of a further file of a version ("names.idx"), after its size and checksum were compared with the
  // manifest. kNotFound when the version has none of this name.
  Result<std::shared_ptr<const base::MappedFile>> file(const VersionInfo& version, std::string_view name) const;
  // What a later program made anew of a file of a version, which itself never changes (StoreWriter::renew). Not in the
  // manifest: its content must vouch for itself. kNotFound when there is none, kIo.
  Result<std::shared_ptr<const base::MappedFile>> renewed(std::string_view name) const;
  // What the reader noticed: errors first, then warnings, then notes.
  Result<std::vector<model::Finding>> findings(const VersionInfo& version) const;
  // Where a file of a version lies.
  std::string path_of(const VersionInfo& version, std::string_view name) const;

  // Checks every byte of every version and decodes every record. The errors found, one per damaged file; empty when the
  // store is whole. Takes time in proportion to the store.
  std::vector<Error> verify() const;

 private:
  Store() = default;
  Result<std::shared_ptr<const Segment>> segment(const VersionInfo& version, std::uint32_t part) const;
  Result<std::shared_ptr<const VersionFacts>> layered(const VersionInfo& version) const;

  std::string folder_;
  Manifest manifest_;
  mutable std::mutex mutex_;  // guards the caches
  mutable std::map<std::string, std::shared_ptr<const Segment>> segments_;
  // Tables of runs are small to map and larger in memory, so those that nobody holds are forgotten.
  mutable std::map<std::string, std::weak_ptr<const VersionFacts>> facts_;
  mutable std::map<std::string, std::shared_ptr<const base::MappedFile>> files_;
};

// Folder of a version inside the store: "versions/us-sdn/00000003".
std::string version_folder(std::string_view source, std::uint32_t number);
// "renewed/NAME".
std::string renewed_path(std::string_view name);
// "manifests/0000000012".
std::string manifest_path(std::uint64_t number);

// The manifest in force, with its number; an empty one with number 0 when CURRENT does not exist. Shared by reader and
// writer.
struct LoadedManifest {
  Manifest manifest;
  std::uint64_t number = 0;
  std::string bytes;           // of the manifest's file
  std::optional<LogHead> log;  // as CURRENT states it
};
Result<LoadedManifest> load_manifest(const std::string& folder);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_STORE_H_
