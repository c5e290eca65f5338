#include "reference/supply_reference.h"

#include <algorithm>
#include <set>

namespace penumbra::reference {
namespace {

using graph::Day;
using graph::kNever;
using graph::kNone;
using graph::NeedMode;
using graph::NetGroup;
using graph::NetNeed;
using graph::NetNeedSpan;
using graph::NetNode;
using graph::NetStock;
using graph::NetTarget;
using graph::SimReading;
using graph::SupplyNet;

struct Store {
  bool endless = false;
  std::int64_t left = 0;  // days or units
  bool finished = false;  // in this outage
};

struct Order {
  std::uint32_t need;
  Day ordered, alone, needed, ready;
};

class DayByDay {
 public:
  DayByDay(const SupplyNet& net, const SimReading& reading) : net_(net), reading_(reading) {
    stores_.resize(net.needs.size());
    short_before_.assign(net.needs.size(), false);
    for (std::uint32_t n = 0; n < net.needs.size(); ++n) fill(n);
  }

  std::vector<std::vector<bool>> run() {
    std::vector<std::vector<bool>> out(net_.things.size());
    for (day_ = net_.start; day_ < net_.end; ++day_) {
      failed_.clear();
      for (;;) {
        const std::set<NetNode> before = failed_;
        for (NetNode x = 0; x < net_.things.size(); ++x) {
          if (fails(x)) failed_.insert(x);
        }
        if (failed_ == before) break;
      }
      vouch();
      for (NetNode x = 0; x < net_.things.size(); ++x) {
        if (day_ >= net_.things[x].need_date && !failed_.contains(x)) flown_.insert(x);
      }
      order();
      end_stores();
      for (NetNode x = 0; x < net_.things.size(); ++x) out[x].push_back(failed_.contains(x));
    }
    return out;
  }

 private:
  std::int32_t amount(std::uint32_t index) const { return reading_.amounts[index]; }

  void fill(std::uint32_t n) {
    Store& store = stores_[n];
    store = {};
    if (net_.needs[n].stock == kNone) return;
    const NetStock& stock = net_.stocks[net_.needs[n].stock];
    if (stock.unknown()) {
      store.endless = reading_.unknown_stock;
    } else {
      store.left = stock.cover != kNone ? amount(stock.cover) : amount(stock.units);
    }
  }

  const NetNeedSpan* span(std::uint32_t n) const {
    for (const NetNeedSpan& each : net_.needs[n].spans) {
      if (each.from <= day_ && day_ < each.to) return &each;
    }
    return nullptr;
  }

  bool up(const NetNeed& need) const {
    return std::none_of(need.targets.begin(), need.targets.end(), [&](const NetTarget& target) {
      return target.level <= reading_.harm && failed_.contains(target.node);
    });
  }

  int level(const NetGroup& group) const {
    int out = 99;
    for (const std::uint32_t n : group.needs) {
      if (span(n) != nullptr && span(n)->mode != NeedMode::kSubstitute) out = std::min<int>(out, span(n)->level);
    }
    return out;
  }

  bool counts(const NetNeedSpan& each, int group_level) const {
    return each.level <= group_level || each.level > reading_.discard;
  }

  bool ordered(std::uint32_t n) const {
    return std::any_of(orders_.begin(), orders_.end(), [&](const Order& order) { return order.need == n; });
  }
  bool ready(std::uint32_t n) const {
    return std::any_of(orders_.begin(), orders_.end(),
                       [&](const Order& order) { return order.need == n && order.ready <= day_; });
  }

  bool short_of(std::uint32_t n) const {
    const NetNeedSpan* each = span(n);
    if (each == nullptr || each->mode == NeedMode::kSubstitute) return false;
    return each->mode == NeedMode::kLost || !up(net_.needs[n]);
  }

  // Whether what is in hand serves on the day.
  bool in_hand(std::uint32_t n) const {
    return net_.needs[n].stock != kNone && serves(net_.stocks[net_.needs[n].stock], stores_[n], day_);
  }

  static bool serves(const NetStock& stock, const Store& store, Day day) {
    if (stock.unknown()) return store.endless;
    if (stock.cover != kNone) return day < stock.counted || store.left > 0;
    if (store.left <= 0 || store.finished) return false;
    return !taken(stock, store, day).second;
  }

  // Units that missions take on the day, and whether one comes that finds too few.
  static std::pair<std::int64_t, bool> taken(const NetStock& stock, const Store& store, Day day) {
    std::int64_t units = 0;
    if (day < stock.counted) return {0, false};
    for (const NetStock::Taker& taker : stock.takers) {
      if (taker.date != day) continue;
      if (store.left == units) break;  // the last one went: none is left from tomorrow on
      if (taker.units > store.left - units) return {units, true};
      units += taker.units;
    }
    return {units, false};
  }

