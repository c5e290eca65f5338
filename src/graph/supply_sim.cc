// How a run works.
//
// Only days on which something can change are visited: ends of spans, days of need, days on which stock is used up,
// days on which a substitute is ready. On such a day
//
//   1. failure settles: the least set of things that are out by themselves or miss a group of needs. It is the least
//      fixpoint over AND and OR, so a cycle in which nothing fails first never fails;
//   2. needs whose supply is out begin to use what is in hand, or go on using it;
//   3. groups that are short of members order the substitute that will be ready first, one at a time; who shares a
//      substitute is served by day of need (shortest waiting for those who need it first; a later order of an earlier
//      need goes before those not yet served).
//
// Everything is caused by what happened on the same day or before, which makes the run well-defined although more
// failure may bring an earlier order: a fixpoint over whole time lines would not be monotone.
//
// Rejected: ordering every substitute at once (it fills queues with orders that nobody would place), and a fixpoint
// over intervals (see above).
#include "graph/supply_sim.h"

#include <algorithm>
#include <tuple>

namespace penumbra::graph {
namespace {

Day plus(Day day, std::int32_t count) {
  return day >= kNever - count ? kNever : day + count;
}

}  // namespace

void SupplyNet::link() {
  for (NetThing& thing : things) {
    thing.groups.clear();
    thing.users.clear();
  }
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    groups[g].needs.clear();
    things[groups[g].dependant].groups.push_back(g);
  }
  for (std::uint32_t n = 0; n < needs.size(); ++n) {
    groups[needs[n].group].needs.push_back(n);
    for (const NetTarget& target : needs[n].targets) {
      std::vector<std::uint32_t>& users = things[target.node].users;
      if (users.empty() || users.back() != n) users.push_back(n);
    }
  }
}

SimReading reading_at(const SupplyNet& net, std::uint8_t level, std::vector<std::int32_t>& amounts) {
  amounts.clear();
  amounts.reserve(net.amounts.size());
  for (const NetAmount& amount : net.amounts) {
    const bool longest = amount.long_helps == (level == 0);
    amounts.push_back(longest ? amount.most : amount.least);
  }
  SimReading reading;
  reading.harm = level;
  reading.discard = level;
  reading.unknown_stock = level < 2;
  reading.refilled = level == 0;
  reading.amounts = amounts;
  return reading;
}

Simulator::Simulator(const SupplyNet& net) : net_(net) {
  const auto note = [&](Day day) {
    if (day > net_.start && day < net_.end) fixed_days_.push_back(day);
  };
  for (const NetThing& thing : net_.things) {
    for (const NetDown& down : thing.downs) {
      note(down.from);
      note(down.to);
    }
    note(thing.need_date);
    for (const Day day : thing.vouched) note(day);
  }
  for (const NetNeed& need : net_.needs) {
    for (const NetNeedSpan& span : need.spans) {
      note(span.from);
      note(span.to);
    }
  }
  std::sort(fixed_days_.begin(), fixed_days_.end());
  fixed_days_.erase(std::unique(fixed_days_.begin(), fixed_days_.end()), fixed_days_.end());
}

