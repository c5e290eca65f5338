// People decide on content that was held.
#ifndef PENUMBRA_PUBLISH_APPROVE_H_
#define PENUMBRA_PUBLISH_APPROVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "publish/import.h"
#include "store/file_system.h"

namespace penumbra::publish {

struct ApproveRequest {
  std::string store;
  std::string source;
  std::string by;                // who approves: not who imported, and nobody twice
  std::string reason;            // required where two people are
  std::optional<Timestamp> now;  // for tests, as are the rest
  std::vector<ExtraFile> extra_files = standard_files();
  store::FileSystem* file_system = &store::FileSystem::real();
};

struct ApproveOutcome {
  std::string held;                   // why the content was held
  std::vector<std::string> approved;  // who has approved by now, in order
  std::uint32_t needs = 0;            // how many must
  // The publication, once enough people have approved. Its result may be kHeld again, when another version came
  // meanwhile and more people are needed now.
  std::optional<ImportOutcome> published;
};

// Approves the content of a source that was held last, and publishes it from the bytes in quarantine when nobody else
// is needed. The approval is recorded first and stays when publishing fails; the same person may then call again to
// publish. kNotFound (nothing is held), kInvalidArgument (nobody is named, the importer, twice the same person, no
// reason), kIntegrity (the held bytes are damaged or gone), and the errors of import_files().
Result<ApproveOutcome> approve(const ApproveRequest& request);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_APPROVE_H_
