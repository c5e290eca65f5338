// Sweeps and what-ifs against a fresh decision for every day and every scenario.
#include "graph/ownership_sweep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "graph/drawn_world.h"
#include "graph/ownership_json.h"

namespace penumbra::graph::testing {
namespace {

// A regime over days on which its versions change.
struct Span {
  const char* regime;
  const char* from;
  int days;
  const char* list;  // one that starts the rule
};
constexpr std::array<Span, 12> kSpans = {{{"us", "2014-07-25", 40, "us-sdn"},
                                          {"us", "2026-01-01", 40, "us-sdn"},
                                          {"us-ssi", "2014-07-01", 60, "us-ssi-1"},
                                          {"eu", "2022-03-25", 30, "eu-269"},
                                          {"eu", "2024-06-10", 40, "eu-269"},
                                          {"uk", "2020-12-10", 50, "uk"},
                                          {"uk", "2023-03-01", 40, "uk"},
                                          {"ca", "2023-06-01", 40, "ca"},
                                          {"au", "2024-01-01", 30, "au"},
                                          {"ch", "2024-05-01", 30, "ch"},
                                          {"bis", "2025-09-15", 70, "us-el"},
                                          {"dod", "2026-06-15", 40, "us-1260h"}}};

// Small graphs in which much happens inside a span: stakes and listings begin, end, are corrected, have imprecise dates
// and several statements; all kinds of stake, undisclosed holders, treasury shares, arrangements.
class RandomHistory {
 public:
  RandomHistory(std::uint32_t seed, const Span& span)
      : random_(seed), first_(*Date::parse(span.from)), days_(span.days), list_(span.list) {}

  OwnershipFacts make() {
    OwnershipFacts facts;
    parties_ = 2 + pick(5);
    for (int i = 0; i < parties_; ++i) {
      Party party;
      party.id = std::string(1, static_cast<char>('A' + i));
      if (pick(5) == 0) party.country = "de";
      EXPECT_TRUE(facts.add_party(party).ok());
    }
    const int listings = 1 + pick(4);
    for (int i = 0; i < listings; ++i) facts.add_listing(listing());
    const int stakes = 1 + pick(9);
    for (int i = 0; i < stakes; ++i) facts.add_stake(stake(facts));
    return facts;
  }

  ListingFact listing() {
    constexpr std::array<const char*, 9> kLists = {"us-sdn",   "eu-269", "uk",     "ch",      "us-ssi-1",
                                                   "us-ssi-2", "us-el",  "us-meu", "us-1260h"};
    ListingFact listing;
    listing.party = static_cast<PartyIndex>(pick(parties_));
    listing.list = pick(3) == 0 ? kLists[static_cast<std::size_t>(pick(9))] : list_;
    listing.valid = interval();
    return listing;
  }

