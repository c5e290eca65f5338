// `penumbra selftest` over a small list. All parties are invented.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SelftestTest : public ProgramTest {
 protected:
  void import_list() {
    std::string sdn;
    int number = 100;
    for (const char* family : {"PRIMEROV", "OBRAZTSOV", "MUSTERSKY", "SAMPLEWRIGHT", "ESEMPIONI"}) {
      for (const char* name : {", Sergey Viktorovich\",\"individual\"", " TRADING COMPANY\",-0- "}) {
        sdn +=
            std::to_string(number++) + ",\"" + family + name + ",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
      }
    }
    spill(path("sdn.csv"), sdn);
    const Outcome imported =
        penumbra({"import", "--store", "s", "--source", "test-list", "--published", "2022-01-10", "sdn.csv"});
    ASSERT_EQ(imported.status, 0) << imported.err;
  }
  Outcome selftest(std::vector<std::string> more) const {
    std::vector<std::string> words = {"selftest", "--store", "s", "--sample", "10", "--clean", "200"};
    words.insert(words.end(), more.begin(), more.end());
    return penumbra(words);
  }
};

TEST_F(SelftestTest, WritesTheReport) {
  import_list();
  const Outcome outcome = selftest({"--report", "r.html", "--json", "r.json", "--seed", "9"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("10 names of 10 listed parties"));
  EXPECT_THAT(outcome.out, HasSubstr("unchanged"));
  const std::string page = slurp(path("r.html"));
  EXPECT_THAT(page, HasSubstr("Effectiveness of name screening"));
  EXPECT_THAT(page, HasSubstr("Seed 9"));
  EXPECT_THAT(page, HasSubstr("test-list of 2022-01-10"));
  EXPECT_THAT(page, Not(HasSubstr("http")));
  const std::string json = slurp(path("r.json"));
  EXPECT_THAT(json, HasSubstr("\"schema\": \"penumbra-selftest/1\""));
  EXPECT_THAT(json, HasSubstr("\"sha256\": \""));
}

TEST_F(SelftestTest, IsTheSameOnAnyNumberOfThreads) {
  import_list();
  const Outcome one = selftest({"--threads", "1"});
  const Outcome three = selftest({"--threads", "3"});
  EXPECT_EQ(one.out, three.out);
  EXPECT_NE(one.out, selftest({"--seed", "2"}).out);
}

TEST_F(SelftestTest, EndsByGoalsAndGaps) {
  import_list();
  EXPECT_EQ(selftest({"--min-recall", "1,0,0,0", "--max-false", "1"}).status, 0);
  const Outcome missed = selftest({"--min-recall", "1,1,1,1"});
  EXPECT_EQ(missed.status, 1) << missed.out;
  EXPECT_THAT(missed.out, HasSubstr("not met"));
  const Outcome stale = selftest({"--max-age-days", "30", "--min-recall", "1,1,1,1"});
  EXPECT_EQ(stale.status, 3) << "outranks a missed goal";
  EXPECT_THAT(stale.out, HasSubstr("not complete"));
}

TEST_F(SelftestTest, TakesACustomerFile) {
  import_list();
  spill(path("customers.csv"), "nr,Full name\n1,Maria Beispielfrau\n2,Sergey Viktorovich Primerov\n");
  const Outcome named = selftest({"--clean-file", "customers.csv", "--clean-column", "Full name"});
  EXPECT_EQ(named.status, 0) << named.err;
  EXPECT_THAT(named.out, HasSubstr("clean names 2: 0 with a hit"));
  EXPECT_THAT(named.out, HasSubstr("1 equal to a listed name"));
  const Outcome wrong = selftest({"--clean-file", "customers.csv", "--clean-column", "nome"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--clean-column"));
  spill(path("broken.csv"), "nr,name\n1,Maria\n2\n");
  EXPECT_NE(selftest({"--clean-file", "broken.csv"}).status, 0) << "a row that cannot be read is not skipped";
}

TEST_F(SelftestTest, SaysHowItIsUsed) {
  EXPECT_EQ(selftest({"--min-recall", "1,2"}).status, 2);
  EXPECT_EQ(selftest({"--threshold", "0.3"}).status, 2);
  EXPECT_EQ(penumbra({"selftest"}).status, 2);
  EXPECT_EQ(selftest({}).status, 2) << "no store";
}

}  // namespace
}  // namespace penumbra::testing
