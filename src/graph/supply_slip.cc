#include "graph/supply_slip.h"

#include <algorithm>

#include "graph/supply_sim.h"

namespace penumbra::graph {
namespace {

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t state) : state_(state) {}
  std::uint32_t next32() { return static_cast<std::uint32_t>(mix(state_ += 0x9E3779B97F4A7C15U) >> 32U); }

 private:
  std::uint64_t state_;
};

// length * fraction / 2^32, to the nearest.
std::int32_t share_of(std::int32_t length, std::uint32_t fraction) {
  const std::uint64_t product = static_cast<std::uint64_t>(length) * fraction + (std::uint64_t{1} << 31U);
  return static_cast<std::int32_t>(product >> 32U);
}

}  // namespace

std::int32_t draw(const NetAmount& amount, std::uint64_t seed, std::uint32_t sample) {
  if (amount.most <= amount.least) return amount.least;
  SplitMix64 stream(mix(mix(seed) ^ amount.stream) ^ mix(sample + 1U));
  const std::uint32_t side = stream.next32();
  const std::uint32_t a = stream.next32();
  if (amount.shape == NetAmount::Shape::kRange) return amount.least + share_of(amount.most - amount.least, a);
  const std::uint32_t b = stream.next32();
  const auto width = static_cast<std::uint64_t>(amount.most - amount.least);
  const auto rising = static_cast<std::uint64_t>(amount.likely - amount.least);
  if (side * width < rising << 32U) {
    return amount.least + share_of(amount.likely - amount.least, std::max(a, b));
  }
  return amount.likely + share_of(amount.most - amount.likely, std::min(a, b));
}

NetNode NetPart::find(NetNode whole) const {
  const auto it = std::lower_bound(thing_from.begin(), thing_from.end(), whole);
  return it != thing_from.end() && *it == whole ? static_cast<NetNode>(it - thing_from.begin()) : kNone;
}

NetPart part_of(const SupplyNet& net, std::span<const NetNode> things) {
  std::vector<bool> in(net.things.size(), false);
  std::vector<NetNode> stack;
  const auto take = [&](NetNode thing) {
    if (in[thing]) return;
    in[thing] = true;
    stack.push_back(thing);
  };
  for (const NetNode thing : things) take(thing);
  while (!stack.empty()) {
    const NetNode at = stack.back();
    stack.pop_back();
    for (const std::uint32_t g : net.things[at].groups) {
      for (const std::uint32_t n : net.groups[g].needs) {
        const NetNeed& need = net.needs[n];
        for (const NetTarget& target : need.targets) take(target.node);
        if (need.service == kNone) continue;
        for (const std::uint32_t other : net.things[need.targets[0].node].users) {
          if (net.needs[other].service != kNone) take(net.groups[net.needs[other].group].dependant);
        }
      }
    }
  }
  NetPart out;
  out.net.amounts = net.amounts;
  out.net.start = net.start;
  out.net.end = net.end;
  std::vector<std::uint32_t> to(net.things.size(), kNone);
  for (NetNode thing = 0; thing < net.things.size(); ++thing) {
    if (!in[thing]) continue;
    to[thing] = static_cast<std::uint32_t>(out.thing_from.size());
    out.thing_from.push_back(thing);
    NetThing copy = net.things[thing];
    copy.groups.clear();
    copy.users.clear();
    out.net.things.push_back(std::move(copy));
  }
  // Needs keep their order, since it decides between equal ones.
  std::vector<std::uint32_t> group_to(net.groups.size(), kNone);
  for (std::uint32_t g = 0; g < net.groups.size(); ++g) {
    if (!in[net.groups[g].dependant]) continue;
    group_to[g] = static_cast<std::uint32_t>(out.net.groups.size());
    NetGroup copy = net.groups[g];
    copy.dependant = to[copy.dependant];
    copy.needs.clear();
    out.net.groups.push_back(std::move(copy));
  }
  for (std::uint32_t n = 0; n < net.needs.size(); ++n) {
    if (group_to[net.needs[n].group] == kNone) continue;
    NetNeed copy = net.needs[n];
    copy.group = group_to[copy.group];
    for (NetTarget& target : copy.targets) target.node = to[target.node];
    if (copy.stock != kNone) {
      out.net.stocks.push_back(net.stocks[copy.stock]);
      copy.stock = static_cast<std::uint32_t>(out.net.stocks.size() - 1);
    }
    out.need_from.push_back(n);
    out.net.needs.push_back(std::move(copy));
  }
  out.net.link();
  return out;
}

