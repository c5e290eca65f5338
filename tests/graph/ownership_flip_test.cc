// What a verdict rests on: every change that is given turns the verdict, and none is smaller.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "graph/drawn_world.h"
#include "graph/ownership_flip.h"
#include "graph/random_graph.h"
#include "reference/ownership_reference.h"

namespace penumbra::graph::testing {
namespace {

using rules::Effect;

OwnershipFlips flips_of(const OwnershipFacts& facts, PartyIndex party, const OwnershipQuery& query) {
  const StakesByAsset index(facts);
  auto result = flip_ownership(facts, index, party, rule_book(), query);
  EXPECT_TRUE(result.ok());
  return std::move(result).value();
}

OwnershipFlips flips_of(const OwnershipFacts& facts, std::string_view id, const std::string& regime,
                        const std::string& day = "2026-01-15") {
  return flips_of(facts, *facts.find(id), {regime, *Date::parse(day), Timestamp::max()});
}

std::vector<std::string> texts(const OwnershipFlips& flips, FlipForm form) {
  std::vector<std::string> result;
  for (const OwnershipFlip& flip : flips.flips) {
    if (flip.form == form) result.push_back(flip.text);
  }
  return result;
}

OwnershipFacts without(const OwnershipFacts& facts, const std::vector<std::uint32_t>& gone) {
  std::uint32_t i = 0;
  return facts.with_stakes([&](const StakeFact&) { return std::find(gone.begin(), gone.end(), i++) == gone.end(); });
}

OwnershipFacts with_share(const OwnershipFacts& facts, std::uint32_t fact, const model::ShareInterval& share) {
  OwnershipFacts out = facts;
  std::vector<StakeFact> stakes = facts.stakes();
  stakes[fact].share = share;
  stakes[fact].only_possible = false;
  stakes[fact].valid = {};
  out.set_stakes(std::move(stakes));
  return out;
}

model::ShareInterval exactly(ShareUnits units) {
  return {to_percent(units), to_percent(units), false, false, true};
}
model::ShareInterval more_than(ShareUnits units) {
  return {to_percent(units), base::Percent::hundred(), true, false, true};
}

OwnershipVerdict verdict(const OwnershipFacts& facts, PartyIndex party, const OwnershipQuery& query) {
  return decide_ownership(facts, rule_book(), query)->answers[party].verdict;
}

TEST(OwnershipFlip, SmallestSetsTurnTheVerdictAndNoSmallerOnesDo) {
  const auto all = cases();
  int sets = 0;
  int larger = 0;
  for (std::uint32_t seed = 0; seed < 2500; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    const Case& c = all[seed % all.size()];
    const OwnershipQuery query{c.regime, c.day, Timestamp::max()};
    const rules::RuleVersion& rule = *rule_book().choose(c.regime, c.day).version;
    const auto result = decide_ownership(facts, rule_book(), query);
    for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
      const OwnershipFlips flips = flips_of(facts, p, query);
      if (flips.basis != WhyBasis::kFacts) continue;
      const std::string where =
          "seed " + std::to_string(seed) + " " + c.regime + " " + facts.parties()[p].id + "\n" + describe(facts);
      ASSERT_TRUE(flips.bounds.empty()) << where;
      std::size_t smallest = facts.stakes().size() + 1;
      for (const OwnershipFlip& flip : flips.flips) {
        if (flip.form != FlipForm::kWithoutStakes) continue;
        ++sets;
        smallest = flip.facts.size();
        EXPECT_EQ(verdict(without(facts, flip.facts), p, query), flip.outcome) << where;
        EXPECT_NE(flip.outcome, result->answers[p].verdict) << where << "\n" << flip.text;
      }
      ASSERT_LE(smallest, facts.stakes().size()) << where;
      larger += smallest > 1 ? 1 : 0;
      // The reference on everything that is smaller: the verdict stands.
      if (result->answers[p].verdict == OwnershipVerdict::kLicence) continue;  // Red Flag 29 is outside it
      const Effect level =
          result->answers[p].verdict == OwnershipVerdict::kControlReview && rule.verdict != "control-review"
              ? Effect::kReview
              : Effect::kRestrict;
      const auto n = static_cast<std::uint32_t>(facts.stakes().size());
      for (std::uint32_t mask = 0; mask < (1U << n) && n <= 10; ++mask) {
        std::vector<std::uint32_t> gone;
        for (std::uint32_t i = 0; i < n; ++i) {
          if ((mask & (1U << i)) != 0) gone.push_back(i);
        }
        if (gone.size() >= smallest) continue;
        const auto reach = reference::reference_reach(without(facts, gone), rule, c.day, level, 2000);
        if (reach && level == Effect::kRestrict && rule.verdict != "control-review") {
          EXPECT_TRUE(reach->certain[p]) << where;
        }
      }
    }
  }
  EXPECT_GT(sets, 300);
  EXPECT_GT(larger, 5);
}

TEST(OwnershipFlip, SharesTurnTheVerdictExactly) {
  const auto all = cases();
  std::map<FlipForm, int> seen;
  for (std::uint32_t seed = 0; seed < 2500; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    const Case& c = all[seed % all.size()];
    const OwnershipQuery query{c.regime, c.day, Timestamp::max()};
    for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
      const OwnershipFlips flips = flips_of(facts, p, query);
      for (const OwnershipFlip& flip : flips.flips) {
        if (!flip.boundary || flip.facts.size() != 1) continue;
        if (facts.stakes()[flip.facts[0]].owner == kUndisclosed) continue;
        const std::string where = "seed " + std::to_string(seed) + " " + c.regime + " " + facts.parties()[p].id + " " +
                                  flip.text + "\n" + describe(facts);
        ++seen[flip.form];
        const auto at = [&](const model::ShareInterval& share) {
          return verdict(with_share(facts, flip.facts[0], share), p, query);
        };
        const ShareUnits b = *flip.boundary;
        switch (flip.form) {
          case FlipForm::kStakeBelow:
            // strict: below b it turns, at b it stands. Otherwise: at b it turns, above it stands.
            EXPECT_EQ(at(exactly(flip.strict ? b - 1 : b)), flip.outcome) << where;
            EXPECT_NE(flip.outcome, flips.verdict) << where;
            EXPECT_EQ(at(flip.strict ? exactly(b) : exactly(b + 1)), flips.verdict) << where;
            break;
          case FlipForm::kStakeAbove:
            EXPECT_EQ(at(flip.strict ? more_than(b) : exactly(b)), flip.outcome) << where;
            EXPECT_NE(flip.outcome, OwnershipVerdict::kNotByOwnership) << where;
            EXPECT_NE(at(exactly(flip.strict ? b : b - 1)), flip.outcome) << where;
            break;
          case FlipForm::kDecidesFor:
            EXPECT_NE(at(flip.strict ? more_than(b) : exactly(b)), OwnershipVerdict::kUndetermined) << where;
            EXPECT_NE(at(exactly(flip.strict ? b : b - 1)), flip.outcome) << where;
            break;
          case FlipForm::kDecidesAgainst:
            EXPECT_EQ(at(exactly(flip.strict ? b - 1 : b)), flip.outcome) << where;
            EXPECT_NE(flip.outcome, OwnershipVerdict::kUndetermined) << where;
            EXPECT_NE(at(exactly(flip.strict ? b : b + 1)), flip.outcome) << where;
            break;
          default:
            break;
        }
      }
    }
  }
  for (const FlipForm form : {FlipForm::kStakeBelow, FlipForm::kStakeAbove, FlipForm::kDecidesFor}) {
    EXPECT_GT(seen[form], 50) << to_string(form);
  }
  EXPECT_GT(seen[FlipForm::kDecidesAgainst], 20);
}

