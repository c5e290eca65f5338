// Programmes and supply over time: what stops, when, for how long, what can stand in, and what hangs on one thing.
//
// A question takes the facts known at an instant and follows them over a period: losses, withdrawals, measures and
// ownership verdicts spread from a thing to those that need it, after what is in hand is used up, until a substitute is
// ready. docs/design/supply.md has the method. A figure that is not on record gives *unknown*, never zero. Substitutes
// are shown as facts with what bites them; nothing here says that a measure may be met by one.
//
// Plain values throughout; an answer outlives the engine that gave it.
#ifndef PENUMBRA_SUPPLY_H_
#define PENUMBRA_SUPPLY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/exposure.h"
#include "penumbra/exposure_terms.h"

namespace penumbra {

// Samples are drawn from SplitMix64 streams of this seed unless the question gives another ("PENUMBRA" in ASCII).
inline constexpr std::uint64_t kSupplySeed = 0x50454E554D425241;

// What to ask. Exactly one of `entity`, `portfolio` and `all` says of what.
struct SupplyQuery {
  std::string entity;
  std::string portfolio;
  bool all = false;
  std::vector<std::string> regimes;               // whose measures are wanted; empty: all
  std::optional<Date> as_of;                      // first day of the period; default: today
  std::optional<Date> until;                      // last day of the period; default: five years after as_of
  std::optional<Timestamp> known_at;              // what the record knew at that instant; default: everything
  std::shared_ptr<const model::Overlay> what_if;  // shocks laid over the facts; null: none
  bool cut_sets = false;                          // single points of failure and pairs, on the first day
  int order = 2;                                  // 1: single points only; 2: pairs too
  bool common_causes = true;                      // countries and jurisdictions as causes of their own among cut sets
  std::uint32_t samples = 10'000;                 // 0: no slip; at most kMaxSupplySamples
  std::uint64_t seed = kSupplySeed;
};
inline constexpr std::uint32_t kMaxSupplySamples = 1'000'000;

// A time or amount as a source states it. least == likely == most for an exact one.
struct SupplyTime {
  bool known = false;
  std::int32_t least_days = 0;
  std::int32_t likely_days = 0;
  std::int32_t most_days = 0;
  std::string text;    // as written: "6..9..18 months"; "" unknown
  std::string source;  // ids, with " | " between
};

// One step from the entity outward to the first cause.
struct SupplyStep {
  NamedThing thing;      // what is out
  NamedThing dependant;  // for whom; the same as `thing` at the last step
  std::string date;      // from which day on
  std::string sentence;  // the fact, and what is in hand: "Khartron supplies ... ; 6 units in hand last until ..."
  std::vector<std::string> sources;
};

// A span of days on which the entity is not available.
struct SupplyOutage {
  Certainty certainty = Certainty::kCertain;
  std::string from;            // first day; never before the first day of the period unless `before_period`
  std::string to;              // first day on which it is available again; "" not within the period
  bool before_period = false;  // it was out before the period began; `from` is the day on which that began, if followed
  bool end_unknown =
      false;               // a substitute or licence without times on record may end it earlier: `unknowns` says which
  NamedThing side;         // who acted, at the first cause; empty where nobody is on record
  std::string cause_type;  // as ExposureCause::type: state, change, lost-need, designation, rule, restriction
  std::string cause;       // the first cause as a sentence
  std::string sentence;    // the whole outage in one sentence
  std::vector<SupplyStep> chain;
};

// A thing that could stand in for one that is lost. A fact, not advice.
struct SupplySubstitute {
  NamedThing substitute;
  NamedThing lost;       // for what
  NamedThing dependant;  // in what
  std::string status;    // asserted, planned, ...
  std::string ordered;   // day from which its times run: the day of the loss
  SupplyTime qualification;
  SupplyTime lead;
  SupplyTime licence;  // known only where an authorisation is needed
  bool licence_needed = false;
  std::string ready_least;  // "" where a time is not on record
  std::string ready_likely;
  std::string ready_most;
  std::vector<std::string> missing;      // "no lead time on record"
  std::vector<NamedThing> queue_before;  // who is served first by the same substitute
  std::string queued_ready;              // likely day with the queue; "" without a stated capacity or date
  bool chosen = false;                   // the one with the earliest day, which the propagation follows
  std::vector<std::string> fails;        // spans in which it is out itself, with certainty and cause, as sentences
  std::vector<Exposure> exposures;       // what bites it on the day, severity above context
  std::vector<std::string> sources;
};

// Dates by simulation: a share of the samples. Days "" where that share of the samples does not reach the event within
// the period.
struct SupplyQuantiles {
  std::string p10, p50, p80, p90;
  std::string least, most;    // over all samples
  std::uint32_t reached = 0;  // samples in which the event falls into the period
};

struct SupplySlip {
  bool known = false;  // false: `why` says what is missing
  std::string why;
  Certainty reading = Certainty::kCertain;  // facts up to this doubt were taken to hold
  std::string planned;                      // day of need of a dated mission; "" for what is needed all the time
  SupplyQuantiles stops;                    // first day of the outage
  SupplyQuantiles resumes;                  // first day after it
  std::int32_t p10_days = -1;  // length of the outage, or slip of a dated mission; -1: longer than the period
  std::int32_t p50_days = -1;
  std::int32_t p80_days = -1;
  std::int32_t p90_days = -1;
  std::uint32_t samples = 0;
  std::uint64_t seed = 0;
};

struct SupplyMoney {
  std::string currency;  // ISO 4217
  std::string low;       // exact decimal; low and high differ where a source gives a range
  std::string high;
};

// What hangs on it. Currencies are never added to one another.
struct SupplyAtRisk {
  Certainty certainty = Certainty::kCertain;
  std::vector<SupplyMoney> value;
  std::string missions;            // number, "3" or "3..5"; "0" only where things are on record and none is a mission
  std::vector<NamedThing> things;  // entities counted, by id
  std::vector<std::string> sources;
};

// One thing, or a pair, whose loss stops the entity.
struct SupplyCutSet {
  std::vector<NamedThing> things;  // one or two; a common cause is "country:ru" or "jurisdiction:us"
  std::string kind;                // thing, country, jurisdiction, pair
  Certainty certainty = Certainty::kCertain;
  std::string stops_least;  // if lost on the first day; "" unknown or not within the period
  std::string stops_most;
  std::string stops_note;             // "stops after 14 months", "at once: ...", "no stock on record"
  std::vector<SupplyAtRisk> at_risk;  // over everything that stops with it
};

struct EntitySupply {
  NamedThing entity;
  std::string schema;
  std::string section;
  bool already_broken = false;  // stopped or over by its own state on the first day
  std::string need_date;        // of a dated mission
  std::string headline;
  std::vector<SupplyOutage> outages;          // by first day, then certainty
  std::vector<SupplySubstitute> substitutes;  // by ready date
  SupplySlip slip;
  std::vector<SupplyAtRisk> at_risk;   // by certainty; empty: nothing of the entity is out
  std::vector<SupplyCutSet> cut_sets;  // by number of things, certainty, id
  std::vector<ExposureNote> unknowns;
  std::vector<std::string> incomplete;