SlipDates sample_slip(const SupplyNet& net, NetNode root, Day from, std::uint8_t harm, std::uint64_t seed,
                      std::uint32_t samples) {
  SlipDates out;
  const NetPart part = part_of(net, std::span(&root, 1));
  const NetNode at = part.find(root);
  const Day need_date = part.net.things[at].need_date;
  // Only amounts that the part uses and that have a range are drawn.
  std::vector<bool> used(net.amounts.size(), false);
  const auto use = [&](std::uint32_t amount) {
    if (amount != kNone) used[amount] = true;
  };
  for (const NetThing& thing : part.net.things) {
    for (const NetDown& down : thing.downs) use(down.licence);
  }
  for (const NetNeed& need : part.net.needs) {
    for (const std::uint32_t delay : need.delays) use(delay);
    use(need.service);
  }
  for (const NetStock& stock : part.net.stocks) {
    use(stock.cover);
    use(stock.units);
  }
  std::vector<std::int32_t> amounts;
  SimReading reading = reading_at(part.net, harm, amounts);
  reading.discard = 0;
  reading.refilled = true;
  std::vector<std::uint32_t> drawn;
  for (std::uint32_t a = 0; a < net.amounts.size(); ++a) {
    amounts[a] = draw(net.amounts[a], seed, 0);
    if (used[a] && net.amounts[a].least < net.amounts[a].most) drawn.push_back(a);
  }
  reading.amounts = amounts;
  out.drawn = !drawn.empty();
  Simulator simulator(part.net);
  const std::uint32_t runs = out.drawn ? samples : std::min<std::uint32_t>(samples, 1);
  for (std::uint32_t i = 0; i < runs; ++i) {
    for (const std::uint32_t a : drawn) amounts[a] = draw(net.amounts[a], seed, i);
    const SimResult& result = simulator.run(reading);
    Day stops = kNever;
    Day resumes = kNever;
    for (const SimOutage& outage : result.outages[at]) {
      if (outage.to <= from) continue;
      stops = outage.from;
      resumes = outage.to;
      break;
    }
    out.stops.push_back(stops);
    out.resumes.push_back(stops == kNever ? kNever : resumes);
    Day length = stops == kNever ? 0 : resumes == kNever ? kNever : resumes - stops;
    if (need_date != kNever) {
      // What a mission lacks before its day delays nothing.
      length = 0;
      for (const SimOutage& outage : result.outages[at]) {
        if (outage.from <= need_date && need_date < outage.to) {
          length = outage.to == kNever ? kNever : outage.to - need_date;
        }
      }
    }
    out.lengths.push_back(length);
  }
  if (!out.drawn && runs == 1) {
    out.stops.assign(samples, out.stops[0]);
    out.resumes.assign(samples, out.resumes[0]);
    out.lengths.assign(samples, out.lengths[0]);
  }
  std::sort(out.stops.begin(), out.stops.end());
  std::sort(out.resumes.begin(), out.resumes.end());
  std::sort(out.lengths.begin(), out.lengths.end());
  return out;
}

Day quantile(std::span<const Day> sorted, std::uint32_t numerator, std::uint32_t denominator) {
  if (sorted.empty()) return kNever;
  const std::uint64_t rank = (std::uint64_t{sorted.size()} * numerator + denominator - 1) / denominator;
  return sorted[static_cast<std::size_t>(std::max<std::uint64_t>(rank, 1) - 1)];
}

}  // namespace penumbra::graph
