// `penumbra exposure --graph` for one party and over a span of days.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OwnershipLine : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    spill(path("g/entities.csv"), "id,name,kind,country\nX,X,person,\nA,A,company,\nB,B,company,\nC,C,company,\n");
    spill(path("g/designations.csv"), "id,list,from,to\nX,us-sdn,2018-04-06,2019-01-27\n");
    spill(path("g/stakes.csv"),
          "owner,asset,low,high,kind,from,to,recorded,source\nX,A,60,60,equity,,2018-10-01,,register\n"
          "A,B,51,51,equity,,,,\nX,C,20,20,equity,,,,\n");
  }
};

TEST_F(OwnershipLine, ExplainsOnlyThePartiesAskedForAndCountsAll) {
  const std::vector<std::string> line = {"exposure", "--graph", "g", "--regime", "us", "--as-of", "2018-05-01"};
  std::vector<std::string> one = line;
  one.insert(one.end(), {"--party", "B"});
  const Outcome table = penumbra(one);
  EXPECT_EQ(table.status, 1) << table.err;
  EXPECT_THAT(table.out, HasSubstr("3 of 4 parties reached"));
  EXPECT_THAT(table.out, HasSubstr("3 parties are counted but not listed"));
  EXPECT_THAT(table.out, HasSubstr("restricted"));
  one.insert(one.end(), {"--format", "json"});
  const Outcome json = penumbra(one);
  EXPECT_THAT(json.out, HasSubstr("\"id\": \"B\""));
  EXPECT_THAT(json.out, Not(HasSubstr("\"id\": \"C\"")));
  std::vector<std::string> nobody = line;
  nobody.insert(nobody.end(), {"--party", "Z"});
  EXPECT_EQ(penumbra(nobody).status, 2);
}

TEST_F(OwnershipLine, ShowsEveryChangeOfASpanWithItsCause) {
  const std::vector<std::string> line = {
      "exposure", "--graph", "g", "--regime", "us", "--timeline", "2018-01-01..2019-12-31", "--format"};
  std::vector<std::string> csv = line;
  csv.emplace_back("csv");
  const Outcome out = penumbra(csv);
  EXPECT_EQ(out.status, 1) << out.err;
  EXPECT_THAT(out.out, HasSubstr("2018-04-06,X,not-by-ownership,designated,listing,X is listed on us-sdn,"));
  EXPECT_THAT(out.out, HasSubstr("2018-10-01,B,restricted,not-by-ownership,stake-ends,"));
  EXPECT_THAT(out.out, HasSubstr("2019-01-27,X,designated,not-by-ownership,listing,X leaves us-sdn,"));
  std::vector<std::string> json = line;
  json.insert(json.end(), {"json", "--party", "B"});
  const Outcome one = penumbra(json);
  EXPECT_THAT(one.out, HasSubstr("\"changes_left_out\": 4"));
  EXPECT_THAT(one.out, HasSubstr("\"cause\": \"stake-ends\""));
  std::vector<std::string> table = line;
  table.emplace_back("table");
  EXPECT_THAT(penumbra(table).out, HasSubstr("6 changes of verdict under regime us"));
  std::vector<std::string> odd = line;
  odd[6] = "2019-01-01..2018-01-01";
  odd.emplace_back("table");
  EXPECT_EQ(penumbra(odd).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
