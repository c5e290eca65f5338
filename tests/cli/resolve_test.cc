// `penumbra resolve` as a user runs it: two lists of one's own, a review, a judgement, its undoing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace penumbra {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::spill;

class ResolveTest : public testing::ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    // FollowTheMoney lines of two invented sources.
    spill(
        path("first.json"),
        R"({"id":"f-1","schema":"Person","properties":{"name":["Wilfran Quostabel Ozerim"],"birthDate":["1962-01-07"],"topics":["sanction"]}})"
        "\n"
        R"({"id":"f-2","schema":"Company","properties":{"name":["Zubrakol Shipping Lines"],"country":["pa"],"topics":["sanction"]}})"
        "\n");
    spill(
        path("second.json"),
        R"({"id":"s-1","schema":"Person","properties":{"name":["OZERIM Quostabel Wilfran"],"birthDate":["1962"],"topics":["sanction"]}})"
        "\n"
        R"({"id":"s-2","schema":"Company","properties":{"name":["Zubrakol Shipping Lines Malta"],"country":["mt"],"topics":["sanction"]}})"
        "\n");
    ASSERT_EQ(penumbra({"import", "--store", "store", "--source", "first", "first.json"}).status, 0);
    ASSERT_EQ(penumbra({"import", "--store", "store", "--source", "second", "second.json"}).status, 0);
  }
};

TEST_F(ResolveTest, FindsExplainsAndKeepsIdentifiers) {
  const auto first = penumbra(
      {"resolve", "--store", "store", "--members", "members.csv", "--out", "clusters.jsonl", "--review", "review.csv"});
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("2 in 1 clusters"));
  EXPECT_THAT(first.out, HasSubstr("second:s-1  OZERIM Quostabel Wilfran"));
  const std::string members = testing::slurp(path("members.csv"));
  EXPECT_THAT(members, HasSubstr(",first,f-1,\n"));
  EXPECT_THAT(testing::slurp(path("clusters.jsonl")), HasSubstr(R"("value":"1962-01-07","sources":["first:f-1"])"));
  EXPECT_THAT(testing::slurp(path("review.csv")), HasSubstr("left,right,judgement,by,at,note"));

  const auto again = penumbra({"resolve", "--store", "store", "--members", "members.csv"});
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(testing::slurp(path("members.csv")), members);

  const auto why = penumbra({"resolve", "--store", "store", "--why", "first:f-1", "second:s-1"});
  EXPECT_EQ(why.status, 0) << why.err;
  EXPECT_THAT(why.out, HasSubstr("same  first:f-1 and second:s-1"));
  EXPECT_THAT(why.out, HasSubstr("are needed among so many records"));
}

TEST_F(ResolveTest, TellsAPartyThatStandsTwiceOnOneList) {
  spill(path("twice.csv"),
        "ID;Full Name;Type;Date of birth;Country\n1;Maximilian Ottokar Mustera;person;1961-03-12;Germany\n"
        "2;Maximilian Ottokar Mustera;person;1961-03-12;Germany\n3;Eriko Testowitsch;person;1971-03-12;Germany\n");
  ASSERT_EQ(penumbra({"import", "--store", "store", "--source", "mine", "twice.csv"}).status, 0);
  const auto run = penumbra({"resolve", "--store", "store", "--lists", "mine"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("1 pair looks like one party that stands twice on a list"));
  EXPECT_THAT(run.out, HasSubstr("mine:own-2  Maximilian Ottokar Mustera"));
  EXPECT_THAT(run.out, HasSubstr("0 in 0 clusters"));
}

TEST_F(ResolveTest, JudgementsAreAddedAndTakenBack) {
  const std::vector<std::string> judge = {"resolve",   "--judge", "first:f-1", "second:s-1",   "not-same", "--by",
                                          "A. Daskul", "--note",  "other man", "--judgements", "j.csv"};
  EXPECT_EQ(penumbra(judge).status, 0);
  const std::vector<std::string> run = {"resolve", "--store", "store", "--judgements", "j.csv"};
  EXPECT_THAT(penumbra(run).out, HasSubstr("0 in 0 clusters"));
  EXPECT_EQ(
      penumbra({"resolve", "--judge", "second:s-1", "first:f-1", "undo", "--by", "A. Daskul", "--judgements", "j.csv"})
          .status,
      0);
  EXPECT_THAT(penumbra(run).out, HasSubstr("2 in 1 clusters"));
}

TEST_F(ResolveTest, MistakesAreNamed) {
  const auto nobody = penumbra({"resolve", "--judge", "first:f-1", "second:s-1", "same", "--judgements", "j.csv"});
  EXPECT_EQ(nobody.status, 2);
  EXPECT_THAT(nobody.err, HasSubstr("--by NAME"));
  const auto unknown = penumbra({"resolve", "--store", "store", "--why", "first:f-1", "second:s-9"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("second:s-9"));
  spill(path("bad.csv"), "left,right,judgement,by\nfirst:f-1,second:s-1,perhaps,A\n");
  const auto bad = penumbra({"resolve", "--store", "store", "--judgements", "bad.csv"});
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.err, HasSubstr("bad.csv:2"));
  EXPECT_EQ(penumbra({"resolve", "--store", "store", "--lists", "third"}).status, 2);
}

}  // namespace
}  // namespace penumbra
