// People decide that held content is not to be published.
#ifndef PENUMBRA_PUBLISH_REJECT_H_
#define PENUMBRA_PUBLISH_REJECT_H_

#include <optional>
#include <string>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "store/file_system.h"

namespace penumbra::publish {

struct RejectRequest {
  std::string store;
  std::string source;
  std::string by;                // who rejects; the importer may
  std::string reason;            // required
  std::optional<Timestamp> now;  // for tests, as is the file system
  store::FileSystem* file_system = &store::FileSystem::real();
};

struct RejectOutcome {
  std::string held;       // why the content was held
  std::string rejected;   // by whom and why
  bool repeated = false;  // it had been rejected before, and nothing was recorded now
  std::string
      withdrawn;  // id of the provisional version with its additions, which counts no more; "" when there is none
  std::string in_force;  // id of the version that serves; "" when there is none
};

// Records that the content of a source that was held last is not published: it waits no more, what it added is screened
// no more, and the version before it serves. That is no look at the source: the day on which that version was last
// confirmed stays, and it becomes stale when its time has come. The bytes stay in quarantine until other content takes
// their place. The same content is refused when it comes again, with who rejected it and why, unless the import is
// forced: then it is held again. Idempotent: without anything that waits, the last decision on the source being a
// rejection, that one is told. kNotFound (nothing is held), kInvalidArgument (no name, no reason), kBusy, kIo,
// kIntegrity.
Result<RejectOutcome> reject(const RejectRequest& request);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_REJECT_H_
