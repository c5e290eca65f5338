// What holds from when to when: the facts of a period, looked at on every day on which one of them changes.
//
// The rules for one day are those of graph/dependency_world.h, graph/dependency_bites.h and
// graph/dependency_ownership.h; here they are asked day by day and the answers are joined to spans.
#ifndef PENUMBRA_GRAPH_SUPPLY_WATCH_H_
#define PENUMBRA_GRAPH_SUPPLY_WATCH_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/dependency.h"
#include "graph/dependency_ownership.h"
#include "graph/dependency_world.h"
#include "graph/supply_jurisdiction.h"
#include "graph/supply_net.h"
#include "penumbra/result.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

// Bounds of one question; reaching one makes the answer incomplete.
inline constexpr std::size_t kMaxSupplyDays = 4'000;     // days of change: the bundled model has some 600 in ten years
inline constexpr std::size_t kMaxSupplyThings = 20'000;  // things with an essential dependence

struct SupplySetup {
  Date start;  // first day followed
  Date as_of;  // first day of the period
  Date end;    // first day after the period
  Timestamp known_at = Timestamp::max();
  std::vector<std::string> regimes;
};

// Why a thing or a need is out, as found on the day `seen`.
struct SupplyCause {
  Cause cause;
  EntityIndex target = kNoEntity;
  Date seen;
  Severity severity = Severity::kOperationalLoss;
  Certainty certainty = Certainty::kCertain;
  std::string jurisdiction;
};

// A span in which a measure bears on a thing.
struct MeasureSpan {
  Day from = 0;
  Day to = kNever;
  std::uint8_t level = 0;
  bool authorisation = false;  // an authorisation would lift it
  MeasureDirection direction = MeasureDirection::kBoth;
  std::uint32_t cause = kNone;
};

// An essential dependence, or an alternative-to edge that offers a substitute for one.
struct WatchedNeed {
  const model::Relationship* fact = nullptr;
  const model::RelationshipKind* kind = nullptr;
  EntityIndex dependant = 0;
  EntityIndex needed = 0;
  std::vector<NetNeedSpan> spans;  // mode kStanding or kLost; substitutes are told apart when groups are made
  std::vector<MeasureSpan> goods;  // goods measures that reach this user
};

struct Watched {
  std::unique_ptr<const model::Dataset> facts;        // the part of the facts that bears on programmes and supply
  std::unique_ptr<const DependencyWorld> world;       // of `facts`, on as_of
  std::vector<Day> days;                              // days looked at, ascending; the first is the start
  std::vector<WatchedNeed> needs;                     // by dependant's id, then fact
  std::vector<WatchedNeed> alternatives;              // dependant kNoEntity; needed: the substitute; by fact
  std::vector<EntityIndex> things;                    // at an end of a need or alternative; by id
  std::map<EntityIndex, std::vector<NetDown>> downs;  // `cause` indexes `causes`
  std::map<std::pair<EntityIndex, std::string>, std::vector<MeasureSpan>> measures;  // by thing and jurisdiction
  std::vector<SupplyCause> causes;
  std::deque<OwnershipFindings> findings;  // what causes point into
  std::vector<std::string> rules;          // ownership rules applied, over all days; sorted
  std::vector<std::string> incomplete;
};

// Errors are those of ownership_findings().
Result<Watched> watch(const model::Dataset& facts, const rules::RuleBook& book, const SupplySetup& setup);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SUPPLY_WATCH_H_
