// The engine against the enumeration of all worlds, and properties that hold whatever the graph.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>

#include "graph/drawn_world.h"
#include "graph/ownership_decide.h"
#include "graph/random_graph.h"
#include "reference/ownership_reference.h"

namespace penumbra::graph::testing {
namespace {

using rules::Effect;

TEST(OwnershipReference, AgreesOnRandomGraphs) {
  // PENUMBRA_RANDOM_GRAPHS asks for a longer run.
  const char* asked = std::getenv("PENUMBRA_RANDOM_GRAPHS");
  const std::uint32_t graphs = asked == nullptr ? 6000 : static_cast<std::uint32_t>(std::strtoul(asked, nullptr, 10));
  constexpr std::uint64_t kMaxWorlds = 3000;
  const auto all = cases();
  std::uint64_t compared = 0;
  std::uint64_t worlds = 0;
  std::map<std::string, int> verdicts;
  for (std::uint32_t seed = 0; seed < graphs; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed, /*parcels=*/true).make();
    const Case& c = all[seed % all.size()];
    OwnershipQuery query;
    query.regime = c.regime;
    query.as_of = c.day;
    const rules::RuleChoice choice = rule_book().choose(c.regime, c.day);
    const OwnershipDecision decision = decide(facts, rule_book(), query, choice);
    for (const Effect level : {Effect::kRestrict, Effect::kReview, Effect::kFlag}) {
      const auto expected = reference::reference_reach(facts, *choice.version, c.day, level, kMaxWorlds);
      if (!expected) continue;
      ++compared;
      worlds += expected->worlds;
      for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
        const PartyReach& reach = decision.parties[p];
        const bool certain = decision.listed[p] || reach.certain >= level;
        const bool possible = decision.possibly_listed[p] || reach.possible >= level;
        // Transfers that are not recognised and treatment of history are outside the reference.
        ASSERT_EQ(certain, expected->certain[p])
            << "certain, seed " << seed << " " << c.regime << " " << c.day.to_string() << " level "
            << static_cast<int>(level) << " party " << facts.parties()[p].id << "\n"
            << describe(facts);
        ASSERT_EQ(possible, expected->possible[p])
            << "possible, seed " << seed << " " << c.regime << " " << c.day.to_string() << " level "
            << static_cast<int>(level) << " party " << facts.parties()[p].id << "\n"
            << describe(facts);
        ++verdicts[certain ? "certain" : possible ? "possible" : "not"];
      }
    }
  }
  // The comparison means something only if every outcome is common.
  EXPECT_GT(compared, graphs * 2);
  for (const char* outcome : {"certain", "possible", "not"}) EXPECT_GT(verdicts[outcome], 1000) << outcome;
  RecordProperty("worlds", std::to_string(worlds));
}

TEST(OwnershipProperties, OrderOfRowsDoesNotMatter) {
  std::mt19937 random(7);
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed, /*parcels=*/true).make();
    OwnershipFacts shuffled;
    for (const Party& party : facts.parties()) ASSERT_TRUE(shuffled.add_party(party).ok());
    auto listings = facts.listings();
    auto stakes = facts.stakes();
    std::shuffle(listings.begin(), listings.end(), random);
    std::shuffle(stakes.begin(), stakes.end(), random);
    for (const auto& l : listings) shuffled.add_listing(l);
    for (const auto& s : stakes) shuffled.add_stake(s);
    for (const Case& c : cases()) {
      const OwnershipQuery query{c.regime, c.day, Timestamp::max()};
      const auto a = decide_ownership(facts, rule_book(), query);
      const auto b = decide_ownership(shuffled, rule_book(), query);
      ASSERT_TRUE(a.ok() && b.ok());
      for (std::size_t p = 0; p < a->answers.size(); ++p) {
        EXPECT_EQ(a->answers[p].verdict, b->answers[p].verdict) << seed << c.regime;
        EXPECT_EQ(a->answers[p].flags, b->answers[p].flags) << seed << c.regime << describe(facts);
        EXPECT_EQ(a->answers[p].chain.size(), b->answers[p].chain.size());
        EXPECT_EQ(a->answers[p].sentence, b->answers[p].sentence);
      }
    }
  }
}

