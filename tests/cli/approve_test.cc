// A held list from the command line: what it adds is found at once, people let the rest pass, and one goes back.
#include <gmock/gmock.h>

#include <filesystem>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

// What nobody wants is sent back: the version before serves as it did, and the same content is not taken again.
TEST_F(ApproveTest, HeldContentIsRejected) {
  const auto reject = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"reject", "--store", path("store"), "sdn"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return penumbra(arguments);
  };
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);
  EXPECT_EQ(reject({"--by", "k.weber", "--reason", "x"}).status, 2) << "nothing waits";
  ASSERT_EQ(import(200, 309, "2022-03-02").status, 3);
  ASSERT_EQ(screen(305).status, 3) << "added, and screened at once";
  EXPECT_EQ(reject({"--by", "k.weber"}).status, 2) << "no reason";

  const Outcome done = reject({"--by", "k.weber", "--reason", "half of the list was cut off"});
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, AllOf(HasSubstr("k.weber"), HasSubstr("half of the list was cut off")));
  EXPECT_THAT(done.out, AllOf(HasSubstr("sdn@2 is withdrawn"), HasSubstr("sdn@1 serves")));
  EXPECT_EQ(screen(150).status, 1) << "complete again";
  EXPECT_EQ(screen(305).status, 0) << "what it added is gone";
  EXPECT_THAT(reject({"--by", "k.weber", "--reason", "again"}).out, HasSubstr("recorded before"));
  EXPECT_NE(approve({"--by", "a.first", "--reason", "no"}).status, 0) << "nothing waits any more";
  EXPECT_NE(import(200, 309, "2022-03-02").status, 0) << "the same content again";
  EXPECT_EQ(screen(305).status, 0);
  EXPECT_THAT(penumbra({"log", "--store", path("store")}).out, HasSubstr("half of the list was cut off"));
}

