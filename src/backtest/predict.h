// What the engines say on the eve, with the shock laid over the world that was known.
#ifndef PENUMBRA_BACKTEST_PREDICT_H_
#define PENUMBRA_BACKTEST_PREDICT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backtest/case_file.h"
#include "model/facts.h"
#include "model/overlay.h"
#include "penumbra/exposure_terms.h"
#include "penumbra/result.h"

namespace penumbra::backtest {

// What an engine makes of one mission. From the heaviest.
enum class Verdict : std::uint8_t {
  kAffected,       // something that it cannot do without is lost or forbidden, and nothing on record bridges it in time
  kOpen,           // it is out unless something that is not on record (a stock, a verdict) keeps it going
  kWarned,         // the shock reaches it, but what it loses is bridged, or only supports it, or is a red flag
  kUntouched,      // the shock does not reach it
  kAlreadyBroken,  // it was out before the shock: nothing can be told
  kGiven,          // the shock file states the mission's own loss: no prediction
  kNotOnRecord,    // no fact that was known on the eve speaks of it
};
std::string_view to_string(Verdict verdict);

// A substitute as the engine ranks it: by the likely day on which it is ready, unknown days last.
struct RankedSubstitute {
  std::string id;
  std::string lost;  // id of what it would stand in for
  std::string ready_least, ready_likely, ready_most;
};

// Whole days of slip at shares of the samples; nothing for a share that lies beyond the period asked about.
struct SlipRange {
  std::optional<std::int32_t> p10;
  std::optional<std::int32_t> p50;
  std::optional<std::int32_t> p90;
};

struct Prediction {
  std::string mission;
  Verdict verdict = Verdict::kUntouched;
  Certainty certainty = Certainty::kCertain;  // of kAffected
  std::string stops;                          // first day out, at its most certain; "" when it is not out
  std::string stops_possibly;                 // first day possibly out
  std::string because;                        // the reason in one sentence; "" none
  std::size_t steps = 0;                      // dependences from the mission to what the shock strikes
  std::vector<RankedSubstitute> substitutes;
  std::optional<SlipRange> slip;
  std::string slip_unknown;                // why there is no slip; "" when there is one or none is asked
  Verdict by_chain = Verdict::kUntouched;  // what the exposure walk alone says, without stock and time
  std::vector<std::string> incomplete;     // limits that were reached
};

// One prediction for every outcome of the case, in its order. `eve` is what known_on() left; `shock` is laid over it
// with the base untouched. Errors are those of the scenario (edge to nowhere, a removal that meets nothing) and of the
// engines.
Result<std::vector<Prediction>> predict(const CaseFile& the_case, const model::Dataset& eve,
                                        const std::shared_ptr<const model::Overlay>& shock);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_PREDICT_H_