void Simulator::push(Day day) {
  if (day <= net_.start || day >= net_.end) return;
  heap_.push_back(day);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

const SimResult& Simulator::run(const SimReading& reading) {
  reading_ = reading;
  heap_.clear();
  needs_.assign(net_.needs.size(), {});
  now_.assign(net_.things.size(), {});
  before_.assign(net_.things.size(), {});
  flown_.assign(net_.things.size(), 0);
  vouch_today_.assign(net_.things.size(), 0);
  waived_.assign(net_.groups.size(), 0);
  result_.outages.resize(net_.things.size());
  for (auto& outages : result_.outages) outages.clear();
  result_.orders.clear();
  result_.first_short.assign(net_.groups.size(), kNever);
  for (const NetThing& thing : net_.things) {
    for (const NetDown& down : thing.downs) {
      if (down.licence != kNone) push(plus(down.from, reading_.amounts[down.licence]));
    }
  }
  std::size_t fixed = 0;
  Day day = net_.start;
  while (day < net_.end) {
    settle(day);
    follow_stocks(day);
    note_shortages(day);
    place_orders(day);
    record(day);
    while (!heap_.empty() && heap_.front() <= day) {
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
    }
    while (fixed < fixed_days_.size() && fixed_days_[fixed] <= day) ++fixed;
    Day next = net_.end;
    if (!heap_.empty()) next = std::min(next, heap_.front());
    if (fixed < fixed_days_.size()) next = std::min(next, fixed_days_[fixed]);
    day = next;
  }
  std::sort(result_.orders.begin(), result_.orders.end(), [](const SimOrder& a, const SimOrder& b) {
    return std::tie(a.ordered, a.need) < std::tie(b.ordered, b.need);
  });
  return result_;
}

const NetNeedSpan* Simulator::span_on(std::uint32_t need, Day day) {
  const std::vector<NetNeedSpan>& spans = net_.needs[need].spans;
  std::uint32_t& at = needs_[need].span;
  while (at < spans.size() && spans[at].to <= day) ++at;
  return at < spans.size() && spans[at].from <= day ? &spans[at] : nullptr;
}

bool Simulator::targets_up(const NetNeed& need, NetNode& out) const {
  for (const NetTarget& target : need.targets) {
    if (target.level <= reading_.harm && now_[target.node].out) {
      out = target.node;
      return false;
    }
  }
  out = kNone;
  return true;
}

// The day on which what is in hand is used up when the supply is out since `since`.
Day Simulator::exhaustion(const NetNeed& need, const NeedState& state, Day since) const {
  if (need.stock == kNone) return since;
  const NetStock& stock = net_.stocks[need.stock];
  if (stock.unknown()) return reading_.unknown_stock ? kNever : since;
  const Day begin = std::max(since, stock.counted);
  const std::int32_t used = reading_.refilled ? 0 : state.used;
  if (stock.cover != kNone) return plus(begin, std::max(0, reading_.amounts[stock.cover] - used));
  std::int32_t left = reading_.amounts[stock.units] - used;
  if (left <= 0) return since;
  for (const NetStock::Taker& taker : stock.takers) {
    if (taker.date < begin) continue;
    if (taker.units > left) return taker.date;
    left -= taker.units;
    if (left == 0) return plus(taker.date, 1);
  }
  return kNever;  // more in hand than the missions on record take
}

// What an outage from `since` to `day` has taken from the stock, beyond what earlier ones took.
std::int32_t Simulator::used_until(const NetNeed& need, const NeedState& state, Day day) const {
  const NetStock& stock = net_.stocks[need.stock];
  if (stock.unknown()) return 0;
  const Day begin = std::max(state.outage, stock.counted);
  if (stock.cover != kNone) return std::max(0, day - begin);
  const std::int32_t left = reading_.amounts[stock.units] - (reading_.refilled ? 0 : state.used);
  std::int32_t used = 0;
  for (const NetStock::Taker& taker : stock.takers) {
    if (taker.date < begin) continue;
    if (taker.date >= day || taker.units > left - used) break;
    used += taker.units;
  }
  return used;
}

bool Simulator::member_counts(const NetNeedSpan& span, std::uint8_t group_level) const {
  return span.level <= group_level || span.level > reading_.discard;
}

// Whether enough members work. Otherwise `why` names the first member to blame: one that is or was in use before one
// that never was.
bool Simulator::group_met(std::uint32_t index, Day day, Failure& why) {
  const NetGroup& group = net_.groups[index];
  std::uint8_t level = kLevels;
  for (const std::uint32_t n : group.needs) {
    const NetNeedSpan* span = span_on(n, day);
    if (span != nullptr && span->mode != NeedMode::kSubstitute) level = std::min(level, span->level);
  }
  if (level > reading_.harm) return true;  // covers a group of which nothing, or only an offer, exists
  std::uint32_t working = 0;
  Failure blame;
  bool blame_in_use = false;
  for (const std::uint32_t n : group.needs) {
    const NetNeedSpan* span = span_on(n, day);
    if (span == nullptr) continue;
    const NetNeed& need = net_.needs[n];
    const NeedState& state = needs_[n];
    NetNode out = kNone;
    Day since = day;
    if (member_counts(*span, level)) {
      const bool up = targets_up(need, out);
      const bool in_use = span->mode == NeedMode::kStanding ||
                          (span->mode == NeedMode::kSubstitute && state.ordered && state.ready <= day);
      if (up && in_use) {
        ++working;
        continue;
      }
      if (span->mode != NeedMode::kSubstitute) {
        since = state.outage == kNever ? day : state.outage;
        const Day end = state.outage == kNever ? exhaustion(need, state, day) : state.exhausted;
        if (day < end) {
          ++working;
          continue;
        }
      }
    }
    const bool was_in_use = span->mode != NeedMode::kSubstitute;
    if (blame.need == kNone || (was_in_use && !blame_in_use)) {
      blame.need = n;
      blame.target = out;
      blame.since = since;
      blame_in_use = was_in_use;
    }
  }
  if (working >= group.minimum) return true;
  why.group = index;
  why.need = blame.need;
  why.target = blame.target;
  why.since = blame.since;
  return false;
}

void Simulator::settle(Day day) {
  queue_.clear();
  for (NetNode x = 0; x < net_.things.size(); ++x) {
    const NetThing& thing = net_.things[x];
    now_[x] = {};
    vouch_today_[x] = std::binary_search(thing.vouched.begin(), thing.vouched.end(), day) ? 1 : 0;
    for (std::uint32_t d = 0; d < thing.downs.size(); ++d) {
      const NetDown& down = thing.downs[d];
      if (down.from > day || down.to <= day || down.level > reading_.harm) continue;
      if (down.licence != kNone && plus(down.from, reading_.amounts[down.licence]) <= day) continue;
      now_[x].out = true;
      now_[x].down = d;
      now_[x].since = day;
      queue_.push_back(x);
      break;
    }
  }
  const auto try_fail = [&](NetNode x) {
    if (now_[x].out || vouch_today_[x] != 0) return;
    const NetThing& thing = net_.things[x];
    if (thing.need_date != kNever && day < thing.need_date) return;
    for (const std::uint32_t g : thing.groups) {
      if (waived_[g] != 0 || (flown_[x] != 0 && net_.groups[g].once)) continue;
      Failure why;
      if (group_met(g, day, why)) continue;
      why.out = true;
      now_[x] = why;
      queue_.push_back(x);
      return;
    }
  };
  for (NetNode x = 0; x < net_.things.size(); ++x) try_fail(x);
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    for (const std::uint32_t n : net_.things[queue_[i]].users) try_fail(net_.groups[net_.needs[n].group].dependant);
  }
  // What the record vouches for on this day lacks nothing that it lacks now; what is met again needs no vouching.
  for (NetNode x = 0; x < net_.things.size(); ++x) {
    const NetThing& thing = net_.things[x];
    if (thing.vouched.empty()) continue;
    for (const std::uint32_t g : thing.groups) {
      if (waived_[g] == 0 && vouch_today_[x] == 0) continue;
      Failure unused;
      waived_[g] = group_met(g, day, unused) ? 0 : 1;
    }
  }
  for (NetNode x = 0; x < net_.things.size(); ++x) {
    if (net_.things[x].need_date <= day && !now_[x].out) flown_[x] = 1;
  }
}