  StakeFact stake(const OwnershipFacts& facts) {
    StakeFact stake;
    if (!facts.stakes().empty() && pick(4) == 0) {
      stake = facts.stakes()[static_cast<std::size_t>(pick(static_cast<int>(facts.stakes().size())))];
    } else {
      stake.owner = pick(10) == 0 ? kUndisclosed : static_cast<PartyIndex>(pick(parties_));
      stake.asset = static_cast<PartyIndex>(pick(parties_));
      const int kind = pick(20);
      stake.kind = kind < 9    ? StakeKind::kEquity
                   : kind < 11 ? StakeKind::kJointArrangement
                   : kind < 15 ? StakeKind::kVotes
                               : static_cast<StakeKind>(pick(static_cast<int>(kStakeKindCount)));
    }
    stake.share = {};
    if (pick(8) != 0) {
      constexpr std::array<int, 10> kUsual = {10, 20, 25, 30, 40, 49, 50, 51, 60, 100};
      const int a = kUsual[static_cast<std::size_t>(pick(10))];
      const int b = pick(3) == 0 ? kUsual[static_cast<std::size_t>(pick(10))] : a;
      stake.share.stated = true;
      stake.share.low = base::Percent::whole(std::min(a, b));
      stake.share.high = base::Percent::whole(std::max(a, b));
      stake.share.low_open = a != b && pick(2) == 0;
      stake.share.high_open = a != b && pick(3) == 0;
    }
    stake.valid = interval();
    if (pick(3) == 0) stake.recorded = Timestamp(std::int64_t{86'400'000'000} * (first_.days() + pick(3)));
    constexpr std::array<const char*, 3> kSources = {"", "s1", "s2"};
    stake.source = kSources[static_cast<std::size_t>(pick(3))];
    stake.only_possible = pick(15) == 0;
    return stake;
  }

  int pick(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

 private:
  PartialDate date() {
    const Date day = first_.plus_days(pick(days_ + 10) - 5);
    if (pick(8) != 0) return PartialDate(day);
    const auto month = PartialDate::parse(day.to_string().substr(0, 7));
    return month.value();
  }
  ValidInterval interval() {
    ValidInterval valid;
    if (pick(2) == 0) valid.from = date();
    if (pick(2) == 0) valid.to = date();
    const bool odd = valid.from.known() && valid.to.known() && valid.to.latest() <= valid.from.earliest();
    if (odd) valid.to = {};
    return valid;
  }

  std::mt19937 random_;
  Date first_;
  int days_;
  const char* list_;
  int parties_ = 0;
};

std::string describe(const OwnershipFacts& facts) {
  std::string text;
  for (const ListingFact& l : facts.listings()) {
    text += facts.parties()[l.party].id + " on " + l.list + " [" + l.valid.from.to_string() + ".." +
            l.valid.to.to_string() + "] ";
  }
  for (const StakeFact& s : facts.stakes()) {
    text += "\n" + stake_sentence(facts, s) + " [" + s.valid.from.to_string() + ".." + s.valid.to.to_string() + "] " +
            (s.recorded ? s.recorded->to_string() : "") + (s.only_possible ? " possibly" : "") + " " + s.source;
  }
  return text;
}

std::vector<OwnershipVerdict> fresh(const OwnershipFacts& facts, const std::string& regime, Date day) {
  const auto result = decide_ownership(facts, rule_book(), {regime, day, Timestamp::max()});
  std::vector<OwnershipVerdict> verdicts;
  if (!result.ok()) return verdicts;
  for (const OwnershipAnswer& answer : result->answers) verdicts.push_back(answer.verdict);
  return verdicts;
}

TEST(OwnershipSweep, EqualsAFreshDecisionOnEveryDay) {
  std::uint64_t changes = 0;
  std::array<int, 6> causes{};
  for (std::uint32_t seed = 0; seed < 3600; ++seed) {
    const Span& span = kSpans[seed % kSpans.size()];
    const OwnershipFacts facts = RandomHistory(seed, span).make();
    const Date from = *Date::parse(span.from);
    const Date to = from.plus_days(span.days);
    const auto sweep = sweep_ownership(facts, rule_book(), span.regime, from, to);
    ASSERT_TRUE(sweep.ok());
    std::vector<OwnershipVerdict> verdicts = fresh(facts, span.regime, from);
    std::size_t next = 0;
    for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1)) {
      for (; next < sweep->changes.size() && sweep->changes[next].day == day; ++next) {
        const VerdictChange& change = sweep->changes[next];
        EXPECT_EQ(verdicts[change.party], change.before) << seed;
        EXPECT_FALSE(cause_sentence(facts, *sweep, change).empty());
        verdicts[change.party] = change.after;
        ++changes;
        ++causes[static_cast<std::size_t>(change.cause.kind)];
      }
      ASSERT_EQ(verdicts, fresh(facts, span.regime, day))
          << "seed " << seed << " " << span.regime << " " << day.to_string() << "\n"
          << describe(facts);
    }
    EXPECT_EQ(next, sweep->changes.size());
    std::array<std::uint64_t, 6> at_end{};
    for (const OwnershipVerdict verdict : verdicts) ++at_end[static_cast<std::size_t>(verdict)];
    EXPECT_EQ(sweep->at_end, at_end) << seed;
  }
  // The comparison means something only if every cause occurs.
  EXPECT_GT(changes, 500U);
  for (std::size_t i = 0; i < causes.size(); ++i) EXPECT_GT(causes[i], 0) << i;
}

TEST(OwnershipSweep, DoesNotDependOnTheOrderOfRows) {
  std::mt19937 random(3);
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Span& span = kSpans[seed % kSpans.size()];
    const OwnershipFacts facts = RandomHistory(seed, span).make();
    OwnershipFacts shuffled;
    for (const Party& party : facts.parties()) ASSERT_TRUE(shuffled.add_party(party).ok());
    auto listings = facts.listings();
    auto stakes = facts.stakes();
    std::shuffle(listings.begin(), listings.end(), random);
    std::shuffle(stakes.begin(), stakes.end(), random);
    for (const auto& l : listings) shuffled.add_listing(l);
    for (const auto& s : stakes) shuffled.add_stake(s);
    const Date from = *Date::parse(span.from);
    const auto a = sweep_ownership(facts, rule_book(), span.regime, from, from.plus_days(span.days));
    const auto b = sweep_ownership(shuffled, rule_book(), span.regime, from, from.plus_days(span.days));
    ASSERT_TRUE(a.ok() && b.ok());
    ASSERT_EQ(a->changes.size(), b->changes.size()) << seed;
    for (std::size_t i = 0; i < a->changes.size(); ++i) {
      EXPECT_EQ(a->changes[i].day, b->changes[i].day);
      EXPECT_EQ(a->changes[i].party, b->changes[i].party);
      EXPECT_EQ(a->changes[i].after, b->changes[i].after);
    }
  }
}

TEST(OwnershipSweep, NamesTheCause) {
  OwnershipFacts facts;
  for (const char* id : {"X", "A", "B"}) {
    Party party;
    party.id = id;
    ASSERT_TRUE(facts.add_party(party).ok());
  }
  const auto day = [](const char* text) { return *PartialDate::parse(text); };
  facts.add_listing({0, "us-sdn", {day("2018-04-06"), day("2019-01-27")}});
  StakeFact stake;
  stake.owner = 0;
  stake.asset = 1;
  stake.share = *model::ShareInterval::parse("60");
  stake.valid.to = day("2018-10-01");
  facts.add_stake(stake);
  stake.owner = 1;
  stake.asset = 2;
  stake.valid = {};
  facts.add_stake(stake);
  const auto sweep = sweep_ownership(facts, rule_book(), "us", *Date::parse("2018-01-01"), *Date::parse("2019-12-31"));
  ASSERT_TRUE(sweep.ok());
  ASSERT_EQ(sweep->changes.size(), 6U);
  std::string text;
  for (const VerdictChange& change : sweep->changes) {
    text += change.day.to_string() + " " + facts.parties()[change.party].id + " " +
            std::string(to_string(change.after)) + ": " + cause_sentence(facts, *sweep, change).substr(0, 14) + "\n";
  }
  EXPECT_EQ(text,
            "2018-04-06 X designated: X is listed on\n2018-04-06 A restricted: X is listed on\n"
            "2018-04-06 B restricted: X is listed on\n2018-10-01 A not-by-ownership: ends: X owns 6\n"
            "2018-10-01 B not-by-ownership: ends: X owns 6\n2019-01-27 X not-by-ownership: X leaves us-sd\n");
  EXPECT_EQ(sweep->at_start[static_cast<std::size_t>(OwnershipVerdict::kNotByOwnership)], 3U);
  const auto backwards =
      sweep_ownership(facts, rule_book(), "us", *Date::parse("2019-01-01"), *Date::parse("2018-01-01"));
  EXPECT_EQ(backwards.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(sweep_ownership(facts, rule_book(), "mars", Date(0), Date(1)).error().code, ErrorCode::kNotFound);
}

// Explaining only what is worth it leaves nothing out and changes no answer.
TEST(OwnershipPart, HasEveryPartyThatIsReachedOrFlagged) {
  std::size_t left_out = 0;
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    const Span& span = kSpans[seed % kSpans.size()];
    const OwnershipFacts facts = RandomHistory(seed, span).make();
    const OwnershipQuery query{span.regime, Date::parse(span.from)->plus_days(span.days / 2), Timestamp::max()};
    const auto all = decide_ownership(facts, rule_book(), query);
    const auto part = decide_ownership_part(facts, rule_book(), query, {});
    ASSERT_TRUE(all.ok() && part.ok());
    std::array<std::uint64_t, 6> counts{};
    std::size_t next = 0;
    for (const OwnershipAnswer& answer : all->answers) {
      ++counts[static_cast<std::size_t>(answer.verdict)];
      if (answer.verdict == OwnershipVerdict::kNotByOwnership && answer.flags.empty()) {
        ++left_out;
        continue;
      }
      ASSERT_LT(next, part->result.answers.size()) << seed << describe(facts);
      const OwnershipAnswer& same = part->result.answers[next++];
      EXPECT_EQ(answer.party, same.party) << seed << describe(facts);
      EXPECT_EQ(answer.verdict, same.verdict);
      EXPECT_EQ(answer.flags, same.flags);
      EXPECT_EQ(answer.sentence, same.sentence);
    }
    EXPECT_EQ(next, part->result.answers.size());
    EXPECT_EQ(counts, part->counts);
    const PartyIndex last = static_cast<PartyIndex>(facts.parties().size() - 1);
    const auto one = decide_ownership_part(facts, rule_book(), query, {{last}});
    ASSERT_EQ(one->result.answers.size(), 1U);
    EXPECT_EQ(one->result.answers.front().sentence, all->answers.back().sentence);
  }
  EXPECT_GT(left_out, 100U);
}

TEST(OwnershipWhatIf, EqualsAFreshDecisionAndLeavesTheBase) {
  std::uint64_t changed = 0;
  for (std::uint32_t seed = 0; seed < 900; ++seed) {
    const Span& span = kSpans[seed % kSpans.size()];
    RandomHistory history(seed, span);
    const OwnershipFacts facts = history.make();
    const Date day = Date::parse(span.from)->plus_days(history.pick(span.days));
    auto base = OwnershipBase::make(facts, rule_book(), {span.regime, day, Timestamp::max()});
    ASSERT_TRUE(base.ok());
    const std::vector<OwnershipVerdict> before = fresh(facts, span.regime, day);
    for (int round = 0; round < 4; ++round) {
      OwnershipScenario scenario;
      for (int i = history.pick(3); i > 0; --i) scenario.add_stakes.push_back(history.stake(facts));
      for (int i = history.pick(2); i > 0; --i) scenario.add_listings.push_back(history.listing());
      for (std::uint32_t i = 0; i < facts.stakes().size(); ++i) {
        if (history.pick(6) == 0) scenario.remove_stakes.push_back(i);
      }
      for (std::uint32_t i = 0; i < facts.listings().size(); ++i) {
        if (history.pick(5) == 0) scenario.remove_listings.push_back(i);
      }
      OwnershipFacts changed_facts;
      for (const Party& party : facts.parties()) ASSERT_TRUE(changed_facts.add_party(party).ok());
      for (std::uint32_t i = 0; i < facts.stakes().size(); ++i) {
        const auto& gone = scenario.remove_stakes;
        if (std::find(gone.begin(), gone.end(), i) == gone.end()) changed_facts.add_stake(facts.stakes()[i]);
      }
      for (std::uint32_t i = 0; i < facts.listings().size(); ++i) {
        const auto& gone = scenario.remove_listings;
        if (std::find(gone.begin(), gone.end(), i) == gone.end()) changed_facts.add_listing(facts.listings()[i]);
      }
      for (const StakeFact& stake : scenario.add_stakes) changed_facts.add_stake(stake);
      for (const ListingFact& listing : scenario.add_listings) changed_facts.add_listing(listing);
      const auto changes = base->what_if(scenario);
      ASSERT_TRUE(changes.ok());
      std::vector<OwnershipVerdict> verdicts = before;
      for (const WhatIfChange& change : *changes) {
        EXPECT_EQ(verdicts[change.party], change.before);
        verdicts[change.party] = change.after;
        ++changed;
      }
      ASSERT_EQ(verdicts, fresh(changed_facts, span.regime, day))
          << "seed " << seed << " round " << round << " " << span.regime << " " << day.to_string() << "\n"
          << describe(facts) << "\n--- changed to\n"
          << describe(changed_facts);
      for (PartyIndex p = 0; p < facts.parties().size(); ++p) ASSERT_EQ(base->verdict(p), before[p]) << seed;
    }
  }
  EXPECT_GT(changed, 500U);
}

TEST(OwnershipWhatIf, RefusesWhatIsNotThere) {
  OwnershipFacts facts;
  Party party;
  party.id = "A";
  ASSERT_TRUE(facts.add_party(party).ok());
  auto base = OwnershipBase::make(facts, rule_book(), {"us", Date(20000), Timestamp::max()});
  ASSERT_TRUE(base.ok());
  OwnershipScenario scenario;
  scenario.remove_stakes.push_back(0);
  EXPECT_EQ(base->what_if(scenario).error().code, ErrorCode::kInvalidArgument);
  scenario = {};
  scenario.add_stakes.emplace_back().asset = 7;
  EXPECT_EQ(base->what_if(scenario).error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(OwnershipBase::make(facts, rule_book(), {"mars", Date(0), Timestamp::max()}).ok());
}

}  // namespace
}  // namespace penumbra::graph::testing
