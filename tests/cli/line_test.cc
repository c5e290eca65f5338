// The whole line through the program: import, screen, diff, show, versions, exposure. Parties are invented.
#include <gmock/gmock.h>

#include "cli/program.h"
#include "ingest/workbooks.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Twelve columns without a header, as OFAC publishes sdn.csv.
constexpr const char* kFirst =
    "36,\"ORBITA TEKHNIKA OOO\",\"-0- \",\"CUBA\",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- "
    "\"\r\n"
    "173,\"SIDOROV, Ivan Petrovich\",\"individual\",\"CUBA\",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- "
    "\",\"-0- \",\"DOB 05 Mar 1971; nationality Russia.\"\r\n";
constexpr const char* kSecond =
    "173,\"SIDOROV, Ivan Petrovich\",\"individual\",\"CUBA\",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- "
    "\",\"-0- \",\"DOB 05 Mar 1971; nationality Russia.\"\r\n"
    "200,\"ZVEZDNY POLYOT INSTITUTE\",\"-0- \",\"CUBA\",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- \",\"-0- "
    "\",\"-0- \"\r\n";

class LineTest : public ProgramTest {
 protected:
  void import_both() {
    spill(path("a/sdn.csv"), kFirst);
    spill(path("b/sdn.csv"), kSecond);
    const Outcome first =
        penumbra({"import", "--store", "s", "--source", "ofac", "--published", "2022-01-10", "a/sdn.csv"});
    // Two parties are no whole list of OFAC: a first import says so.
    EXPECT_THAT(first.out + first.err, HasSubstr("Unlike a whole list: on us-sdn"));
    ASSERT_EQ(first.status, 0) << first.err;
    const Outcome second =
        penumbra({"import", "--store", "s", "--source", "ofac", "--published", "2022-02-10", "b/sdn.csv"});
    ASSERT_EQ(second.status, 0) << second.err;
  }
};

TEST_F(LineTest, AnswersForTheDayAskedFor) {
  import_both();
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "Orbita Tekhnika"}).status, 1);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-02-20", "Orbita Tekhnika"}).status, 0);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-02-20", "Zvezdny Polyot Institute"}).status, 1);
  // A name behind an option that may be repeated is the name.
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--source", "ofac", "Orbita Tekhnika"}).status,
            1);
  const Outcome before = penumbra({"screen", "--store", "s", "--as-of", "2021-01-01", "Maria Lopez"});
  EXPECT_EQ(before.status, 3) << "no version covers that day, so nothing is clear";
  EXPECT_THAT(before.out, HasSubstr("INCOMPLETE"));
  const Outcome unknown = penumbra({"screen", "--store", "s", "--known-at", "2020-01-01", "Maria Lopez"});
  EXPECT_EQ(unknown.status, 3);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-02-20", "..."}).status, 3);
}

TEST_F(LineTest, TellsHowLongAgoAListWasConfirmed) {
  import_both();
  const std::string warning = "1 of 1 sources was not confirmed within a day";
  const Outcome next_day = penumbra({"screen", "--store", "s", "--as-of", "2022-02-11", "Maria Lopez"});
  EXPECT_EQ(next_day.out.find(warning), std::string::npos) << next_day.out;
  const Outcome later = penumbra({"screen", "--store", "s", "--as-of", "2022-02-13", "Maria Lopez"});
  EXPECT_NE(later.out.find(warning + " of 2022-02-13"), std::string::npos) << later.out;
  EXPECT_NE(later.out.find("last confirmed 2022-02-10, 3 days before"), std::string::npos) << later.out;
  const Outcome limited =
      penumbra({"screen", "--store", "s", "--as-of", "2022-02-13", "--max-age", "2", "Maria Lopez"});
  EXPECT_EQ(limited.status, 3) << limited.out;
  spill(path("c.csv"), "name\nMaria Lopez\n");
  const Outcome file = penumbra({"screen", "--store", "s", "--as-of", "2022-02-13", "--input", "c.csv"});
  EXPECT_NE(file.out.find(warning), std::string::npos) << file.out;
}

