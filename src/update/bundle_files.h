// Bundles as files: made from downloads, imported into a store.
#ifndef PENUMBRA_UPDATE_BUNDLE_FILES_H_
#define PENUMBRA_UPDATE_BUNDLE_FILES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/result.h"
#include "update/bundle.h"
#include "update/update.h"

namespace penumbra::update {

struct BundleRequest {
  std::string out;               // must not exist
  std::vector<KeyPair> keys;     // at least one
  std::string roots;             // path of a roots file; "": root 1, of exactly these keys, all of which must sign
  std::uint64_t number = 0;      // 0: the seconds since 1970, which rise
  std::int32_t valid_days = 14;  // 1 to 366
  Date today;
  // Source name and folder of its files.
  std::vector<std::pair<std::string, std::string>> folders;
};

// Writes a bundle and syncs it. kIo, kNotFound, kInvalidArgument (no file, a name that may not be), kLimit.
Result<Contents> make_bundle(const BundleRequest& request);

// Writes a roots file: the roots of `before` ("" for none), then the new one, signed by the keys. kHeld when the keys
// do not suffice for the root before it and for the new one, unless `partial` (others sign with add_signatures()).
Status make_root(const std::string& before, const Root& root, const std::vector<KeyPair>& keys, bool partial,
                 const std::string& out);

// Copies a bundle or roots file with further signatures under its last text.
Status add_signatures(const std::string& path, const std::vector<KeyPair>& keys, const std::string& out);

struct BundleImport {
  Contents contents;
  std::vector<SourceUpdate> updates;  // in the order of the bundle
};

// Believes and imports a bundle. `first` is the trust of a machine that has none yet; none there: kIntegrity. Trust is
// remembered before anything is published, so that a crash cannot bring an older bundle back. The caller holds the
// lock.
Result<BundleImport> import_bundle(const std::string& path, const std::optional<Root>& first, Date today,
                                   const UpdateOptions& options);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_BUNDLE_FILES_H_
