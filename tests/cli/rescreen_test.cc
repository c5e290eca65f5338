#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RescreenCommandTest : public ProgramTest {
 protected:
  static std::string party(const std::string& id, const std::string& name) {
    return "{\"id\":\"" + id + "\",\"schema\":\"Company\",\"properties\":{\"name\":[\"" + name +
           "\"],\"topics\":[\"sanction\"]},\"datasets\":[\"test\"],\"target\":true}\n";
  }
  void import(const std::string& day, const std::string& lines) {
    spill(path("list.json"), lines);
    const Outcome done = penumbra({"import", "--store", "s", "--source", "test", "--published", day, "list.json"});
    ASSERT_EQ(done.status, 0) << done.err;
  }
};

TEST_F(RescreenCommandTest, TellsWhoseAnswerChangedAndWhyTheOthersDidNot) {
  const std::string kept = party("a", "Orbita Tekhnika") + party("k", "Zvezdny Polyot");
  import("2022-01-01", kept);
  import("2022-02-01", kept + party("c", "Meridian Quantum Shipping"));
  spill(path("customers.csv"),
        "Full name,dob\nOrbita Tekhnika,\nMeridian Quantum Shiping,\nNobody Inparticular,\nBad,sometime\n");
  std::vector<std::string> arguments = {"rescreen", "--store", "s",     "--customers",   "customers.csv",
                                        "--since",  "test@1",  "--map", "Full name=name"};
  const Outcome table = penumbra(arguments);
  EXPECT_EQ(table.status, 3) << table.err;  // a row could not be asked
  EXPECT_THAT(table.out, HasSubstr("test@1 -> test@2: 1 added, 0 removed, 0 changed, 0 by time"));
  EXPECT_THAT(table.out, HasSubstr("row 2: Meridian Quantum Shiping  clear -> hits"));
  EXPECT_THAT(table.out, HasSubstr("row 4: not screened"));
  EXPECT_THAT(table.out, Not(HasSubstr("row 1:")));
  EXPECT_THAT(table.out, HasSubstr("The others have the answer that they had"));
  EXPECT_THAT(table.err, HasSubstr("4 customers: 1 can be touched"));

  arguments.insert(arguments.end(), {"--format", "json"});
  const Outcome json = penumbra(arguments);
  EXPECT_THAT(json.out, HasSubstr("{\"rows\":[{\"row\":2,\"touched\":true,\"changed\":true,\"before\":\"clear\""));
  EXPECT_THAT(json.out, HasSubstr("\"counts\":{\"customers\":4,\"screened\":1,\"changed\":1,\"unchanged\":2,"
                                  "\"incomplete\":0,\"not_screened\":1}"));
  arguments.back() = "csv";
  EXPECT_THAT(penumbra(arguments).out, HasSubstr("2,Meridian Quantum Shiping,new-hit,clear,hits,c,"));
  arguments.back() = "jsonl";
  EXPECT_THAT(penumbra(arguments).out, HasSubstr("\n{\"scope\":{\"before\":"));
}

TEST_F(RescreenCommandTest, NothingChangedIsZeroAndABadMomentIsUsage) {
  import("2022-01-01", party("a", "Orbita Tekhnika"));
  spill(path("customers.csv"), "name\nOrbita Tekhnika\n");
  EXPECT_EQ(penumbra({"rescreen", "--store", "s", "--customers", "customers.csv", "--since", "test@1"}).status, 0);
  // A row that cannot be answered is told, although nothing differs.
  spill(path("odd.csv"), "name\nOrbita Tekhnika\n...\n");
  EXPECT_EQ(penumbra({"rescreen", "--store", "s", "--customers", "odd.csv", "--since", "test@1"}).status, 3);
  const Outcome unknown = penumbra({"rescreen", "--store", "s", "--customers", "customers.csv", "--since", "test@7"});
  EXPECT_EQ(unknown.status, 2);
  const Outcome bad = penumbra({"rescreen", "--store", "s", "--customers", "customers.csv", "--since", "lately"});
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.err, HasSubstr("--since: lately is neither a version nor a time"));
}

}  // namespace
}  // namespace penumbra::testing
