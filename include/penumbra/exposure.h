// Exposure: what stands in the shadow of sanctions, by which rule or dependence, on which day, and what if.
//
// For a programme (or any entity of the record) an answer gives its state on a day, what it is exposed to, how severe
// and how certain that is (two axes, never one number), the shortest chain with a sentence, dates and sources for every
// hop, what is untouched, and what is not established. It states facts, rules and sources; it gives no advice.
//
// Plain values throughout. The texts in an answer are copies: an answer outlives the engine that gave it.
#ifndef PENUMBRA_EXPOSURE_H_
#define PENUMBRA_EXPOSURE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/exposure_terms.h"
#include "penumbra/result.h"

namespace penumbra {

namespace model {
struct Overlay;
}

// What to ask. Exactly one of `entity`, `portfolio` and `all` says of what.
struct ExposureQuery {
  std::string entity;     // id of an entity of the record
  std::string portfolio;  // name of a portfolio of the record
  bool all = false;       // every programme, mission and system of the record
  // Regimes or jurisdictions whose designations, rules and measures are wanted ("us", "eu", "uk", "ch", "bis", "cn",
  // ...). Empty: all. Loss of things that are needed belongs to no regime and is always given.
  std::vector<std::string> regimes;
  std::optional<Date> as_of;                      // the world on that day; default: today
  std::optional<Timestamp> known_at;              // what the record knew at that instant; default: everything
  std::shared_ptr<const model::Overlay> what_if;  // a scenario laid over the facts; null: none
};

// A document behind facts. `checked`: "text" (the text itself was read), "copy" (a transcription or stored copy), "no"
// (public record; its text was not read).
struct ExposureSource {
  std::string id;
  std::string kind;
  std::string title;
  std::string publisher;
  std::string date;
  std::string locator;
  std::string checked;
  std::string read;
  std::string note;
  std::string family;  // story family; documents of one family count as one source
};

// One fact of a chain: a dated, sourced edge.
struct ExposureHop {
  std::string from;
  std::string from_caption;
  std::string kind;
  std::string to;
  std::string to_caption;
  std::string sentence;    // "Lavochkin supplies the lander Kazachok (prime contractor), since 2013."
  std::string valid_from;  // as the source states it; "" when silent
  std::string valid_to;    // first day on which it no longer holds; "" when open
  std::string status;      // asserted, planned, likely, ...
  std::string need;        // essential, supporting, context
  std::string share;       // percentage as stated: "51", ">50", "25..50"; "" where there is none
  std::string role;
  std::string side;
  Certainty certainty = Certainty::kCertain;  // on the day asked for
  std::vector<std::string> sources;           // ids of ExposureSource, or "what-if"
  std::string evidence;                       // place of the raw record
};

// Why the last thing of a chain is bitten. Members that the type does not speak of are empty.
struct ExposureCause {
  std::string type;  // designation, rule, restriction, state, change, lost-need, head, nearby
  std::string id;    // of the designation, rule, measure, state's cause or relationship
  std::string sentence;
  std::string list;
  std::string authority;
  std::vector<std::string> programmes;
  std::vector<std::string> measures;
  std::string act;
  std::string listed_name;
  std::string from;
  std::string to;
  std::string side;   // who acted
  std::string state;  // state and change
  std::string other;  // the measure, the head, the neighbour, the lost thing
  std::string other_caption;
  std::string verdict;     // rule: restricted, control-review, licence, undetermined
  std::string share_low;   // rule: percentage that is certain
  std::string share_high;  // rule: percentage that is possible
  std::string rule_version;
  std::string rule_source;
  std::vector<std::string> sources;
  std::string evidence;
};

struct NamedThing {
  std::string id;
  std::string caption;
};

// One exposure of an entity.
struct Exposure {
  std::string key;  // the same on other days and in scenarios, for comparison
  ExposureKind kind = ExposureKind::kDesignation;
  Severity severity = Severity::kContext;
  Severity own_severity = Severity::kContext;  // before `stand_ins` or `behind` lowered it
  Certainty certainty = Certainty::kCertain;
  std::string need;            // weakest need on the chain
  std::string weakest_status;  // weakest status on the chain
  NamedThing target;           // the thing that is bitten
  std::string regime;
  std::string jurisdiction;
  std::string sentence;  // the whole exposure in one sentence
  ExposureCause cause;
  std::vector<ExposureHop> chain;     // from the entity outward; empty when it is bitten itself
  std::vector<NamedThing> stand_ins;  // working alternatives on the chain, for which severity was lowered
  // The party behind which the target stands: what would be forbidden with the target is a red flag for those who deal
  // with this one. Empty id: none.
  NamedThing behind;
  std::vector<NamedThing> replacements;  // things on record as alternative to the target, whatever bites them
  std::size_t independent_sources = 1;   // fewest independent stories behind any fact of the chain
  std::size_t unchecked = 0;             // facts of the chain whose source was not read
};

// What an entity was on a span of days.
struct ExposureState {
  std::string state;  // "suspended"; "" when the record is silent
  std::string phase;  // not-yet, working, stopped, over, done; "" unknown
  std::string from;
  std::string to;
  std::string status;
  std::string side;
  std::string side_caption;
  std::string cause;
  std::string cause_caption;
  std::string note;
  std::string sentence;  // "suspended since 2022-03-17, by European Space Agency (ESA statement ...)"
  Certainty certainty = Certainty::kUnknown;
  std::vector<std::string> sources;
};

// A sentence with the things and sources it speaks of.
struct ExposureNote {
  std::string key;  // stable
  std::string entity;
  std::string text;
  std::vector<std::string> sources;
  std::string date = {};  // of an act or a statement, as the source states it; "" elsewhere
};

// A direct party that is on none of the lists on record on the day.
struct ExposureAbsence {
  NamedThing party;
  std::vector<std::string> ended;  // sentences on listings of other times
};

// The answer for one entity.
struct EntityExposure {
  std::string id;
  std::string caption;
  std::string schema;
  std::string section;  // of the portfolio
  std::string summary;
  std::string headline;  // one sentence: state, and the heaviest exposure of each kind
  ExposureState state;
  std::vector<ExposureState> history;   // all states on record, by date
  std::vector<ExposureNote> events;     // acts on it (suspended, withdrew, ...) and, of a party, by it, up to the day
  bool already_broken = false;          // it was stopped or over before anything below can add to that
  std::vector<Exposure> exposures;      // by severity, certainty, need, length
  std::vector<ExposureNote> untouched;  // direct needs that nothing on record bites, and why it goes on
  std::vector<ExposureNote> unknowns;   // what is not established
  std::vector<ExposureAbsence> not_listed;
  // The record around it (engine/exposure_record.h): facts, none of them an exposure.
  std::vector<ExposureNote> dependants;  // what needs it on the day, at first hand and further out
  std::vector<ExposureNote> related;     // relations from which no dependence follows
  std::vector<ExposureNote> statements;  // who said, signed or reported what of it, up to the day, by date
  std::vector<ExposureNote> conflicts;   // what contradicts what, and what is disputed
  std::vector<ExposureNote> covers;      // of a measure, act or payment system: whom and what it reaches
  std::vector<ExposureNote> evidence;  // documents and story families behind all that; what is known from reports alone
  std::size_t reached = 0;             // things that the walk visited
  std::vector<std::string> incomplete;  // limits reached; empty: complete

