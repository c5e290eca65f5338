// Time of following a large supply net, of its cut sets and of its samples.
//
// usage: supply_bench [THINGS [SAMPLES]]     default 20,000 10,000
//
// Checks its answers before it reports a time: every single point of failure stops the root in a run in which it is
// lost on the first day, and no sample is missing.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "graph/supply_cuts.h"
#include "graph/supply_sim.h"
#include "graph/supply_slip.h"

namespace {

using namespace penumbra::graph;  // NOLINT(google-build-using-namespace): a program of one file

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Programmes at the top, makers at the bottom: each thing needs two to four later ones, a third of them with an
// alternative, half of which must be waited for; one maker in 500 is out for a while, every fifth need has a stock.
SupplyNet generate(std::uint32_t things) {
  std::mt19937 random(2026);
  SupplyNet net;
  net.start = 0;
  net.end = 3653;
  net.things.resize(things);
  const auto amount = [&](std::int32_t least, std::int32_t most, bool long_helps) {
    NetAmount out;
    out.shape = NetAmount::Shape::kThreePoint;
    out.least = least;
    out.likely = least + (most - least) / 3;
    out.most = most;
    out.long_helps = long_helps;
    out.stream = random();
    net.amounts.push_back(out);
    return static_cast<std::uint32_t>(net.amounts.size() - 1);
  };
  const auto later = [&](NetNode x) {
    const std::uint32_t reach = std::min(things - x - 1, 400U);
    return x + 1 + static_cast<std::uint32_t>(random() % reach);
  };
  for (NetNode x = 0; x + 2 < things; ++x) {
    for (std::uint32_t g = 1 + random() % 2; g > 0; --g) {
      net.groups.push_back({x, 1, {}, false});
      const bool pair = random() % 3 == 0;
      for (int m = 0; m < (pair ? 2 : 1); ++m) {
        NetNeed need;
        need.group = static_cast<std::uint32_t>(net.groups.size() - 1);
        need.targets.push_back({later(x), 0});
        const bool offer = m == 1 && random() % 2 == 0;
        need.spans.push_back({-1, kNever, 0, offer ? NeedMode::kSubstitute : NeedMode::kStanding});
        if (offer) {
          need.delays = {amount(100, 700, false)};
          need.delay_known = true;
        } else if (random() % 5 == 0) {
          NetStock stock;
          stock.cover = amount(30, 900, true);
          net.stocks.push_back(stock);
          need.stock = static_cast<std::uint32_t>(net.stocks.size() - 1);
        }
        net.needs.push_back(need);
      }
    }
  }
  for (NetNode x = things / 2; x < things; ++x) {
    if (random() % 500 != 0) continue;
    const Day from = 100 + static_cast<Day>(random() % 3000);
    net.things[x].downs.push_back({from, from + 30 + static_cast<Day>(random() % 400), 0, kNone, kNone});
  }
  net.link();
  return net;
}

int fail(const char* what) {
  std::fprintf(stderr, "wrong: %s\n", what);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto things = static_cast<std::uint32_t>(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 20'000);
  const auto samples = static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000);
  if (things < 10) return fail("at least 10 things");
  const SupplyNet net = generate(things);
  std::printf("%zu things, %zu groups, %zu needs\n", net.things.size(), net.groups.size(), net.needs.size());

  std::vector<std::int32_t> amounts;
  Simulator simulator(net);
  auto start = std::chrono::steady_clock::now();
  std::size_t outages = 0;
  for (std::uint8_t level = 0; level < 2; ++level) {
    const SimResult& result = simulator.run(reading_at(net, level, amounts));
    for (const auto& each : result.outages) outages += each.size();
  }
  std::printf("follow ten years, certain and possible: %.3f s, %zu outages\n", seconds_since(start), outages);

  const NetNode root = things - std::min(things - 1, 1500U);
  CutQuery query;
  query.root = root;
  query.day = 0;
  start = std::chrono::steady_clock::now();
  const CutAnswer cuts = find_cuts(net, query);
  std::printf("cut sets of one root: %.3f s, %zu single points, %zu pairs%s\n", seconds_since(start),
              cuts.singles.size(), cuts.pairs.size(), cuts.incomplete.empty() ? "" : ", pairs not tried");
  const NetPart part = part_of(net, std::span(&root, 1));
  std::printf("  of %zu things that it may need\n", part.net.things.size());
  for (std::size_t i = 0; i < cuts.singles.size() && i < 20; ++i) {
    SupplyNet lost = part.net;
    for (NetStock& stock : lost.stocks) stock.cover = kNone;  // the cut set leaves stock out
    lost.things[part.find(cuts.singles[i])].downs.push_back({0, kNever, 0, kNone, kNone});
    SimReading reading = reading_at(lost, 0, amounts);
    reading.unknown_stock = false;
    const SimResult result = simulate(lost, reading);
    const auto& of_root = result.outages[part.find(root)];
    if (of_root.empty() || of_root.front().from != 0) return fail("a single point of failure does not stop the root");
  }

  start = std::chrono::steady_clock::now();
  const SlipDates dates = sample_slip(net, root, 0, 0, 42, samples);
  std::printf("%u samples of one root: %.3f s\n", samples, seconds_since(start));
  if (dates.stops.size() != samples) return fail("samples are missing");
  if (!std::is_sorted(dates.stops.begin(), dates.stops.end())) return fail("samples are not sorted");
  return 0;
}
