// What waits in quarantine for a decision, seen before anybody decides.
#ifndef PENUMBRA_PUBLISH_HELD_H_
#define PENUMBRA_PUBLISH_HELD_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"
#include "penumbra/result.h"
#include "publish/checks.h"
#include "publish/import.h"
#include "store/manifest.h"
#include "store/store.h"
#include "store/version_facts.h"

namespace penumbra::publish {

// How held content is called where a version could stand: "us-ofac@held".
inline constexpr std::string_view kHeldSuffix = "@held";

// Held content as approve() would publish it now.
struct HeldVersion {
  std::shared_ptr<const store::Store> store;  // the versions that it was compared with
  store::SourceEvent event;                   // when and why it was held, by whose import, how many must approve
  store::VersionInfo version;                 // its number is 0
  std::shared_ptr<const store::VersionFacts> facts;
  const store::VersionInfo* previous = nullptr;  // the version before it; lives as long as `store`; nullptr: none
  std::vector<Hold> holds;                       // why it would be held if it came today
  std::vector<model::Finding> findings;          // of the reader, errors first
};

// Reads what is held of a source from quarantine and compares it. Takes no lock, writes nothing and publishes nothing;
// memory grows with the content. kNotFound (nothing of the source waits, or no such store), kIntegrity (the held bytes
// are damaged or gone), kLimit (a content so large that it is only ever read in pieces), and the errors of reading.
Result<HeldVersion> read_held(const std::string& store, const std::string& source);

// What is said when nothing of a source waits: it names the sources of which something does.
Error nothing_held(const store::Manifest& manifest, std::string_view source);

// The files in quarantine and how they were given, as import_files() wants them: `files`, `names`, `published`,
// `max_age_days`, `content` and `by`. kIntegrity when the note on them is damaged or gone.
Result<ImportRequest> held_request(const std::string& store, const store::SourceEvent& held);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_HELD_H_