TEST(OwnershipFlip, ListingsTurnTheVerdict) {
  int gone = 0;
  int added = 0;
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    const OwnershipQuery query{"us", kDay, Timestamp::max()};
    for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
      for (const OwnershipFlip& flip : flips_of(facts, p, query).flips) {
        OwnershipFacts changed = facts;
        std::vector<ListingFact> listings = facts.listings();
        if (flip.form == FlipForm::kWithoutListings) {
          std::erase_if(listings, [&](const ListingFact& l) {
            return l.list == "us-sdn" &&
                   std::find(flip.parties.begin(), flip.parties.end(), l.party) != flip.parties.end();
          });
          ++gone;
        } else if (flip.form == FlipForm::kListing) {
          listings.push_back({flip.parties[0], "us-sdn", {}});
          ++added;
        } else {
          continue;
        }
        changed.set_listings(std::move(listings));
        EXPECT_EQ(verdict(changed, p, query), flip.outcome) << seed << flip.text << describe(facts);
      }
    }
  }
  EXPECT_GT(gone, 100);
  EXPECT_GT(added, 100);
}

constexpr const char* kParties =
    "id,name,kind,country\nX,,person,\nY,,person,\nA,,company,\nB,,company,\nC,,company,\n";
constexpr const char* kListed = "id,list,from,to\nX,us-sdn,,\nX,uk,,\nX,eu-269,,\nY,us-sdn,,\nY,uk,,\nY,eu-269,,\n";
const std::string kHeader = "owner,asset,low,high,kind,from,to,recorded,source\n";

