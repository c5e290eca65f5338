// Time of a ten-year daily sweep and of what-ifs on a large invented graph.
//
// usage: ownership_sweep_bench [NODES [EDGES [LISTED [REGIME]]]]     default 5,000,000 10,000,000 20,000 us
//
// Checks before it reports: the verdicts at the end of the sweep, counted, are those of a fresh state on the last day,
// and each what-if that is taken back leaves the base as it was.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "generated_graph.h"
#include "graph/ownership_sweep.h"
#include "rules/ownership_rule.h"

namespace {

using penumbra::Timestamp;
using penumbra::bench::GeneratedListing;
using penumbra::bench::GeneratedStake;
using penumbra::bench::GraphGenerator;
using penumbra::bench::kGeneratedFrom;
using penumbra::bench::kGeneratedTo;
namespace graph = penumbra::graph;

double now() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::uint32_t argument(int argc, char** argv, int i, std::uint32_t fallback) {
  return argc > i ? static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)) : fallback;
}

graph::OwnershipFacts facts_of(std::uint32_t nodes, std::uint32_t edges, std::uint32_t listed) {
  graph::OwnershipFacts facts;
  for (std::uint32_t i = 0; i < nodes; ++i) {
    graph::Party party;
    party.id = "E" + std::to_string(i);
    static_cast<void>(facts.add_party(std::move(party)).ok());
  }
  GraphGenerator generator(nodes);
  generator.stakes(edges, [&](const GeneratedStake& s) {
    graph::StakeFact stake;
    stake.owner = s.owner.value_or(graph::kUndisclosed);
    stake.asset = s.asset;
    if (s.votes) stake.kind = graph::StakeKind::kVotes;
    stake.share.stated = true;
    stake.share.low = penumbra::base::Percent::whole(s.low);
    stake.share.high = penumbra::base::Percent::whole(s.high);
    stake.share.low_open = s.low_open;
    if (s.from) stake.valid.from = penumbra::PartialDate(*s.from);
    if (s.to) stake.valid.to = penumbra::PartialDate(*s.to);
    facts.add_stake(std::move(stake));
  });
  generator.listings(listed, [&](const GeneratedListing& l) {
    for (const char* list : {"us-sdn", "eu-269", "uk"}) {
      graph::ListingFact listing;
      listing.party = l.party;
      listing.list = list;
      listing.valid.from = penumbra::PartialDate(l.from);
      if (l.to) listing.valid.to = penumbra::PartialDate(*l.to);
      facts.add_listing(std::move(listing));
    }
  });
  return facts;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t nodes = argument(argc, argv, 1, 5'000'000);
  const std::uint32_t edges = argument(argc, argv, 2, 10'000'000);
  const std::uint32_t listed = argument(argc, argv, 3, 20'000);
  const std::string regime = argc > 4 ? argv[4] : "us";
  const auto book = penumbra::rules::RuleBook::embedded();
  if (!book.ok() || nodes < 2) return 1;
  const graph::OwnershipFacts facts = facts_of(nodes, edges, listed);
  double start = now();
  const auto history = graph::history_of(facts, kGeneratedFrom, kGeneratedTo, Timestamp::max());
  std::printf("history              %8.3f s   %zu changes of stakes, %.1f bytes an edge\n", now() - start,
              history.slots.size(),
              static_cast<double>(history.world.bytes()) / static_cast<double>(history.world.holdings().size()));
  start = now();
  const auto sweep = graph::sweep_ownership(facts, *book, regime, kGeneratedFrom, kGeneratedTo);
  if (!sweep.ok()) {
    std::fprintf(stderr, "%s\n", penumbra::to_string(sweep.error()).c_str());
    return 1;
  }
  std::printf("sweep of ten years   %8.3f s   %zu changes of verdict, history included\n", now() - start,
              sweep->changes.size());
  start = now();
  auto base = graph::OwnershipBase::make(facts, *book, {regime, kGeneratedTo, Timestamp::max()});
  if (!base.ok()) return 1;
  std::printf("base of what-ifs     %8.3f s\n", now() - start);
  std::array<std::uint64_t, 6> counts{};
  for (std::uint32_t p = 0; p < nodes; ++p) ++counts[static_cast<std::size_t>(base->verdict(p))];
  if (counts != sweep->at_end) {
    std::fprintf(stderr, "the sweep does not end where a fresh state begins\n");
    return 1;
  }
  std::mt19937 random(1);
  std::vector<double> times;
  std::size_t changed = 0;
  for (int i = 0; i < 200; ++i) {
    graph::OwnershipScenario scenario;
    graph::ListingFact listing;
    listing.party = static_cast<std::uint32_t>(random() % nodes);
    listing.list = regime == "us" ? "us-sdn" : regime == "uk" ? "uk" : "eu-269";
    scenario.add_listings.push_back(listing);
    scenario.remove_listings.push_back(static_cast<std::uint32_t>(random() % facts.listings().size()));
    scenario.remove_stakes.push_back(static_cast<std::uint32_t>(random() % edges));
    graph::StakeFact stake = facts.stakes()[random() % edges];
    stake.owner = facts.listings()[random() % facts.listings().size()].party;
    stake.share.low = stake.share.high = penumbra::base::Percent::whole(60);
    stake.share.low_open = false;
    stake.valid = {};
    scenario.add_stakes.push_back(stake);
    start = now();
    const auto changes = base->what_if(scenario);
    times.push_back(now() - start);
    if (!changes.ok()) return 1;
    changed += changes->size();
  }
  std::array<std::uint64_t, 6> after{};
  for (std::uint32_t p = 0; p < nodes; ++p) ++after[static_cast<std::size_t>(base->verdict(p))];
  if (after != counts) {
    std::fprintf(stderr, "a what-if left something behind\n");
    return 1;
  }
  std::sort(times.begin(), times.end());
  std::printf("what-if of 4 facts   %8.3f ms  median, %.3f ms worst of 200, %zu verdicts changed in all\n",
              times[times.size() / 2] * 1e3, times.back() * 1e3, changed);
  return 0;
}
