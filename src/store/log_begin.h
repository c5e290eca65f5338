// The first words of a log that begins in a store with a past.
#ifndef PENUMBRA_STORE_LOG_BEGIN_H_
#define PENUMBRA_STORE_LOG_BEGIN_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/log_entry.h"
#include "store/manifest.h"

namespace penumbra::store {

// Stands in the place of the SHA-256 of a file that did not have its checksum when the log began: nothing vouches for
// it, and the manifest's checksum goes on saying that it is damaged.
inline constexpr std::string_view kNotVouchedFor = "0000000000000000000000000000000000000000000000000000000000000000";

// Folders of logs that were found damaged and put aside begin so; a number follows.
inline constexpr std::string_view kDamagedLog = "log-damaged-";

// Entries of kind kBegan that state the SHA-256 of every file that is there: of the versions of the manifest by its
// path under the store's folder ("versions/us-sdn/1/dataset.seg"), and of the indexes made anew ("renewed/..."). One as
// a rule; more where they would be too large, but never more than a chunk has room for: beyond, a single one that
// states none. Reads every file once. Only kind, files and message are set.
std::vector<LogEntry> begin_log(const std::string& folder, const Manifest& manifest);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LOG_BEGIN_H_
