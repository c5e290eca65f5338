// A back-test case as its author writes it: what struck when, what was seen afterwards, and on what evidence.
//
// docs/backtests.md describes the folder of a case. This file reads `case.toml`; the model and the shock beside it are
// CSV of docs/design/model-format.md.
#ifndef PENUMBRA_BACKTEST_CASE_FILE_H_
#define PENUMBRA_BACKTEST_CASE_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/error.h"
#include "penumbra/result.h"

namespace penumbra::backtest {

// When something that was planned came about.
struct Actual {
  PartialDate date;    // ">2027-09": not by then, as far as is known
  bool never = false;  // it was given up, or can no longer come about
  bool stated() const { return never || date.known(); }
  std::string to_string() const { return never ? "never" : date.to_string(); }
};

// What was seen of one mission (or programme, batch, ...) after the shock.
struct Outcome {
  std::string mission;         // id of an entity of the model
  bool control = false;        // true: the shock did not harm it
  std::string how;             // how it was hit; for a control, why it may look hit
  PartialDate planned;         // the plan of the eve; unknown for what runs all the time
  std::string planned_source;  // id of a source of the model that carries the plan; "" not stated
  Actual actual;
  PartialDate effect;                    // when the harm was first felt; unknown: not stated
  std::string replaces;                  // id of the thing that was lost, as the substitutes see it
  std::vector<std::string> substitutes;  // ids of what was taken, the one that served first in front
  std::vector<std::string> sources;      // ids of OutcomeSource
  std::string note;
  std::string miss;  // the author's account of what the engine gets wrong here; "" none
  SourcePosition position;
};

// Evidence for outcomes. It lies outside the model since it is younger than the eve.
struct OutcomeSource {
  std::string id;
  std::string title;
  std::string publisher;
  PartialDate date;
  std::string locator;
  std::string checked;  // text, copy, no: as in the model format
  std::string note;
};

struct CaseFile {
  std::string name;  // of the folder
  std::string title;
  Date shock;           // first day of the shock; the world is taken as known on the day before
  std::string trigger;  // sanctions-licence, counter-measure, war-embargo, partner-decision
  std::string side;     // who acted; free text or an id; "" nobody
  std::string summary;
  std::vector<std::string> model;    // files or folders, relative to the case; empty: the folder of the case
  std::vector<std::string> regimes;  // whose measures count; empty: all
  std::optional<Date> until;         // last day that is asked about; default: five years after the shock
  std::vector<Outcome> outcomes;     // affected ones first, each in the order of the file
  std::vector<OutcomeSource> sources;

  Date eve() const { return shock.plus_days(-1); }
};

// Reads one case. `file` names it in errors: kSyntax and kUnsupported (TOML), kInvalidValue (a key that is not known, a
// date or word that cannot be read, a source that is not defined, a mission twice, none at all). Pure.
Result<CaseFile> parse_case_file(std::string_view text, const std::string& file);

}  // namespace penumbra::backtest

#endif  // PENUMBRA_BACKTEST_CASE_FILE_H_