void Simulator::follow_stocks(Day day) {
  for (std::uint32_t n = 0; n < net_.needs.size(); ++n) {
    const NetNeed& need = net_.needs[n];
    NeedState& state = needs_[n];
    const NetNeedSpan* span = span_on(n, day);
    NetNode out = kNone;
    const bool short_of = span != nullptr && span->mode != NeedMode::kSubstitute &&
                          (span->mode == NeedMode::kLost || !targets_up(need, out));
    if (short_of == (state.outage != kNever)) continue;
    if (short_of) {
      state.exhausted = exhaustion(need, state, day);
      state.outage = day;
      push(state.exhausted);
    } else {
      if (need.stock != kNone) state.used += used_until(need, state, day);
      state.outage = kNever;
      state.exhausted = kNever;
    }
  }
}

void Simulator::note_shortages(Day day) {
  for (std::uint32_t g = 0; g < net_.groups.size(); ++g) {
    if (result_.first_short[g] != kNever) continue;
    const NetGroup& group = net_.groups[g];
    if (flown_[group.dependant] != 0 && group.once) continue;
    std::uint8_t level = kLevels;
    std::uint32_t supplied = 0;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(n, day);
      if (span != nullptr && span->mode != NeedMode::kSubstitute) level = std::min(level, span->level);
    }
    if (level > reading_.harm) continue;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(n, day);
      if (span == nullptr || span->mode != NeedMode::kStanding || !member_counts(*span, level)) continue;
      supplied += needs_[n].outage == kNever ? 1U : 0U;
    }
    if (supplied < group.minimum) result_.first_short[g] = day;
  }
}

Day Simulator::delay_of(const NetNeed& need) const {
  Day delay = 0;
  for (const std::uint32_t amount : need.delays) delay += reading_.amounts[amount];
  return delay;
}

