#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "graph/drawn_world.h"
#include "graph/ownership_explain.h"
#include "graph/ownership_json.h"

namespace penumbra::graph::testing {
namespace {

const Date kDay = *Date::parse("2026-01-15");

OwnershipFacts draw(const std::string& text) {
  const auto worlds = read_worlds("## drawn\n" + text);
  EXPECT_EQ(worlds.size(), 1U);
  EXPECT_EQ(worlds.front().error, "");
  return facts_of(worlds.front());
}

OwnershipResult decided(const OwnershipFacts& facts, const std::string& regime, Date day = kDay) {
  auto result = decide_ownership(facts, rule_book(), {regime, day, Timestamp::max()});
  EXPECT_TRUE(result.ok());
  return std::move(*result);
}

const OwnershipAnswer& answer_for(const OwnershipFacts& facts, const OwnershipResult& result, std::string_view id) {
  return result.answers[*facts.find(id)];
}

bool has_flag(const OwnershipAnswer& a, std::string_view key) {
  return std::any_of(a.flags.begin(), a.flags.end(), [&](const auto& f) { return f.key == key; });
}

// PENUMBRA_REGENERATE=1 writes the file anew; read the difference before committing it.
void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(PENUMBRA_SOURCE_DIR) + "/tests/graph/golden/" + name;
  if (std::getenv("PENUMBRA_REGENERATE") != nullptr) std::ofstream(path) << text;
  std::ifstream in(path);
  std::stringstream stored;
  stored << in.rdbuf();
  EXPECT_EQ(stored.str(), text) << "see " << path;
}

TEST(OwnershipJson, HasTheSettledForm) {
  const OwnershipFacts facts = facts_of(
      "id,name,kind,country\nX,\"Person \"\"X\"\"\",person,ru\nA,Alpha,company,cy\nB,Beta,company,\nC,,company,\n",
      "id,list,from,to\nX,us-sdn,2014-03-20,\nX,uk,2022-02-24,\n",
      "owner,asset,low,high,kind,from,to,recorded,source\n"
      "X,A,>25,50,equity,2019-01-01,,2019-02-01,register\n?,A,30,30,equity,,,,\n"
      "A,B,60,60,equity,2020,,2021-01-01,annual report\nX,B,,,appoints-majority,,,,\n"
      "X,C,50.5,50.5,equity,,,2024-01-01,s\n");
  expect_golden("ownership_us.json", ownership_json(facts, decided(facts, "us")));
  expect_golden("ownership_uk.json", ownership_json(facts, decided(facts, "uk")));
  EXPECT_EQ(ownership_json(OwnershipFacts(), decided(OwnershipFacts(), "us")), "[]\n");
}

TEST(OwnershipAnswer, ComputesIntegratedOwnershipAsContext) {
  struct Case {
    std::string drawing, party;
    double percent;
  };
  // The figures of the design table.
  for (const Case& c : std::vector<Case>{
           {"X* --49--> A --40--> C\nX --49--> B --40--> C\nX --15--> C\n", "C", 54.2},
           {"X* --51--> A --51--> B --51--> C\n", "C", 13.2651},
           {"X* --50--> A\nB --50--> A --60--> B\n", "B", 42.857142857},
           {"X* --45--> A --10--> A\n", "A", 50.0},
           {"X* --50--> A --25--> C\nX --25--> B --25--> C\n", "C", 18.75},
           {"A --50--> B --50--> A\nX* --50--> A\nX --50--> B\n", "A", 100.0},
       }) {
    const OwnershipFacts facts = draw(c.drawing);
    const OwnershipResult result = decided(facts, "us");
    EXPECT_NEAR(answer_for(facts, result, c.party).integrated_low, c.percent, 1e-6) << c.drawing;
  }
}

TEST(OwnershipAnswer, NamesTheFactsThatWouldDecide) {
  const OwnershipFacts facts = draw("X* --(25,50]--> A --60--> B\n? --20--> A\nX --45--> C --10--> C\nY --60--> D\n");
  const OwnershipResult result = decided(facts, "us");
  const OwnershipAnswer& a = answer_for(facts, result, "A");
  ASSERT_EQ(a.missing.size(), 2U);
  EXPECT_NE(a.missing[0].find("exact share of X in the equity of A"), std::string::npos) << a.missing[0];
  EXPECT_NE(a.missing[1].find("undisclosed 20 %"), std::string::npos) << a.missing[1];
  EXPECT_NE(answer_for(facts, result, "B").missing.at(0).find("whether A is itself reached"), std::string::npos);
  EXPECT_NE(answer_for(facts, result, "C").missing.at(0).find("stays in the denominator"), std::string::npos);
  EXPECT_TRUE(answer_for(facts, result, "D").missing.empty());
}

TEST(OwnershipAnswer, RefusesAnUnknownRegimeByNamingTheKnownOnes) {
  const auto result = decide_ownership(OwnershipFacts(), rule_book(), {"mars", kDay, Timestamp::max()});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_NE(result.error().fix.find("us-ssi"), std::string::npos);
}

TEST(OwnershipAnswer, BoundsLongChainsAndSaysSo) {
  std::string drawing = "X*";
  for (std::size_t i = 0; i < kMaxChainLinks + 50; ++i) drawing += " --51--> E" + std::to_string(i);
  const OwnershipFacts facts = draw(drawing + "\n");
  const OwnershipResult result = decided(facts, "us");
  const OwnershipAnswer& last = result.answers.back();
  EXPECT_EQ(last.verdict, OwnershipVerdict::kRestricted);
  EXPECT_EQ(last.chain.size(), kMaxChainLinks);
  EXPECT_TRUE(has_flag(last, "chain-cut"));
  const OwnershipAnswer& near = answer_for(facts, result, "E5");
  EXPECT_EQ(near.chain.size(), 6U);
  EXPECT_FALSE(has_flag(near, "chain-cut"));
}

TEST(OwnershipAnswer, BoundsTheSearchOfHistoryAndSaysSo) {
  std::string drawing = "X* --10--> A\n";
  for (int i = 0; i < 200; ++i) {
    const std::string day = Date(18000 + 2 * i).to_string();
    drawing += "P --1 .." + day + "--> A\n";
  }
  const OwnershipFacts facts = draw(drawing + "Q --60--> B\n");
  const OwnershipResult result = decided(facts, "us");
  EXPECT_TRUE(has_flag(answer_for(facts, result, "A"), "history-not-searched"));
  EXPECT_FALSE(has_flag(answer_for(facts, result, "B"), "history-not-searched"));
}

TEST(OwnershipFacts, ComeFromModelRelationships) {
  std::vector<model::Entity> entities(3);
  entities[0].id = "x";
  entities[1].id = "a";
  entities[2].id = "b";
  entities[1].add("name", "Alpha");
  entities[1].add("country", "us");
  std::vector<model::Designation> designations(1);
  designations[0].entity = "x";
  designations[0].list = "us-sdn";
  const auto edge = [](const char* from, const char* kind, const char* to, model::AssertionStatus status,
                       const char* role = "") {
    model::Relationship r;
    r.id = std::string(from) + kind + to;
    r.from = from;
    r.kind = kind;
    r.to = to;
    r.status = status;
    r.role = role;
    r.share = *model::ShareInterval::parse("60");
    return r;
  };
  using model::AssertionStatus;
  const std::vector<model::Relationship> relationships = {
      edge("x", "owns", "a", AssertionStatus::kAsserted),
      edge("x", "owns", "b", AssertionStatus::kPossible),
      edge("x", "owns", "b", AssertionStatus::kPlanned, "votes"),
      edge("x", "controls", "b", AssertionStatus::kDenied),
      edge("a", "supplies", "b", AssertionStatus::kAsserted),
      edge("?", "owns", "b", AssertionStatus::kAsserted, "votes"),
      edge("a", "controls", "b", AssertionStatus::kAsserted),
  };
  const auto facts = OwnershipFacts::from_model(entities, designations, relationships);
  ASSERT_TRUE(facts.ok());
  ASSERT_EQ(facts->stakes().size(), 4U);
  EXPECT_EQ(facts->parties()[1].name, "Alpha");
  EXPECT_EQ(facts->parties()[1].country, "us");
  EXPECT_TRUE(facts->stakes()[1].only_possible);
  EXPECT_EQ(facts->stakes()[2].owner, kUndisclosed);
  EXPECT_EQ(facts->stakes()[2].kind, StakeKind::kVotes);
  EXPECT_EQ(facts->stakes()[3].kind, StakeKind::kControls);
  const OwnershipResult result = decided(*facts, "us");
  EXPECT_EQ(result.answers[1].verdict, OwnershipVerdict::kRestricted);
  EXPECT_EQ(result.answers[2].verdict, OwnershipVerdict::kUndetermined);
  const std::vector<model::Relationship> nowhere = {edge("x", "owns", "nobody", AssertionStatus::kAsserted)};
  const auto dangling = OwnershipFacts::from_model(entities, designations, nowhere);
  ASSERT_FALSE(dangling.ok());
  EXPECT_EQ(dangling.error().code, ErrorCode::kDanglingReference);
}

TEST(OwnershipFacts, RefuseIdsTwiceAndReservedOnes) {
  OwnershipFacts facts;
  EXPECT_TRUE(facts.add_party({"a", "", "", ""}).ok());
  EXPECT_EQ(facts.add_party({"a", "", "", ""}).error().code, ErrorCode::kDuplicate);
  EXPECT_EQ(facts.add_party({"?", "", "", ""}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(facts.add_party({"", "", "", ""}).error().code, ErrorCode::kInvalidArgument);
}

// A rule may let a nominee's stakes count as those of the person for whom it holds.
TEST(OwnershipAnswer, CountsNomineesWhereTheRuleSaysSo) {
  constexpr std::string_view kRule = R"(regime = "n"
title = "N"
[[version]]
id = "n-1"
version = "1"
authority = "A"
source = "S"
text = "T"
checked = "no"
check_by = "counsel"
lists = ["us-sdn"]
equity = "restrict at-least 50"
nominee = "restrict"
)";
  const std::vector<rules::RuleFile> files = {{"n.toml", kRule}};
  const auto book = rules::RuleBook::parse(files);
  ASSERT_TRUE(book.ok()) << to_string(book.error());
  const OwnershipFacts facts = facts_of(
      "id,name,kind,country\nX,,person,\nN,,company,\nA,,company,\nB,,company,\n", "id,list,from,to\nX,us-sdn,,\n",
      "owner,asset,low,high,kind,from,to,recorded,source\nX,N,,,nominee,,,,s1\nN,A,30,30,equity,,,,s2\n"
      "X,A,20,20,equity,,,,s3\nA,B,60,60,equity,,,,s4\n");
  const auto result = decide_ownership(facts, *book, {"n", *Date::parse("2026-01-15"), Timestamp::max()});
  ASSERT_TRUE(result.ok());
  // 30 + 20 = 50. The nominee itself is nobody's.
  EXPECT_EQ(answer_for(facts, *result, "A").verdict, OwnershipVerdict::kRestricted);
  EXPECT_EQ(answer_for(facts, *result, "A").chain.size(), 3U);
  EXPECT_EQ(answer_for(facts, *result, "B").verdict, OwnershipVerdict::kRestricted);
  EXPECT_EQ(answer_for(facts, *result, "N").verdict, OwnershipVerdict::kNotByOwnership);
  EXPECT_TRUE(has_flag(answer_for(facts, *result, "N"), "nominee"));
}

TEST(OwnershipFacts, KeepsTheCriterionOfControl) {
  const OwnershipFacts facts =
      facts_of("id,name,kind,country\nX,,person,\nA,,company,\n", "id,list,from,to\n",
               "owner,asset,low,high,kind,from,to,recorded,source\nX,A,,,usage-of-assets,,,,s1\n");
  ASSERT_EQ(facts.stakes().size(), 1U);
  EXPECT_EQ(facts.stakes()[0].kind, StakeKind::kControls);
  EXPECT_EQ(facts.stakes()[0].criterion, "usage-of-assets");
  EXPECT_NE(stake_sentence(facts, facts.stakes()[0]).find("may use all or part of the assets of"), std::string::npos);
}

}  // namespace
}  // namespace penumbra::graph::testing
