#include "resolve/cluster.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace penumbra::resolve {

Result<Clusters> cluster(std::uint32_t records, std::vector<Link> links, const Between& between) {
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return std::tuple(!a.judged, -std::int64_t{a.surplus}, a.left, a.right) <
           std::tuple(!b.judged, -std::int64_t{b.surplus}, b.left, b.right);
  });
  constexpr std::uint32_t kAlone = 0xffffffffU;
  std::vector<std::uint32_t> cluster_of(records, kAlone);
  std::vector<std::vector<std::uint32_t>> clusters;
  Clusters out;
  const auto own = [&](std::uint32_t record) {
    if (cluster_of[record] == kAlone) {
      cluster_of[record] = static_cast<std::uint32_t>(clusters.size());
      clusters.push_back({record});
    }
    return cluster_of[record];
  };
  for (const Link& link : links) {
    std::uint32_t a = own(link.left);
    std::uint32_t b = own(link.right);
    if (a == b) continue;
    Refusal refusal{link, link.left, link.right, ""};
    // Judgements are many only when people made them one by one: they may build any cluster.
    if (!link.judged && clusters[a].size() + clusters[b].size() > kMaxCluster) refusal.why = "too-large";
    for (std::size_t i = 0; i < clusters[a].size() && refusal.why.empty(); ++i) {
      for (std::size_t j = 0; j < clusters[b].size() && refusal.why.empty(); ++j) {
        PENUMBRA_ASSIGN_OR_RETURN(refusal.why, between(clusters[a][i], clusters[b][j], link.judged));
        refusal.against_left = clusters[a][i];
        refusal.against_right = clusters[b][j];
      }
    }
    if (!refusal.why.empty()) {
      out.refused.push_back(std::move(refusal));
      continue;
    }
    if (clusters[a].size() < clusters[b].size()) std::swap(a, b);
    for (const std::uint32_t record : clusters[b]) cluster_of[record] = a;
    clusters[a].insert(clusters[a].end(), clusters[b].begin(), clusters[b].end());
    clusters[b].clear();
  }
  for (std::vector<std::uint32_t>& members : clusters) {
    if (members.size() < 2) continue;
    std::sort(members.begin(), members.end());
    out.members.push_back(std::move(members));
  }
  std::sort(out.members.begin(), out.members.end());
  return out;
}

}  // namespace penumbra::resolve