// Days of readiness of all orders of one substitute that are not served yet.
void Simulator::requeue(NetNode substitute, Day day) {
  std::vector<SimOrder*> pending;
  Day last = std::numeric_limits<Day>::min();
  for (SimOrder& order : result_.orders) {
    const NetNeed& need = net_.needs[order.need];
    if (need.service == kNone || need.targets[0].node != substitute) continue;
    if (order.ready <= day) {
      last = std::max(last, order.ready);
    } else {
      pending.push_back(&order);
    }
  }
  std::sort(pending.begin(), pending.end(), [](const SimOrder* a, const SimOrder* b) {
    return std::tie(a->needed, a->ordered, a->need) < std::tie(b->needed, b->ordered, b->need);
  });
  for (SimOrder* order : pending) {
    const std::int32_t service = reading_.amounts[net_.needs[order->need].service];
    order->ready = order->alone;
    if (last != std::numeric_limits<Day>::min()) order->ready = std::max(order->ready, plus(last, service));
    last = order->ready;
    needs_[order->need].ready = order->ready;
    push(order->ready);
  }
}

void Simulator::place_orders(Day day) {
  for (std::uint32_t g = 0; g < net_.groups.size(); ++g) {
    const NetGroup& group = net_.groups[g];
    const NetThing& dependant = net_.things[group.dependant];
    if (waived_[g] != 0 || (flown_[group.dependant] != 0 && group.once)) continue;
    std::uint8_t level = kLevels;
    bool may_order = false;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(n, day);
      if (span == nullptr) continue;
      if (span->mode != NeedMode::kSubstitute) level = std::min(level, span->level);
      may_order |= span->mode == NeedMode::kSubstitute && net_.needs[n].delay_known && !needs_[n].ordered;
    }
    if (!may_order || level > reading_.harm) continue;
    std::uint32_t supplied = 0;
    Day needed = dependant.need_date == kNever ? day : dependant.need_date;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(n, day);
      if (span == nullptr || !member_counts(*span, level)) continue;
      NetNode out = kNone;
      const bool up = targets_up(net_.needs[n], out);
      if (up && (span->mode == NeedMode::kStanding || (span->mode == NeedMode::kSubstitute && needs_[n].ordered))) {
        ++supplied;
      }
      if (dependant.need_date == kNever && needs_[n].outage != kNever) needed = std::max(needed, needs_[n].exhausted);
    }
    while (supplied < group.minimum) {
      std::uint32_t best = kNone;
      Day best_ready = kNever;
      const std::vector<SimOrder> kept = result_.orders;
      for (const std::uint32_t n : group.needs) {
        const NetNeedSpan* span = span_on(n, day);
        const NetNeed& need = net_.needs[n];
        NetNode out = kNone;
        if (span == nullptr || span->mode != NeedMode::kSubstitute || needs_[n].ordered || !need.delay_known) continue;
        if (!member_counts(*span, level) || !targets_up(need, out)) continue;
        const Day alone = std::max(plus(day, 1), plus(day, delay_of(need)));
        Day ready = alone;
        if (need.service != kNone) {
          // Try it: what the queue would give.
          result_.orders.push_back({n, day, alone, alone, needed});
          requeue(need.targets[0].node, day);
          ready = result_.orders.back().ready;
          result_.orders = kept;
        }
        if (best == kNone || ready < best_ready) {
          best = n;
          best_ready = ready;
        }
      }
      if (best == kNone) break;
      const NetNeed& need = net_.needs[best];
      const Day alone = std::max(plus(day, 1), plus(day, delay_of(need)));
      result_.orders.push_back({best, day, alone, alone, needed});
      needs_[best].ordered = true;
      needs_[best].ready = alone;
      push(alone);
      // Trials may have left other days behind; the real order sets them all.
      for (const std::uint32_t n : group.needs) {
        if (net_.needs[n].service != kNone) requeue(net_.needs[n].targets[0].node, day);
      }
      ++supplied;
    }
  }
}

void Simulator::record(Day day) {
  for (NetNode x = 0; x < net_.things.size(); ++x) {
    std::vector<SimOutage>& outages = result_.outages[x];
    if (now_[x].out && !before_[x].out) {
      const Failure& why = now_[x];
      outages.push_back({day, kNever, why.down, why.group, why.need, why.target, why.since});
    } else if (!now_[x].out && before_[x].out) {
      outages.back().to = day;
    }
  }
  before_ = now_;
}

SimResult simulate(const SupplyNet& net, const SimReading& reading) {
  return Simulator(net).run(reading);
}

}  // namespace penumbra::graph
