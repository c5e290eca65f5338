// Chains: enough by themselves, nothing in them can be spared, and none is shorter.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "graph/drawn_world.h"
#include "graph/ownership_why.h"
#include "graph/random_graph.h"
#include "reference/ownership_reference.h"

namespace penumbra::graph::testing {
namespace {

using rules::Effect;

constexpr std::uint64_t kMaxWorlds = 2000;

std::uint32_t graphs_of(std::uint32_t usual) {
  const char* asked = std::getenv("PENUMBRA_RANDOM_GRAPHS");
  return asked == nullptr ? usual : static_cast<std::uint32_t>(std::strtoul(asked, nullptr, 10));
}

OwnershipWhy why(const OwnershipFacts& facts, std::string_view id, const std::string& regime,
                 const std::string& day = "2026-01-15", const WhyOptions& options = {}) {
  const StakesByAsset index(facts);
  auto result = explain_ownership(facts, index, *facts.find(id), rule_book(),
                                  {regime, *Date::parse(day), Timestamp::max()}, options);
  EXPECT_TRUE(result.ok());
  return std::move(result).value();
}

std::vector<std::string> texts(const WhyChain& chain) {
  std::vector<std::string> result;
  for (const WhyStep& step : chain.steps) result.push_back(step.text);
  return result;
}

// The facts with only these stakes as they are and all others held by somebody else, each by another.
OwnershipFacts only(const OwnershipFacts& facts, const std::vector<std::uint32_t>& kept) {
  OwnershipFacts out;
  for (const Party& party : facts.parties()) EXPECT_TRUE(out.add_party(party).ok());
  for (const ListingFact& listing : facts.listings()) out.add_listing(listing);
  for (std::uint32_t i = 0; i < facts.stakes().size(); ++i) {
    StakeFact stake = facts.stakes()[i];
    if (std::find(kept.begin(), kept.end(), i) == kept.end()) {
      if (!is_measured(stake.kind)) continue;
      Party stranger;
      stranger.id = "stranger " + std::to_string(i);
      stake.owner = *out.add_party(std::move(stranger));
    }
    out.add_stake(std::move(stake));
  }
  return out;
}

struct Reached {
  bool certain = false;
  bool possible = false;
};

std::optional<Reached> decide_slowly(const OwnershipFacts& facts, const rules::RuleVersion& rule, Date day,
                                     Effect level, PartyIndex party) {
  const auto reach = reference::reference_reach(facts, rule, day, level, kMaxWorlds);
  if (!reach) return std::nullopt;
  return Reached{static_cast<bool>(reach->certain[party]), static_cast<bool>(reach->possible[party])};
}

// Every minimal set of stakes by trying all, smallest first.
std::optional<std::vector<std::vector<std::uint32_t>>> all_minimal_sets(const OwnershipFacts& facts,
                                                                        const rules::RuleVersion& rule, Date day,
                                                                        const WhyGoal& goal, PartyIndex party) {
  const auto n = static_cast<std::uint32_t>(facts.stakes().size());
  std::vector<std::uint32_t> masks;
  for (std::uint32_t mask = 0; mask < (1U << n); ++mask) masks.push_back(mask);
  std::stable_sort(masks.begin(), masks.end(),
                   [](std::uint32_t a, std::uint32_t b) { return std::popcount(a) < std::popcount(b); });
  std::vector<std::uint32_t> minimal;
  std::vector<std::vector<std::uint32_t>> result;
  for (const std::uint32_t mask : masks) {
    if (std::any_of(minimal.begin(), minimal.end(), [&](std::uint32_t m) { return (m & mask) == m; })) continue;
    std::vector<std::uint32_t> kept;
    for (std::uint32_t i = 0; i < n; ++i) {
      if ((mask & (1U << i)) != 0) kept.push_back(i);
    }
    const auto reached = decide_slowly(only(facts, kept), rule, day, goal.level, party);
    if (!reached) return std::nullopt;
    if (goal.side == Side::kLow ? !reached->certain : !reached->possible) continue;
    minimal.push_back(mask);
    result.push_back(std::move(kept));
  }
  return result;
}

// Compares the chains of every party with all minimal sets; counts parties by basis, and those with several chains.
void compare_with_all_sets(const OwnershipFacts& facts, const Case& c, const std::string& where,
                           std::map<std::string, int>& compared) {
  const OwnershipQuery query{c.regime, c.day, Timestamp::max()};
  const rules::RuleVersion& rule = *rule_book().choose(c.regime, c.day).version;
  const StakesByAsset index(facts);
  for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
    auto cut = OwnershipCase::cut(facts, index, p, rule_book(), query);
    ASSERT_TRUE(cut.ok());
    const WhyGoal goal = goal_of(*cut);
    if (goal.basis != WhyBasis::kFacts && goal.basis != WhyBasis::kPossible) continue;
    // Red Flag 29 is outside the reference; a party that may be listed itself needs no chain there.
    if (cut->decision().unresolved[cut->party()] || cut->decision().possibly_listed[cut->party()]) continue;
    const OwnershipWhy found = explain_case(*cut, facts, index);
    ASSERT_TRUE(found.bounds.empty());
    const auto expected = all_minimal_sets(facts, rule, c.day, goal, p);
    if (!expected) continue;
    const std::string party = where + " party " + facts.parties()[p].id + "\n" + describe(facts);
    ASSERT_EQ(found.chains.size(), std::min(expected->size(), kDefaultChains)) << party;
    for (std::size_t i = 0; i < found.chains.size(); ++i) {
      std::vector<std::uint32_t> chain = found.chains[i].facts;
      std::sort(chain.begin(), chain.end());
      EXPECT_EQ(chain.size(), (*expected)[i].size()) << party;
      EXPECT_NE(std::find(expected->begin(), expected->end(), chain), expected->end()) << party;
      ASSERT_FALSE(found.chains[i].steps.empty()) << party;
      EXPECT_EQ(found.chains[i].steps.back().party, p) << party;
    }
    if (expected->size() > kDefaultChains) {
      EXPECT_TRUE(found.more) << party;
    }
    if (expected->size() > 1) ++compared["several"];
    ++compared[goal.basis == WhyBasis::kFacts ? "facts" : "possible"];
  }
}

TEST(OwnershipWhy, AgreesWithTryingAllSets) {
  const auto all = cases();
  std::map<std::string, int> compared;
  for (std::uint32_t seed = 0; seed < graphs_of(1200); ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    if (facts.stakes().size() > 8) continue;
    const Case& c = all[seed % all.size()];
    compare_with_all_sets(facts, c, "seed " + std::to_string(seed) + " " + c.regime, compared);
  }
  EXPECT_GT(compared["facts"], 150);
  EXPECT_GT(compared["possible"], 150);
}

// Graphs with many ways to one party: certain stakes between five parties, two of them listed, and board rights.
OwnershipFacts dense_graph(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto pick = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  OwnershipFacts facts;
  for (const char* id : {"X", "Y", "A", "B", "C"}) {
    Party party;
    party.id = id;
    EXPECT_TRUE(facts.add_party(party).ok());
  }
  for (const PartyIndex listed : {0U, 1U}) {
    for (const char* list : {"us-sdn", "uk", "eu-269", "ch"}) facts.add_listing({listed, list, {}});
  }
  std::set<std::tuple<std::uint32_t, std::uint32_t, StakeKind>> seen;
  std::map<std::pair<std::uint32_t, StakeKind>, std::uint32_t> sum;
  for (int i = 0; i < 12 && facts.stakes().size() < 9; ++i) {
    const std::uint32_t owner = pick(5);
    const std::uint32_t asset = 2 + pick(3);
    const StakeKind kind = pick(8) == 0   ? StakeKind::kAppointsMajority
                           : pick(6) == 0 ? StakeKind::kVotes
                                          : StakeKind::kEquity;
    const std::uint32_t share = std::array<std::uint32_t, 5>{20, 25, 30, 50, 55}[pick(5)];
    if (owner == asset || !seen.insert({owner, asset, kind}).second) continue;
    StakeFact stake;
    stake.owner = owner;
    stake.asset = asset;
    stake.kind = kind;
    stake.source = pick(4) == 0 ? "" : "s" + std::to_string(i);
    if (is_measured(kind)) {
      if (sum[{asset, kind}] + share > 100) continue;
      sum[{asset, kind}] += share;
      stake.share.stated = true;
      stake.share.low = stake.share.high = base::Percent::whole(static_cast<int>(share));
    }
    facts.add_stake(std::move(stake));
  }
  return facts;
}

TEST(OwnershipWhy, FindsTheBestOfManyChains) {
  std::map<std::string, int> compared;
  for (std::uint32_t seed = 0; seed < graphs_of(500); ++seed) {
    const Case c{std::array<std::string, 4>{"us", "uk", "eu", "ch"}[seed % 4]};
    compare_with_all_sets(dense_graph(seed), c, "dense seed " + std::to_string(seed) + " " + c.regime, compared);
  }
  EXPECT_GT(compared["several"], 80);
}

TEST(OwnershipWhy, ChainsAloneGiveTheVerdict) {
  int chains = 0;
  for (std::uint32_t seed = 0; seed < graphs_of(1500); ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    for (const char* regime : {"us", "eu", "uk", "us-ssi"}) {
      const OwnershipQuery query{regime, kDay, Timestamp::max()};
      const StakesByAsset index(facts);
      for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
        const auto found = explain_ownership(facts, index, p, rule_book(), query);
        ASSERT_TRUE(found.ok());
        if (found->basis != WhyBasis::kFacts) continue;
        for (const WhyChain& chain : found->chains) {
          ++chains;
          const auto verdict_with = [&](std::size_t left_out) {
            OwnershipFacts part;
            for (const Party& party : facts.parties()) EXPECT_TRUE(part.add_party(party).ok());
            for (const ListingFact& l : facts.listings()) part.add_listing(l);
            for (std::size_t i = 0; i < chain.facts.size(); ++i) {
              if (i != left_out) part.add_stake(facts.stakes()[chain.facts[i]]);
            }
            return decide_ownership(part, rule_book(), query)->answers[p].verdict;
          };
          const OwnershipVerdict verdict = found->answer.verdict;
          // Where chains go by votes, votes on record weaken a verdict; a chain alone may then give the stronger one.
          const auto follows = [&](OwnershipVerdict found_alone) {
            return found_alone == verdict ||
                   (verdict == OwnershipVerdict::kControlReview && found_alone == OwnershipVerdict::kRestricted);
          };
          EXPECT_TRUE(follows(verdict_with(chain.facts.size()))) << seed << regime << describe(facts);
          for (std::size_t i = 0; i < chain.facts.size(); ++i) {
            EXPECT_FALSE(follows(verdict_with(i))) << seed << regime << describe(facts);
          }
          EXPECT_FALSE(chain.listings.empty()) << seed << regime << describe(facts);
        }
      }
    }
  }
  EXPECT_GT(chains, 500);
}

