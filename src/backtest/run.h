// One back-test from the folder of a case to its score.
#ifndef PENUMBRA_BACKTEST_RUN_H_
#define PENUMBRA_BACKTEST_RUN_H_

#include <memory>
#include <string>
#include <vector>

#include "backtest/case_file.h"
#include "backtest/known.h"
#include "backtest/score.h"
#include "penumbra/result.h"

namespace penumbra::backtest {

// A case that has been run. Movable and copyable; the score points into `the_case`, which is shared for that.
struct CaseResult {
  std::shared_ptr<const CaseFile> the_case;
  std::vector<Leak> left_out;      // facts of the model that were not known on the eve, and were not used
  std::vector<Leak> shortened;     // facts whose end lay after the eve, used as open
  std::vector<std::string> notes;  // sentences on the case as a whole
  std::size_t facts = 0;           // facts used
  std::size_t by_recorded = 0;     // of these, facts that only their `recorded` cell dates before the shock
  CaseScore score;
};

// The folders of cases that the paths name: a folder with a case.toml is one, any other folder stands for those of its
// direct subfolders that have one, by name. kNotFound, kIo; kInvalidArgument when a path names no case. A path may be
// given twice and is run once.
Result<std::vector<std::string>> find_cases(const std::vector<std::string>& paths);

// Reads case.toml, the model (every .csv of the folder but shock.csv, or what `model` of the case names) and shock.csv,
// sifts the model by what was known on the eve, asks the engines and scores the answers. Errors name file, place and
// fix. Reads files only; never follows a `model` path out of a folder by anything but what the case itself writes.
Result<CaseResult> run_case(const std::string& folder);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_RUN_H_
