// Graphs and pages that `penumbra exposure` leaves beside its answer.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ExportTest : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    spill(path("g/entities.csv"), "id,name,kind,country\nx,X & <Co>,company,ru\na,A,company,\nb,B,company,\n");
    spill(path("g/designations.csv"), "id,list,from,to\nx,us-sdn,2020-01-01,\n");
    spill(path("g/stakes.csv"),
          "owner,asset,low,high,kind,from,to,recorded,source\nx,a,60,60,equity,2020-01-01,,,s1\na,b,25,60,equity,,,,"
          "s2\n");
  }
};

TEST_F(ExportTest, OwnershipGraphsInEveryFormatAndAPage) {
  const std::vector<std::string> ask = {"exposure", "--graph", "g", "--regime", "us", "--as-of", "2026-01-15"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), ask.begin(), ask.end());
    return penumbra(more);
  };
  EXPECT_EQ(with({"--export", "out.dot"}).status, 1);
  EXPECT_THAT(slurp(path("out.dot")), StartsWith("digraph \"Ownership under us on 2026-01-15\""));
  EXPECT_EQ(with({"--export", "out.graphml", "--export-all"}).status, 1);
  EXPECT_THAT(slurp(path("out.graphml")), HasSubstr("attr.name=\"share_low\" attr.type=\"double\""));
  EXPECT_EQ(with({"--export", "out.txt", "--export-format", "json"}).status, 1);
  EXPECT_THAT(slurp(path("out.txt")), HasSubstr("\"verdict\": \"restricted\""));
  EXPECT_EQ(with({"--report", "page.html"}).status, 1);
  EXPECT_THAT(slurp(path("page.html")), HasSubstr("X &amp; &lt;Co&gt;"));
  const Outcome unknown = with({"--export", "out.xyz"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr(".graphml"));
}

}  // namespace
}  // namespace penumbra::testing