TEST_F(LineTest, AFileInThePlaceOfANameIsNotClear) {
  import_both();
  spill(path("customers.csv"), "name\nOrbita Tekhnika\n");
  const Outcome file = penumbra({"screen", "--store", "s", "customers.csv"});
  EXPECT_EQ(file.status, 2);
  EXPECT_THAT(file.err, HasSubstr("--input customers.csv"));
}

TEST_F(LineTest, EvidenceCountsBothWays) {
  import_both();
  const Outcome same = penumbra(
      {"screen", "--store", "s", "--as-of", "2022-02-20", "--born", "1971", "--format", "json", "Ivan Sidorov"});
  EXPECT_EQ(same.status, 1) << same.out;
  EXPECT_THAT(same.out, HasSubstr("\"id\":\"us-ofac-173\""));
  EXPECT_THAT(same.out, HasSubstr("\"list\":\"us-sdn\""));
  EXPECT_THAT(same.out, HasSubstr("\"programme\":[\"CUBA\"]"));
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--born", "19x1", "Ivan Sidorov"}).status, 2);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--threshold", "1.5", "Ivan Sidorov"}).status, 2);
  EXPECT_EQ(penumbra({"screen", "--store", "nowhere", "Ivan Sidorov"}).status, 2);
}

TEST_F(LineTest, ScreensAFileRowByRow) {
  import_both();
  spill(path("customers.csv"),
        "nr,Full name,born\n1,Ivan Petrovich Sidorov,1971\n2,Maria Lopez,\n3,broken\n4,\"open quote\n");
  const Outcome outcome = penumbra({"screen", "--store", "s", "--as-of", "2022-02-20", "--input", "customers.csv",
                                    "--map", "Full name=name", "--format", "jsonl"});
  EXPECT_EQ(outcome.status, 3);
  std::istringstream lines(outcome.out);
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_THAT(rows[0],
              HasSubstr("{\"row\":1,\"reference\":\"1\",\"name\":\"Ivan Petrovich Sidorov\",\"verdict\":\"hits\""));
  EXPECT_THAT(rows[0], HasSubstr("\"versions\":[{\"source\":\"ofac\""));
  EXPECT_THAT(rows[1], HasSubstr("{\"row\":2,\"reference\":\"2\",\"name\":\"Maria Lopez\",\"verdict\":\"clear\""));
  EXPECT_THAT(rows[1], Not(HasSubstr("\"versions\"")));
  EXPECT_THAT(rows[2], HasSubstr("{\"row\":3,\"reference\":\"\",\"name\":\"\",\"verdict\":\"incomplete\""));
  EXPECT_THAT(rows[2], HasSubstr("customers.csv:4"));
  EXPECT_THAT(rows[3], HasSubstr("\"verdict\":\"incomplete\""));
  const Outcome slip = penumbra({"screen", "--store", "s", "--input", "customers.csv", "--map", "Ful name=name"});
  EXPECT_EQ(slip.status, 2);
  EXPECT_THAT(slip.err, HasSubstr("Did you mean \"Full name\"?"));
}