TEST(OwnershipWhy, OrderOfRowsDoesNotMatter) {
  std::mt19937 random(11);
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    OwnershipFacts shuffled;
    for (const Party& party : facts.parties()) ASSERT_TRUE(shuffled.add_party(party).ok());
    auto stakes = facts.stakes();
    std::shuffle(stakes.begin(), stakes.end(), random);
    for (const auto& l : facts.listings()) shuffled.add_listing(l);
    for (const auto& s : stakes) shuffled.add_stake(s);
    for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
      const OwnershipWhy a = why(facts, facts.parties()[p].id, "us");
      const OwnershipWhy b = why(shuffled, facts.parties()[p].id, "us");
      ASSERT_EQ(a.chains.size(), b.chains.size());
      for (std::size_t i = 0; i < a.chains.size(); ++i) {
        EXPECT_EQ(texts(a.chains[i]), texts(b.chains[i])) << seed << describe(facts);
      }
      EXPECT_EQ(a.answer.sentence, b.answer.sentence);
    }
  }
}

constexpr const char* kParties =
    "id,name,kind,country\nX,,person,\nY,,person,\nA,,company,\nB,,company,\nC,,company,\n";
constexpr const char* kListed = "id,list,from,to\nX,us-sdn,,\nX,uk,,\nX,eu-269,,\nY,us-sdn,,\nY,uk,,\nY,eu-269,,\n";
const std::string kHeader = "owner,asset,low,high,kind,from,to,recorded,source\n";

