// The log of a store from the command line: who did what, checkpoints, and what verify says of a store that was
// changed.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class LogCommandTest : public ProgramTest {
 protected:
  Outcome import(int first, int last, const std::string& day, const std::string& by = "importer") {
    std::string rows;
    for (int i = first; i <= last; ++i) {
      rows += std::to_string(i) + ",\"INVENTED ROCKET WORKS " + std::to_string(i) +
              "\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    }
    spill(path(day + "/sdn.csv"), rows + "\x1A");
    return penumbra(
        {"import", "--store", "store", "--source", "sdn", "--published", day, "--by", by, path(day + "/sdn.csv")});
  }
  Outcome log(const std::vector<std::string>& more = {}) { return with("log", more); }
  Outcome verify(const std::vector<std::string>& more = {}) { return with("verify", more); }

 private:
  Outcome with(const std::string& command, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {command, "--store", "store"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return penumbra(arguments);
  }
};

TEST_F(LogCommandTest, ShowsWhoDidWhatAndWhatWasRefused) {
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);
  ASSERT_EQ(import(100, 299, "2022-03-01").status, 0);              // unchanged
  ASSERT_EQ(import(200, 309, "2022-03-02", "importer").status, 3);  // held
  spill(path("page.csv"), "<html><title>Blocked</title></html>");
  EXPECT_NE(penumbra({"import", "--store", "store", "--source", "sdn", "--by", "i", "page.csv"}).status, 0);
  const std::vector<std::string> approve = {"approve", "--store", "store", "sdn", "--reason", "annulled", "--by"};
  const auto approved_by = [&](const std::string& name) {
    std::vector<std::string> arguments = approve;
    arguments.push_back(name);
    return penumbra(arguments).status;
  };
  EXPECT_EQ(approved_by("importer"), 2);
  EXPECT_EQ(approved_by("a.first"), 3);
  EXPECT_EQ(approved_by("a.first"), 2);
  EXPECT_EQ(approved_by("b.second"), 0);
  EXPECT_EQ(penumbra({"rollback", "--store", "store", "sdn", "--to", "1", "--by", "k.weber"}).status, 0);
  EXPECT_EQ(penumbra({"rollback", "--store", "store", "sdn", "--to", "7", "--by", "k.weber"}).status, 2);

  const Outcome csv = log({"--format", "csv"});
  EXPECT_EQ(csv.status, 0) << csv.err;
  std::istringstream lines(csv.out);
  std::string line;
  std::vector<std::string> kinds;
  while (std::getline(lines, line)) {
    const std::size_t from = line.find(',', line.find(',') + 1) + 1;
    kinds.push_back(line.substr(from, line.find(',', line.find(',', from) + 1) - from));
  }
  EXPECT_EQ(kinds, (std::vector<std::string>{"kind,by", "published,importer", "unchanged,importer", "held,importer",
                                             "published,importer", "refused,i", "refused,importer", "approved,a.first",
                                             "refused,a.first", "approved,b.second", "published,importer",
                                             "rolled-back,k.weber", "refused,k.weber"}));
  EXPECT_THAT(csv.out, HasSubstr("approval: importer imported the content and cannot approve it"));
  const Outcome refused = log({"--kind", "refused", "--last", "1", "--format", "jsonl"});
  EXPECT_THAT(refused.out, HasSubstr("rollback: the store has no version sdn@7"));
  EXPECT_THAT(refused.out, Not(HasSubstr("approval")));
  const Outcome json = log({"--last", "1", "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("{\"entries\":12,\"root\":\""));
  EXPECT_THAT(json.out, HasSubstr("\"index\":11,"));
  EXPECT_EQ(log({"--kind", "guessed"}).status, 2);
  EXPECT_EQ(verify().status, 0) << verify().err;
}

TEST_F(LogCommandTest, CheckpointsAreSignedAndTellACutLog) {
  ASSERT_EQ(import(100, 120, "2022-03-01").status, 0);
  ASSERT_EQ(penumbra({"bundle", "keygen", "--out", "office"}).status, 0);
  ASSERT_EQ(penumbra({"bundle", "keygen", "--out", "other"}).status, 0);
  fs::copy(path("store"), path("before"), fs::copy_options::recursive);
  ASSERT_EQ(import(100, 121, "2022-03-02").status, 0);
  const Outcome written = log({"--checkpoint", "noted", "--key", "office.key"});
  EXPECT_EQ(written.status, 0) << written.err;
  EXPECT_THAT(written.out, HasSubstr("noted: 2 entries, root "));
  EXPECT_EQ(log({"--key", "office.key"}).status, 2);

  EXPECT_EQ(verify({"--checkpoint", "noted", "--trust", "office.pub"}).status, 0);
  const Outcome foreign = verify({"--checkpoint", "noted", "--trust", "other.pub"});
  EXPECT_EQ(foreign.status, 4);
  EXPECT_THAT(foreign.err, HasSubstr("not signed by the key that is trusted"));
  EXPECT_THAT(verify({"--checkpoint", "noted"}).err, HasSubstr("its signature was not checked"));
  std::string text = slurp(path("noted"));
  text.replace(text.find("\n2\n"), 3, "\n1\n");
  spill(path("edited"), text);
  EXPECT_EQ(verify({"--checkpoint", "edited", "--trust", "office.pub"}).status, 4);

  ASSERT_EQ(import(100, 122, "2022-03-03").status, 0);
  EXPECT_EQ(verify({"--checkpoint", "noted", "--trust", "office.pub"}).status, 0) << "the log goes on from it";
  // Somebody puts an old copy back.
  fs::remove_all(path("store"));
  fs::rename(path("before"), path("store"));
  EXPECT_EQ(verify().status, 0);
  const Outcome cut = verify({"--checkpoint", "noted", "--trust", "office.pub"});
  EXPECT_EQ(cut.status, 4);
  EXPECT_THAT(cut.err, HasSubstr("the log was cut: the checkpoint saw 2 entries, and there are 1"));
  EXPECT_THAT(verify({"--checkpoint", "noted", "--format", "json"}).out, HasSubstr("{\"whole\":false,"));
}

TEST_F(LogCommandTest, AnEditedEntryIsNamed) {
  ASSERT_EQ(import(100, 120, "2022-03-01").status, 0);
  ASSERT_EQ(import(100, 121, "2022-03-02").status, 0);
  const std::string file = path("store/log/00000000-2");
  std::string text = slurp(file);
  text.replace(text.find("by importer"), 11, "by impostor");
  fs::remove(file);
  spill(file, text);
  for (const Outcome& outcome : {verify(), log(), log({"--checkpoint", "noted"}), import(100, 122, "2022-03-03")}) {
    EXPECT_EQ(outcome.status, 4) << outcome.out;
    EXPECT_THAT(outcome.err, HasSubstr("entry 0 of the log was changed"));
  }
  EXPECT_EQ(penumbra({"screen", "--store", "store", "--as-of", "2022-03-05", "Nobody At All"}).status, 0);
}

// What cannot be restored is put aside, and the store goes on with a log that says so.
TEST_F(LogCommandTest, ADamagedLogIsPutAsideAndBegunAnew) {
  ASSERT_EQ(import(100, 120, "2022-03-01").status, 0);
  ASSERT_EQ(import(100, 121, "2022-03-02").status, 0);
  const Outcome whole = verify({"--repair-log", "--by", "k.weber", "--reason", "none"});
  EXPECT_EQ(whole.status, 0) << whole.err;
  EXPECT_THAT(whole.err, HasSubstr("nothing was repaired"));
  ASSERT_EQ(log({"--checkpoint", "noted"}).status, 0);
  const std::string bytes = slurp(path("store/log/00000000-2"));
  fs::remove(path("store/log/00000000-2"));
  spill(path("store/log/00000000-2"), bytes.substr(0, bytes.size() - 20));
  const Outcome stopped = import(100, 122, "2022-03-03");
  EXPECT_EQ(stopped.status, 4);
  EXPECT_THAT(stopped.err, HasSubstr("verify --repair-log"));
  EXPECT_EQ(verify({"--repair-log", "--by", "k.weber"}).status, 2) << "without a reason";
  EXPECT_EQ(verify({"--reason", "why"}).status, 2);
  const Outcome repaired = verify({"--repair-log", "--by", "k.weber", "--reason", "bad sector"});
  EXPECT_EQ(repaired.status, 0) << repaired.err;
  EXPECT_THAT(repaired.err, HasSubstr("of the 2 entries of the old one 1 can be read"));
  EXPECT_THAT(repaired.out, HasSubstr("bad sector"));
  EXPECT_THAT(log().out, HasSubstr("k.weber"));
  EXPECT_EQ(slurp(path("store/log-damaged-1/00000000-2")), bytes.substr(0, bytes.size() - 20));
  EXPECT_EQ(import(100, 122, "2022-03-03").status, 0);
  EXPECT_EQ(verify().status, 0);
  // Whoever noted the old log is not told that all is as before.
  const Outcome noted = verify({"--checkpoint", "noted"});
  EXPECT_EQ(noted.status, 4);
  EXPECT_THAT(noted.err, HasSubstr("another log"));
}

TEST_F(LogCommandTest, JudgementsAreEntries) {
  ASSERT_EQ(import(100, 120, "2022-03-01").status, 0);
  const auto judge = [&](const std::string& word) {
    return penumbra({"resolve", "--store", "store", "--judge", "sdn:us-ofac-100", "sdn:us-ofac-101", word, "--by",
                     "A. Meyer", "--judgements", "judgements.csv"});
  };
  EXPECT_EQ(judge("not-same").status, 0) << judge("not-same").err;
  EXPECT_THAT(log().out, HasSubstr("judged"));
  EXPECT_THAT(log({"--format", "json"}).out, HasSubstr("sdn:us-ofac-100 not-same sdn:us-ofac-101 (A. Meyer)"));
  spill(path("judgements.csv"), slurp(path("judgements.csv")) + "sdn:us-ofac-102,sdn:us-ofac-103,same,B,2022-03-01,\n");
  EXPECT_EQ(judge("undo").status, 0);
  EXPECT_THAT(log({"--format", "json"}).out, HasSubstr("The file was edited by other means."));
  EXPECT_EQ(verify().status, 0);
}

// Fault tests 13 and 14: a decision that is sent twice is one decision, and a key stands for one.
TEST_F(LogCommandTest, AKeyStandsForOneDecision) {
  ASSERT_EQ(import(100, 120, "2022-03-01").status, 0);
  const auto judge = [&](const std::string& word, const std::string& key, const std::string& note = "looked at both") {
    return penumbra({"resolve", "--store", "store", "--judge", "sdn:us-ofac-100", "sdn:us-ofac-101", word, "--by",
                     "A. Meyer", "--note", note, "--judgements", "judgements.csv", "--key", key});
  };
  const auto entries = [&] {
    const std::string text = log({"--kind", "judged", "--format", "jsonl"}).out;
    return std::count(text.begin(), text.end(), '\n');
  };
  const Outcome first = judge("not-same", "case-17");
  ASSERT_EQ(first.status, 0) << first.err;
  ASSERT_THAT(first.out, HasSubstr("decision dec-"));
  const std::string decision = first.out.substr(first.out.find("dec-"), 20);
  const std::string file = slurp(path("judgements.csv"));
  // The same again: the same id, no line, no entry.
  const Outcome again = judge("not-same", "case-17");
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr(decision));
  EXPECT_THAT(again.out, HasSubstr("recorded before, nothing is added"));
  EXPECT_EQ(slurp(path("judgements.csv")), file);
  EXPECT_EQ(entries(), 1);
  // Another decision, or another reason, under the same key: refused, and on record as refused.
  for (const Outcome& other : {judge("same", "case-17"), judge("not-same", "case-17", "somebody said so")}) {
    EXPECT_EQ(other.status, 2) << other.out;
    EXPECT_THAT(other.err, HasSubstr("the key case-17 was used for another decision"));
  }
  EXPECT_EQ(slurp(path("judgements.csv")), file);
  EXPECT_EQ(entries(), 1);
  EXPECT_THAT(log({"--kind", "refused", "--format", "jsonl"}).out, HasSubstr("case-17"));
  // The program died between the log and the file: the repetition writes the very bytes that the log knows.
  std::filesystem::remove(path("judgements.csv"));
  EXPECT_EQ(judge("not-same", "case-17").status, 0);
  EXPECT_EQ(slurp(path("judgements.csv")), file);
  EXPECT_EQ(judge("not-same", "two words").status, 2);
  const Outcome undone = judge("undo", "case-18");
  EXPECT_EQ(undone.status, 0) << undone.err;
  EXPECT_THAT(undone.out, Not(HasSubstr(decision)));
  EXPECT_EQ(entries(), 2);
  EXPECT_EQ(verify().status, 0);
}

}  // namespace
}  // namespace penumbra::testing
