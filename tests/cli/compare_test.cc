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

// Both files are small and asked for gigabytes of empty cells.
TEST_F(CompareTest, ATableThatItsFileCannotFillIsRefused) {
  std::string keys = "{\"name1\":\"a\"}\n";
  for (int i = 0; i < 5000; ++i) keys += "{\"k" + std::to_string(i) + "\":1}\n";
  std::string wide = "schema";
  for (int i = 0; i < 4000; ++i) wide += ",c" + std::to_string(i);
  wide += '\n';
  for (int i = 0; i < 20'000; ++i) wide += "x\n";
  spill(path("keys.jsonl"), keys);
  spill(path("wide.csv"), wide);
  for (const char* name : {"keys.jsonl", "wide.csv"}) {
    const Outcome outcome = penumbra({"compare", "--pairs", name});
    EXPECT_EQ(outcome.status, 3) << name;
    EXPECT_THAT(outcome.err, HasSubstr(name));
    EXPECT_THAT(outcome.err, HasSubstr("[limit]. "));
  }
}

TEST_F(CompareTest, TellsAHundredBadLinesAndCountsAll) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += "no JSON\n";
  spill(path("bad.jsonl"), lines);
  const Outcome outcome = penumbra({"compare", "--entities", "bad.jsonl", "--out", "scored.jsonl"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("bad.jsonl:100: "));
  EXPECT_THAT(outcome.err, Not(HasSubstr("bad.jsonl:101: ")));
  EXPECT_THAT(outcome.err, HasSubstr("300 not compared"));
  EXPECT_THAT(slurp(path("scored.jsonl")), HasSubstr("{\"line\":300,"));
}

TEST_F(CompareTest, ComparesWholeEntitiesLineByLine) {
  spill(path("pairs.jsonl"),
        "{\"id\":1.50,\"query\":{\"schema\":\"Company\",\"properties\":{\"name\":\"Alpha Trading\",\"leiCode\":"
        "\"506700GE1G29325QX363\"}},\"candidate\":{\"schema\":\"Company\",\"properties\":{\"name\":[\"Zeta Holdings\"],"
        "\"leiCode\":[\"506700GE1G29325QX363\"]}},\"score\":0.1,\"features\":[7]}\n"
        "this is no JSON\n"
        "\n"
        "[1]\n"
        "{\"query\":{\"schema\":\"Robot\",\"properties\":{}},\"candidate\":{\"schema\":\"Person\",\"properties\":{}}}\n"
        "{\"query\":{\"schema\":\"Person\",\"properties\":{\"name\":{\"x\":1}}},\"candidate\":{}}\n"
        "{\"n\":1.50,\"query\":{\"schema\":\"Person\",\"properties\":{\"name\":\"Ivan Sidorov\"}},"
        "\"candidate\":{\"schema\":\"Person\",\"properties\":{\"name\":\"Maria Lopez\",\"height\":180}}}");
  const Outcome outcome = penumbra({"compare", "--entities", "pairs.jsonl", "--out", "scored.jsonl"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  for (const char* place : {"pairs.jsonl:2", "pairs.jsonl:4", "pairs.jsonl:5", "pairs.jsonl:6"}) {
    EXPECT_THAT(outcome.err, HasSubstr(place));
  }
  EXPECT_THAT(outcome.err, HasSubstr("2 pairs compared, 1 hits at 0.70, 4 not compared"));
  std::istringstream lines(slurp(path("scored.jsonl")));
  std::vector<std::string> scored;
  for (std::string line; std::getline(lines, line);) scored.push_back(line);
  ASSERT_EQ(scored.size(), 6U);
  EXPECT_THAT(scored[0], HasSubstr("\"verdict\":\"hit\",\"features\":[{\"name\":"));
  EXPECT_THAT(scored[0], Not(HasSubstr("\"score\":0.1,")));
  EXPECT_THAT(scored[0], HasSubstr("decides whatever the names say"));
  EXPECT_THAT(scored[1], HasSubstr("{\"line\":2,\"score\":null,\"verdict\":\"incomplete\",\"features\":[],\"error\":"));
  EXPECT_THAT(scored[3], HasSubstr("\"schema\":\"Robot\""));
  EXPECT_THAT(scored[3], HasSubstr("Robot\\\" is no kind of entity"));
  EXPECT_THAT(scored[5], HasSubstr("{\"n\":1.50,\"query\""));
  EXPECT_THAT(scored[5], HasSubstr("\"verdict\":\"clear\""));

  // To standard output, and the same twice.
  const Outcome again = penumbra({"compare", "--entities", "pairs.jsonl"});
  EXPECT_EQ(again.out, slurp(path("scored.jsonl")));
  EXPECT_EQ(penumbra({"compare", "--entities", "none.jsonl"}).status, 2);
  EXPECT_EQ(penumbra({"compare", "--entities", "pairs.jsonl", "--threshold", "7"}).status, 2);
  EXPECT_EQ(penumbra({"compare", "--entities", "pairs.jsonl", "a", "b"}).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
