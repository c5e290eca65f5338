// What a programme (or any thing) is exposed to on a day: the walk over dependences and what bites there.
//
// Under the facts on record, dependences of the root are followed outward (thing → what it needs), and at every thing
// reached the walk collects designations, ownership verdicts, restrictions and loss. Nothing is inferred: an edge that
// is planned gives a possible exposure, and kinds without a dependent end (coordinated-with, response-to, sub-unit-of,
// member-of, announced, ...) are never walked. docs/design/exposure.md has the rules and what was rejected.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_H_
#define PENUMBRA_GRAPH_DEPENDENCY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/dependency_world.h"
#include "penumbra/exposure_terms.h"

namespace penumbra::graph {

// Bounds of one question. Reaching one makes the answer incomplete, never shorter in silence.
struct DependencyLimits {
  std::size_t max_hops = 8;           // dependences from the root; longer chains have no reader
  std::size_t max_reached = 200'000;  // things visited
  std::size_t max_exposures = 5'000;  // exposures kept for one root
};

// What an ownership rule says of a party of the world; made by graph/dependency_ownership.h.
struct PartyFinding {
  EntityIndex party = kNoEntity;
  ExposureKind kind = ExposureKind::kOwnership;
  Severity severity = Severity::kProhibited;
  Certainty certainty = Certainty::kCertain;
  std::string regime;
  std::string jurisdiction;
  std::string verdict;  // "restricted", "control-review", "licence", "undetermined", "not-by-ownership"
  std::string measure;  // what the rule then applies, a word of data/model/measures.csv; "" when it names none
  std::string share_low;
  std::string share_high;
  std::string rule_id;
  std::string rule_version;
  std::string rule_source;
  std::string sentence;
  std::vector<model::Relationship> chain;  // stakes from a listed owner to the party
  std::vector<std::string> missing;        // facts that would decide it
  std::vector<std::string> flags;          // what needs a look though the verdict stands
};

enum class CauseType : std::uint8_t {
  kDesignation,  // the thing is listed
  kRule,         // an ownership rule reaches it
  kRestriction,  // a measure restricts it
  kState,        // it is suspended, terminated, lost, ...
  kChange,       // its last recorded act is a suspension, withdrawal, ...; no state row covers the day
  kLostNeed,     // a dependence of it has ended and nothing on record replaces it
  kHead,         // its head is listed
  kNearby,       // its parent or sub-unit is listed: context only
};

// Why a thing is bitten. Exactly the members that the type names are set; pointers live as long as the world's facts.
struct Cause {
  CauseType type = CauseType::kDesignation;
  const model::Designation* designation = nullptr;    // kDesignation, kHead, kNearby
  const PartyFinding* finding = nullptr;              // kRule
  const model::Relationship* relationship = nullptr;  // kRestriction, kChange, kLostNeed, kHead, kNearby
  EntityIndex other = kNoEntity;                      // the measure, the lost thing, the head, the neighbour
  const model::StateInterval* state = nullptr;        // kState
};

// One dependence on the way from the root to what is bitten.
struct ChainStep {
  const model::Relationship* fact = nullptr;
  EntityIndex dependant = 0;
  EntityIndex needed = 0;
  model::Need need = model::Need::kEssential;
  Certainty certainty = Certainty::kCertain;
};

// A working alternative that stands in for a step of the chain.
struct Shield {
  EntityIndex alternative = kNoEntity;
  const model::Relationship* fact = nullptr;
};

struct DependencyExposure {
  ExposureKind kind = ExposureKind::kDesignation;
  Severity severity = Severity::kContext;
  Severity own_severity = Severity::kContext;  // before `shields` or `behind` lowered it
  Certainty certainty = Certainty::kCertain;
  model::Need need = model::Need::kEssential;                          // weakest need on the chain
  model::AssertionStatus weakest = model::AssertionStatus::kAsserted;  // weakest status on the chain
  EntityIndex target = 0;                                              // the thing that is bitten
  Cause cause;
  std::vector<ChainStep> chain;  // from the root outward; empty when the root itself is bitten
  std::vector<Shield> shields;   // working alternatives on the chain
  // The first party on the chain behind which another party is bitten: who deals with the one does not by that deal
  // with the other, so what would be forbidden is a red flag only. kNoEntity: the chain runs through things alone.
  EntityIndex behind = kNoEntity;
  std::vector<Neighbour> replacements;  // things on record as alternative to the target, whatever bites them
  std::size_t independent_sources = 1;  // fewest independent stories behind any fact of the chain
  std::size_t unchecked = 0;            // facts of the chain whose source was not read
  std::string jurisdiction;             // "us", "eu", ...; "" where the cause has none
  std::string regime;                   // "us", "bis", ...; like the jurisdiction for measures
};

// A thing that the root needs, directly, and that nothing on record bites, not even further out.
struct Untouched {
  ChainStep step;
};

// Something that the record does not say and that would change the answer.
struct Unknown {
  std::string key;  // stable: "state", "no-dependences", "ownership", "destination", "imprecise"
  EntityIndex entity = kNoEntity;
  const model::Relationship* fact = nullptr;
  std::string text;  // sentence without names, or that of an ownership rule
};

// A direct party that is on no list on the day.
struct NotListed {
  EntityIndex party = 0;
  std::vector<const model::Designation*> ended;  // designations that were in force once, or are not yet
};

struct DependencyAnswer {
  EntityIndex root = 0;
  std::optional<std::pair<const model::StateInterval*, Certainty>> state;
  bool already_broken = false;                // the state's phase is stopped or over
  std::vector<DependencyExposure> exposures;  // by severity, certainty, length, kind, id
  std::vector<Untouched> untouched;
  std::vector<Unknown> unknowns;
  std::vector<NotListed> not_listed;
  std::size_t reached = 0;
  std::vector<std::string> incomplete;  // limits that were reached, one sentence each; empty: complete
};

// What the walk asks beside the world. `regimes` filters designations, rules and measures by regime or jurisdiction;
// empty takes all. `findings` are sorted by party; they must outlive the answer.
struct DependencyQuery {
  std::vector<std::string> regimes;
  std::span<const PartyFinding> findings;
  DependencyLimits limits;
};

// Answers for one root. Pure and deterministic: same facts in any order, same answer. Time: six breadth-first walks
// over what is reached. The answer points into the world's facts and the query's findings.
DependencyAnswer assess(const DependencyWorld& world, EntityIndex root, const DependencyQuery& query);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_H_
