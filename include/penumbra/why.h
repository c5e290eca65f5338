// Why a verdict on a party, or the exposure of a thing, follows; and on which recorded facts it rests.
//
// Two questions have this answer. Of a *party* under an ownership rule: the best chains of stakes with the arithmetic
// of every step, other readings of the same facts, what is not established, and the smallest changes of the record with
// which the verdict would be another. Of a *target* that an entity needs: the best chains of dependences, and the
// smallest sets of facts without which the target is not reached. All of it states facts, rules and sources, and how
// firm a verdict is; it gives no advice.
//
// Plain values throughout; an answer outlives the engine that gave it.
#ifndef PENUMBRA_WHY_H_
#define PENUMBRA_WHY_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/exposure.h"
#include "penumbra/result.h"

namespace penumbra {

// What to ask of a store. `targets` are parties when `entity` is empty, and things that the entity needs otherwise.
struct WhyQuery {
  std::string entity;
  std::vector<std::string> targets;
  std::vector<std::string> regimes;  // ownership rules; empty: every regime under which the party is judged
  std::optional<Date> as_of;         // default: today
  std::optional<Timestamp> known_at;
  std::size_t chains = 5;  // most that are wanted
  bool why = true;         // give chains and readings
  bool flip = false;       // give what the verdict rests on
};

// One statement. Cells that do not apply are empty.
struct WhyFact {
  std::string label;  // "F1", as sentences of the same answer name it
  std::string from;   // owner, or dependant
  std::string to;     // asset, or what is needed
  std::string kind;
  std::string criterion;  // of control, as the source states it
  std::string low;        // share in percent as stated: "50", ">25"
  std::string high;
  std::string valid_from;
  std::string valid_to;
  std::string recorded;
  std::string source;
  std::string checked;  // of the source: "text" (read), "copy", "no"; "" where the record does not say
  bool certain = true;
  std::string sentence;
};

// One party, or one dependence, on the way.
struct WhyStep {
  std::string party;
  std::vector<std::string> facts;  // labels
  std::string text;                // "A: 34 % (X) + 18 % (Y) = 52 % of the equity, >= 50 %"
};

struct WhyChain {
  std::vector<std::string> facts;   // labels, reasons first
  std::vector<WhyStep> steps;       // in the same order
  std::vector<std::string> starts;  // "X is listed on us-sdn from 2014-03-20": what the chain starts from
  std::string note;                 // certainty, need and weakest source, in words
};

// Something beside the verdict, with a stable key.
struct WhyNote {
  std::string key;
  std::string text;
};

// One change of the record with which the verdict would be another. A statement on how firm the verdict is.
struct WhyFlip {
  std::string form;                  // stable: "without-stakes", "stake-below", ... (graph/ownership_flip.h), "cut"
  std::vector<std::string> facts;    // labels
  std::vector<std::string> parties;  // ids
  std::string boundary;              // share in percent at which the verdict turns; "" where none does
  bool strict = false;               // it turns beyond the boundary, not at it
  std::string outcome;               // verdict after the change
  std::string text;
};

struct WhyRule {
  std::string id;
  std::string version;
  std::string authority;
  std::string source;
  std::string text;      // the rule in one sentence of ours
  std::string status;    // in-force, suspended, unknown, none, not-on-record
  std::string checked;   // whether its source was read: text, copy, no
  std::string read;      // when
  std::string check_by;  // who must confirm it
  std::string note;
};

struct WhyAnswer {
  std::string id;
  std::string caption;
  std::string entity;  // the root of dependences; "" for an ownership answer
  std::string regime;  // "" for dependences
  Date as_of;
  std::optional<Timestamp> known_at;
  std::string verdict;   // of the rule; "reached" or "not-reached" for dependences
  std::string sentence;  // "Under rule R as in force on D, facts F1 to Fn imply V; not established: G."
  WhyRule rule;          // empty for dependences
  std::vector<WhyFact> facts;
  std::vector<WhyChain> chains;
  bool more = false;  // there are, or may be, further chains
  std::vector<WhyNote> readings;
  std::vector<WhyNote> flags;
  std::vector<std::string> not_established;
  std::vector<WhyFlip> flips;
  std::vector<std::string> notes;       // what no change of these kinds would alter
  std::vector<std::string> incomplete;  // bounds that were reached, gaps of the record; empty: complete

  // True when the rule reaches the party, certainly or possibly, or the entity reaches the target.
  bool reached() const { return verdict != "not-by-ownership" && verdict != "not-reached"; }
};

// JSON with a stable order of keys: an array with one object per answer. `indent` 0: one line.
std::string to_json(std::span<const WhyAnswer> answers, int indent = 0);

// One row per fact of a chain, per flip and per open point: columns id, regime, verdict, part, number, label, from, to,
// kind, low, high, source, text. Cells are guarded against formulas.
std::string to_csv(std::span<const WhyAnswer> answers);

}  // namespace penumbra

#endif  // PENUMBRA_WHY_H_
