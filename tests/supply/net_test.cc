#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "graph/supply_cuts.h"
#include "graph/supply_sim.h"
#include "graph/supply_slip.h"
#include "reference/supply_reference.h"
#include "supply/random_net.h"

namespace penumbra::graph {
namespace {

std::vector<std::vector<bool>> days_out(const SupplyNet& net, const SimResult& result) {
  std::vector<std::vector<bool>> out(net.things.size(),
                                     std::vector<bool>(static_cast<std::size_t>(net.end - net.start)));
  for (NetNode x = 0; x < net.things.size(); ++x) {
    for (const SimOutage& outage : result.outages[x]) {
      for (Day day = outage.from; day < std::min(outage.to, net.end); ++day) {
        out[x][static_cast<std::size_t>(day - net.start)] = true;
      }
    }
  }
  return out;
}

TEST(SupplySimulation, AgreesWithDayByDayReference) {
  std::size_t failures_seen = 0;
  std::size_t orders_seen = 0;
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    const testing_net::RandomNet random(seed);
    const SupplyNet& net = random.net();
    for (std::uint8_t level = 0; level < kLevels; ++level) {
      std::vector<std::int32_t> amounts;
      const SimReading reading = reading_at(net, level, amounts);
      const SimResult result = simulate(net, reading);
      ASSERT_EQ(days_out(net, result), reference::days_out(net, reading)) << "seed " << seed << " level " << int{level};
      for (const auto& outages : result.outages) failures_seen += outages.size();
      orders_seen += result.orders.size();
    }
  }
  // The nets are not trivial.
  EXPECT_GT(failures_seen, 20'000U);
  EXPECT_GT(orders_seen, 2'000U);
}

TEST(SupplyCuts, AgreeWithTryingEverySet) {
  std::size_t singles = 0;
  std::size_t pairs = 0;
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    testing_net::RandomNet random(seed);
    SupplyNet& net = random.net();
    // Half of the nets stand still, so that more than a handful of things hold together on the day.
    for (NetNeed& need : net.needs) {
      if (seed % 2 == 0) need.spans = {{net.start - 1, kNever, need.spans[0].level, NeedMode::kStanding}};
    }
    for (NetGroup& group : net.groups) {
      if (seed % 2 == 0) group.minimum = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(group.needs.size() / 2));
    }
    const Day day = net.start + random.below(net.end - net.start);
    CutQuery query;
    query.root = static_cast<NetNode>(random.below(static_cast<int>(net.things.size())));
    query.day = day;
    query.level = static_cast<std::uint8_t>(random.below(4));
    for (NetNode x = 0; x < net.things.size(); ++x) {
      if (x != query.root && random.below(6) == 0) query.lost.push_back(x);
    }
    const CutAnswer answer = find_cuts(net, query);
    std::vector<std::vector<NetNode>> found;
    for (const NetNode x : answer.singles) found.push_back({x});
    for (const auto& [a, b] : answer.pairs) found.push_back({a, b});
    ASSERT_EQ(found, reference::cut_sets(net, query.root, day, query.level, query.lost)) << "seed " << seed;
    singles += answer.singles.size();
    pairs += answer.pairs.size();
  }
  EXPECT_GT(singles, 1'000U);
  EXPECT_GT(pairs, 400U);
}

TEST(SupplyPart, FailsAsTheWhole) {
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    const testing_net::RandomNet random(seed);
    const SupplyNet& net = random.net();
    std::vector<std::int32_t> amounts;
    const SimReading reading = reading_at(net, 0, amounts);
    const SimResult whole = simulate(net, reading);
    for (NetNode x = 0; x < net.things.size(); ++x) {
      const NetPart part = part_of(net, std::span(&x, 1));
      const SimResult result = simulate(part.net, reading);
      const auto& a = whole.outages[x];
      const auto& b = result.outages[part.find(x)];
      ASSERT_EQ(a.size(), b.size()) << "seed " << seed;
      for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].from, b[i].from);
        EXPECT_EQ(a[i].to, b[i].to);
      }
    }
  }
}