  std::size_t count(Severity severity) const;
  std::size_t count(ExposureKind kind) const;
};

// One difference between two answers for the same entity.
struct ExposureChange {
  std::string type;  // state, appeared, vanished, heavier, lighter, surer, less-sure
  std::string key;   // of the exposure; "" for state
  std::string sentence;
  std::string date;  // day of the cause, where it has one
  std::optional<Severity> severity;
  std::optional<ExposureKind> kind;
  std::vector<std::string> sources;
  // The exposure is mere context because a working alternative stands in; without it, it would weigh more.
  bool carried = false;
};

// What a scenario does to one entity.
struct WhatIfEffect {
  std::string id;
  std::string caption;
  std::string effect;  // direct, indirect, untouched, already-broken
  std::vector<ExposureChange> changes;
};

// A thing that the answer names: what it is, and its name in its own script beside the Latin one.
struct ExposureThing {
  std::string id;
  std::string caption;
  std::string original;  // a name in the script of its country, where the caption is in another one; "" otherwise
  std::string schema;    // FollowTheMoney kind, or one of the model's own
  std::string country;   // ISO 3166 codes as stated, separated by blanks
};

// A version of a source behind the answer.
struct ExposureVersion {
  std::string source;
  std::string version;
  std::string published;
  std::string recorded;
  std::string hash;
};

struct ExposureAnswer {
  Date as_of;
  std::optional<Timestamp> known_at;
  std::vector<std::string> regimes;
  std::string portfolio;  // "" unless one was asked for
  std::string what_if;    // name of the scenario; "" for none
  std::vector<EntityExposure> entities;
  std::vector<WhatIfEffect> effects;    // with a scenario: one per entity, in their order
  std::vector<ExposureSource> sources;  // every document that the answer names, by id
  std::vector<ExposureThing> things;    // every entity on a chain, bitten, behind a cause, or absent from lists, by id
  std::vector<std::string> lists;       // lists with at least one designation on record
  std::vector<std::string> rules;       // ownership rule versions that were applied
  std::vector<ExposureVersion> versions;
  std::vector<std::string> incomplete;  // why the answer is incomplete; empty: it is complete

  // True when some entity has an exposure that is more than context.
  bool exposed() const;
};

// What differs from `before` to `after`: the state, then exposures by severity. Both must be answers for one entity.
std::vector<ExposureChange> changes(const EntityExposure& before, const EntityExposure& after);

// JSON with a stable order of keys. `indent` 0: one line.
std::string to_json(const ExposureAnswer& answer, int indent = 0);

// Answers of several days for the same question, oldest first, with what changed between each and the next: the content
// of report.json. Every answer must have the same entities in the same order.
std::string to_json(std::span<const ExposureAnswer> days, int indent = 0);

}  // namespace penumbra

#endif  // PENUMBRA_EXPOSURE_H_
