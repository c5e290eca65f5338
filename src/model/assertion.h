// How firmly a source states something.
#ifndef PENUMBRA_MODEL_ASSERTION_H_
#define PENUMBRA_MODEL_ASSERTION_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace penumbra::model {

// How firmly a source states something. Stored: never renumber.
enum class AssertionStatus : std::uint8_t {
  kAsserted = 0,
  kPlanned = 1,
  kProposed = 2,
  kLikely = 3,
  kPossible = 4,
  kSuspended = 5,
  kEnded = 6,
  kDenied = 7,
  kDisputed = 8,
};
std::string_view to_string(AssertionStatus status);
std::optional<AssertionStatus> parse_assertion_status(std::string_view text);

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_ASSERTION_H_