TEST(OwnershipWhy, ShowsTheArithmetic) {
  const OwnershipFacts facts = facts_of(kParties, kListed,
                                        kHeader +
                                            "X,A,34,34,equity,,,,s1\nY,A,18,18,equity,,,,s2\n"
                                            "A,B,60,60,equity,,,,s3\n");
  const OwnershipWhy found = why(facts, "B", "us");
  ASSERT_EQ(found.chains.size(), 1U);
  EXPECT_FALSE(found.more);
  EXPECT_EQ(texts(found.chains[0]), (std::vector<std::string>{"A: 34 % (X) + 18 % (Y) = 52 % of the equity, >= 50 %",
                                                              "B: 60 % (A) of the equity, >= 50 %"}));
  EXPECT_EQ(found.answer.sentence,
            "Under us-ofac-50 (version 2014-08-13) as in force on 2026-01-15, facts F1 to F3 imply restricted for B "
            "(counted share 60 %).");
  EXPECT_EQ(found.chains[0].listings.size(), 2U);
  // The diluted figure stands beside the verdict: 0.52 * 60.
  ASSERT_EQ(found.readings.size(), 1U);
  EXPECT_EQ(found.readings[0].key, "diluted");
  EXPECT_NE(found.readings[0].text.find("31.2"), std::string::npos) << found.readings[0].text;
  const OwnershipWhy eu = why(facts, "B", "eu");
  ASSERT_FALSE(eu.readings.empty());
  EXPECT_NE(eu.readings[0].text.find("disputed"), std::string::npos);
  EXPECT_NE(eu.readings[0].text.find("does not meet >= 50 %"), std::string::npos) << eu.readings[0].text;
}

