// Follows a supply net through time: which thing is out from when to when, and by what.
#ifndef PENUMBRA_GRAPH_SUPPLY_SIM_H_
#define PENUMBRA_GRAPH_SUPPLY_SIM_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/supply_net.h"

namespace penumbra::graph {

// How doubts are resolved in one run.
struct SimReading {
  std::uint8_t harm = 0;                  // what harms counts when its level is at most this
  std::uint8_t discard = 0;               // what helps counts unless its level is in 1..discard
  bool unknown_stock = true;              // stock that is not on record lasts for ever (true) or not a day (false)
  bool refilled = true;                   // stock is full again after each outage (true) or is used up over all of them
  std::span<const std::int32_t> amounts;  // one per amount of the net; of unknown ones ignored
};

// The reading of a level: at 0 every doubt is resolved for the best, at 3 for the worst. `amounts` is filled with the
// chosen end of each amount and must outlive the reading.
SimReading reading_at(const SupplyNet& net, std::uint8_t level, std::vector<std::int32_t>& amounts);

// A span in which a thing is out: [from, to); to == kNever when it has not ended by the net's end.
struct SimOutage {
  Day from = 0;
  Day to = kNever;
  std::uint32_t down = kNone;   // index into the thing's downs, when it is out by itself; else
  std::uint32_t group = kNone;  // the group that is not met, and
  std::uint32_t need = kNone;   // the member to blame, with
  NetNode target = kNone;       // what of it is out (kNone: the need itself is lost or not ready), since
  Day since = 0;                // this day: earlier than `from` when stock bridged the time between

  bool operator==(const SimOutage&) const = default;
};

// An order of a substitute.
struct SimOrder {
  std::uint32_t need = 0;
  Day ordered = 0;
  Day alone = 0;   // ready without others in the queue
  Day ready = 0;   // ready with them
  Day needed = 0;  // day of need, which orders the queue

  bool operator==(const SimOrder&) const = default;
};

struct SimResult {
  std::vector<std::vector<SimOutage>> outages;  // per thing, by date
  std::vector<SimOrder> orders;                 // by day of order, then need
  std::vector<Day> first_short;                 // per group: first day on which fewer members are in supply than needed
};

// Runs are deterministic and pure. Time: per day on which something changes, one pass over things and needs.
SimResult simulate(const SupplyNet& net, const SimReading& reading);

// A simulator keeps its memory between runs over one net: for many samples. Not thread-safe.
class Simulator {
 public:
  explicit Simulator(const SupplyNet& net);
  // The result is valid until the next run.
  const SimResult& run(const SimReading& reading);

 private:
  struct NeedState {
    Day outage = kNever;     // since when its supply is out; kNever: it is not
    Day exhausted = kNever;  // day on which what is in hand is used up, in this outage
    std::int32_t used = 0;   // days of cover, or units, used in earlier outages
    Day ready = kNever;      // of an ordered substitute
    bool ordered = false;
    std::uint32_t span = 0;  // first span that has not ended
  };
  struct Failure {
    bool out = false;
    std::uint32_t down = kNone, group = kNone, need = kNone;
    NetNode target = kNone;
    Day since = 0;
  };

  const NetNeedSpan* span_on(std::uint32_t need, Day day);
  bool targets_up(const NetNeed& need, NetNode& out) const;
  Day exhaustion(const NetNeed& need, const NeedState& state, Day since) const;
  std::int32_t used_until(const NetNeed& need, const NeedState& state, Day day) const;
  bool member_counts(const NetNeedSpan& span, std::uint8_t group_level) const;
  bool group_met(std::uint32_t group, Day day, Failure& why);
  void settle(Day day);
  void follow_stocks(Day day);
  void note_shortages(Day day);
  void place_orders(Day day);
  Day delay_of(const NetNeed& need) const;
  void requeue(NetNode substitute, Day day);
  void record(Day day);
  void push(Day day);

  const SupplyNet& net_;
  SimReading reading_;
  std::vector<Day> fixed_days_;
  std::vector<Day> heap_;
  std::vector<NeedState> needs_;
  std::vector<Failure> now_, before_;
  std::vector<std::uint8_t> flown_, waived_, vouch_today_;
  std::vector<NetNode> queue_;
  SimResult result_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_SIM_H_