// A chain is enough by itself for the verdict, and nothing in it can be spared.
TEST(OwnershipProperties, ChainsAreSufficientAndMinimal) {
  int chains = 0;
  for (std::uint32_t seed = 0; seed < 2500; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed, /*parcels=*/true).make();
    for (const char* regime : {"us", "eu", "ch"}) {
      const OwnershipQuery query{regime, kDay, Timestamp::max()};
      const auto result = decide_ownership(facts, rule_book(), query);
      ASSERT_TRUE(result.ok());
      for (const OwnershipAnswer& a : result->answers) {
        if (a.verdict != OwnershipVerdict::kRestricted) continue;
        ++chains;
        const auto verdict_with = [&](std::size_t left_out) {
          OwnershipFacts part;
          for (const Party& party : facts.parties()) EXPECT_TRUE(part.add_party(party).ok());
          for (const ListingFact& l : facts.listings()) part.add_listing(l);
          for (std::size_t i = 0; i < a.chain.size(); ++i) {
            if (i != left_out) part.add_stake(facts.stakes()[a.chain[i].fact]);
          }
          return decide_ownership(part, rule_book(), query)->answers[a.party].verdict;
        };
        ASSERT_FALSE(a.chain.empty());
        EXPECT_EQ(verdict_with(a.chain.size()), OwnershipVerdict::kRestricted) << seed << regime << describe(facts);
        for (std::size_t i = 0; i < a.chain.size(); ++i) {
          // Shares that a party holds in itself are shown but need not be needed.
          const StakeFact& stake = facts.stakes()[a.chain[i].fact];
          if (stake.owner == stake.asset) continue;
          EXPECT_NE(verdict_with(i), OwnershipVerdict::kRestricted) << seed << regime << describe(facts);
        }
        // Reasons come before what they support.
        std::set<PartyIndex> supported;
        for (const ListingFact& l : facts.listings()) supported.insert(l.party);
        for (const ChainLink& link : a.chain) {
          const StakeFact& stake = facts.stakes()[link.fact];
          EXPECT_TRUE(supported.contains(stake.owner) || stake.owner == stake.asset) << seed << regime;
          supported.insert(stake.asset);
        }
      }
    }
  }
  EXPECT_GT(chains, 500);
}

// More listings never make a party less reached.
TEST(OwnershipProperties, ListingMoreIsMonotone) {
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed, /*parcels=*/true).make();
    OwnershipFacts more;
    for (const Party& party : facts.parties()) ASSERT_TRUE(more.add_party(party).ok());
    for (const auto& l : facts.listings()) more.add_listing(l);
    for (const auto& s : facts.stakes()) more.add_stake(s);
    for (const char* list : {"us-sdn", "uk"}) more.add_listing({0, list, {}});
    for (const char* regime : {"us", "uk"}) {
      const OwnershipQuery query{regime, kDay, Timestamp::max()};
      const rules::RuleChoice choice = rule_book().choose(regime, kDay);
      const OwnershipDecision a = decide(facts, rule_book(), query, choice);
      const OwnershipDecision b = decide(more, rule_book(), query, choice);
      for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
        EXPECT_LE(a.listed[p] || a.parties[p].certain == Effect::kRestrict,
                  b.listed[p] || b.parties[p].certain == Effect::kRestrict);
        EXPECT_LE(a.possibly_listed[p] || a.parties[p].possible == Effect::kRestrict,
                  b.possibly_listed[p] || b.parties[p].possible == Effect::kRestrict);
      }
    }
  }
}

}  // namespace
}  // namespace penumbra::graph::testing
