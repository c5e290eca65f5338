// `penumbra exposure --supply` and `--cut-sets` over a store. All parties are invented.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SupplyTest : public ProgramTest {
 protected:
  void import() {
    spill(path("m/sources.csv"), "id,kind,title,publisher,checked\nsrc-a,register,A register,Somebody,text\n");
    spill(path("m/entities.csv"),
          "id,schema,name,country,source\nprog-a,Mission,Aurora,fr,src-a\nlv-old,LaunchVehicle,Old "
          "Rocket,ru,src-a\nlv-new,LaunchVehicle,New Rocket,us,src-a\nagency-r,Agency,Agency R,ru,src-a\n");
    spill(path("m/relationships.csv"),
          "from,kind,to,valid_from,source\nprog-a,launches-on,lv-old,2020,src-a\nlv-new,alternative-to,lv-old,2020,"
          "src-a\n");
    spill(path("m/states.csv"), "entity,state,from,side,source\nlv-old,suspended,2022-02-26,agency-r,src-a\n");
    spill(path("m/figures.csv"),
          "entity,other,figure,value,unit,source\nlv-new,,lead-time,6..12..24,months,src-a\n"
          "lv-new,prog-a,qualification-time,3,months,src-a\nprog-a,,value,522,EUR,src-a\n");
    const Outcome imported = penumbra({"import", "--store", "s", "--source", "model", "m/sources.csv", "m/entities.csv",
                                       "m/relationships.csv", "m/states.csv", "m/figures.csv"});
    ASSERT_EQ(imported.status, 0) << imported.err;
  }

  Outcome ask(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"exposure", "--store",    "s",       "--entity",   "prog-a",
                                          "--as-of",  "2022-01-01", "--until", "2025-12-31", "--supply"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return penumbra(arguments);
  }
};

TEST_F(SupplyTest, TellsOutageSideSubstituteAndDates) {
  import();
  const Outcome table = ask({});
  EXPECT_EQ(table.status, 1) << table.err;
  EXPECT_TRUE(table.out.starts_with("1 of 1 entity is out")) << table.out;
  EXPECT_THAT(table.out, HasSubstr("out, certain  2022-02-26 to 2022-11-"));
  EXPECT_THAT(table.out, HasSubstr("The side that acted: Agency R."));
  EXPECT_THAT(table.out, HasSubstr("New Rocket for Old Rocket in Aurora: ready 2022-11-"));
  EXPECT_THAT(table.out, HasSubstr("resumes: P50 2023-"));
  EXPECT_THAT(table.out, HasSubstr("certain: EUR 522, 1 mission"));
  const Outcome json = ask({"--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"verdict\": \"exposed\""));
  EXPECT_THAT(json.out, Not(HasSubstr("\"cut_sets\"")));
  EXPECT_EQ(json.out, ask({"--format", "json"}).out) << "samples have a fixed seed";
  EXPECT_NE(json.out, ask({"--format", "json", "--seed", "7"}).out);
  const Outcome csv = ask({"--format", "csv", "--cut-sets"});
  EXPECT_THAT(csv.out, HasSubstr("prog-a,Aurora,cut-set,certain,lv-old,2022-01-01,2022-01-01,,at once,,\n"));
}

TEST_F(SupplyTest, TheEffectOfAShock) {
  import();
  spill(path("shock.csv"), "change,entity,state,from,side\nadd,lv-new,suspended,2022-06-01,agency-r\n");
  const Outcome shocked = ask({"--what-if", "shock.csv", "--format", "csv"});
  EXPECT_EQ(shocked.status, 1) << shocked.err;
  EXPECT_THAT(shocked.out, HasSubstr("prog-a,Aurora,effect,"));
}

TEST_F(SupplyTest, WritesItsPage) {
  import();
  EXPECT_EQ(ask({"--cut-sets", "--report", "r.html"}).status, 1);
  const std::string page = slurp(path("r.html"));
  EXPECT_THAT(page, HasSubstr("Supply of Aurora"));
  EXPECT_THAT(page, HasSubstr("Spans without it"));
  EXPECT_THAT(page, HasSubstr("What alone, or in pairs, brings it to a stop"));
}

TEST_F(SupplyTest, NothingOnRecordIsStatusZeroAndBadQuestionsAreRefused) {
  import();
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "lv-new", "--supply"}).status, 0);
  EXPECT_EQ(ask({"--until", "2021-01-01"}).status, 2);
  EXPECT_EQ(ask({"--until", "soon"}).status, 2);
  EXPECT_EQ(ask({"--until", "2300-01-01"}).status, 2);
  EXPECT_EQ(ask({"--order", "3"}).status, 2);
  EXPECT_EQ(ask({"--samples", "100000000"}).status, 2);
  EXPECT_EQ(ask({"--export", "r.dot"}).status, 2) << "chains are those of one day";
  EXPECT_EQ(ask({"--dates", "2022-01-01,2022-02-01"}).status, 2);
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "lv-x", "--supply"}).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
