// One round for one source: download, check, publish.
#ifndef PENUMBRA_UPDATE_UPDATE_H_
#define PENUMBRA_UPDATE_UPDATE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "publish/import.h"
#include "update/area.h"
#include "update/fetch.h"
#include "update/sources.h"

namespace penumbra::update {

struct UpdateOptions {
  std::string store;
  std::string proxy;  // FetchRequest::proxy
  FetchLimits limits;
  int set_rounds = 3;  // how often a set is asked for again when it changed while it was downloaded
  std::function<std::optional<std::string>(const std::string&)> environment;  // of tokens
  // A step of the source ("downloading SDN.CSV", "reading"), with how far it is (total 0: unknown); false stops.
  std::function<bool(std::string_view step, std::uint64_t done, std::uint64_t total)> progress;
  std::function<bool(std::int64_t)> wait;  // FetchRequest::wait
};

enum class UpdateResult : std::uint8_t {
  kPublished,  // a new version is in force
  kUnchanged,  // the content in force is still what is served; the check was recorded
  kHeld,       // downloaded and read, but withheld
  kRefused,    // what is served cannot be the list, or is older than what is there
  kFailed,     // could not be downloaded or read
  kNoToken,    // needs a token that is not there
};
std::string_view to_string(UpdateResult result);

struct SourceUpdate {
  std::string source;
  UpdateResult result = UpdateResult::kFailed;
  std::string version;                // "us-sdn@3" that is in force now by this round, if any
  std::string mirror;                 // the mirror that served
  std::uint64_t bytes = 0;            // that came over the network in this round
  std::vector<std::string> attempts;  // what failed before, one sentence per mirror
  std::vector<std::string> reasons;   // why held, refused or failed
  std::vector<std::string> notes;     // what could not be proven
  ErrorCode code = ErrorCode::kIo;    // of the failure
  std::optional<publish::ImportOutcome> import;
};

// Downloads a source and publishes it. The caller holds Area::lock(). Never fails as a whole: what went wrong is in the
// answer, and what the store had serves on.
SourceUpdate update_source(const Source& source, const UpdateOptions& options);

// Publishes files that lie in Area::quarantine() already (of a bundle, say) after the same checks. The caller holds the
// lock. `from` is told as the mirror.
SourceUpdate publish_downloaded(const Source& source, const UpdateOptions& options, const std::vector<KeptFile>& files,
                                const std::string& from);

// What a server would send for each file of a source, by HEAD; nothing is downloaded or published.
struct CheckedFile {
  std::string file;
  std::string mirror;
  std::string state;  // "new", "changed", "unchanged", "unknown" (no validators), or why it cannot be told
  bool reachable = false;
};
std::vector<CheckedFile> check_source(const Source& source, const UpdateOptions& options);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_UPDATE_H_
