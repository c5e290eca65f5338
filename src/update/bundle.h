// Signed bundles of downloads for machines without a network: their bytes, and what may be believed of them.
// Format and attacks: docs/design/update.md.
#ifndef PENUMBRA_UPDATE_BUNDLE_H_
#define PENUMBRA_UPDATE_BUNDLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "update/signing.h"

namespace penumbra::update {

// Who may sign: any `threshold` of `keys`.
struct Root {
  std::uint64_t version = 0;
  std::optional<Date> expires;  // none: never
  std::uint32_t threshold = 1;
  std::vector<std::string> keys;  // public, distinct

  bool operator==(const Root&) const = default;
};

struct BundledFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const BundledFile&) const = default;
};

struct BundledSource {
  std::string name;
  std::optional<std::int32_t> max_age_days;
  std::vector<BundledFile> files;
  bool operator==(const BundledSource&) const = default;
};

// What a bundle holds: one statement over all files, so that no two bundles can be mixed.
struct Contents {
  std::uint64_t root = 0;     // version of the root whose keys sign it
  std::uint64_t version = 0;  // never goes back
  Date made;
  Date expires;
  std::vector<BundledSource> sources;
  bool operator==(const Contents&) const = default;
};

std::string root_text(const Root& root);
Result<Root> parse_root(std::string_view text);
std::string contents_text(const Contents& contents);
Result<Contents> parse_contents(std::string_view text);

struct Signature {
  std::string key;
  std::string mark;
};

// A text with the signatures under it.
struct Signed {
  std::string_view text;
  std::vector<Signature> signatures;
};

// A bundle taken apart; views into its bytes. Nothing of it is believed yet.
struct Bundle {
  std::vector<Signed> roots;            // oldest first
  std::optional<Signed> contents;       // none in a file that holds roots only
  std::vector<std::string_view> files;  // in the order of the contents
};

// Takes the bytes of a bundle (or of a roots file) apart. kSyntax, kLimit with the place; linear, no memory beyond the
// metadata (1 MiB a record, 64 roots, 10,000 files). Nothing may follow the end.
Result<Bundle> parse_bundle(std::string_view bytes, const std::string& file);

// What a machine believes and remembers between bundles.
struct Trust {
  Root root;
  std::string root_hash;       // SHA-256 of its text; "" before the first bundle, when `root` holds the keys given
  std::uint64_t contents = 0;  // highest version seen
  std::string contents_hash;   // of that one
  Date latest;                 // latest day seen, so that a clock that is turned back revives nothing
};

// The believable contents of a bundle on the day `today`, after the rules of docs/design/update.md; `trust` moves on to
// the newest root as soon as that is proven, and to the contents when everything is. kIntegrity (signatures, hashes,
// lengths), kHeld (older than seen, expired), kDuplicate (another text under a known number).
Result<Contents> believe(const Bundle& bundle, Date today, Trust& trust);

// Trust as a file, and back. kNotFound when there is none, kIntegrity when it is damaged.
Status write_trust(const std::string& folder, const Trust& trust);
Result<Trust> read_trust(const std::string& folder);

// Signatures over a text, as the record of a bundle holds them.
Result<std::string> signatures_text(std::string_view text, const std::vector<KeyPair>& keys);
// One record: "KIND LENGTH\n", the bytes, "\n".
std::string record_head(std::string_view kind, std::uint64_t bytes);
inline constexpr std::string_view kBundleHead = "penumbra-bundle 1\n";
inline constexpr std::string_view kBundleEnd = "end 0\n\n";

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_BUNDLE_H_