TEST(OwnershipWhy, RanksByLengthThenSource) {
  const OwnershipFacts facts = facts_of(kParties, kListed,
                                        kHeader +
                                            "X,A,60,60,equity,,,,s1\nA,C,55,55,equity,,,,s2\n"
                                            "X,B,70,70,equity,,,,\nB,C,45,45,equity,,,,s3\n"
                                            "Y,C,,,appoints-majority,,,,s4\n");
  const OwnershipWhy uk = why(facts, "C", "uk");
  ASSERT_EQ(uk.chains.size(), 2U);
  EXPECT_EQ(uk.chains[0].facts.size(), 1U);  // Y's right is enough by itself
  EXPECT_EQ(uk.chains[1].facts.size(), 2U);
  const OwnershipFacts doubted = facts_of(kParties, kListed,
                                          kHeader +
                                              "X,A,60,60,equity,,,,\nA,C,50,50,equity,,,,s2\n"
                                              "X,B,70,70,equity,,,,s3\nB,C,50,50,equity,,,,s4\n");
  const OwnershipWhy us = why(doubted, "C", "us");
  ASSERT_EQ(us.chains.size(), 2U);
  EXPECT_EQ(us.chains[0].doubt, 0);  // over B: every source is stated
  EXPECT_EQ(us.chains[1].doubt, 2);
}