TEST_F(LineTest, ReadsCustomersAsTheyAreKept) {
  import_both();
  spill(path("customers.csv"),
        "First Name;Last Name;Type;DOB;Nationality\n"
        "Ivan;Sidorov;Individual;5.3.1971;Russia\n"
        "Ivan;Sidorov;individual;31.31.1971;RUS\n"
        "Orbita;Tekhnika;widget;;\n"
        ";;Individual;;\n");
  const Outcome outcome =
      penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "customers.csv", "--format", "jsonl"});
  std::istringstream lines(outcome.out);
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  ASSERT_EQ(rows.size(), 4u) << outcome.err;
  EXPECT_THAT(rows[0], HasSubstr("{\"row\":1,\"reference\":\"\",\"name\":\"Ivan Sidorov\",\"verdict\":\"hits\""));
  EXPECT_THAT(rows[0], Not(HasSubstr("fact-not-read")));
  // What cannot be read does not count, and the party is looked for all the same.
  EXPECT_THAT(rows[1], HasSubstr("{\"row\":2,\"reference\":\"\",\"name\":\"Ivan Sidorov\",\"verdict\":\"hits\""));
  EXPECT_THAT(rows[1], HasSubstr("31.31.1971\\\" cannot be read as birthDate"));
  EXPECT_THAT(rows[2], HasSubstr("{\"row\":3,\"reference\":\"\",\"name\":\"Orbita Tekhnika\",\"verdict\":\"hits\""));
  EXPECT_THAT(rows[2], HasSubstr("kind-not-read"));
  EXPECT_THAT(rows[3], HasSubstr("{\"row\":4,\"reference\":\"\",\"name\":\"\",\"verdict\":\"incomplete\""));
  // Numbers of customers are no names where names are there, whichever column comes first: they are what the user
  // calls the parties, as is a column that is said to be.
  spill(path("numbered.csv"), "Customer,Name,Country,Nationality\n4711,Ivan Sidorov,at,ru\n");
  EXPECT_THAT(
      penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "numbered.csv", "--format", "csv"}).out,
      HasSubstr("1,4711,Ivan Sidorov,hits,"));
  EXPECT_THAT(penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "numbered.csv", "--map",
                        "Nationality=reference"})
                  .out,
              HasSubstr("row 1 (ru): HITS  Ivan Sidorov"));
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--country", "Atlantis", "Ivan Sidorov"}).status, 2);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--schema", "Widget", "Ivan Sidorov"}).status, 2);
}

TEST_F(LineTest, ReadsCustomersInAWorkbook) {
  using ingest::testing::text_rows;
  import_both();
  const std::vector<std::vector<std::string>> people = {
      {"Customers of 2022"}, {"Name", "DOB"}, {"Ivan Sidorov", "1971"}};
  const std::vector<std::vector<std::string>> firms = {
      {"Name", "DOB"}, {"Orbita Tekhnika"}, {"Maria Lopez", "", "odd"}};
  spill(path("c.xlsx"),
        ingest::testing::workbook({{"People", text_rows(people)},
                                   {"Firms", text_rows(firms)},
                                   {"Notes", text_rows({{"Other"}, {"Orbita Tekhnika"}}), "", "hidden"}}));
  const Outcome both =
      penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "c.xlsx", "--format", "csv"});
  EXPECT_EQ(both.status, 3) << both.err;
  EXPECT_THAT(both.out, HasSubstr("1,,Ivan Sidorov,hits,"));
  EXPECT_THAT(both.out, HasSubstr("2,,Orbita Tekhnika,hits,"));
  EXPECT_THAT(both.out, HasSubstr("3,,,incomplete,"));
  EXPECT_THAT(both.err, HasSubstr("3 rows"));
  EXPECT_THAT(both.err,
              HasSubstr("The hidden sheet \"Notes\" (2 rows) has other columns than \"People\" and is left out"));
  spill(path("d.xlsx"),
        ingest::testing::workbook({{"People", text_rows(people)}, {"Other", text_rows({{"Name", "Town"}, {"A"}})}}));
  const Outcome other = penumbra({"screen", "--store", "s", "--input", "d.xlsx"});
  EXPECT_EQ(other.status, 3);
  EXPECT_THAT(other.err, HasSubstr("\"People\" and \"Other\" have other columns"));
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("name\nIvan Sidorov\n")) wide += {c, '\0'};
  spill(path("wide.csv"), wide);
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "wide.csv"}).status, 1);
}

// Told at once, with the line, before the rows behind it are screened.
TEST_F(LineTest, AQuoteThatNeverClosesIsToldFirst) {
  import_both();
  spill(path("open.csv"), "name,country\nAnna Muster,de\n\"Ivan Sidorov,ru\nOlga Probe,de\n");
  const Outcome run =
      penumbra({"screen", "--store", "s", "--as-of", "2022-01-20", "--input", "open.csv", "--format", "jsonl"});
  EXPECT_EQ(run.status, 3);
  EXPECT_THAT(run.err, HasSubstr("open.csv:3: a quoted field is not closed before the end of the file"));
  EXPECT_THAT(run.out, HasSubstr("Olga Probe")) << "the rows behind it are screened";
}

