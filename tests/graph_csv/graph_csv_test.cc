#include "ingest/graph_csv/graph_csv.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace penumbra::ingest {
namespace {

const std::vector<std::string> kLists = {"us-sdn", "eu-269", "uk"};
constexpr const char* kEntities = "id,name,kind,country\nx,Person X,person,ru\na,\"Alpha, Ltd\",company,cy\n";
constexpr const char* kDesignations = "id,list,from,to\nx,us-sdn,2014-03-20,\n";
constexpr const char* kStakes =
    "owner,asset,low,high,kind,from,to,recorded,source\n"
    "x,a,>25,50,equity,2020-01-01,2023-03-01,2024-05-10,register\n"
    "?,a,,,votes,,,,\n";

GraphCsvOutcome read(const std::string& entities, const std::string& designations, const std::string& stakes) {
  GraphCsvFiles files;
  files.entities = entities;
  files.designations = designations;
  files.stakes = stakes;
  return read_graph_csv(files, kLists);
}

TEST(GraphCsv, ReadsEveryField) {
  const GraphCsvOutcome outcome = read(kEntities, kDesignations, kStakes);
  ASSERT_TRUE(outcome.errors.empty()) << to_string(outcome.errors.front());
  const model::Dataset& d = outcome.dataset;
  ASSERT_EQ(d.entities.size(), 2U);
  EXPECT_EQ(d.entities[1].id, "a");
  EXPECT_EQ(d.entities[1].caption(), "Alpha, Ltd");
  EXPECT_EQ(d.entities[0].schema, "person");
  EXPECT_EQ(d.entities[0].first("country"), "ru");
  ASSERT_EQ(d.designations.size(), 1U);
  EXPECT_EQ(d.designations[0].list, "us-sdn");
  EXPECT_EQ(d.designations[0].valid.from.to_string(), "2014-03-20");
  EXPECT_FALSE(d.designations[0].valid.to.known());
  ASSERT_EQ(d.relationships.size(), 2U);
  const model::Relationship& stake = d.relationships[0];
  EXPECT_EQ(stake.from, "x");
  EXPECT_EQ(stake.to, "a");
  EXPECT_EQ(stake.kind, "equity");
  EXPECT_EQ(stake.share.to_string(), ">25..50");
  EXPECT_EQ(stake.valid.to.to_string(), "2023-03-01");
  EXPECT_EQ(stake.recorded->to_string(), "2024-05-10T00:00:00.000000Z");
  EXPECT_EQ(stake.evidence.source, "register");
  EXPECT_EQ(stake.evidence.record, "stakes.csv:2");
  EXPECT_EQ(d.relationships[1].from, "?");
  EXPECT_FALSE(d.relationships[1].share.stated);
  EXPECT_FALSE(d.relationships[1].recorded.has_value());
}

TEST(GraphCsv, TakesColumnsInAnyOrderAndEveryLineEnd) {
  const GraphCsvOutcome outcome =
      read("\xEF\xBB\xBFkind,id,country,name\r\ncompany,x,,X\r\ncompany,a,,A\r\n", "to,from,list,id\r\n,,uk,x\r\n",
           "source,owner,asset,low,high,kind,from,to,recorded\r\ns,x,a,1,1,votes,,,\r\n");
  ASSERT_TRUE(outcome.errors.empty()) << to_string(outcome.errors.front());
  EXPECT_EQ(outcome.dataset.entities.size(), 2U);
  EXPECT_EQ(outcome.dataset.relationships[0].evidence.source, "s");
}

TEST(GraphCsv, NamesFileLineColumnAndFixOfEverySlip) {
  struct Case {
    std::string entities, designations, stakes;  // "" keeps the good text
    ErrorCode code;
    std::string file;
    std::uint64_t line;
    std::string path;  // of the position
  };
  const std::string header = "owner,asset,low,high,kind,from,to,recorded,source\n";
  const std::string listing = "id,list,from,to\n";
  for (const Case& c : std::vector<Case>{
           {"id,name,kind,country\n", "", "", ErrorCode::kEmpty, "entities.csv", 1, ""},
           {"id,name,type,country\nx,X,person,ru\n", "", "", ErrorCode::kUnexpectedStructure, "entities.csv", 1,
            "column type"},
           {"id,name,kind\nx,X,person\n", "", "", ErrorCode::kUnexpectedStructure, "entities.csv", 1, "column country"},
           {"id,name,kind,country,id\nx,X,p,ru,x\n", "", "", ErrorCode::kDuplicate, "entities.csv", 1, "column id"},
           {"id,name,kind,country\nx,X,p,ru\na,A,c,\nx,Y,p,ru\n", "", "", ErrorCode::kDuplicate, "entities.csv", 4,
            "column id"},
           {"id,name,kind,country\nx,X,p,ru\na,A,c,\n,Y,p,ru\n", "", "", ErrorCode::kInvalidValue, "entities.csv", 4,
            "column id"},
           {"id,name,kind,country\nx,X,p,ru\na,A,c,\n?,Y,p,ru\n", "", "", ErrorCode::kInvalidValue, "entities.csv", 4,
            "column id"},
           {"id,name,kind,country\nx,X,p,ru\na,A,c\n", "", "", ErrorCode::kUnexpectedStructure, "entities.csv", 3, ""},
           {"id,name,kind,country\nx,X,p,ru\na,\"A,c,\n", "", "", ErrorCode::kSyntax, "entities.csv", 3, ""},
           {"<!doctype html><html><title>Log in</title></html>", "", "", ErrorCode::kUnexpectedStructure,
            "entities.csv", 0, ""},
           {"id,name,kind,country\nx,\xff\xfe,p,ru\na,A,c,\n", "", "", ErrorCode::kEncoding, "entities.csv", 2, ""},
           {"", listing + "y,us-sdn,,\n", "", ErrorCode::kDanglingReference, "designations.csv", 2, "column id"},
           {"", listing + "x,us-sdm,,\n", "", ErrorCode::kInvalidValue, "designations.csv", 2, "column list"},
           {"", listing + "x,,,\n", "", ErrorCode::kInvalidValue, "designations.csv", 2, "column list"},
           {"", listing + "x,us-sdn,2014-02-30,\n", "", ErrorCode::kInvalidValue, "designations.csv", 2, "column from"},
           {"", listing + "x,us-sdn,2014-02-01,2014-02-01\n", "", ErrorCode::kInvalidValue, "designations.csv", 2,
            "column to"},
           {"", listing + "x,us-sdn,01/02/2014,\n", "", ErrorCode::kInvalidValue, "designations.csv", 2, "column from"},
           {"", "", header + "z,a,50,50,equity,,,,s\n", ErrorCode::kDanglingReference, "stakes.csv", 2, "column owner"},
           {"", "", header + "x,z,50,50,equity,,,,s\n", ErrorCode::kDanglingReference, "stakes.csv", 2, "column asset"},
           {"", "", header + "x,?,50,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column asset"},
           {"", "", header + ",a,50,50,equity,,,,s\n", ErrorCode::kDanglingReference, "stakes.csv", 2, "column owner"},
           {"", "", header + "x,a,50%,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column low"},
           {"", "", header + "x,a,50,101,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column high"},
           {"", "", header + "x,a,60,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column high"},
           {"", "", header + "x,a,>50,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column high"},
           {"", "", header + "x,a,<25,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column low"},
           {"", "", header + "x,a,-1,50,equity,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column low"},
           {"", "", header + "x,a,50,50,shares,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column kind"},
           {"", "", header + "x,a,50,50,,,,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column kind"},
           {"", "", header + "x,a,50,50,equity,2024,2023,,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2, "column to"},
           {"", "", header + "x,a,50,50,equity,,,soon,s\n", ErrorCode::kInvalidValue, "stakes.csv", 2,
            "column recorded"},
           {"", "", header + "x,a,50,50,equity,,,,s,extra\n", ErrorCode::kUnexpectedStructure, "stakes.csv", 2, ""},
       }) {
    const GraphCsvOutcome outcome =
        read(c.entities.empty() ? kEntities : c.entities, c.designations.empty() ? kDesignations : c.designations,
             c.stakes.empty() ? kStakes : c.stakes);
    ASSERT_FALSE(outcome.errors.empty()) << c.entities << c.designations << c.stakes;
    const bool found = std::any_of(outcome.errors.begin(), outcome.errors.end(), [&](const Error& e) {
      return e.code == c.code && e.position.file == c.file && (c.line == 0 || e.position.line == c.line) &&
             e.position.path == c.path && !e.fix.empty();
    });
    EXPECT_TRUE(found) << to_string(outcome.errors.front());
  }
}

TEST(GraphCsv, ReportsEverythingAtOnce) {
  const GraphCsvOutcome outcome =
      read("id,name,kind,country\nx,X,p,\nx,X,p,\n", "id,list,from,to\ny,nolist,x,\n",
           "owner,asset,low,high,kind,from,to,recorded,source\np,q,200,,nokind,bad,bad,bad,s\n");
  std::string text;
  for (const Error& e : outcome.errors) text += to_string(e) + "\n";
  EXPECT_EQ(outcome.errors.size(), 11U) << text;
  EXPECT_EQ(outcome.error_count, 11U);
}

TEST(GraphCsv, SuggestsTheNearestWord) {
  const GraphCsvOutcome outcome = read(kEntities, "id,list,from,to\nx,us-sdm,,\n", kStakes);
  ASSERT_EQ(outcome.errors.size(), 1U);
  EXPECT_NE(outcome.errors[0].fix.find("us-sdn"), std::string::npos) << outcome.errors[0].fix;
}

TEST(GraphCsv, BoundsTheNumberOfErrorsButCountsThem) {
  std::string stakes = "owner,asset,low,high,kind,from,to,recorded,source\n";
  for (int i = 0; i < 5000; ++i) stakes += "x,nobody,50,50,equity,,,,s\n";
  const GraphCsvOutcome outcome = read(kEntities, kDesignations, stakes);
  EXPECT_EQ(outcome.errors.size(), kMaxGraphErrors);
  EXPECT_EQ(outcome.error_count, 5000U);
}

TEST(GraphCsv, AGraphWithoutListingsOrStakesIsAGraph) {
  const GraphCsvOutcome outcome =
      read(kEntities, "id,list,from,to\n", "owner,asset,low,high,kind,from,to,recorded,source\n");
  EXPECT_TRUE(outcome.errors.empty());
}

TEST(GraphCsv, ReadsAFolderAndNamesWhatIsMissing) {
  const std::string folder = testing::TempDir() + "graph_csv_" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/entities.csv") << kEntities;
  GraphCsvOutcome outcome = read_graph_folder(folder, kLists);
  ASSERT_EQ(outcome.errors.size(), 2U);
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::kNotFound);
  EXPECT_NE(to_string(outcome.errors[0]).find("designations.csv"), std::string::npos);
  std::ofstream(folder + "/designations.csv") << kDesignations;
  std::ofstream(folder + "/stakes.csv") << kStakes;
  outcome = read_graph_folder(folder, kLists);
  EXPECT_TRUE(outcome.errors.empty());
  std::filesystem::remove_all(folder);
  EXPECT_FALSE(read_graph_folder(folder, kLists).errors.empty());
}

}  // namespace
}  // namespace penumbra::ingest
