// The kinds of stake that one party can have in another.
#ifndef PENUMBRA_MODEL_STAKE_H_
#define PENUMBRA_MODEL_STAKE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace penumbra::model {

// What a stake gives its owner. The first three are measured in percent and are never added to one another; the others
// either hold or do not. Stored: never renumber.
enum class StakeKind : std::uint8_t {
  kEquity = 0,            // shares, capital, property rights
  kVotes = 1,             // voting rights
  kProfits = 2,           // a right to a share of the profits
  kAppointsMajority = 3,  // the right to appoint or remove a majority of the board
  kJointArrangement = 4,  // the owner exercises its rights jointly with the other parties of an arrangement
  kControls = 5,          // a stated control by other means (dominant influence, instructions that are followed)
  kFamily = 6,            // a family tie between the owner and the asset, or the asset's owner
};
inline constexpr std::size_t kStakeKindCount = 7;
inline constexpr std::size_t kMeasuredKindCount = 3;

// Spelling in files, rules and answers, in the order of the enumeration.
inline constexpr std::array<std::string_view, kStakeKindCount> kStakeKindNames = {
    "equity", "votes", "profits", "appoints-majority", "joint-arrangement", "controls", "family"};

constexpr std::string_view to_string(StakeKind kind) {
  return kStakeKindNames[static_cast<std::size_t>(kind)];
}

constexpr std::optional<StakeKind> parse_stake_kind(std::string_view name) {
  for (std::size_t i = 0; i < kStakeKindNames.size(); ++i) {
    if (kStakeKindNames[i] == name) return static_cast<StakeKind>(i);
  }
  return std::nullopt;
}

// True for equity, votes and profits.
constexpr bool is_measured(StakeKind kind) {
  return static_cast<std::size_t>(kind) < kMeasuredKindCount;
}

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_STAKE_H_