// One thing that stops on day 0 and whose substitute takes the amount.
SupplyNet waiting_for(const NetAmount& amount) {
  SupplyNet net;
  net.start = 0;
  net.end = 20'000;
  net.things.resize(3);
  net.things[1].downs.push_back({10, kNever, 0, kNone, kNone});
  net.amounts.push_back(amount);
  net.groups.push_back({0, 1, {}, false});
  NetNeed lost;
  lost.targets = {{1, 0}};
  lost.spans = {{0, kNever, 0, NeedMode::kStanding}};
  NetNeed substitute;
  substitute.targets = {{2, 0}};
  substitute.spans = {{0, kNever, 0, NeedMode::kSubstitute}};
  substitute.delays = {0};
  substitute.delay_known = true;
  net.needs = {lost, substitute};
  net.link();
  return net;
}

TEST(SupplySlip, HasTheQuantilesOfTheTriangularDistribution) {
  const NetAmount amount{NetAmount::Shape::kThreePoint, 200, 500, 1700, false, 7};
  const SupplyNet net = waiting_for(amount);
  constexpr std::uint32_t kSamples = 10'000;
  const SlipDates dates = sample_slip(net, 0, 0, 0, 42, kSamples);
  ASSERT_TRUE(dates.drawn);
  ASSERT_EQ(dates.resumes.size(), kSamples);
  for (const std::uint32_t percent : {10U, 50U, 80U, 90U}) {
    const double p = percent / 100.0;
    const double width = amount.most - amount.least;
    const double rising = (amount.likely - amount.least) / width;
    const double exact = p < rising ? amount.least + std::sqrt(p * width * (amount.likely - amount.least))
                                    : amount.most - std::sqrt((1 - p) * width * (amount.most - amount.likely));
    // The quantile's standard error is sqrt(p(1-p)/N)/density; five of them, and half a day of rounding.
    const double density = p < rising ? 2 * (exact - amount.least) / (width * (amount.likely - amount.least))
                                      : 2 * (amount.most - exact) / (width * (amount.most - amount.likely));
    const double tolerance = 5 * std::sqrt(p * (1 - p) / kSamples) / density + 0.5;
    EXPECT_NEAR(quantile(dates.resumes, percent, 100) - 10, exact, tolerance) << percent;
  }
  EXPECT_GE(dates.lengths.front(), amount.least);
  EXPECT_LE(dates.lengths.back(), amount.most);
}

TEST(SupplySlip, HasTheQuantilesOfTheUniformDistribution) {
  const SupplyNet net = waiting_for({NetAmount::Shape::kRange, 100, 350, 600, false, 11});
  const SlipDates dates = sample_slip(net, 0, 0, 0, 42, 10'000);
  EXPECT_NEAR(quantile(dates.lengths, 1, 2), 350, 5 * 0.5 * 500 / 100 + 0.5);
  EXPECT_NEAR(quantile(dates.lengths, 4, 5), 500, 5 * 0.4 * 500 / 100 + 0.5);
}

// The stream is part of what users quote: it changes only with a new name in the documents.
TEST(SupplySlip, DrawsTheDocumentedNumbers) {
  const NetAmount amount{NetAmount::Shape::kThreePoint, 0, 365, 1461, false, 1};
  std::vector<std::int32_t> drawn;
  for (std::uint32_t i = 0; i < 6; ++i) drawn.push_back(draw(amount, 0x50454E554D425241, i));
  EXPECT_EQ(drawn, (std::vector<std::int32_t>{217, 316, 894, 455, 705, 540}));
}

TEST(SupplySlip, AnExactTimeIsNotDrawn) {
  const SlipDates dates = sample_slip(waiting_for({NetAmount::Shape::kExact, 90, 90, 90, false, 3}), 0, 0, 0, 1, 500);
  EXPECT_FALSE(dates.drawn);
  EXPECT_EQ(dates.resumes.size(), 500U);
  EXPECT_EQ(quantile(dates.resumes, 1, 2), 100);
}

}  // namespace
}  // namespace penumbra::graph
