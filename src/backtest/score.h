// Predictions against what was seen.
#ifndef PENUMBRA_BACKTEST_SCORE_H_
#define PENUMBRA_BACKTEST_SCORE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backtest/case_file.h"
#include "backtest/predict.h"

namespace penumbra::backtest {

// Whether the slip that was seen lies in the interval that was predicted (p10 to p90).
enum class Coverage : std::uint8_t {
  kNotAsked,   // no plan or no outcome is stated, or the mission was not found: nothing to compare
  kUnknown,    // the record has no times: said so, never counted as covered
  kCovered,    // every day that the outcome allows lies in the interval
  kUndecided,  // the outcome's dates are too imprecise to tell
  kEarlier,    // the outcome came before the interval
  kLater,      // it came after the interval, or never
};
std::string_view to_string(Coverage coverage);

// Days between a plan and what came of it; `most` is nothing when it never came, or not yet.
struct SlipSeen {
  std::int32_t least = 0;
  std::optional<std::int32_t> most;
};

// The place of a substitute that was taken.
struct Rank {
  bool on_record = false;            // the eve knew it as a substitute
  std::optional<std::size_t> place;  // 1 + those that are ready earlier, by likely day; nothing without a day on record
  bool tied = false;                 // others are ready on the same day
};

struct OutcomeScore {
  const Outcome* outcome = nullptr;  // of the case
  Prediction prediction;
  bool right = false;  // affected and found, or a control and not called affected
  std::optional<SlipSeen> slip_seen;
  Coverage coverage = Coverage::kNotAsked;
  std::vector<Rank> ranks;               // for each substitute that was taken, in the outcome's order
  std::size_t ranked = 0;                // substitutes on record, each counted once
  std::optional<std::int32_t> lag_seen;  // days from the shock to the first harm
  std::optional<std::int32_t> lag_told;  // days from the shock to the first day out
};

// Counts over outcomes; those of several cases add up.
struct Totals {
  std::size_t affected = 0, found = 0;  // found / affected is the recall
  std::size_t found_certain = 0;        // of these, for certain and not only possibly
  std::size_t affected_open = 0;        // affected and left open
  std::size_t controls = 0, false_alarms = 0;
  std::size_t false_alarms_certain = 0, controls_open = 0;
  std::size_t chain_found = 0, chain_false_alarms = 0;  // of the exposure walk alone
  // The substitute that served first: asked for, on record, ranked first alone, ranked first with others.
  std::size_t substitutes_asked = 0, substitutes_on_record = 0, substitutes_first = 0, substitutes_tied = 0;
  std::size_t slips_asked = 0, slips_known = 0, slips_covered = 0;
  std::size_t lags_asked = 0, lags_within_month = 0;  // told within 31 days of what was seen

  void add(const Totals& other);
};

struct CaseScore {
  std::vector<OutcomeScore> outcomes;
  Totals totals;
};

// Pure. `predictions` has one entry per outcome of the case, in its order; the score points into the case.
CaseScore score(const CaseFile& the_case, std::vector<Prediction> predictions);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_SCORE_H_
