// Small supply nets with everything that a net can have, drawn at random.
#ifndef PENUMBRA_TESTS_SUPPLY_RANDOM_NET_H_
#define PENUMBRA_TESTS_SUPPLY_RANDOM_NET_H_

#include <algorithm>
#include <random>
#include <vector>

#include "graph/supply_net.h"

namespace penumbra::testing_net {

class RandomNet {
 public:
  explicit RandomNet(std::uint32_t seed) : random_(seed) {
    net_.start = 100;
    net_.end = net_.start + below(160) + 20;
    net_.things.resize(static_cast<std::size_t>(below(10)) + 2);
    for (graph::NetThing& thing : net_.things) draw(thing);
    for (graph::NetNode x = 0; x < net_.things.size(); ++x) {
      for (int g = below(3); g > 0; --g) draw_group(x);
    }
    net_.link();
  }

  const graph::SupplyNet& net() const { return net_; }
  graph::SupplyNet& net() { return net_; }
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

 private:
  graph::Day day() { return net_.start - 20 + below(net_.end - net_.start + 40); }
  graph::NetNode thing() { return static_cast<graph::NetNode>(below(static_cast<int>(net_.things.size()))); }
  std::uint8_t level() { return static_cast<std::uint8_t>(below(3) == 0 ? below(4) : 0); }

  std::uint32_t amount(int most, bool long_helps) {
    graph::NetAmount out;
    out.shape = graph::NetAmount::Shape::kThreePoint;
    std::int32_t points[3] = {below(most), below(most), below(most)};
    std::sort(points, points + 3);
    out.least = points[0];
    out.likely = points[1];
    out.most = points[2];
    out.long_helps = long_helps;
    out.stream = random_();
    net_.amounts.push_back(out);
    return static_cast<std::uint32_t>(net_.amounts.size() - 1);
  }

  void draw(graph::NetThing& out) {
    for (int i = below(4) == 0 ? below(3) : 0; i > 0; --i) {
      graph::NetDown down;
      down.from = day();
      down.to = below(3) == 0 ? graph::kNever : down.from + 1 + below(40);
      down.level = level();
      if (below(4) == 0) down.licence = amount(40, false);
      out.downs.push_back(down);
    }
    std::sort(out.downs.begin(), out.downs.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    if (below(6) == 0) out.need_date = net_.start + below(net_.end - net_.start);
    if (below(6) == 0) out.vouched.push_back(day());
  }

  void draw_group(graph::NetNode x) {
    graph::NetGroup group;
    group.dependant = x;
    group.once = below(3) == 0;
    const int members = below(2) == 0 ? 1 : 1 + below(4);
    group.minimum = static_cast<std::uint32_t>(1 + below(members));
    net_.groups.push_back(group);
    for (int m = 0; m < members; ++m) {
      graph::NetNeed need;
      need.group = static_cast<std::uint32_t>(net_.groups.size() - 1);
      need.targets.push_back({thing(), 0});
      if (below(5) == 0) need.targets.push_back({thing(), level()});
      graph::Day at = below(2) == 0 ? net_.start - 10 : day();
      for (int s = 1 + below(2); s > 0; --s) {
        graph::NetNeedSpan span;
        span.from = at;
        span.to = below(2) == 0 ? graph::kNever : at + 1 + below(60);
        span.level = level();
        const int mode = below(6);
        span.mode = mode == 0   ? graph::NeedMode::kLost
                    : mode <= 2 ? graph::NeedMode::kSubstitute
                                : graph::NeedMode::kStanding;
        need.spans.push_back(span);
        if (span.to == graph::kNever) break;
        at = span.to + below(10);
      }
      need.delay_known = below(4) != 0;
      for (int d = 1 + below(2); d > 0; --d) need.delays.push_back(amount(30, false));
      if (below(2) == 0) need.service = amount(25, false);
      if (below(3) == 0) need.stock = stock();
      net_.needs.push_back(need);
    }
  }

  std::uint32_t stock() {
    graph::NetStock out;
    out.counted = day();
    switch (below(3)) {
      case 0:
        break;  // not on record
      case 1:
        out.cover = amount(50, true);
        break;
      default:
        out.units = amount(6, true);
        for (int i = below(6); i > 0; --i) out.takers.push_back({day(), 1 + below(2)});
        std::sort(out.takers.begin(), out.takers.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
    }
    net_.stocks.push_back(out);
    return static_cast<std::uint32_t>(net_.stocks.size() - 1);
  }

  graph::SupplyNet net_;
  std::mt19937 random_;
};

}  // namespace penumbra::testing_net

#endif  // PENUMBRA_TESTS_SUPPLY_RANDOM_NET_H_
