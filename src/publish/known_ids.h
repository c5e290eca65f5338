// Parties keep their ids when a source goes over to a form of its list that numbers them anew.
#ifndef PENUMBRA_PUBLISH_KNOWN_IDS_H_
#define PENUMBRA_PUBLISH_KNOWN_IDS_H_

#include <cstddef>

#include "ingest/reader.h"
#include "store/version_facts.h"

namespace penumbra::publish {

// Gives each party of `read` that `before`, another version of the source, has under another id of
// ReadOutcome::other_ids, and not under its own, that id: in its record, in what is said of it, and in the ids that
// begin with its own ("ID-doc-...", "ID-LIST"). History, differences, judgements and the count of what is gone then see
// one party. An id goes to one party only, the first in the order of the files; one that `read` itself gives to a party
// stays with it. Returns how many parties were given another id. Linear in the size of `read` but for one lookup in
// `before` for each other id.
std::size_t keep_known_ids(ingest::ReadOutcome& read, const store::VersionFacts& before);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_KNOWN_IDS_H_
