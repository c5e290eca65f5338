// Random small ownership graphs, for comparing the engine with slow, obvious versions.
#ifndef PENUMBRA_TESTS_GRAPH_RANDOM_GRAPH_H_
#define PENUMBRA_TESTS_GRAPH_RANDOM_GRAPH_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/ownership_facts.h"
#include "graph/ownership_json.h"

namespace penumbra::graph::testing {

inline const Date kDay = *Date::parse("2026-01-15");

struct Case {
  std::string regime;
  Date day = kDay;
};

inline std::vector<Case> cases() {
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
  // `parcels`: some stakes are stated twice with different shares, as editions or parcels of one stake. Tests that take
  // statements away one by one do without, since there a stake is one statement.
  explicit RandomGraph(std::uint32_t seed, bool parcels = false) : random_(seed), parcels_(parcels) {}

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
      if (parcels_ && is_measured(kind) && !undisclosed && owner != asset && !stake.valid.from.known() &&
          uncertain < 3 && pick(12) == 0) {
        // The same stake with another share: another edition or another parcel.
        ++uncertain;
        stake.share = share(uncertain);
        facts.add_stake(stake);
      }
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
  bool parcels_;
};

inline std::string describe(const OwnershipFacts& facts) {
  std::string text;
  for (const ListingFact& l : facts.listings()) text += facts.parties()[l.party].id + "[" + l.list + "] ";
  for (const StakeFact& s : facts.stakes()) text += "\n" + stake_sentence(facts, s);
  return text;
}

}  // namespace penumbra::graph::testing

#endif  // PENUMBRA_TESTS_GRAPH_RANDOM_GRAPH_H_
