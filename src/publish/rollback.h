// Going back to another version of a source, at once.
#ifndef PENUMBRA_PUBLISH_ROLLBACK_H_
#define PENUMBRA_PUBLISH_ROLLBACK_H_

#include <cstdint>
#include <optional>
#include <string>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "store/file_system.h"
#include "store/version.h"

namespace penumbra::publish {

struct RollbackRequest {
  std::string store;
  std::string source;
  std::optional<std::uint32_t> to;  // number of the version; none: the one before the version in force
  std::string by;                   // who goes back; not empty
  std::string reason;               // may be empty
  std::optional<Timestamp> now;     // for tests, as is the file system
  store::FileSystem* file_system = &store::FileSystem::real();
};

struct RollbackOutcome {
  store::VersionInfo from;  // was in force
  store::VersionInfo to;    // is in force now
};

// Makes a version the one in force: versions that were recorded up to now and would come into force after it count no
// more, for questions about what is known from now on. One new manifest and one pointer, nothing is deleted; going
// forward again is the same call. kNotFound (no such source or version, or none before), kInvalidArgument (it is in
// force already, nobody is named), kBusy, kIo, kIntegrity.
Result<RollbackOutcome> roll_back(const RollbackRequest& request);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_ROLLBACK_H_
