// The engine against the enumeration of all worlds, and properties that hold whatever the graph.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "graph/drawn_world.h"
#include "graph/ownership_decide.h"
#include "graph/ownership_json.h"
#include "reference/ownership_reference.h"

namespace penumbra::graph::testing {
namespace {

using rules::Effect;

const Date kDay = *Date::parse("2026-01-15");

struct Case {
  std::string regime;
  Date day = kDay;
};

std::vector<Case> cases() {
  return {{"us"},
          {"eu"},
          {"uk"},
          {"ch"},
          {"us-ssi"},
          {"bis", *Date::parse("2025-10-15")},
          {"dod", *Date::parse("2026-07-15")},
          {"us", *Date::parse("2010-01-01")},
          {"eu", *Date::parse("2021-01-01")},
          {"eu", *Date::parse("2024-06-28")},
          {"ca"},
          {"au"}};
}

// Random small graphs: shares in steps of five so that sums meet thresholds often, bands, unknown shares, undisclosed
// holders, treasury shares, criteria, joint arrangements, imprecise dates.
class RandomGraph {
 public:
  explicit RandomGraph(std::uint32_t seed) : random_(seed) {}

  OwnershipFacts make() {
    OwnershipFacts facts;
    const int parties = 2 + pick(4);
    for (int i = 0; i < parties; ++i) {
      Party party;
      party.id = std::string(1, static_cast<char>('A' + i));
      EXPECT_TRUE(facts.add_party(party).ok());
    }
    constexpr std::array<const char*, 11> kLists = {"us-sdn", "eu-269", "uk",       "ch", "us-ssi-1", "us-ssi-2",
                                                    "us-el",  "us-meu", "us-1260h", "ca", "au"};
    const int listed = 1 + pick(2);
    for (int i = 0; i < listed; ++i) {
      ListingFact listing;
      listing.party = static_cast<PartyIndex>(pick(parties));
      const bool all = pick(4) != 0;
      const int one = pick(static_cast<int>(kLists.size()));
      if (pick(12) == 0) listing.valid.from = *PartialDate::parse("2026");
      for (int l = 0; l < static_cast<int>(kLists.size()); ++l) {
        if (!all && l != one) continue;
        listing.list = kLists[static_cast<std::size_t>(l)];
        facts.add_listing(listing);
      }
    }
    const int stakes = 1 + pick(7);
    int uncertain = 0;
    std::set<std::tuple<int, int, StakeKind>> seen;
    std::map<std::pair<int, StakeKind>, int> low_sum;
    for (int i = 0; i < stakes; ++i) {
      const bool undisclosed = pick(10) == 0;
      const int owner = undisclosed ? parties : pick(parties);
      const int asset = pick(parties);
      const StakeKind kind = pick_kind();
      if (owner == asset && (!is_measured(kind) || pick(2) == 0)) continue;
      if (!undisclosed && !seen.insert({owner, asset, kind}).second) continue;
      StakeFact stake;
      stake.owner = undisclosed ? kUndisclosed : static_cast<PartyIndex>(owner);
      stake.asset = static_cast<PartyIndex>(asset);
      stake.kind = kind;
      stake.source = "s" + std::to_string(i);
      if (is_measured(kind)) {
        stake.share = share(uncertain);
        // Contradictory columns have no world; the drawn worlds cover them.
        const int low = static_cast<int>(stake.share.low.to_double()) + (stake.share.low_open ? 1 : 0);
        int& sum = low_sum[{asset, kind}];
        if (sum + low > 100) continue;
        sum += low;
      }
      // Not for treasury shares: the engine takes a doubtful stake for anything from nothing to its high end, which is
      // wider than "none or all" where the same shares are also a denominator.
      if (owner != asset && pick(20) == 0 && uncertain < 3) {
        stake.valid.from = *PartialDate::parse("2025");
        stake.valid.to = *PartialDate::parse("2026");
        ++uncertain;
      }
      facts.add_stake(stake);
    }
    add_joint_arrangement(facts);
    return facts;
  }

 private:
  // Sometimes two holders of one asset act jointly there. (What an arrangement without stated stakes means is drawn in
  // tests/graph/worlds.)
  void add_joint_arrangement(OwnershipFacts& facts) {
    if (pick(3) != 0) return;
    std::map<PartyIndex, std::set<PartyIndex>> holders;
    for (const StakeFact& s : facts.stakes()) {
      const bool undated = !s.valid.from.known();
      if (undated && is_measured(s.kind) && s.owner != kUndisclosed && s.owner != s.asset)
        holders[s.asset].insert(s.owner);
    }
    for (const auto& [asset, owners] : holders) {
      if (owners.size() < 2) continue;
      for (const PartyIndex owner : owners) {
        StakeFact joint;
        joint.owner = owner;
        joint.asset = asset;
        joint.kind = StakeKind::kJointArrangement;
        joint.source = "joint";
        facts.add_stake(joint);
      }
      return;
    }
  }

  int pick(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  StakeKind pick_kind() {
    const int k = pick(20);
    if (k < 13) return StakeKind::kEquity;
    if (k < 15) return StakeKind::kVotes;
    constexpr std::array<StakeKind, 5> kOthers = {StakeKind::kProfits, StakeKind::kAppointsMajority,
                                                  StakeKind::kNominee, StakeKind::kControls, StakeKind::kFamily};
    return kOthers[static_cast<std::size_t>(k - 15)];
  }

  model::ShareInterval share(int& uncertain) {
    const int what = pick(10);
    if (what == 0 && uncertain < 3) {
      ++uncertain;
      return {};
    }
    model::ShareInterval s;
    s.stated = true;
    if (what <= 3 && uncertain < 3) {
      ++uncertain;
      const int a = 5 * pick(20);
      const int b = a + 5 + 5 * pick((100 - a) / 5);
      s.low = base::Percent::whole(a);
      s.high = base::Percent::whole(std::min(b, 100));
      s.low_open = pick(3) == 0;
      s.high_open = pick(3) == 0;
      return s;
    }
    constexpr std::array<int, 12> kUsual = {5, 10, 20, 25, 30, 40, 45, 49, 50, 51, 60, 100};
    s.low = s.high = base::Percent::whole(kUsual[static_cast<std::size_t>(pick(12))]);
    return s;
  }

  std::mt19937 random_;
};

std::string describe(const OwnershipFacts& facts) {
  std::string text;
  for (const ListingFact& l : facts.listings()) text += facts.parties()[l.party].id + "[" + l.list + "] ";
  for (const StakeFact& s : facts.stakes()) text += "\n" + stake_sentence(facts, s);
  return text;
}

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
    const OwnershipFacts facts = RandomGraph(seed).make();
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
    const OwnershipFacts facts = RandomGraph(seed).make();
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
    const OwnershipFacts facts = RandomGraph(seed).make();
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
    const OwnershipFacts facts = RandomGraph(seed).make();
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
