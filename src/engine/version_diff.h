// Two versions of a source compared for people: what is worse for a screening comes first.
#ifndef PENUMBRA_ENGINE_VERSION_DIFF_H_
#define PENUMBRA_ENGINE_VERSION_DIFF_H_

#include "model/finding.h"
#include "penumbra/catalogue.h"
#include "penumbra/result.h"
#include "store/diff.h"
#include "store/manifest.h"
#include "store/version.h"
#include "store/version_facts.h"

namespace penumbra::engine {

VersionSummary summary_of(const store::VersionInfo& info);
FindingSummary summary_of(const model::Finding& finding);
// `held` is an event of the manifest that waits (store::Manifest::waiting()).
HeldSummary held_summary(const store::Manifest& manifest, const store::SourceEvent& held);

// Without its effect, which needs the facts of both versions.
EntityChange change_of(ChangeKind kind, const store::EntityChange& change);

// What changed between two versions, party by party: a passport or other document that came, went or changed is told as
// a field ("document") of the party that holds it. `before` and `after` describe the facts beside them and need not be
// published. kIntegrity when a record cannot be read.
Result<VersionDiff> diff_of(const store::VersionInfo& before, const store::VersionFacts& old_facts,
                            const store::VersionInfo& after, const store::VersionFacts& new_facts);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_VERSION_DIFF_H_
