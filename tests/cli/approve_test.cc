// A held list from the command line: what it adds is found at once, people let the rest pass, and one goes back.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;

class ApproveTest : public ProgramTest {
 protected:
  // Parties `first` to `last`, in the form of OFAC's classic file.
  Outcome import(int first, int last, const std::string& day) {
    std::string rows;
    for (int i = first; i <= last; ++i) {
      rows += std::to_string(i) + ",\"INVENTED ROCKET WORKS " + std::to_string(i) +
              "\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    }
    spill(path(day + "/sdn.csv"), rows + "\x1A");
    return penumbra({"import", "--store", path("store"), "--source", "sdn", "--published", day, "--by", "importer",
                     path(day + "/sdn.csv")});
  }
  Outcome approve(const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"approve", "--store", path("store"), "sdn"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return penumbra(arguments);
  }
  Outcome screen(int party) {
    return penumbra(
        {"screen", "--store", path("store"), "--threshold", "0.95", "INVENTED ROCKET WORKS " + std::to_string(party)});
  }
};

TEST_F(ApproveTest, FromTheHoldToTheRollback) {
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);
  const Outcome held = import(200, 309, "2022-03-02");
  EXPECT_EQ(held.status, 3) << held.err;
  EXPECT_THAT(held.err, HasSubstr("100 of the 200 entities of version sdn@1 are gone"));
  EXPECT_THAT(held.err, HasSubstr("sdn@2"));
  EXPECT_THAT(held.err, HasSubstr("sdn --by NAME --reason TEXT, by two people other than importer"));
  // Found, and incomplete: what is gone has not been decided on.
  EXPECT_EQ(screen(305).status, 3);
  EXPECT_THAT(screen(305).out, HasSubstr("305"));
  EXPECT_THAT(screen(150).out, HasSubstr("150"));

  EXPECT_EQ(approve({"--by", "importer", "--reason", "x"}).status, 2);
  EXPECT_EQ(approve({"--by", "a.first"}).status, 2) << "no reason";
  const Outcome first = approve({"--by", "a.first", "--reason", "annulled"});
  EXPECT_EQ(first.status, 3);
  EXPECT_THAT(first.out, HasSubstr("1 of 2 people"));
  EXPECT_EQ(approve({"--by", "a.first", "--reason", "again"}).status, 2);
  const Outcome second = approve({"--by", "b.second", "--reason", "seen", "--format", "json"});
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr(R"("approved":["a.first","b.second"],"needs":2,"version":"sdn@3")"));
  EXPECT_EQ(screen(305).status, 1);

  const Outcome back = penumbra({"rollback", "--store", path("store"), "sdn", "--to", "1", "--by", "k.weber"});
  EXPECT_EQ(back.status, 0) << back.err;
  EXPECT_THAT(back.out, HasSubstr("sdn@1 is in force in place of sdn@3"));
  EXPECT_EQ(screen(150).status, 1);
  const Outcome versions = penumbra({"versions", "--store", path("store")});
  EXPECT_THAT(versions.out, HasSubstr("k.weber made sdn@1 the version in force"));
  EXPECT_THAT(versions.out, HasSubstr("a.first approved"));
  EXPECT_EQ(penumbra({"rollback", "--store", path("store"), "sdn"}).status, 2) << "nothing before it";
}

}  // namespace
}  // namespace penumbra::testing