TEST_F(LineTest, TellsWhatChanged) {
  import_both();
  const Outcome diff = penumbra({"diff", "--store", "s", "ofac@1", "ofac@2"});
  EXPECT_EQ(diff.status, 1) << diff.err;
  EXPECT_THAT(diff.out, HasSubstr("1 added, 1 removed, 0 changed, 1 unchanged"));
  const Outcome history = penumbra({"show", "--store", "s", "us-ofac-36", "--history"});
  EXPECT_EQ(history.status, 0) << history.err;
  EXPECT_THAT(history.out, HasSubstr("ofac@2"));
  EXPECT_THAT(history.out, HasSubstr("removed"));
  const Outcome shown = penumbra({"show", "--store", "s", "us-ofac-173", "--format", "jsonl"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, HasSubstr("\"schema\":\"Person\""));
  EXPECT_EQ(penumbra({"show", "--store", "s", "us-ofac-999"}).status, 2);
  const Outcome versions = penumbra({"versions", "--store", "s", "--format", "csv"});
  EXPECT_THAT(versions.out, HasSubstr("ofac@2,ofac,2022-02-10,stated"));
}

TEST_F(LineTest, ABadFileLeavesTheOldVersionInForce) {
  import_both();
  spill(path("page.csv"), "<!DOCTYPE html><html><body>Forbidden</body></html>\n");
  spill(path("empty.csv"), "");
  spill(path("short.csv"), "1,\"NAME\",\"individual\"\r\n");
  for (const char* file : {"page.csv", "empty.csv", "short.csv", "absent.csv"}) {
    const Outcome outcome = penumbra({"import", "--store", "s", "--source", "ofac", file});
    EXPECT_NE(outcome.status, 0) << file;
    EXPECT_THAT(outcome.err, HasSubstr(file));
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_EQ(penumbra({"screen", "--store", "s", "--as-of", "2022-02-20", "Zvezdny Polyot Institute"}).status, 1);
  EXPECT_THAT(penumbra({"import", "--store", "s", "--source", "ofac", "--published", "2022-02-10", "b/sdn.csv"}).out,
              HasSubstr("unchanged"));
}

TEST_F(LineTest, AssessesAHandWrittenModel) {
  spill(path("m/sources.csv"), "id,kind,title,publisher,checked\nsrc-a,register,A register,Somebody,no\n");
  spill(path("m/entities.csv"),
        "id,schema,name,source\nprog-a,Programme,Aurora programme,src-a\norg-b,Company,Orbita "
        "Tekhnika,src-a\norg-c,Company,Orbita Holding,src-a\n");
  spill(path("m/relationships.csv"),
        "from,kind,to,valid_from,share,need,source\norg-b,supplies,prog-a,2020,,essential,src-a\norg-c,owns,org-b,2019,"
        "60,,src-a\n");
  spill(path("m/designations.csv"),
        "id,entity,list,measure,from,source\ndes-c,org-c,us-sdn,asset-freeze,2022-02-24,src-a\n");
  const std::vector<std::string> files = {"m/sources.csv", "m/entities.csv", "m/relationships.csv",
                                          "m/designations.csv"};
  std::vector<std::string> arguments = {"import", "--store", "s", "--source", "model"};
  arguments.insert(arguments.end(), files.begin(), files.end());
  const Outcome imported = penumbra(arguments);
  ASSERT_EQ(imported.status, 0) << imported.err;
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--as-of", "2022-02-01"}).status, 0);
  const Outcome exposed =
      penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--as-of", "2022-03-01", "--format", "json"});
  EXPECT_EQ(exposed.status, 1) << exposed.err;
  EXPECT_THAT(exposed.out, HasSubstr("\"kind\": \"ownership\""));
  EXPECT_THAT(exposed.out, HasSubstr("us-ofac-50"));
  EXPECT_EQ(
      penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--as-of", "2022-03-01", "--known-at", "2001-01-01"})
          .status,
      2)
      << "nothing was known then, so there is no such entity";
  spill(path("sold.csv"), "change,from,kind,to,source\nremove,org-c,owns,org-b,\n");
  const Outcome sold = penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--as-of", "2022-03-01", "--what-if",
                                 "sold.csv", "--regime", "us"});
  EXPECT_EQ(sold.status, 0) << sold.out << sold.err;
  const Outcome report = penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--dates", "2022-02-01,2022-03-01",
                                   "--report", "r.html", "--report-json", "r.json"});
  EXPECT_EQ(report.status, 1) << report.err;
  EXPECT_THAT(slurp(path("r.html")), HasSubstr("</html>"));
  EXPECT_THAT(slurp(path("r.json")), HasSubstr("2022-03-01"));
  const Outcome swept = penumbra(
      {"exposure", "--store", "s", "--entity", "prog-a", "--timeline", "2022-01-01..2022-12-31", "--regime", "us"});
  EXPECT_EQ(swept.status, 1) << swept.err;
  EXPECT_THAT(swept.out, HasSubstr("1 day of change of 1 entity between 2022-01-01 and 2022-12-31"));
  EXPECT_THAT(swept.out, HasSubstr("\n2022-02-24\n"));
  EXPECT_THAT(swept.out, HasSubstr("designation-begins: Orbita Holding is on the list us-sdn"));
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--timeline", "2022-03-01..2022-12-31",
                      "--regime", "us"})
                .status,
            0)
      << "nothing changes in that span";
  for (const char* span :
       {"2022-01-01", "2022-13-01..2022-12-31", "2022-12-31..2022-01-01", "..", "1700-01-01..today"}) {
    const Outcome refused = penumbra({"exposure", "--store", "s", "--entity", "prog-a", "--timeline", span});
    EXPECT_EQ(refused.status, 2) << span;
    EXPECT_THAT(refused.err, HasSubstr("2022-01-01..2022-12-31")) << span;
  }
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "prog-x"}).status, 2);
  EXPECT_EQ(penumbra({"exposure", "--store", "s"}).status, 2);

  spill(path("m/relationships.csv"), "from,kind,to,source\norg-b,supplies,prog-z,src-a\n");
  const Outcome nowhere = penumbra(arguments);
  EXPECT_NE(nowhere.status, 0);
  EXPECT_THAT(nowhere.err, HasSubstr("relationships.csv:2"));
  EXPECT_THAT(nowhere.err, HasSubstr("prog-z"));
}

