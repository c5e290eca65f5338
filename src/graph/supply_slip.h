// Dates by simulation: amounts with a range are drawn, the net is followed, the dates are counted.
//
// The numbers are the same on every platform: integers only, no distribution of the standard library. Sample i of
// amount a is drawn from the SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014) started at a mix of the seed, i and the amount's own stream, so that no order of input and
// no other amount changes it. Three points give the triangular distribution: with probability (likely-least)/
// (most-least) the larger, else the smaller, of two uniform draws over the rising or falling side, which has exactly
// that density and needs no root. A range is uniform. Days are rounded to the nearest.
#ifndef PENUMBRA_GRAPH_SUPPLY_SLIP_H_
#define PENUMBRA_GRAPH_SUPPLY_SLIP_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/supply_net.h"

namespace penumbra::graph {

// The draw of one amount in one sample. The likely value of an exact amount; 0 of an unknown one.
std::int32_t draw(const NetAmount& amount, std::uint64_t seed, std::uint32_t sample);

// The part of a net that can bear on some things: what they need, and who queues for the same substitutes.
struct NetPart {
  SupplyNet net;                    // amounts are those of the whole, by the same indices
  std::vector<NetNode> thing_from;  // thing of the part -> thing of the whole; ascending
  std::vector<std::uint32_t> need_from;
  NetNode find(NetNode whole) const;  // kNone when it is not in the part
};
NetPart part_of(const SupplyNet& net, std::span<const NetNode> things);

struct SlipDates {
  std::vector<Day> stops;    // per sample, sorted: first day of the first outage that lasts beyond `from`
  std::vector<Day> resumes;  // per sample, sorted: first day after it; kNever when it has no end in the net's period
  std::vector<Day> lengths;  // per sample, sorted: of that outage, or how late a dated mission is; kNever likewise
  bool drawn = false;        // false: nothing that bears on the thing has a range, and every sample is alike
};

// Facts are read at level `harm`; what helps is taken as the record states it, plans included.
SlipDates sample_slip(const SupplyNet& net, NetNode root, Day from, std::uint8_t harm, std::uint64_t seed,
                      std::uint32_t samples);

// The value that the share numerator/denominator of the sorted samples does not exceed (nearest rank); kNever when
// there are none.
Day quantile(std::span<const Day> sorted, std::uint32_t numerator, std::uint32_t denominator);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_SLIP_H_
