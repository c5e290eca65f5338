// The supply net: an AND/OR graph over time, free of names, words and law.
//
// Questions it answers: *thing → groups of needs*, *thing → spans in which it is out by itself*, *need → when it holds,
// what lies in stock, how long a substitute takes*. graph/supply_world.h makes it from facts; graph/supply_sim.h
// follows it through time; graph/supply_cuts.h asks what single loss stops a thing.
//
// Every doubt is a level, equal to the number of the Certainty: 0 certain, 1 possible, 2 unknown, 3 contested. A
// reading of the net at level c takes what harms when its level is at most c.
#ifndef PENUMBRA_GRAPH_SUPPLY_NET_H_
#define PENUMBRA_GRAPH_SUPPLY_NET_H_

#include <cstdint>
#include <limits>
#include <vector>

namespace penumbra::graph {

using NetNode = std::uint32_t;
using Day = std::int32_t;  // days since 1970-01-01
inline constexpr Day kNever = std::numeric_limits<Day>::max();
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
inline constexpr std::size_t kLevels = 4;

// A time in days, or a number of units, as far as the record gives one. Range: 0 to kMostAmount.
struct NetAmount {
  enum class Shape : std::uint8_t { kUnknown, kExact, kRange, kThreePoint };
  Shape shape = Shape::kUnknown;
  std::int32_t least = 0;
  std::int32_t likely = 0;  // kRange: the middle, which orders substitutes and is never shown as a fact
  std::int32_t most = 0;
  bool long_helps = false;   // what is in hand: more is better; waiting times: less is better
  std::uint64_t stream = 0;  // names the amount's stream of samples; equal for equal facts in any order of input

  bool known() const { return shape != Shape::kUnknown; }
};
// 200 years: no figure of the domain is longer, and sums of several stay inside 32 bits.
inline constexpr std::int32_t kMostAmount = 73'050;

// A span in which a thing is out by itself: [from, to).
struct NetDown {
  Day from = 0;
  Day to = kNever;
  std::uint8_t level = 0;
  std::uint32_t licence = kNone;  // amount: over after so many days, since an authorisation is then at hand
  std::uint32_t cause = kNone;    // of the maker of the net
};

enum class NeedMode : std::uint8_t {
  kStanding,    // in use: counts as soon as it is up
  kSubstitute,  // counts only once ordered and ready
  kLost,        // the dependence has ended though the thing still needs it: never counts
};

struct NetNeedSpan {
  Day from = 0;
  Day to = kNever;
  std::uint8_t level = 0;
  NeedMode mode = NeedMode::kStanding;
};

// What must be up for a need to be met: the needed thing, and the thing as an authority's measures leave it to this
// dependant.
struct NetTarget {
  NetNode node = 0;
  std::uint8_t level = 0;
};

// Units or time in hand. Consumed while the need is not met otherwise, from `counted` on.
struct NetStock {
  Day counted = 0;
  std::uint32_t cover = kNone;  // amount in days; or
  std::uint32_t units = kNone;  // amount in units, taken by `takers` in order of date
  struct Taker {
    Day date = 0;
    std::int32_t units = 1;
  };
  std::vector<Taker> takers;  // by date
  // Neither cover nor units with takers: the thing can lie in store, and how long it lasts is not on record.
  bool unknown() const { return cover == kNone && (units == kNone || takers.empty()); }
};

struct NetNeed {
  std::uint32_t group = 0;
  std::vector<NetTarget> targets;  // all must be up; the first is the needed thing itself
  std::vector<NetNeedSpan> spans;  // by date, disjoint; outside them the need does not exist
  std::uint32_t stock = kNone;
  // Substitutes: days from order to readiness are the sum of these. `delay_known` false: never ready as far as known.
  std::vector<std::uint32_t> delays;
  bool delay_known = false;
  std::uint32_t service = kNone;  // amount: days of the substitute's free capacity that this dependant takes; kNone: no
                                  // queue
};

// Needs that stand in for one another; a plain need is a group of one. On a day on which no member is standing or lost
// the group asks for nothing: substitutes alone are offers.
struct NetGroup {
  NetNode dependant = 0;
  std::uint32_t minimum = 1;         // working members needed
  std::vector<std::uint32_t> needs;  // ascending
  bool once = false;                 // needed only until a dated mission has flown: launcher, site, parts
};

struct NetThing {
  std::vector<NetDown> downs;         // by date
  std::vector<std::uint32_t> groups;  // ascending
  std::vector<std::uint32_t> users;   // needs with this thing among their targets, ascending
  Day need_date = kNever;             // of a dated mission: it needs things on this day, not before
  std::vector<Day> vouched;           // days from which the record says that it works, whatever it lacks then
};

struct SupplyNet {
  std::vector<NetThing> things;
  std::vector<NetNeed> needs;
  std::vector<NetGroup> groups;
  std::vector<NetStock> stocks;
  std::vector<NetAmount> amounts;
  Day start = 0;  // first day followed
  Day end = 0;    // first day not followed

  // Fills `users` and `groups` of all things from needs and groups. Call once after the last change.
  void link();
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_NET_H_
