// Joins records that are one party, unless something stands between two of them.
#ifndef PENUMBRA_RESOLVE_CLUSTER_H_
#define PENUMBRA_RESOLVE_CLUSTER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::resolve {

// A pair to be joined. Judged ones come first, then those with more evidence.
struct Link {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  bool judged = false;
  std::int32_t surplus = 0;  // bits beyond what is needed, in hundredths
};

// A link that was not followed, and the two records that stand against each other.
struct Refusal {
  Link link;
  std::uint32_t against_left = 0;
  std::uint32_t against_right = 0;
  std::string why;  // "judged not-same", "contradiction", "same-list", "too-large"
};

struct Clusters {
  // Records of each cluster of two or more, ascending; clusters in the order of their first record.
  std::vector<std::vector<std::uint32_t>> members;
  std::vector<Refusal> refused;
};

// No party stands on more lists under more entries; a cluster that would grow beyond is a chain of mistakes.
inline constexpr std::size_t kMaxCluster = 64;

// Says what stands between two records ("" for nothing), `judged` when the link that joins them is a judgement.
using Between = std::function<Result<std::string>(std::uint32_t left, std::uint32_t right, bool judged)>;

// Follows the links in order; a link between two clusters is refused when anything stands between any two of their
// members. Deterministic. Errors as `between`.
Result<Clusters> cluster(std::uint32_t records, std::vector<Link> links, const Between& between);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_CLUSTER_H_
