// Faults of what is downloaded, met by the program as a user runs it: what is refused, what is held, and what answers
// meanwhile. Numbers are those of docs/design/faults.md.
#include <gmock/gmock.h>

#include "faults/faulty_program.h"
#include "ingest/workbooks.h"

namespace penumbra::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class FileFaults : public FaultyProgram {
 protected:
  // A store with one list of 200 parties.
  void make_store() const {
    const Outcome first = penumbra(import_of("store", "2022-03-01", 200));
    ASSERT_EQ(first.status, 0) << first.err;
  }
  Outcome import(std::vector<std::string> files, const std::string& day = "2022-03-02",
                 const std::string& source = "us-sdn") const {
    std::vector<std::string> arguments = {"import", "--store", path("store"), "--source", source};
    if (!day.empty()) arguments.insert(arguments.end(), {"--published", day});
    arguments.insert(arguments.end(), files.begin(), files.end());
    return penumbra(arguments);
  }
  // The first version still answers; `complete`: and nothing waits beside it.
  void expect_last_good(bool complete) const {
    const Outcome hit = screen("store");
    EXPECT_THAT(hit.out, HasSubstr("\"version\":\"us-sdn@1\""));
    EXPECT_THAT(hit.out, Not(HasSubstr("us-sdn@2")));
    EXPECT_EQ(hit.status, complete ? 1 : 3) << hit.out << hit.err;
    const Outcome clear = screen("store", "Nobody Invented");
    EXPECT_EQ(clear.status, complete ? 0 : 3) << clear.out;
    if (!complete) {
      EXPECT_THAT(clear.out, HasSubstr("\"verdict\":\"incomplete\""));
    }
  }
};

// 17: half of every file. A table has no end of its own, so the comparison with the last version must see it.
TEST_F(FileFaults, ADownloadCutInHalfIsNotServed) {
  make_store();
  auto files = publish::list_files(path("next"), 100, 200);
  for (const std::string& file : files) {
    const std::string bytes = slurp(file);
    spill(file, bytes.substr(0, bytes.size() / 2));
  }
  const Outcome run = import(files);
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  expect_last_good(false);
}

// 18
TEST_F(FileFaults, ABlockPageIsRefused) {
  make_store();
  spill(path("sdn.csv"), "<!DOCTYPE html><html><head><title>Access denied</title></head><body>403</body></html>");
  const Outcome run = import({path("sdn.csv")});
  EXPECT_EQ(run.status, 3);
  EXPECT_THAT(run.err, HasSubstr("HTML page"));
  EXPECT_THAT(run.err, HasSubstr("Access denied"));
  expect_last_good(true);
}

// 19: a list that is sound and says nothing.
TEST_F(FileFaults, AnEmptyListIsNotServed) {
  make_store();
  spill(path("sdn.csv"), "\x1A");
  spill(path("zero.csv"), "");
  for (const char* name : {"sdn.csv", "zero.csv"}) {
    const Outcome run = import({path(name)});
    EXPECT_EQ(run.status, 3) << run.out << run.err;
    EXPECT_FALSE(run.err.empty());
  }
  const Outcome answer = screen("store");
  EXPECT_THAT(answer.out, HasSubstr("us-sdn@1"));
  EXPECT_THAT(answer.out, HasSubstr("RAKETA ZAVOD 117"));
}

