// Identifiers of clusters that stay the same from run to run: docs/design/resolve.md, "Identifiers of clusters".
#ifndef PENUMBRA_RESOLVE_CLUSTER_IDS_H_
#define PENUMBRA_RESOLVE_CLUSTER_IDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "resolve/records.h"

namespace penumbra::resolve {

// One line of the file of members.
struct Member {
  std::string cluster;
  RecordKey record;
  // "": a member. "merged:ID": the identifier was given up for ID, and this record founded it. "gone": no source has
  // the record any more; it is kept, so that the identifier comes back with it.
  std::string state;
  bool operator==(const Member&) const = default;
};

// The columns: cluster,source,id,state.
extern const std::string_view kMembersHeader;

// kInvalidArgument names the line: a missing column, an empty cell, a record in two clusters.
Result<std::vector<Member>> parse_members(std::string_view text, const std::string& file);
std::string write_members(const std::vector<Member>& members);

struct NamedClusters {
  std::vector<std::string> ids;  // of each cluster, in its order
  std::vector<Member> members;   // the file to be written: by cluster, then record; given up identifiers last
};

// Names clusters by what the run before said (`before`, may be empty). Records are in ascending order in each cluster.
NamedClusters name_clusters(const std::vector<std::vector<RecordKey>>& clusters, const std::vector<Member>& before);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_CLUSTER_IDS_H_
