#include "resolve/cluster_ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace penumbra::resolve {
namespace {

using Keys = std::vector<std::vector<RecordKey>>;
using ::testing::HasSubstr;

const RecordKey kA{"eu", "1"};
const RecordKey kB{"un", "1"};
const RecordKey kC{"us", "1"};
const RecordKey kD{"us", "2"};
const RecordKey kE{"us", "3"};

TEST(ClusterIds, StayWhenAMemberComesOrGoes) {
  const NamedClusters first = name_clusters({{kB, kC}}, {});
  ASSERT_EQ(first.ids.size(), 1u);
  EXPECT_EQ(first.ids[0].size(), 17u);
  const NamedClusters grown = name_clusters({{kA, kB, kC}}, first.members);
  EXPECT_EQ(grown.ids[0], first.ids[0]) << "although another record is the least now";
  const NamedClusters shrunk = name_clusters({{kA, kC}}, grown.members);
  EXPECT_EQ(shrunk.ids[0], first.ids[0]);
  const NamedClusters empty = name_clusters({}, shrunk.members);
  for (const Member& member : empty.members) EXPECT_EQ(member.state, "gone");
  EXPECT_EQ(name_clusters({{kA, kC}}, empty.members).ids[0], first.ids[0]) << "it comes back with its records";
}

TEST(ClusterIds, OfTwoThatMergeTheLargerShareStaysAndTheOtherIsTold) {
  const NamedClusters first = name_clusters({{kA, kB}, {kC, kD, kE}}, {});
  const NamedClusters merged = name_clusters({{kA, kB, kC, kD, kE}}, first.members);
  EXPECT_EQ(merged.ids[0], first.ids[1]);
  const auto told = std::find_if(merged.members.begin(), merged.members.end(),
                                 [&](const Member& member) { return member.cluster == first.ids[0]; });
  ASSERT_NE(told, merged.members.end());
  EXPECT_EQ(told->state, "merged:" + first.ids[1]);
  // The file stays readable, and the identifier is never given to others.
  const auto again = parse_members(write_members(merged.members), "members.csv");
  ASSERT_TRUE(again.ok()) << to_string(again.error());
  EXPECT_EQ(*again, merged.members);
  const NamedClusters parted = name_clusters({{kA, kB}, {kC, kD, kE}}, *again);
  EXPECT_EQ(parted.ids[1], first.ids[1]);
  EXPECT_NE(parted.ids[0], first.ids[0]);
  EXPECT_NE(parted.ids[0], parted.ids[1]);
}

TEST(ClusterIds, OfOneThatIsSplitTheLargerPartKeepsIt) {
  const NamedClusters first = name_clusters({{kA, kB, kC, kD, kE}}, {});
  const NamedClusters split = name_clusters({{kA, kB}, {kC, kD, kE}}, first.members);
  EXPECT_EQ(split.ids[1], first.ids[0]);
  EXPECT_NE(split.ids[0], first.ids[0]);
}

// The file is opened in spreadsheets, too.
TEST(ClusterIds, IdentifiersThatLookLikeFormulasComeBack) {
  std::vector<Member> members;
  for (const char* id : {"=1+1", "-2", "@x", "'=1+1", "''+a", "'", "'a"}) members.push_back({"c1", {"own", id}, ""});
  const std::string text = write_members(members);
  EXPECT_EQ(text.find(",="), std::string::npos);
  EXPECT_EQ(text.find(",-"), std::string::npos);
  EXPECT_EQ(text.find(",\"="), std::string::npos);
  const auto again = parse_members(text, "members.csv");
  ASSERT_TRUE(again.ok()) << to_string(again.error());
  EXPECT_EQ(*again, members);
}

TEST(ClusterIds, BadFilesAreNamed) {
  const auto refused = [](std::string_view text) {
    const auto out = parse_members(text, "m.csv");
    return out.ok() ? std::string("accepted") : to_string(out.error());
  };
  EXPECT_THAT(refused("cluster,source,id\n"), HasSubstr("\"state\" is missing"));
  EXPECT_THAT(refused("cluster,source,id,state\npen-1,eu,,\n"), HasSubstr("m.csv:2"));
  EXPECT_THAT(refused("cluster,source,id,state\npen-1,eu,1,lost\n"), HasSubstr("is no state"));
  EXPECT_THAT(refused("cluster,source,id,state\npen-1,eu,1,\npen-2,eu,1,\n"), HasSubstr("in two clusters"));
}

}  // namespace
}  // namespace penumbra::resolve