// What the importer is told to type, typed.
TEST_F(ApproveTest, WhatIsHeldIsShownBeforeAnybodyApproves) {
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);
  const std::string nothing = penumbra({"diff", "--store", path("store"), "sdn@held"}).err;
  EXPECT_THAT(nothing, HasSubstr("nothing of source \"sdn\" waits"));
  const Outcome held = import(200, 309, "2022-03-02");
  ASSERT_EQ(held.status, 3);
  EXPECT_THAT(held.err, HasSubstr("penumbra diff --store " + path("store") + " sdn@held"));
  const Outcome versions = penumbra({"versions", "--store", path("store")});
  EXPECT_THAT(versions.out,
              HasSubstr("sdn@held waits for 2 people: penumbra diff --store " + path("store") + " sdn@held"));

  // The provisional version with the additions is not what it is compared with.
  const Outcome diff = penumbra({"diff", "--store", path("store"), "sdn@held"});
  EXPECT_EQ(diff.status, 1) << diff.err;
  EXPECT_THAT(diff.out, HasSubstr("sdn@1 (published 2022-03-01) to sdn@held (published 2022-03-02): 10 added, 100 "
                                  "removed, 0 changed, 100 unchanged"));
  EXPECT_THAT(diff.out, AllOf(HasSubstr(", imported by importer: the part"),
                              HasSubstr("100 of the 200 entities of version sdn@1 are gone")));
  EXPECT_THAT(diff.out, HasSubstr("needs 2 people; approved by nobody yet"));
  EXPECT_THAT(diff.out, HasSubstr("100  no longer there"));
  // The worst first, as many as a table has, and said so.
  EXPECT_THAT(diff.out, HasSubstr("removed  us-ofac-100  INVENTED ROCKET WORKS 100"));
  EXPECT_THAT(diff.out, HasSubstr("RUSSIA-EO14024"));
  EXPECT_THAT(diff.out, Not(HasSubstr("us-ofac-305")));
  EXPECT_THAT(diff.err, HasSubstr("100 of 110 changes are shown"));
  const Outcome added =
      penumbra({"diff", "--store", path("store"), "sdn@1", "sdn@held", "--only", "added", "--limit", "0"});
  EXPECT_THAT(added.out, HasSubstr("added    us-ofac-309"));
  EXPECT_THAT(added.out, Not(HasSubstr("us-ofac-100 ")));
  const Outcome over = penumbra({"diff", "--store", path("store"), "sdn@2", "sdn@held", "--counts"});
  EXPECT_THAT(over.out, HasSubstr("0 added, 100 removed"));
  EXPECT_THAT(over.out, Not(HasSubstr("us-ofac-")));

  ASSERT_EQ(approve({"--by", "a.first", "--reason", "annulled"}).status, 3);
  const Outcome json =
      penumbra({"diff", "--store", path("store"), "sdn@held", "--id", "us-ofac-101", "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr(R"("needs":2,"approved":["a.first"])"));
  EXPECT_THAT(
      json.out,
      HasSubstr(
          R"("counts":{"added":10,"removed":100,"changed":0,"unchanged":100,"unchanged_documents":0,"effects":{"gone":100,)"));
  EXPECT_THAT(json.out, HasSubstr(R"({"change":"removed","effect":"gone","id":"us-ofac-101")"));
  EXPECT_THAT(json.out, Not(HasSubstr("us-ofac-102")));
  const Outcome csv = penumbra({"diff", "--store", path("store"), "sdn@held", "--only", "new", "--format", "csv"});
  EXPECT_THAT(csv.out, HasSubstr("change,id,caption,schema,field,before,after,effect\n"));
  EXPECT_THAT(csv.out, HasSubstr(",name,,INVENTED ROCKET WORKS 300,new\n"));

  // Shown is not published, and what is shown is what comes in force.
  EXPECT_EQ(screen(150).status, 3);
  ASSERT_EQ(approve({"--by", "b.second", "--reason", "seen"}).status, 0);
  const Outcome after = penumbra({"diff", "--store", path("store"), "sdn@1", "sdn@3", "--counts"});
  EXPECT_THAT(after.out, HasSubstr("10 added, 100 removed, 0 changed, 100 unchanged"));
  EXPECT_EQ(penumbra({"diff", "--store", path("store"), "sdn@held"}).status, 2) << "nothing waits any more";
}

// Nothing comes before it: everything is new, and what could not be read is told where it is asked.
TEST_F(ApproveTest, AFirstImportThatIsHeld) {
  std::string rows = "id,name,program\n";
  for (int i = 0; i < 9; ++i) rows += std::to_string(i) + ",Works " + std::to_string(i) + ",P\n";
  spill(path("ours.csv"), rows + "10,,P\n");
  ASSERT_EQ(penumbra({"import", "--store", path("store"), "--source", "ours", path("ours.csv")}).status, 3);
  const Outcome diff = penumbra({"diff", "--store", path("store"), "ours@held"});
  EXPECT_THAT(diff.out, HasSubstr("nothing to ours@held (published unknown): 9 added, 0 removed"));
  EXPECT_THAT(diff.out, HasSubstr("reading it: 1 errors"));
  const Outcome findings = penumbra({"versions", "--store", path("store"), "--findings", "ours@held"});
  EXPECT_EQ(findings.status, 0) << findings.err;
  EXPECT_THAT(findings.out, HasSubstr("error"));
  EXPECT_THAT(findings.out, HasSubstr("ours.csv:11"));
}

TEST_F(ApproveTest, DamagedQuarantineIsNotCompared) {
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);
  ASSERT_EQ(import(200, 309, "2022-03-02").status, 3);
  std::string file;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("store") + "/quarantine")) {
    if (entry.path().filename() == "file-0") file = entry.path();
  }
  std::string bytes = slurp(file);
  bytes[bytes.size() / 2] ^= 1;
  spill(file, bytes);
  const Outcome changed = penumbra({"diff", "--store", path("store"), "sdn@held"});
  EXPECT_EQ(changed.status, 4);
  EXPECT_THAT(changed.err, HasSubstr("not those that were held"));
  std::filesystem::remove(file);
  const Outcome gone = penumbra({"diff", "--store", path("store"), "sdn@held"});
  EXPECT_EQ(gone.status, 4);
  EXPECT_THAT(gone.err, HasSubstr("file-0"));
}

// A change that takes something from a party comes before one that only adds to it.
TEST_F(ApproveTest, TheWorstChangesComeFirst) {
  const auto list = [&](const std::string& day, const std::vector<std::string>& rows) {
    std::string text = "id,name,alias,idNumber,program\n";
    for (const std::string& row : rows) text += row + "\n";
    spill(path(day + "/ours.csv"), text);
    const Outcome outcome =
        penumbra({"import", "--store", path("store"), "--source", "ours", "--published", day, path(day + "/ours.csv")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  };
  list("2022-03-01", {"a,Anvil Works,Anvilko,A-1,P1", "b,Bolt Yard,Boltko,B-1,P1", "c,Cog House,Cogko,C-1,P1",
                      "d,Drum Mill,Drumko,D-1,P1"});
  list("2022-03-02", {"a,Anvil Works,Anvilko,A-1; A-2,P1", "b,Bolt Yard,Boltko,,P1", "c,Cog House,,C-1,P1",
                      "d,Drum Mill,Drumko,D-1,P2"});
  const std::string out = penumbra({"diff", "--store", path("store"), "ours@1", "ours@2"}).out;
  const std::size_t measure = out.find("Drum Mill");
  const std::size_t name = out.find("Cog House");
  const std::size_t number = out.find("Bolt Yard");
  const std::size_t more = out.find("Anvil Works");
  EXPECT_LT(measure, name) << out;
  EXPECT_LT(name, number) << out;
  EXPECT_LT(number, more) << out;
  EXPECT_NE(more, std::string::npos) << out;
}

}  // namespace
}  // namespace penumbra::testing
