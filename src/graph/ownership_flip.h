// What a verdict on one party rests on: the smallest change of the recorded facts with which it would be another.
//
// These are statements about the record, for those who have to know how firm a verdict is and which fact to check. For
// a party that is reached: the smallest sets of stakes, or of listings, without which the rule would not follow, and
// for a stake that breaks it alone the exact share below which it would not. For a party that is not reached: the
// smallest share that a recorded stake, or a further stake of a listed party, would have to read, and the owners whose
// listing would make it follow. For an open one: the facts that would decide it, each way, with the value that decides.
// Thresholds are found by bisection over the units of a share (10^-16 percent) against the engine itself, so "at least"
// and "more than" come out as the rule has them.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_FLIP_H_
#define PENUMBRA_GRAPH_OWNERSHIP_FLIP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ownership.h"
#include "graph/ownership_case.h"
#include "graph/ownership_why.h"

namespace penumbra::graph {

// Changes of one kind that are given; more are counted in `bounds`.
inline constexpr std::size_t kMaxFlips = 8;
// Combinations of open facts that are tried for a set that would decide.
inline constexpr std::size_t kMaxDecidingTrials = 2'000;

// Printed: names never change.
enum class FlipForm : std::uint8_t {
  kWithoutStakes,    // these stakes were not there
  kStakeBelow,       // this stake read less
  kWithoutListings,  // these parties were not listed on the day
  kStakeAbove,       // this recorded stake read more
  kFurtherStake,     // a listed party had a further stake in this party
  kListing,          // this party were listed
  kDecidesFor,       // these open facts, read so, make the rule follow
  kDecidesAgainst,   // these open facts, read so, make it not follow
};
std::string_view to_string(FlipForm form);

struct OwnershipFlip {
  FlipForm form = FlipForm::kWithoutStakes;
  std::vector<std::uint32_t> facts;  // statements concerned; indices into OwnershipFacts::stakes()
  std::vector<PartyIndex> parties;   // listed, not listed, or the asset of a further stake
  // kStakeBelow, kStakeAbove, kFurtherStake, and deciding facts of one stake: where the verdict changes. With
  // `strict`, beyond it ("more than"); without, from it on ("at least").
  std::optional<ShareUnits> boundary;
  bool strict = false;
  OwnershipVerdict outcome = OwnershipVerdict::kNotByOwnership;  // what the engine says after the change
  std::string text;
};

struct OwnershipFlips {
  OwnershipVerdict verdict = OwnershipVerdict::kNotByOwnership;
  WhyBasis basis = WhyBasis::kNothing;
  std::vector<OwnershipFlip> flips;  // by form, smallest first
  std::vector<std::string> notes;    // what no change of these kinds would alter, and why
  std::vector<std::string> bounds;   // searches that were given up; empty: what is given is smallest
};

// kNotFound when the regime is unknown. Pure and deterministic, whatever the order of rows.
Result<OwnershipFlips> flip_ownership(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                      const rules::RuleBook& book, const OwnershipQuery& query);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_FLIP_H_
