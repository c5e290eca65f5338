// Which entries of several lists are one party (docs/design/resolve.md).
#ifndef PENUMBRA_RESOLVE_RESOLVE_H_
#define PENUMBRA_RESOLVE_RESOLVE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "penumbra/screening.h"
#include "resolve/cluster_ids.h"
#include "resolve/decide.h"
#include "resolve/judgements.h"
#include "resolve/records.h"

namespace penumbra::resolve {

struct ResolveOptions {
  Judgements judgements;
  std::vector<Member> members;  // of the run before; empty for a first run
  unsigned threads = 0;         // 0: all cores. The result does not depend on it
  std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)> progress;
};

// One pair that was ruled `same` or `unsure`, or judged.
struct PairFinding {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Ruling ruling = Ruling::kUnsure;
  std::string rule;
  std::string judged_by;  // "" where a rule decided
  int points = 0;
  Centibits bits = 0;
  Centibits needed = 0;
};

struct Cluster {
  std::string id;
  std::vector<std::uint32_t> records;  // ascending
};

struct RefusedLink {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t against_left = 0;
  std::uint32_t against_right = 0;
  std::string why;  // Refusal::why
};

struct Resolution {
  std::vector<Cluster> clusters;     // of two records or more, by their first record
  std::vector<PairFinding> pairs;    // same and unsure, by (left, right)
  std::vector<RefusedLink> refused;  // links that were not followed
  std::vector<Member> members;       // to be written for the next run
  std::vector<std::string> notes;    // sentences: judgements of records that are not here, keys left out ...
  std::uint64_t records = 0;
  std::uint64_t compared = 0;
};

// Deterministic: the same records, judgements and members give the same bytes. Errors as Records.
Result<Resolution> resolve(const Records& records, const ResolveOptions& options);

// Why two records are, or are not, one party; over all records, since how much a word tells depends on them.
Result<Decision> explain_pair(const Records& records, std::uint32_t left, std::uint32_t right, unsigned threads);

// The record with this key; kNotFound.
Result<std::uint32_t> find_record(const Records& records, const RecordKey& key);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_RESOLVE_H_
