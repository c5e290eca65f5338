#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class CompareTest : public ProgramTest {};

TEST_F(CompareTest, TellsTheSamePartyFromAnother) {
  const Outcome same = penumbra(
      {"compare", "--schema", "Person", "Ivan Petrovich Sidorov", "SIDOROV, Ivan Petrovich", "--format", "json"});
  EXPECT_EQ(same.status, 1) << same.err;
  EXPECT_THAT(same.out, HasSubstr("\"verdict\":\"hits\""));
  const Outcome other = penumbra({"compare", "--schema", "Person", "Ivan Petrovich Sidorov", "Maria Lopez"});
  EXPECT_EQ(other.status, 0) << other.err;
  EXPECT_THAT(other.out, HasSubstr("CLEAR"));
}

TEST_F(CompareTest, KeepsEveryOtherColumnOfAFile) {
  spill(path("pairs.csv"),
        "id,schema,name1,name2,remark\n"
        "1,Person,Ivan Sidorov,SIDOROV Ivan,\"kept, with comma\"\n"
        "2,Company,Alpha Trading LLC,Omega Shipping Ltd,\n"
        "3,Person,broken\n"
        "4,Nonsense,a,b,x\n");
  const Outcome outcome = penumbra({"compare", "--pairs", "pairs.csv", "--out", "scored.csv"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("pairs.csv:4"));
  EXPECT_THAT(outcome.err, HasSubstr("pairs.csv:5"));
  const std::string scored = slurp(path("scored.csv"));
  EXPECT_THAT(scored, MatchesRegex("id,schema,name1,name2,remark,score,verdict\n"
                                   "1,Person,Ivan Sidorov,SIDOROV Ivan,\"kept, with comma\",[01]\\.[0-9]+,hit\n"
                                   "2,Company,Alpha Trading LLC,Omega Shipping Ltd,,[01]\\.[0-9]+,clear\n"
                                   "3,Person,broken,,,,incomplete\n"
                                   "4,Nonsense,a,b,x,,incomplete\n"));
}

TEST_F(CompareTest, SaysWhatIsMissing) {
  spill(path("pairs.csv"), "schema,name1,name_2\nPerson,a,b\n");
  const Outcome columns = penumbra({"compare", "--pairs", "pairs.csv"});
  EXPECT_EQ(columns.status, 3);
  EXPECT_THAT(columns.err, HasSubstr("there is no column name2"));
  EXPECT_EQ(penumbra({"compare", "--pairs", "none.csv"}).status, 2);
  EXPECT_EQ(penumbra({"compare", "only one"}).status, 2);
  const Outcome schema = penumbra({"compare", "--schema", "Robot", "a", "b"});
  EXPECT_EQ(schema.status, 2);
  EXPECT_THAT(schema.err, HasSubstr("Robot"));
}

TEST_F(CompareTest, TakesAnyBytesAsNames) {
  const std::string huge(1 << 20, 'a');
  spill(path("pairs.csv"),
        "schema,name1,name2\nPerson,\"" + huge + " Sidorov\",Ivan Sidorov\nPerson,,\nPerson,\xE2\x80\xAEx,x\n");
  const Outcome outcome = penumbra({"compare", "--pairs", "pairs.csv", "--out", "scored.csv"});
  EXPECT_THAT(outcome.status, ::testing::AnyOf(0, 3));
  EXPECT_THAT(slurp(path("scored.csv")), HasSubstr("score,verdict\n"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("terminate")));
}

}  // namespace
}  // namespace penumbra::testing