// 19: empty and sound. The first one of a source is refused; later ones wait for two people.
TEST_F(FileFaults, AnEmptyListThatIsSoundIsHeld) {
  const std::string list = slurp(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/us-csl-csv/parties.csv");
  spill(path("empty.csv"), list.substr(0, list.find('\n') + 1));
  spill(path("list.csv"), list);
  const Outcome first = import({path("empty.csv")}, "2022-03-01", "us-csl");
  EXPECT_EQ(first.status, 3) << first.out << first.err;
  EXPECT_THAT(first.err, HasSubstr("[empty]"));
  ASSERT_EQ(import({path("list.csv")}, "2022-03-02", "us-csl").status, 0);
  const Outcome held = import({path("empty.csv")}, "2022-03-03", "us-csl");
  EXPECT_EQ(held.status, 3) << held.out << held.err;
  EXPECT_THAT(held.err, HasSubstr("held: the list has no entity"));
  const auto approve = [&](const char* who) {
    return penumbra({"approve", "--store", path("store"), "us-csl", "--by", who, "--reason", "checked"});
  };
  EXPECT_THAT(approve("Anna").out, HasSubstr("1 of 2 people"));
  EXPECT_THAT(screen("store").out, HasSubstr("us-csl@1"));
  EXPECT_EQ(approve("Ben").status, 0);
  EXPECT_THAT(screen("store").out, HasSubstr("us-csl@2"));
  EXPECT_EQ(penumbra({"verify", "--store", path("store")}).status, 0);
}

// 20
TEST_F(FileFaults, AListThatShrinksIsHeld) {
  make_store();
  const Outcome run = import(publish::list_files(path("next"), 100, 20));
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_THAT(run.err, HasSubstr("180"));
  expect_last_good(false);
  const Outcome diff = penumbra({"diff", "--store", path("store"), "us-sdn@held"});
  EXPECT_THAT(diff.out, HasSubstr("0 added, 180 removed, 0 changed, 20 unchanged"));
  expect_last_good(false);
}

// 21: what is new is searched at once, and no alias of the last version is lost.
TEST_F(FileFaults, WithoutTheAliasFileASetIsHeld) {
  make_store();
  auto files = publish::list_files(path("next"), 100, 201);
  files.erase(files.begin() + 1);
  const Outcome run = import(files);
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_THAT(run.err, HasSubstr("alt"));
  for (const char* name : {"Rocket Works 117", "Raketa Zavod 300"}) {
    const Outcome answer = screen("store", name);
    EXPECT_EQ(answer.status, 3) << answer.out;
    EXPECT_THAT(answer.out, HasSubstr("\"score\":1.0")) << name;
  }
}

// 22: a name of a column, as the file of the source is read by the program.
TEST_F(FileFaults, ARenamedColumnIsRefusedByName) {
  std::string list = slurp(std::string(PENUMBRA_SOURCE_DIR) + "/fuzz/seeds/us-csl-csv/parties.csv");
  const std::size_t at = list.find("alt_names");
  ASSERT_NE(at, std::string::npos);
  list.replace(at, 9, "synonyms_");
  spill(path("list.csv"), list);
  const Outcome run = import({path("list.csv")}, "2022-03-02", "us-csl");
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_THAT(run.err, HasSubstr("alt_names"));
}

// 23: what an earlier day said, come again without a date.
TEST_F(FileFaults, AnOlderListComeAgainIsHeld) {
  const auto old_files = publish::list_files(path("old"), 100, 200);
  ASSERT_EQ(import(old_files, "").status, 0);
  ASSERT_EQ(import(publish::list_files(path("new"), 100, 201), "").status, 0);
  const Outcome run = import(old_files, "");
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_THAT(run.err, HasSubstr("us-sdn@1"));
  EXPECT_THAT(screen("store").out, HasSubstr("\"version\":\"us-sdn@2\""));
}

// 24: beyond its age a list makes answers incomplete, hits or none.
TEST_F(FileFaults, AStaleListMakesAnswersIncomplete) {
  make_store();
  for (const char* name : {"Raketa Zavod 117", "Nobody Invented"}) {
    const Outcome answer = penumbra({"screen", "--store", path("store"), name, "--format", "json", "--max-age", "7"});
    EXPECT_EQ(answer.status, 3);
    EXPECT_THAT(answer.out, HasSubstr("\"verdict\":\"incomplete\""));
    EXPECT_THAT(answer.out, HasSubstr("us-sdn"));
  }
}

// 29: archives made to harm, by the program: nothing is written beside the store, nothing outside.
TEST_F(FileFaults, ArchivesMadeToHarmAreRefused) {
  using ingest::testing::ArchiveEntry;
  const auto parts = ingest::testing::workbook_parts({{"S", ingest::testing::text_rows({{"name"}, {"A"}})}});
  ArchiveEntry bomb{"xl/media/a.xml", "x"};
  bomb.packed = std::string(1000, '\0');
  bomb.unpacked = 300U << 20;
  ArchiveEntry twin{"xl/copy.xml", parts[0].bytes};
  twin.header = 0;
  ArchiveEntry link{"xl/link", "/etc/passwd"};
  link.attributes = 0120777;
  const std::pair<ArchiveEntry, const char*> cases[] = {
      {bomb, "times"}, {twin, "overlap"}, {{"../../outside", "x"}, "outside"}, {link, "symbolic link"}};
  for (const auto& [entry, says] : cases) {
    auto all = parts;
    all.push_back(entry);
    spill(path("in/book.xlsx"), ingest::testing::archive(all));
    const Outcome run = import({path("in/book.xlsx")}, "", "mine");
    EXPECT_TRUE(run.status == 2 || run.status == 3) << run.status << run.err;
    EXPECT_THAT(run.err, HasSubstr(says));
    EXPECT_FALSE(fs::exists(path("store")));
    EXPECT_FALSE(fs::exists(path("outside")));
    EXPECT_EQ(std::distance(fs::directory_iterator(path("in")), {}), 1);
  }
}

// 30: a formula gives its stored value and nothing else, a link to another workbook is refused, and what a list calls
// "=1+1" is no formula in an export.
TEST_F(FileFaults, FormulasAreNeitherComputedNorExported) {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" "
      "t=\"inlineStr\"><is><t>kind</t></is>"
      "</c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><f>CONCAT(\"Evil\",\"Computed\")</f><v>Stored Harmless</v></c>"
      "<c r=\"B2\" t=\"inlineStr\"><is><t>company</t></is></c></row>";
  std::string names;
  int row = 3;
  for (const char* sign : {"=", "+", "-", "@"}) {
    const std::string n = std::to_string(row++);
    names += "<row r=\"" + n + "\"><c r=\"A" + n + "\" t=\"inlineStr\"><is><t>" + sign +
             "cmd Zvezda Pusk</t></is></c><c r=\"B" + n + "\" t=\"inlineStr\"><is><t>company</t></is></c></row>";
  }
  spill(path("book.xlsx"), ingest::testing::workbook({{"S", rows + names}}));
  const Outcome run = import({path("book.xlsx")}, "", "mine");
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out + run.err, HasSubstr("formula"));
  EXPECT_EQ(screen("store", "Stored Harmless").status, 1);
  EXPECT_EQ(screen("store", "Evil Computed").status, 0);
  const Outcome exported = penumbra({"screen", "--store", path("store"), "cmd Zvezda Pusk", "--format", "csv"});
  EXPECT_EQ(exported.status, 1) << exported.err;
  EXPECT_THAT(exported.out, HasSubstr("cmd Zvezda Pusk"));
  for (const char* sign : {"=", "+", "-", "@"}) {
    for (const char* before : {",", ",\"", "\n", "\n\""}) {
      EXPECT_THAT(exported.out, Not(HasSubstr(std::string(before) + sign + "cmd")));
    }
  }
  auto parts = ingest::testing::workbook_parts({{"S", rows}});
  parts.push_back({"xl/externalLinks/externalLink1.xml", "<a/>"});
  spill(path("linked.xlsx"), ingest::testing::archive(parts));
  const Outcome linked = import({path("linked.xlsx")}, "", "linked");
  EXPECT_NE(linked.status, 0);
  EXPECT_THAT(linked.err, HasSubstr("other workbooks"));
}

}  // namespace
}  // namespace penumbra::testing
