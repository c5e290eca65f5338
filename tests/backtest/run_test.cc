// Whole cases, invented, from a folder on disk to a score.
#include "backtest/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "backtest/report.h"

namespace penumbra::backtest {
namespace {

namespace fs = std::filesystem;

// A ferry that needs a boat, a boat that needs an engine maker; another ferry that does not.
class Run : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("penumbra-backtest-" + std::string(info->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    put("sources.csv",
        "id,kind,title,publisher,date,checked\n"
        "src-a,report,Ferries of the year,Harbour,2020-01-01,no\n"
        "src-late,report,What came out,Harbour,2020-06-01,no\n");
    put("entities.csv",
        "id,schema,name,country,source\n"
        "ferry-north,Mission,Ferry North,no,src-a\n"
        "ferry-south,Mission,Ferry South,no,src-a\n"
        "boat-a,LaunchVehicle,Boat A,no,src-a\n"
        "boat-b,LaunchVehicle,Boat B,no,src-a\n"
        "boat-c,LaunchVehicle,Boat C,no,src-late\n"
        "crew-a,Facility,Crew A,no,src-a\n");
    put("relationships.csv",
        "from,kind,to,need,source,recorded\n"
        "ferry-north,launches-on,boat-a,essential,src-a,\n"
        "ferry-south,launches-on,boat-b,essential,src-a,\n"
        "crew-a,operates,boat-a,essential,src-a,\n"
        "boat-b,alternative-to,boat-a,,src-a,\n"
        "boat-c,alternative-to,boat-a,,src-late,\n");
    put("states.csv",
        "entity,state,from,source\n"
        "boat-a,active,2010,src-a\nboat-b,active,2010,src-a\ncrew-a,active,2010,src-a\n"
        "ferry-north,planned,2019,src-a\nferry-south,planned,2019,src-a\n");
    put("shock.csv", "change,entity,state,from\nadd,crew-a,withdrawn,2020-05-02\n");
    put("case.toml", case_text_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string error_of_run() const {
    const auto result = run_case(folder_.string());
    return result.ok() ? "" : to_string(result.error());
  }

  const std::string case_text_ =
      "title = \"Crew A leaves\"\nshock = \"2020-05-02\"\ntrigger = \"counter-measure\"\n"
      "[[affected]]\nmission = \"ferry-north\"\nplanned = \"2020-06-01\"\nplanned_source = \"src-a\"\n"
      "actual = \"2020-12-01\"\neffect = \"2020-05-02\"\nreplaces = \"boat-a\"\nsubstitute = [\"boat-b\"]\n"
      "sources = [\"out\"]\n"
      "[[control]]\nmission = \"ferry-south\"\nsources = [\"out\"]\n"
      "[[source]]\nid = \"out\"\ntitle = \"T\"\npublisher = \"P\"\ndate = \"2021\"\nchecked = \"no\"\n";
  fs::path folder_;
};

TEST_F(Run, FindsTheAffectedAndSparesTheControl) {
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  const Totals& totals = result->score.totals;
  EXPECT_EQ(totals.affected, 1U);
  EXPECT_EQ(totals.found, 1U);
  EXPECT_EQ(totals.controls, 1U);
  EXPECT_EQ(totals.false_alarms, 0U);
  EXPECT_EQ(result->score.outcomes[0].coverage, Coverage::kUnknown) << "no lead time is on record";
}

TEST_F(Run, AFactOfLaterDaysCannotHelp) {
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result->left_out.size(), 2U) << "the edge of boat C, and boat C with it";
  EXPECT_THAT(result->left_out[0].fact, testing::HasSubstr("boat-c"));
  for (const RankedSubstitute& each : result->score.outcomes[0].prediction.substitutes) EXPECT_NE(each.id, "boat-c");
}

TEST_F(Run, AnEdgeThatIsKnownTooLateMakesAMissAndNotAHit) {
  put("relationships.csv",
      "from,kind,to,need,source\n"
      "ferry-north,launches-on,boat-a,essential,src-a\n"
      "crew-a,operates,boat-a,essential,src-late\n");
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  EXPECT_EQ(result->score.totals.found, 0U);
}

TEST_F(Run, ALossThatTheShockStatesIsNoPrediction) {
  put("shock.csv", "change,entity,state,from\nadd,ferry-north,cancelled,2020-05-02\n");
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  EXPECT_EQ(result->score.outcomes[0].prediction.verdict, Verdict::kGiven);
  EXPECT_EQ(result->score.totals.found, 0U);
}

TEST_F(Run, APlanOfLaterDaysIsNotUsed) {
  std::string text = case_text_;
  text.replace(text.find("planned_source = \"src-a\""), 24, "planned_source = \"src-late\"");
  put("case.toml", text);
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  EXPECT_FALSE(result->the_case->outcomes[0].planned.known());
  EXPECT_EQ(result->score.outcomes[0].coverage, Coverage::kNotAsked);
}

TEST_F(Run, RefusesBrokenCasesWithFileAndFix) {
  put("shock.csv", "change,entity,state,from\nadd,crew-a,withdrawn,2020-04-30\n");
  EXPECT_THAT(error_of_run(), testing::HasSubstr("before the shock"));
  put("shock.csv", "change,entity,state,from\nadd,crew-z,withdrawn,2020-05-02\n");
  EXPECT_THAT(error_of_run(), testing::HasSubstr("crew-z"));
  fs::remove(folder_ / "shock.csv");
  EXPECT_THAT(error_of_run(), testing::HasSubstr("shock.csv"));
  put("states.csv", "entity,state,from,source\nboat-a,asleep,2010,src-a\n");
  EXPECT_THAT(error_of_run(), testing::HasSubstr("states.csv"));
  fs::remove(folder_ / "case.toml");
  EXPECT_THAT(error_of_run(), testing::HasSubstr("case.toml"));
}

TEST_F(Run, FindsCasesInAFolderOfCases) {
  EXPECT_THAT(*find_cases({folder_.string(), folder_.string()}), testing::ElementsAre(folder_.string()));
  const auto none = find_cases({(folder_ / "nowhere").string()});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST_F(Run, TheModelMayLieElsewhere) {
  fs::create_directories(folder_ / "inner");
  for (const char* name : {"case.toml", "shock.csv"}) fs::rename(folder_ / name, folder_ / "inner" / name);
  std::ofstream(folder_ / "inner" / "case.toml") << "model = [\"..\"]\n" << case_text_;
  const auto result = run_case((folder_ / "inner").string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  EXPECT_EQ(result->score.totals.found, 1U);
}

TEST_F(Run, AListingReachesThroughOwnershipAndAMissionIsMisspelt) {
  put("entities.csv",
      "id,schema,name,country,source\n"
      "ferry-north,Mission,Ferry North,us,src-a\n"
      "ferry-south,Mission,Ferry South,us,src-a\n"
      "yard,Company,Yard,lu,src-a\n"
      "holding,Company,Holding,cn,src-a\n"
      "boat-a,LaunchVehicle,Boat A,us,src-a\n");
  put("relationships.csv",
      "from,kind,to,share,need,source\n"
      "ferry-north,launches-on,boat-a,,essential,src-a\n"
      "yard,supplies,boat-a,,essential,src-a\n"
      "holding,owns,yard,75,,src-a\n");
  put("states.csv", "entity,state,from,source\nboat-a,active,2010,src-a\n");
  put("shock.csv",
      "change,id,entity,list,measure,from,published\n"
      "add,d-1,holding,us-sdn,asset-freeze,2020-05-02,2020-05-02\n");
  std::string text = case_text_;
  text.replace(text.find("ferry-south"), 11, "ferry-sout");
  put("case.toml", text);
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok()) << to_string(result.error());
  EXPECT_EQ(result->score.totals.found, 1U) << result->score.outcomes[0].prediction.because;
  ASSERT_EQ(result->notes.size(), 1U);
  EXPECT_THAT(result->notes[0], testing::HasSubstr("did you mean \"ferry-south\"?"));
}

TEST_F(Run, EveryFormatSaysTheSame) {
  const auto result = run_case(folder_.string());
  ASSERT_TRUE(result.ok());
  const std::span<const CaseResult> one(&*result, 1);
  EXPECT_THAT(to_text(one), testing::HasSubstr("1 of 1"));
  EXPECT_THAT(to_json(one), testing::HasSubstr("\"found\":1"));
  EXPECT_THAT(to_csv(one), testing::HasSubstr("ferry-north,affected,affected"));
  EXPECT_THAT(to_markdown(one), testing::HasSubstr("| ferry-north | affected | affected |"));
}

}  // namespace
}  // namespace penumbra::backtest
