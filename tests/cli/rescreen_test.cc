#include <gmock/gmock.h>

#include "cli/program.h"
#include "penumbra/screening_receipt.h"

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
        "Full name,dob\nOrbita Tekhnika,\nMeridian Quantum Shiping,\nNobody Inparticular,\nBad\n");
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
  EXPECT_THAT(json.out, HasSubstr("{\"rows\":[{\"row\":2,\"reference\":\"\",\"name\":\"Meridian Quantum "
                                  "Shiping\",\"touched\":true,\"changed\":true,\"before\":\"clear\""));
  EXPECT_THAT(json.out, HasSubstr("\"counts\":{\"customers\":4,\"screened\":1,\"changed\":1,\"unchanged\":2,"
                                  "\"incomplete\":0,\"not_screened\":1}"));
  arguments.back() = "csv";
  EXPECT_THAT(penumbra(arguments).out, HasSubstr("2,,Meridian Quantum Shiping,new-hit,clear,hits,c,"));
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

TEST_F(RescreenCommandTest, GoesOnFromTheReceiptOfTheLastRun) {
  import("2022-01-01", party("a", "Orbita Tekhnika"));
  spill(path("customers.csv"), "name,country\nOrbita Tekhnika,\nMeridian Quantum,\nNobody Inparticular,\n");
  const std::vector<std::string> arguments = {
      "rescreen", "--store", "s", "--customers", "customers.csv", "--receipt", "customers.state", "--format", "csv"};
  const Outcome first = penumbra(arguments);
  EXPECT_EQ(first.status, 1) << first.err;
  EXPECT_THAT(first.out, HasSubstr("1,,Orbita Tekhnika,new-hit,not screened,hits,a,"));
  EXPECT_THAT(first.err, HasSubstr("3 customers: 3 screened for the first time"));
  EXPECT_EQ(penumbra(arguments).status, 0);

  // One party comes, one customer goes, one is new, and one is told to be elsewhere.
  import("2022-02-01", party("a", "Orbita Tekhnika") + party("m", "Meridian Quantum"));
  spill(path("customers.csv"), "name,country\nMeridian Quantum,\nOrbita Tekhnika,se\nOrbita Tekhnik,\n");
  const Outcome second = penumbra(arguments);
  EXPECT_THAT(second.out, HasSubstr("1,,Meridian Quantum,new-hit,clear,hits,m,"));
  EXPECT_THAT(second.out, HasSubstr("2,,Orbita Tekhnika,new-hit,not screened,hits,a,"));
  EXPECT_THAT(second.out, HasSubstr("3,,Orbita Tekhnik,new-hit,not screened,hits,a,"));
  EXPECT_THAT(second.err, HasSubstr("3 customers: 2 screened for the first time, 1 can be touched"));
  EXPECT_THAT(second.err, HasSubstr("2 of the last run are in the file no longer"));
  EXPECT_EQ(penumbra(arguments).status, 0);
}

TEST_F(RescreenCommandTest, AnotherProgramScreensEveryoneAndTellsWhatDiffers) {
  import("2022-01-01", party("a", "Orbita Tekhnika") + party("m", "Meridian Quantum"));
  spill(path("customers.csv"), "name\nOrbita Tekhnika\nMeridian Quantum\nNobody Inparticular\n");
  std::vector<std::string> arguments = {"rescreen",  "--store",        "s", "--customers", "customers.csv",
                                        "--receipt", "customers.state"};
  ASSERT_EQ(penumbra(arguments).status, 1);
  // The receipt that another program would have written, which did not find the second customer's party.
  const ScreeningReceipt own = ScreeningReceipt::read(path("customers.state")).value();
  ScreeningReceipt::Head head = own.head();
  head.program = "another";
  ScreeningReceipt other(head);
  const auto clear = own.answer(digest_of({.name = "Nobody Inparticular"})).value();
  other.add(digest_of({.name = "Orbita Tekhnika"}), own.answer(digest_of({.name = "Orbita Tekhnika"})).value());
  other.add(digest_of({.name = "Meridian Quantum"}), clear);
  other.add(digest_of({.name = "Nobody Inparticular"}), clear);
  ASSERT_TRUE(other.write(path("customers.state")).ok());
  const Outcome all = penumbra(arguments);
  EXPECT_EQ(all.status, 1);
  EXPECT_THAT(all.out, HasSubstr("The receipt is of another program: every customer is screened in full."));
  EXPECT_THAT(all.out, HasSubstr("row 2: Meridian Quantum  not screened -> hits"));
  EXPECT_THAT(all.out, Not(HasSubstr("row 1:")));
  EXPECT_THAT(all.out, Not(HasSubstr("row 3:")));
  EXPECT_EQ(penumbra(arguments).status, 0);

  // 15: a receipt of a program that compares otherwise, and answers the same: the component is named, and nobody told.
  ScreeningReceipt now = ScreeningReceipt::read(path("customers.state")).value();
  ScreeningReceipt::Head upgraded = now.head();
  const std::size_t at = upgraded.program.find("comparison ") + 11;
  upgraded.program[at] = upgraded.program[at] == '0' ? '1' : '0';
  ScreeningReceipt earlier(upgraded);
  for (const char* name : {"Orbita Tekhnika", "Meridian Quantum", "Nobody Inparticular"}) {
    earlier.add(digest_of({.name = name}), now.answer(digest_of({.name = name})).value());
  }
  ASSERT_TRUE(earlier.write(path("customers.state")).ok());
  const Outcome replayed = penumbra(arguments);
  EXPECT_EQ(replayed.status, 0) << replayed.out;
  EXPECT_THAT(replayed.out, HasSubstr("What is another in it: comparison."));
  EXPECT_THAT(replayed.out, Not(HasSubstr("row ")));
  EXPECT_EQ(slurp(path("customers.state")), now.bytes()) << "every answer has the digest that it had";

  spill(path("customers.state"), "PENUMBRA and no more");
  const Outcome damaged = penumbra(arguments);
  EXPECT_EQ(damaged.status, 4);
  EXPECT_THAT(damaged.err, HasSubstr("Name another file for the receipt"));
  arguments.insert(arguments.end(), {"--since", "test@1"});
  EXPECT_EQ(penumbra(arguments).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
