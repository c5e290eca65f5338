// The results of back-tests as text, JSON, CSV and Markdown.
#ifndef PENUMBRA_BACKTEST_REPORT_H_
#define PENUMBRA_BACKTEST_REPORT_H_

#include <span>
#include <string>

#include "backtest/run.h"

namespace penumbra::backtest {

// One line per outcome and the figures below, for a terminal of `width` columns; plain text.
std::string to_text(std::span<const CaseResult> results);
// Everything, with a stable order of keys. `indent` 0: one line.
std::string to_json(std::span<const CaseResult> results, int indent = 0);
// One row per outcome. Cells that a spreadsheet would run are neutralised.
std::string to_csv(std::span<const CaseResult> results);
// The tables of docs/backtests.md: figures per case and overall, every outcome, misses with their accounts, sources.
std::string to_markdown(std::span<const CaseResult> results);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_REPORT_H_