  // First day on which it is out for certain / possibly, within the period; "" if not.
  std::string stops(Certainty at_most) const;
};

// Who waits for one substitute.
struct SupplyQueue {
  NamedThing substitute;
  SupplyTime service;  // days that one dependant's share takes at the free capacity
  struct Place {
    NamedThing dependant;
    std::string needed;  // day of need
    std::string ready;   // likely day with the queue
    std::string alone;   // likely day without it
  };
  std::vector<Place> places;
};

// What the shocks do to one entity.
struct SupplyEffect {
  NamedThing entity;
  std::string effect;  // direct, indirect, untouched, already-broken
  std::string stops;   // first day out with the shocks that it is not out without them; ""
  Certainty certainty = Certainty::kCertain;
  std::string base_stops;  // first day out without the shocks; ""
  std::string sentence;
};

struct SupplyAnswer {
  Date as_of;
  Date until;
  std::optional<Timestamp> known_at;
  std::vector<std::string> regimes;
  std::string portfolio;
  std::string what_if;
  bool cut_sets = false;  // whether cut sets were asked for
  std::vector<EntitySupply> entities;
  std::vector<SupplyEffect> effects;  // with shocks: one per entity, in their order
  std::vector<SupplyQueue> queues;
  std::vector<ExposureSource> sources;
  std::vector<ExposureVersion> versions;
  std::vector<std::string> incomplete;

  // True when some entity is out, or may be, on a day of the period.
  bool exposed() const;
};

// JSON with a stable order of keys. `indent` 0: one line.
std::string to_json(const SupplyAnswer& answer, int indent = 0);

}  // namespace penumbra

#endif  // PENUMBRA_SUPPLY_H_