TEST(OwnershipWhy, KeepsPersonsApartAndShowsJointArrangements) {
  const std::string stakes = kHeader + "X,A,30,30,equity,,,,s1\nY,A,25,25,equity,,,,s2\n";
  const OwnershipWhy apart = why(facts_of(kParties, kListed, stakes), "A", "uk");
  EXPECT_EQ(apart.basis, WhyBasis::kNothing);
  EXPECT_TRUE(apart.chains.empty());
  ASSERT_FALSE(apart.readings.empty());
  EXPECT_EQ(apart.readings.back().key, "added-up");
  const OwnershipWhy joint =
      why(facts_of(kParties, kListed, stakes + "X,A,,,joint-arrangement,,,,s3\nY,A,,,joint-arrangement,,,,s4\n"), "A",
          "uk");
  EXPECT_EQ(joint.answer.verdict, OwnershipVerdict::kRestricted);
  ASSERT_EQ(joint.chains.size(), 1U);
  EXPECT_EQ(joint.chains[0].facts.size(), 4U);
}

TEST(OwnershipWhy, FindsItsWayThroughCycles) {
  const OwnershipFacts facts = facts_of(kParties, kListed,
                                        kHeader +
                                            "X,A,50,50,equity,,,,s1\nA,B,60,60,equity,,,,s2\n"
                                            "B,A,50,50,equity,,,,s3\nB,C,50,50,equity,,,,s4\n");
  const OwnershipWhy found = why(facts, "A", "us");
  ASSERT_EQ(found.chains.size(), 1U);  // B holds A only because A holds B
  EXPECT_EQ(found.chains[0].facts, std::vector<std::uint32_t>{0});
  EXPECT_EQ(why(facts, "C", "us").chains[0].facts.size(), 3U);
}

TEST(OwnershipWhy, TellsOfAnUndisclosedHolder) {
  const OwnershipFacts facts =
      facts_of(kParties, kListed, kHeader + "X,A,40,40,equity,,,,s1\n?,A,60,60,equity,,,,s2\n");
  const OwnershipWhy found = why(facts, "A", "us");
  EXPECT_EQ(found.basis, WhyBasis::kPossible);
  ASSERT_EQ(found.chains.size(), 1U);  // the undisclosed 60 % alone
  EXPECT_EQ(found.chains[0].steps[0].text,
            "A: 60 % (an undisclosed holder) of the equity, >= 50 % in some reading of the facts");
}

TEST(OwnershipWhy, CountsTheUnresolvedOwnerOfTheAffiliatesRule) {
  const OwnershipFacts facts =
      facts_of(kParties, "id,list,from,to\nX,us-el,,\n", kHeader + "X,A,,,equity,,,,s1\nA,B,100,100,equity,,,,s2\n");
  const OwnershipWhy found = why(facts, "B", "bis", "2025-10-15");
  EXPECT_EQ(found.answer.verdict, OwnershipVerdict::kLicence);
  ASSERT_EQ(found.chains.size(), 1U);
  EXPECT_EQ(found.chains[0].facts.size(), 2U);
  ASSERT_EQ(found.chains[0].steps.size(), 2U);
  EXPECT_NE(found.chains[0].steps[0].text.find("cannot be determined"), std::string::npos);
}

TEST(OwnershipWhy, SaysWhenTheSearchIsGivenUp) {
  // 60 equal stakes of 1 %, 50 of which are needed, with a doubtful source each but one: more ways than can be tried.
  std::string parties = "id,name,kind,country\nA,,company,\n";
  std::string listings = "id,list,from,to\n";
  std::string stakes = kHeader;
  for (int i = 0; i < 60; ++i) {
    const std::string id = "P" + std::to_string(i);
    parties += id + ",,person,\n";
    listings += id + ",us-sdn,,\n";
    stakes += id + ",A,1,1,equity,,,,s\n";
  }
  const OwnershipWhy found = why(facts_of(parties, listings, stakes), "A", "us");
  ASSERT_EQ(found.chains.size(), kDefaultChains);
  EXPECT_EQ(found.chains[0].facts.size(), 50U);
  EXPECT_TRUE(found.more);
}

}  // namespace
}  // namespace penumbra::graph::testing
