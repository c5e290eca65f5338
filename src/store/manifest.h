// The table of contents of a store: every version and event, as text under a checksum.
#ifndef PENUMBRA_STORE_MANIFEST_H_
#define PENUMBRA_STORE_MANIFEST_H_

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

// Plain value. Versions and events stand in the order in which they were recorded.
struct Manifest {
  Timestamp last_recorded = Timestamp(0);  // the largest recorded time ever given out
  std::vector<VersionInfo> versions;
  std::vector<SourceEvent> events;

  // The versions of a source, in order of `recorded`. Pointers live as long as the manifest is unchanged.
  std::vector<const VersionInfo*> versions_of(std::string_view source) const;
  // Those of them that count for one who knows what was recorded up to `known_at`: recorded by then, not left behind by
  // a rollback, and not the additions of a content that was rejected. In order of `recorded`.
  std::vector<const VersionInfo*> counting(std::string_view source, Timestamp known_at = Timestamp::max()) const;
  // Names of all sources, sorted.
  std::vector<std::string> sources() const;
  // The event of the content of a source that waits for a decision: the last one held, unless it was published or
  // rejected or a person went back to another version since. nullptr when nothing waits.
  const SourceEvent* waiting(std::string_view source) const;
  // The last rejection of a content of a source; nullptr when there is none, or it was published since.
  const SourceEvent* rejection(std::string_view source, std::string_view content) const;
  // nullptr if there is none.
  const VersionInfo* find(std::string_view source, std::uint32_t number) const;

  bool operator==(const Manifest&) const = default;
};

// The manifest's file. Grammar: docs/design/store.md, "Manifest".
std::string encode_manifest(const Manifest& manifest);

// Reads such a file strictly: the checksum, the order of keys, rising numbers and times of a source, names that stay
// inside the store's folder. kSyntax when it is no manifest, kUnsupported for a later format, kIntegrity with the line
// otherwise.
Result<Manifest> parse_manifest(std::string_view bytes, const std::string& file);

// What the file CURRENT says.
struct CurrentPointer {
  std::uint64_t manifest = 0;  // number of the manifest in force
  std::uint64_t checksum = 0;  // XXH3-64 of its bytes
  std::optional<LogHead> log;  // none in stores that were last written by a program that kept no log

  bool operator==(const CurrentPointer&) const = default;
};
std::string encode_current(const CurrentPointer& current);
Result<CurrentPointer> parse_current(std::string_view bytes, const std::string& file);

// 16 lower-case hexadecimal digits.
std::string to_hex(std::uint64_t value);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_MANIFEST_H_
