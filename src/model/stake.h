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
  kNominee = 7,           // the asset, a person or firm, holds what it holds on behalf of the owner
};
inline constexpr std::size_t kStakeKindCount = 8;
inline constexpr std::size_t kMeasuredKindCount = 3;

// Spelling in files, rules and answers, in the order of the enumeration.
inline constexpr std::array<std::string_view, kStakeKindCount> kStakeKindNames = {
    "equity", "votes", "profits", "appoints-majority", "joint-arrangement", "controls", "family", "nominee"};

constexpr std::string_view to_string(StakeKind kind) {
  return kStakeKindNames[static_cast<std::size_t>(kind)];
}

constexpr std::optional<StakeKind> parse_stake_kind(std::string_view name) {
  for (std::size_t i = 0; i < kStakeKindNames.size(); ++i) {
    if (kStakeKindNames[i] == name) return static_cast<StakeKind>(i);
  }
  return std::nullopt;
}

// By what one party controls another, where a source says so. Files write the word as the kind of a stake, and a
// `controls` relationship as its role; rules judge all of them by their field `controls`, and answers name the word.
struct ControlCriterion {
  std::string_view name;
  std::string_view phrase;  // stands between controller and controlled: "X may use the assets of A"
};
// The words follow the criteria of control of the EU Council's Best Practices (part on ownership and control), of
// Schedule 1 of SI 2019/855 and of the UK register of persons with significant control; the texts were not read for
// this table, which only names what a source states and decides nothing.
inline constexpr std::array<ControlCriterion, 8> kControlCriteria = {{
    {"dominant-influence", "has the right to exercise a dominant influence over"},
    {"de-facto-influence", "in fact exercises a dominant influence over"},
    {"usage-of-assets", "may use all or part of the assets of"},
    {"unified-management", "manages on a unified basis the business of"},
    {"shared-liabilities", "shares or guarantees the liabilities of"},
    {"voting-agreement", "controls by agreement with other holders a majority of the votes in"},
    {"significant-influence", "has significant influence or control over"},
    {"trust", "controls through a trust"},
}};

constexpr const ControlCriterion* find_control_criterion(std::string_view name) {
  for (const ControlCriterion& criterion : kControlCriteria) {
    if (criterion.name == name) return &criterion;
  }
  return nullptr;
}

// True for a kind of stake or a criterion of control: what the kind column of a table of stakes may hold.
constexpr bool is_stake_word(std::string_view word) {
  return parse_stake_kind(word).has_value() || find_control_criterion(word) != nullptr;
}

// True for equity, votes and profits.
constexpr bool is_measured(StakeKind kind) {
  return static_cast<std::size_t>(kind) < kMeasuredKindCount;
}

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_STAKE_H_
