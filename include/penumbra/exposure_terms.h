// The words in which an exposure is judged. Severity (what follows if it is true) and certainty (how true it is) are
// two axes and never one number; exposures of different kinds are never added up.
#ifndef PENUMBRA_EXPOSURE_TERMS_H_
#define PENUMBRA_EXPOSURE_TERMS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace penumbra {

// By what an exposure comes. Stored and printed: never renumber, names never change.
enum class ExposureKind : std::uint8_t {
  kDesignation = 0,   // a needed party is listed itself
  kOwnership = 1,     // an ownership rule reaches a needed party
  kControl = 2,       // a control test or presumption reaches it
  kGoods = 3,         // goods that are used are restricted
  kSupply = 4,        // something that is needed is not available
  kProgramme = 5,     // a programme, partner or agreement that is needed is not working
  kPayment = 6,       // a payment channel is cut or at risk
  kJurisdiction = 7,  // a measure on a country, sector or party as a whole
  kSecondary = 8,     // an authority may act against those who deal with it
};
inline constexpr std::array<std::string_view, 9> kExposureKindNames = {
    "designation", "ownership", "control", "goods", "supply", "programme", "payment", "jurisdiction", "secondary"};

// What follows if it is true, from the heaviest. Stored and printed: never renumber.
enum class Severity : std::uint8_t {
  kProhibited = 0,
  kAuthorisationNeeded = 1,
  kRebuttablePresumption = 2,
  kRedFlag = 3,
  kOperationalLoss = 4,
  kContext = 5,  // worth knowing; nothing follows from it
};
inline constexpr std::array<std::string_view, 6> kSeverityNames = {
    "prohibited", "authorisation-needed", "rebuttable-presumption", "red-flag", "operational-loss", "context"};

// How true it is on the day asked for. Stored and printed: never renumber.
enum class Certainty : std::uint8_t {
  kCertain = 0,    // every fact on the chain is asserted and holds on the day
  kPossible = 1,   // a date is imprecise, or a fact is planned, likely or possible only
  kUnknown = 2,    // a fact that decides it is missing
  kContested = 3,  // sources disagree
};
inline constexpr std::array<std::string_view, 4> kCertaintyNames = {"certain", "possible", "unknown", "contested"};

constexpr std::string_view to_string(ExposureKind kind) {
  return kExposureKindNames[static_cast<std::size_t>(kind)];
}
constexpr std::string_view to_string(Severity severity) {
  return kSeverityNames[static_cast<std::size_t>(severity)];
}
constexpr std::string_view to_string(Certainty certainty) {
  return kCertaintyNames[static_cast<std::size_t>(certainty)];
}

constexpr std::optional<ExposureKind> parse_exposure_kind(std::string_view text) {
  for (std::size_t i = 0; i < kExposureKindNames.size(); ++i) {
    if (kExposureKindNames[i] == text) return static_cast<ExposureKind>(i);
  }
  return std::nullopt;
}
constexpr std::optional<Severity> parse_severity(std::string_view text) {
  for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
    if (kSeverityNames[i] == text) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

}  // namespace penumbra

#endif  // PENUMBRA_EXPOSURE_TERMS_H_
