#include "learn/weights_search.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "match/scoped_weights.h"

namespace penumbra::learn {
namespace {

using names::NameType;

std::string shipped() {
  std::ifstream in(PENUMBRA_SOURCE_DIR "/data/names/weights.txt");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Parties of invented people, each written once with two parts in one order and once in the other, and other parties
// that share the family name.
std::vector<BorneName> reversed_names() {
  std::vector<BorneName> out;
  const std::string letters = "bdgklmnrtv";
  for (const char x : letters) {
    for (const char y : letters) {
      const std::string given = std::string("Ze") + x + "o" + y + "ulmi";
      const std::string family = std::string("Wu") + y + "a" + x + "ontar";
      const std::string party = std::string("p") + x + y;
      out.push_back({party, given + " " + family, NameType::kPerson});
      out.push_back({party, family + " " + given, NameType::kPerson});
      out.push_back({party + "o", std::string("Ki") + y + "e" + x + "ando " + family, NameType::kPerson});
    }
  }
  return out;
}

PoolOptions small() {
  PoolOptions options;
  options.aliases = 120;
  options.slips = 60;
  options.others = 60;
  return options;
}

CasePool pool_by(const match::Weights& table) {
  const auto listed = reversed_names();
  return make_pool(listed, std::vector<BorneName>{{"", "Peldor Quimanta", NameType::kPerson}}, small(),
                   std::array{table});
}

// A table that makes the order of a person's name far too dear, with all else as shipped.
std::string spoiled() {
  return weights_text(shipped(), {{"person_order", 3200}}, "hand 2026-11-22", "");
}

TEST(WeightsSearch, ATableIsInUseWhileItsScopeLasts) {
  const int before = match::weights().person_order;
  {
    const match::ScopedWeights scoped(table_with(shipped(), {{"person_order", 1234}}));
    EXPECT_EQ(match::weights().person_order, 1234);
  }
  EXPECT_EQ(match::weights().person_order, before);
}

TEST(WeightsSearch, CasesKeepHalvesAndPartiesApart) {
  const auto listed = reversed_names();
  const auto pool = pool_by(table_with(shipped(), {}));
  std::array<std::size_t, 2> aliases{};
  for (const Case& one : pool.cases) {
    aliases[one.held_out ? 1 : 0] += one.kind == CaseKind::kAlias ? 1U : 0U;
    for (const std::uint32_t n : one.candidates) {
      if (one.kind == CaseKind::kAlias) {
        EXPECT_NE(pool.listed[n].original, one.query.original);
      }
    }
  }
  EXPECT_EQ(aliases[0] + aliases[1], 120U);
  EXPECT_GT(aliases[0], 20U);
  EXPECT_GT(aliases[1], 20U);
}

TEST(WeightsSearch, FindsABetterWeightAndItHoldsOnTheOtherHalf) {
  const std::string text = spoiled();
  const auto table = table_with(text, {});
  const auto pool = pool_by(table);
  EXPECT_LT(measure(pool, table, false).share(CaseKind::kAlias), 0.5);
  SearchOptions options;
  options.rounds = 1;
  const auto result = search_weights(pool, text, options);
  ASSERT_TRUE(result.changed.contains("person_order"));
  EXPECT_LT(result.changed.at("person_order"), 3000);
  EXPECT_GT(result.after, result.before);
  const auto learned = table_with(text, result.changed);
  EXPECT_GT(measure(pool, learned, true).share(CaseKind::kAlias), 0.9);
  EXPECT_TRUE(wins(measure(pool, table, true), measure(pool, learned, true), options.prices));
  EXPECT_FALSE(wins(measure(pool, learned, true), measure(pool, table, true), options.prices));
}

TEST(WeightsSearch, TheSameInputGivesTheSameBytes) {
  const std::string text = spoiled();
  SearchOptions options;
  options.rounds = 1;
  std::array<std::string, 2> out;
  for (std::string& one : out) {
    const auto result = search_weights(pool_by(table_with(text, {})), text, options);
    one = weights_text(text, result.changed, "learned from x", "# record\n");
  }
  EXPECT_EQ(out[0], out[1]);
  EXPECT_TRUE(out[0].starts_with("# record\n"));
  match::Weights read;
  EXPECT_EQ(match::read_weights(out[0], read), "");
}

TEST(WeightsSearch, BoundsAreReadFromTheFile) {
  std::string text = shipped();
  const auto with = [&](std::string_view name, std::string_view field) {
    const std::size_t at = text.find("\n" + std::string(name) + " ") + 1;
    const std::size_t end = text.find('\n', at);
    return text.substr(0, end) + " | " + std::string(field) + text.substr(end);
  };
  std::string fault;
  const auto of = [&](const std::string& file, std::string_view name) {
    const auto all = movable_weights(file, fault);
    const auto at = std::find_if(all.begin(), all.end(), [&](const Movable& w) { return w.name == name; });
    return at == all.end() ? Movable{} : *at;
  };
  EXPECT_EQ(of(text, "tolerance").step, 0);
  EXPECT_GT(of(text, "together").step, 0);
  const auto bound = of(with("together", "5 40 3"), "together");
  EXPECT_EQ(bound.least, 5);
  EXPECT_EQ(bound.most, 40);
  EXPECT_EQ(bound.step, 3);
  EXPECT_EQ(of(with("together", "fixed"), "together").step, 0);
  movable_weights(with("together", "5 forty"), fault);
  EXPECT_TRUE(fault.starts_with("not \"least most step\" or \"fixed\": together"));
  // A changed value keeps its bounds.
  const auto written = weights_text(with("together", "5 40 3"), {{"together", 12}}, "learned from x", "");
  EXPECT_NE(written.find("together 12 | learned from x | 5 40 3\n"), std::string::npos);
}

TEST(WeightsSearch, WinsOnlyWithoutALoss) {
  Figures before;
  before.asked = {1000, 1000, 1000, 1000};
  before.hit = {600, 950, 30, 20};
  Figures after = before;
  EXPECT_FALSE(wins(before, after, {}));
  after.hit = {620, 950, 30, 20};
  EXPECT_TRUE(wins(before, after, {}));
  after.hit = {700, 950, 30, 27};
  EXPECT_FALSE(wins(before, after, {}));
  after.hit = {700, 930, 30, 20};
  EXPECT_FALSE(wins(before, after, {}));
}

}  // namespace
}  // namespace penumbra::learn
