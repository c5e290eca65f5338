// `penumbra exposure --why` and `--flip` through the program. Parties are invented.
#include <gmock/gmock.h>

#include "cli/program.h"

namespace penumbra::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The text on one line: where it was broken depends on the width.
std::string unwrapped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || out.empty() || out.back() != ' ') out.push_back(blank ? ' ' : c);
  }
  return out;
}

class WhyTest : public ProgramTest {
 protected:
  void draw() {
    spill(path("g/entities.csv"),
          "id,name,kind,country\nx,Xenon,person,\ny,Yttrium,person,\nacme,Acme,company,\nbolt,Bolt,company,\n");
    spill(path("g/designations.csv"), "id,list,from,to\nx,us-sdn,2014-03-20,\ny,us-sdn,2015-01-01,\nx,eu-269,,\n");
    spill(path("g/stakes.csv"),
          "owner,asset,low,high,kind,from,to,recorded,source\nx,acme,34,34,equity,2019-01-01,,,register\n"
          "y,acme,18,18,equity,,,,register\nacme,bolt,50,50,equity,,,,annual report\n");
  }
  std::vector<std::string> ask(std::vector<std::string> more) const {
    std::vector<std::string> all = {"exposure", "--graph", "g", "--regime", "us", "--as-of", "2026-01-15"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

TEST_F(WhyTest, ExplainsAPartyOfAGraph) {
  draw();
  const Outcome why = penumbra(ask({"--why", "bolt", "--flip", "bolt"}));
  EXPECT_EQ(why.status, 1) << why.err;
  for (const char* text :
       {"as in force on 2026-01-15, facts F1 to F3 imply restricted for bolt", "F1 Xenon (x) owns 34 % of Acme (acme)",
        "source register", "Acme: 34 % (Xenon) + 18 % (Yttrium) = 52 % of the equity, >= 50 %",
        "Bolt: 50 % (Acme) of the equity, >= 50 %", "Xenon is listed on us-sdn from 2014-03-20", "FAQ 398 to 402",
        "its text was read on 2026-11-22", "come to 26.00 %", "read below 50 %", "would not follow if"}) {
    EXPECT_THAT(unwrapped(why.out), HasSubstr(text));
  }
  const Outcome json = penumbra(ask({"--why", "bolt", "--format", "json"}));
  EXPECT_EQ(json.status, 1);
  EXPECT_THAT(json.out, HasSubstr("\"chains\": ["));
  EXPECT_THAT(json.out, HasSubstr("\"flips\": []"));
  const Outcome csv = penumbra(ask({"--flip", "acme", "--flip", "x", "--format", "csv"}));
  EXPECT_EQ(csv.status, 1);
  EXPECT_THAT(csv.out, HasSubstr("acme,us,restricted,without-stakes,1,F1"));
  EXPECT_THAT(csv.out, HasSubstr("x,us,designated,without-listings"));
  EXPECT_THAT(csv.out, Not(HasSubstr("acme,us,restricted,chain")));
}

TEST_F(WhyTest, ShowsOtherReadingsBesideTheVerdict) {
  draw();
  const Outcome eu = penumbra(
      {"exposure", "--graph", "g", "--regime", "eu", "--as-of", "2026-01-15", "--why", "bolt", "--flip", "bolt"});
  EXPECT_EQ(eu.status, 0) << eu.out;  // 34 of 50: not reached
  EXPECT_THAT(unwrapped(eu.out), HasSubstr("not-by-ownership"));
  EXPECT_THAT(unwrapped(eu.out), HasSubstr("does not follow, and would if the stake of Xenon in Acme"));
}

TEST_F(WhyTest, NamesTheNearestId) {
  draw();
  const Outcome near = penumbra(ask({"--why", "bold"}));
  EXPECT_EQ(near.status, 2);
  EXPECT_THAT(near.err, HasSubstr("Did you mean \"bolt\"?"));
  EXPECT_EQ(near.out, "");
}

TEST_F(WhyTest, ExplainsPartiesAndDependencesOfAStore) {
  spill(path("m/sources.csv"), "id,kind,title,publisher,checked\nsrc-a,register,A register,Somebody,no\n");
  spill(path("m/entities.csv"),
        "id,schema,name,source\nprog-a,Programme,Aurora programme,src-a\norg-b,Company,Orbita "
        "Tekhnika,src-a\norg-c,Company,Orbita Holding,src-a\nitem-e,Item,Engine,src-a\n");
  spill(path("m/relationships.csv"),
        "from,kind,to,valid_from,share,need,role,source\nprog-a,needs,item-e,2020,,essential,,src-a\n"
        "org-b,supplies,item-e,2020,,essential,,src-a\norg-c,owns,org-b,2019,60,,,src-a\n"
        "org-c,controls,org-b,2019,,,usage-of-assets,src-a\n");
  spill(path("m/designations.csv"),
        "id,entity,list,measure,from,source\ndes-c,org-c,us-sdn,asset-freeze,2022-02-24,src-a\n");
  const Outcome imported = penumbra({"import", "--store", "s", "--source", "model", "m/sources.csv", "m/entities.csv",
                                     "m/relationships.csv", "m/designations.csv"});
  ASSERT_EQ(imported.status, 0) << imported.err;
  const Outcome party =
      penumbra({"exposure", "--store", "s", "--why", "org-b", "--flip", "org-b", "--as-of", "2022-03-01"});
  EXPECT_EQ(party.status, 1) << party.err;
  EXPECT_THAT(unwrapped(party.out), HasSubstr("fact F1 implies restricted for org-b"));
  EXPECT_THAT(unwrapped(party.out), HasSubstr("the text of a source was not read"));
  EXPECT_THAT(unwrapped(party.out), HasSubstr("read below 50 %"));
  const Outcome chain = penumbra(
      {"exposure", "--store", "s", "--entity", "prog-a", "--why", "org-b", "--flip", "org-b", "--as-of", "2022-03-01"});
  EXPECT_EQ(chain.status, 1) << chain.err;
  EXPECT_THAT(unwrapped(chain.out),
              HasSubstr("facts F1 and F2 make Aurora programme need Orbita Tekhnika (certain; essential"));
  EXPECT_THAT(unwrapped(chain.out),
              HasSubstr("No chain would lead from Aurora programme to Orbita Tekhnika without this fact"));
  EXPECT_THAT(unwrapped(chain.out), HasSubstr("On record against it"));
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--entity", "org-b", "--why", "prog-a"}).status, 0);
  const Outcome no_stake = penumbra({"exposure", "--store", "s", "--why", "item-e"});
  EXPECT_EQ(no_stake.status, 2);
  EXPECT_THAT(no_stake.err, HasSubstr("no stake is on record"));
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--why", "org-b", "--regime", "mars"}).status, 2);
  EXPECT_EQ(penumbra({"exposure", "--store", "s", "--why", "org-b", "--all"}).status, 2);
}

}  // namespace
}  // namespace penumbra::testing