  // What a day without supply takes.
  static void use(const NetStock& stock, Store& store, Day day) {
    if (stock.unknown() || day < stock.counted || store.finished) return;
    if (stock.cover != kNone) {
      --store.left;
      return;
    }
    const auto [units, refused] = taken(stock, store, day);
    store.left -= units;
    if (refused || store.left <= 0) store.finished = true;
  }

  bool met(std::uint32_t g) const {
    const NetGroup& group = net_.groups[g];
    const int group_level = level(group);
    if (group_level > reading_.harm) return true;
    std::uint32_t working = 0;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* each = span(n);
      if (each == nullptr || !counts(*each, group_level)) continue;
      if (each->mode == NeedMode::kSubstitute) {
        working += ready(n) && up(net_.needs[n]) ? 1U : 0U;
      } else {
        working += !short_of(n) || in_hand(n) ? 1U : 0U;
      }
    }
    return working >= group.minimum;
  }

  bool vouched(NetNode x) const {
    const auto& days = net_.things[x].vouched;
    return std::find(days.begin(), days.end(), day_) != days.end();
  }

  bool fails(NetNode x) const {
    const graph::NetThing& thing = net_.things[x];
    for (const graph::NetDown& down : thing.downs) {
      if (down.level > reading_.harm || day_ < down.from || day_ >= down.to) continue;
      if (down.licence == kNone || day_ - down.from < amount(down.licence)) return true;
    }
    if (vouched(x) || (thing.need_date != kNever && day_ < thing.need_date)) return false;
    for (std::uint32_t g = 0; g < net_.groups.size(); ++g) {
      if (net_.groups[g].dependant != x || waived_.contains(g)) continue;
      if (net_.groups[g].once && flown_.contains(x)) continue;
      if (!met(g)) return true;
    }
    return false;
  }

  void vouch() {
    for (std::uint32_t g = 0; g < net_.groups.size(); ++g) {
      const NetNode x = net_.groups[g].dependant;
      if (!vouched(x) && !waived_.contains(g)) continue;
      if (met(g)) {
        waived_.erase(g);
      } else {
        waived_.insert(g);
      }
    }
  }

  void end_stores() {
    for (std::uint32_t n = 0; n < net_.needs.size(); ++n) {
      if (net_.needs[n].stock == kNone) continue;
      if (short_of(n)) {
        use(net_.stocks[net_.needs[n].stock], stores_[n], day_);
      } else if (short_before_[n]) {  // an outage has ended
        stores_[n].finished = false;
        if (reading_.refilled) fill(n);
      }
      short_before_[n] = short_of(n);
    }
  }

  // The first day on which the group's stock no longer serves, found by looking ahead with nothing else changing.
  Day day_of_need(const NetGroup& group) const {
    if (net_.things[group.dependant].need_date != kNever) return net_.things[group.dependant].need_date;
    constexpr Day kFar = 4000;  // longer than any amount of the test nets
    Day out = day_;
    for (const std::uint32_t n : group.needs) {
      if (span(n) == nullptr || !counts(*span(n), level(group)) || !short_of(n)) continue;
      if (net_.needs[n].stock == kNone) continue;
      const NetStock& stock = net_.stocks[net_.needs[n].stock];
      Store store = stores_[n];
      Day day = day_;
      while (day < day_ + kFar && serves(stock, store, day)) use(stock, store, day++);
      out = std::max(out, day < day_ + kFar ? day : kNever);
    }
    return out;
  }

  void queue(std::vector<Order>& orders, NetNode substitute) const {
    std::vector<Order*> waiting;
    bool some = false;
    Day last = 0;
    for (Order& order : orders) {
      if (net_.needs[order.need].service == kNone || net_.needs[order.need].targets[0].node != substitute) continue;
      if (order.ready <= day_) {
        last = some ? std::max(last, order.ready) : order.ready;
        some = true;
      } else {
        waiting.push_back(&order);
      }
    }
    std::sort(waiting.begin(), waiting.end(), [](const Order* a, const Order* b) {
      if (a->needed != b->needed) return a->needed < b->needed;
      if (a->ordered != b->ordered) return a->ordered < b->ordered;
      return a->need < b->need;
    });
    for (Order* order : waiting) {
      order->ready = order->alone;
      if (some) order->ready = std::max(order->ready, last + amount(net_.needs[order->need].service));
      last = order->ready;
      some = true;
    }
  }

