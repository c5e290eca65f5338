// Time and memory of ownership rules on a large random graph: building the world, one regime's low and high fixpoint,
// and one fixpoint for each listed person.
//
// usage: ownership_bench [NODES [EDGES [LISTED]]]     default 5,000,000 10,000,000 20,000
//
// Checks its answer before it reports a time: the fixpoint is closed (no party outside meets the test) and founded
// (every party inside does, by members of smaller rank).
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_fixpoint.h"
#include "graph/ownership_world.h"
#include "rules/ownership_rule.h"

namespace {

using penumbra::graph::Holding;
using penumbra::graph::kHundredPercent;
using penumbra::graph::Node;
using penumbra::graph::OwnershipFixpoint;
using penumbra::graph::OwnershipWorld;
using penumbra::graph::Side;
using penumbra::graph::StakeKind;

// Processor time of this process: on a busy machine the wall clock says how busy it is.
double now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Edges {
  std::vector<Holding> holdings;
  std::vector<Node> assets;
  std::vector<StakeKind> kinds;
};

// Most parties own little, few own much; half of the assets have a majority owner, a tenth of the stakes are bands.
Edges generate(std::uint32_t nodes, std::uint32_t count) {
  std::mt19937_64 random(2026);
  Edges edges;
  edges.holdings.reserve(count);
  edges.assets.reserve(count);
  edges.kinds.assign(count, StakeKind::kEquity);
  for (std::uint32_t i = 0; i < count; ++i) {
    Holding h;
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    h.owner = static_cast<Node>(static_cast<double>(nodes) * u * u) % nodes;
    h.fact = i;
    const std::uint64_t what = random() % 10;
    const std::int64_t percent =
        what < 4 ? 51 + static_cast<std::int64_t>(random() % 50) : 1 + static_cast<std::int64_t>(random() % 49);
    h.low = h.high = percent * (kHundredPercent / 100);
    if (what == 9) {
      h.low = kHundredPercent / 4;
      h.high = kHundredPercent / 2;
      h.flags = penumbra::graph::kLowOpen;
    }
    edges.holdings.push_back(h);
    edges.assets.push_back(static_cast<Node>(random() % nodes));
  }
  return edges;
}

bool is_fixpoint(const OwnershipFixpoint& run) {
  const OwnershipWorld& world = run.world();
  for (std::uint32_t c = 0; c < world.columns().size(); ++c) {
    const auto& column = world.columns()[c];
    const bool meets = penumbra::graph::meets_test(run.rule().test(column.kind), run.share(c), run.side());
    if (meets && !run.contains(column.asset)) return false;
    if (!meets && run.contains(column.asset) && !run.is_start(column.asset)) return false;
  }
  return true;
}

std::uint32_t argument(int argc, char** argv, int i, std::uint32_t fallback) {
  return argc > i ? static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)) : fallback;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t nodes = argument(argc, argv, 1, 5'000'000);
  const std::uint32_t edge_count = argument(argc, argv, 2, 10'000'000);
  const std::uint32_t listed = argument(argc, argv, 3, 20'000);
  if (nodes == 0 || edge_count == 0 || listed == 0) {
    std::fprintf(stderr, "usage: ownership_bench [NODES [EDGES [LISTED]]]\n");
    return 2;
  }
  const auto book = penumbra::rules::RuleBook::embedded();
  if (!book.ok()) {
    std::fprintf(stderr, "%s\n", penumbra::to_string(book.error()).c_str());
    return 1;
  }
  Edges edges = generate(nodes, edge_count);
  auto start = now();
  const OwnershipWorld world = OwnershipWorld::of(nodes, edges.holdings, edges.assets, edges.kinds);
  const double build = now() - start;
  edges = Edges{};
  std::mt19937_64 random(7);
  std::vector<Node> starts;
  for (std::uint32_t i = 0; i < listed; ++i) starts.push_back(static_cast<Node>(random() % nodes));
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  const auto day = penumbra::Date::from_ymd(2026, 1, 15);
  const auto& us = *book->choose("us", *day).version;
  OwnershipFixpoint run(world, us);
  const auto timed = [&](Side side) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      start = now();
      run.run(starts, side, penumbra::rules::Effect::kRestrict);
      best = std::min(best, now() - start);
    }
    return best;
  };
  const double low = timed(Side::kLow);
  const std::size_t reached_low = run.members().size();
  const bool low_right = is_fixpoint(run);
  const double high = timed(Side::kHigh);
  const std::size_t reached_high = run.members().size();
  const bool high_right = is_fixpoint(run);
  if (!low_right || !high_right) {
    std::fprintf(stderr, "the fixpoint is wrong\n");
    return 1;
  }
  start = now();
  std::size_t reached_apart = 0;
  for (const Node node : starts) {
    run.run({&node, 1}, Side::kLow, penumbra::rules::Effect::kRestrict);
    reached_apart += run.members().size();
  }
  const double apart = now() - start;
  const double bytes = static_cast<double>(world.bytes()) / static_cast<double>(world.holdings().size());
  std::printf("nodes %u, edges %zu, listed %zu, columns %zu\n", nodes, world.holdings().size(), starts.size(),
              world.columns().size());
  std::printf("build                %8.3f s   %.1f bytes an edge, all indices included\n", build, bytes);
  std::printf("low fixpoint         %8.3f s   %zu reached\n", low, reached_low);
  std::printf("high fixpoint        %8.3f s   %zu reached\n", high, reached_high);
  std::printf("one person at a time %8.3f s   %zu reached in all\n", apart, reached_apart);
  return 0;
}