TEST_F(LineTest, JudgesAPlainOwnershipGraph) {
  spill(path("g/entities.csv"), "id,name,kind,country\nX,X,person,ru\nA,A,company,cy\n");
  spill(path("g/designations.csv"), "id,list,from,to\nX,us-sdn,2020-01-01,\n");
  spill(path("g/stakes.csv"), "owner,asset,low,high,kind,from,to,recorded,source\nX,A,50,50,equity,2019-01-01,,,r\n");
  const Outcome us =
      penumbra({"exposure", "--graph", "g", "--regime", "us", "--as-of", "2026-01-15", "--format", "json"});
  EXPECT_EQ(us.status, 1) << us.err;
  EXPECT_THAT(us.out, HasSubstr("\"verdict\": \"restricted\""));
  const Outcome uk =
      penumbra({"exposure", "--graph", "g", "--regime", "uk", "--as-of", "2026-01-15", "--format", "json"});
  EXPECT_THAT(uk.out, HasSubstr("\"verdict\": \"not-by-ownership\""));
  EXPECT_EQ(penumbra({"exposure", "--graph", "g", "--as-of", "2026-01-15"}).status, 2);
  EXPECT_EQ(penumbra({"exposure", "--graph", "g", "--regime", "xx", "--as-of", "2026-01-15"}).status, 2);
  spill(path("g/stakes.csv"), "owner,asset,low,high,kind,from,to,recorded,source\nX,B,50,20,equity,,,,r\n");
  const Outcome bad = penumbra({"exposure", "--graph", "g", "--regime", "us", "--as-of", "2026-01-15"});
  EXPECT_NE(bad.status, 0);
  EXPECT_THAT(bad.err, HasSubstr("stakes.csv:2"));
}

}  // namespace
}  // namespace penumbra::testing
