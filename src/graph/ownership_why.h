// Why a verdict on one party follows: the best chains of statements, with the arithmetic of every step.
//
// A chain is a minimal set of stakes: the verdict follows from it alone, and from no part of it. Chains are ranked by
// length (fewest stakes), then by their weakest source, then by their least certain statement; equal ones in a fixed
// order. They are found by best-first search over derivations of the hypergraph whose hyperarcs are "these stakes of
// reached owners together meet this test in this asset" (directed hypergraphs: Gallo, Longo, Pallottino and Nguyen,
// 1993; ranking by k best hyperpaths: Nielsen, Andersen and Pretolani, 2005). Steps of one derivation share no stake
// across assets, so its length is the sum over its assets, and the search is exact until it meets its bound.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_WHY_H_
#define PENUMBRA_GRAPH_OWNERSHIP_WHY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_case.h"

namespace penumbra::graph {

inline constexpr std::size_t kDefaultChains = 5;
// Partial derivations that one search looks at. Real graphs need tens; dense ones with thousands of equal small stakes
// would need all ways to add them up.
inline constexpr std::size_t kMaxPartialChains = 20'000;

// How a verdict comes about.
enum class WhyBasis : std::uint8_t {
  kNothing,     // the rule does not follow from the record
  kListed,      // the party is listed itself
  kFacts,       // the rule follows from certain facts
  kPossible,    // it follows in some worlds that the facts allow
  kOwnListing,  // whether the party itself was listed on the day is not certain
  kTransfer,    // reached on an earlier day, and the transfer since is not recognised
  kNoEffect,    // the rule gives ownership no effect on the day
};

// One party on the way, with the stakes that bring it in.
struct WhyStep {
  PartyIndex party = 0;
  StakeKind kind = StakeKind::kEquity;
  std::vector<std::uint32_t> facts;  // indices into OwnershipFacts::stakes(), in the order of the text
  std::string text;                  // "A: 34 % (X) + 18 % (Y) = 52 % of the equity >= 50 %"
};

struct WhyChain {
  std::vector<std::uint32_t> facts;     // reasons first; every statement that counts, one per stake
  std::vector<WhyStep> steps;           // one per party, reasons first; the last is the party itself
  std::vector<std::uint32_t> listings;  // indices into OwnershipFacts::listings(): what the chain starts from
  std::uint8_t doubt = 0;               // of the weakest source, as WhyOptions::doubt has it
};

// The same facts read otherwise. Shown beside the verdict, never mixed into it.
struct AlternativeReading {
  std::string key;  // stable: "diluted", "other-reading", "self-held", "added-up"
  std::string text;
};

struct WhyOptions {
  std::size_t chains = kDefaultChains;
  // How far a source can be relied on: 0 its text was read, 1 a copy, 2 not read or not stated. Null: stated 0, not
  // stated 2.
  std::function<std::uint8_t(std::string_view source)> doubt;
};

struct OwnershipWhy {
  OwnershipAnswer answer;  // its chain is the first of `chains` where there is one, and its sentence speaks of that
  WhyBasis basis = WhyBasis::kNothing;
  std::vector<WhyChain> chains;
  bool more = false;        // there are further chains than were asked for
  std::optional<Date> eve;  // kTransfer: the day on which the chains hold
  std::vector<AlternativeReading> readings;
  std::vector<std::string> bounds;  // searches that were given up, one sentence each; empty: the chains are the best
};

// Explains one party. kNotFound when the regime is unknown. Pure and deterministic, whatever the order of rows.
Result<OwnershipWhy> explain_ownership(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                       const rules::RuleBook& book, const OwnershipQuery& query,
                                       const WhyOptions& options = {});

// The same for a case that was cut already.
OwnershipWhy explain_case(OwnershipCase& cut, const OwnershipFacts& facts, const StakesByAsset& index,
                          const WhyOptions& options = {});

// What decides about a case: on which side and at which level its verdict was reached.
struct WhyGoal {
  WhyBasis basis = WhyBasis::kNothing;
  Side side = Side::kLow;
  rules::Effect level = rules::Effect::kRestrict;
};
WhyGoal goal_of(const OwnershipCase& cut);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_WHY_H_