TEST(OwnershipFlip, TellsThresholdsAsTheRuleDoes) {
  const OwnershipFacts facts = facts_of(kParties, kListed, kHeader + "X,A,55,55,equity,,,,s1\n");
  EXPECT_EQ(texts(flips_of(facts, "A", "us"), FlipForm::kStakeBelow),
            std::vector<std::string>{"the verdict would not follow if the stake of X in A (55 % of the equity, source "
                                     "s1) read below 50 %; it would be not-by-ownership"});
  EXPECT_EQ(texts(flips_of(facts, "A", "uk"), FlipForm::kStakeBelow),
            std::vector<std::string>{"the verdict would not follow if the stake of X in A (55 % of the equity, source "
                                     "s1) read 50 % or less; it would be not-by-ownership"});
  const OwnershipFacts below =
      facts_of(kParties, kListed, kHeader + "X,A,50,50,equity,,,,s1\nA,B,49,49,equity,,,,s2\n");
  EXPECT_EQ(
      texts(flips_of(below, "A", "uk"), FlipForm::kStakeAbove),
      std::vector<std::string>{"the verdict does not follow, and would if the stake of X in A (50 % of the equity, "
                               "source s1) read more than 50 % (0 % and more than is certain); it would be "
                               "restricted"});
  EXPECT_EQ(
      texts(flips_of(below, "B", "us"), FlipForm::kStakeAbove),
      std::vector<std::string>{"the verdict does not follow, and would if the stake of A in B (49 % of the equity, "
                               "source s2) read at least 50 % (1 % more than is certain); it would be restricted"});
  EXPECT_EQ(texts(flips_of(below, "B", "us"), FlipForm::kFurtherStake).size(), 1U);
}

TEST(OwnershipFlip, NamesTheFactsThatWouldDecide) {
  const OwnershipFacts facts =
      facts_of(kParties, kListed, kHeader + "X,A,>25,50,equity,,,,s1\n?,B,60,60,equity,,,,s2\n");
  const OwnershipFlips band = flips_of(facts, "A", "us");
  EXPECT_EQ(
      texts(band, FlipForm::kDecidesFor),
      std::vector<std::string>{"it would be restricted if the stake of X in A (more than 25 to 50 % of the equity, "
                               "source s1) was at least 50 %"});
  EXPECT_EQ(texts(band, FlipForm::kDecidesAgainst),
            std::vector<std::string>{"it would be not-by-ownership if the stake of X in A (more than 25 to 50 % of the "
                                     "equity, source s1) was below 50 %"});
  const OwnershipFlips holder = flips_of(facts, "B", "us");
  EXPECT_EQ(texts(holder, FlipForm::kDecidesFor),
            std::vector<std::string>{
                "it would be restricted if the undisclosed 60 % of the equity in B is held by a listed party"});
  EXPECT_EQ(
      texts(holder, FlipForm::kDecidesAgainst),
      std::vector<std::string>{"it would be not-by-ownership if the undisclosed 60 % of the equity in B is held by "
                               "nobody who is listed or reached"});
}

TEST(OwnershipFlip, NeedsEveryOneOfSeveralIndependentReasons) {
  const OwnershipFacts facts =
      facts_of(kParties, kListed, kHeader + "X,A,50,50,equity,,,,s1\nY,A,50,50,equity,,,,s2\n");
  const OwnershipFlips flips = flips_of(facts, "A", "us");
  ASSERT_EQ(texts(flips, FlipForm::kWithoutStakes).size(), 1U);
  EXPECT_EQ(flips.flips[0].facts.size(), 2U);
  EXPECT_TRUE(texts(flips, FlipForm::kStakeBelow).empty());
  ASSERT_EQ(texts(flips, FlipForm::kWithoutListings).size(), 1U);
  // 30 + 25: either is needed, and each has its own figure.
  const OwnershipFacts sum = facts_of(kParties, kListed, kHeader + "X,A,30,30,equity,,,,s1\nY,A,25,25,equity,,,,s2\n");
  EXPECT_EQ(texts(flips_of(sum, "A", "us"), FlipForm::kStakeBelow).size(), 2U);
  EXPECT_EQ(texts(flips_of(sum, "A", "uk"), FlipForm::kStakeAbove).size(), 2U);
}

TEST(OwnershipFlip, GivesNoWordOfAdvice) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const OwnershipFacts facts = RandomGraph(seed).make();
    for (PartyIndex p = 0; p < facts.parties().size(); ++p) {
      for (const OwnershipFlip& flip : flips_of(facts, p, {"us", kDay, Timestamp::max()}).flips) {
        for (const char* word : {"should", "reduce", "restructure", "avoid", "sell", "legal", "safe", "compliant"}) {
          EXPECT_EQ(flip.text.find(word), std::string::npos) << flip.text;
        }
      }
    }
  }
}

}  // namespace
}  // namespace penumbra::graph::testing