  void order() {
    for (std::uint32_t g = 0; g < net_.groups.size(); ++g) {
      const NetGroup& group = net_.groups[g];
      if (waived_.contains(g) || (group.once && flown_.contains(group.dependant))) continue;
      const int group_level = level(group);
      if (group_level > reading_.harm) continue;
      for (;;) {
        std::uint32_t supplied = 0;
        std::vector<Order> candidates;
        for (const std::uint32_t n : group.needs) {
          const NetNeedSpan* each = span(n);
          if (each == nullptr || !counts(*each, group_level) || !up(net_.needs[n])) continue;
          if (each->mode == NeedMode::kStanding) ++supplied;
          if (each->mode != NeedMode::kSubstitute) continue;
          if (ordered(n)) {
            ++supplied;
          } else if (net_.needs[n].delay_known) {
            Day delay = 0;
            for (const std::uint32_t part : net_.needs[n].delays) delay += amount(part);
            const Day alone = std::max(day_ + 1, day_ + delay);
            candidates.push_back({n, day_, alone, day_of_need(group), alone});
          }
        }
        if (supplied >= group.minimum || candidates.empty()) break;
        std::vector<Order> best;
        Day best_ready = kNever;
        for (const Order& candidate : candidates) {
          std::vector<Order> tried = orders_;
          tried.push_back(candidate);
          if (net_.needs[candidate.need].service != kNone) queue(tried, net_.needs[candidate.need].targets[0].node);
          if (best.empty() || tried.back().ready < best_ready) {
            best_ready = tried.back().ready;
            best = std::move(tried);
          }
        }
        orders_ = std::move(best);
      }
    }
  }

  const SupplyNet& net_;
  const SimReading& reading_;
  Day day_ = 0;
  std::vector<Store> stores_;
  std::vector<bool> short_before_;
  std::set<NetNode> failed_;
  std::set<NetNode> flown_;
  std::set<std::uint32_t> waived_;
  std::vector<Order> orders_;
};

}  // namespace

std::vector<std::vector<bool>> days_out(const SupplyNet& net, const SimReading& reading) {
  return DayByDay(net, reading).run();
}

namespace {

// Whether the root stops when exactly these things are lost.
bool stops(const SupplyNet& net, NetNode root, Day day, int reading, const std::set<NetNode>& already,
           const std::set<NetNode>& taken) {
  const auto span_of = [&](std::uint32_t n) -> const NetNeedSpan* {
    for (const NetNeedSpan& each : net.needs[n].spans) {
      if (each.from <= day && day < each.to) return &each;
    }
    return nullptr;
  };
  const auto met = [&](const NetGroup& group, const std::set<NetNode>& lost) {
    int level = 99;
    for (const std::uint32_t n : group.needs) {
      if (span_of(n) != nullptr && span_of(n)->mode != NeedMode::kSubstitute) {
        level = std::min<int>(level, span_of(n)->level);
      }
    }
    if (level > reading) return true;
    std::uint32_t working = 0;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* each = span_of(n);
      if (each == nullptr || each->mode != NeedMode::kStanding) continue;
      if (each->level > level && each->level <= reading) continue;
      bool up = true;
      for (const NetTarget& target : net.needs[n].targets) {
        if (target.level <= reading && lost.contains(target.node)) up = false;
      }
      working += up ? 1U : 0U;
    }
    return working >= group.minimum;
  };
  std::set<NetNode> lost = already;
  lost.insert(taken.begin(), taken.end());
  for (std::size_t before = 0; before != lost.size();) {
    before = lost.size();
    for (const NetGroup& group : net.groups) {
      if (!met(group, already)) continue;  // not met to begin with: it is lived with
      if (!met(group, lost)) lost.insert(group.dependant);
    }
  }
  return lost.contains(root);
}

}  // namespace

std::vector<std::vector<NetNode>> cut_sets(const SupplyNet& net, NetNode root, Day day, std::uint8_t level,
                                           const std::vector<NetNode>& lost) {
  const std::set<NetNode> already(lost.begin(), lost.end());
  std::vector<std::vector<NetNode>> out;
  std::set<NetNode> single;
  for (NetNode a = 0; a < net.things.size(); ++a) {
    if (a == root || already.contains(a) || !stops(net, root, day, level, already, {a})) continue;
    single.insert(a);
    out.push_back({a});
  }
  for (NetNode a = 0; a < net.things.size(); ++a) {
    for (NetNode b = a + 1; b < net.things.size(); ++b) {
      if (a == root || b == root || already.contains(a) || already.contains(b)) continue;
      if (single.contains(a) || single.contains(b)) continue;
      if (stops(net, root, day, level, already, {a, b})) out.push_back({a, b});
    }
  }
  return out;
}

}  // namespace penumbra::reference
