// An exposure answer as text for a terminal, as one HTML page, and as a table.
//
// All three show the same facts in the same order: what the answer is, the state, what it is exposed to with severity
// and certainty apart, the chain, what changed, what is untouched, what is not established, and the sources. Colour
// never carries meaning alone. Pure functions; safe from any thread.
#ifndef PENUMBRA_REPORT_REPORT_H_
#define PENUMBRA_REPORT_REPORT_H_

#include <cstddef>
#include <span>
#include <string>

#include "penumbra/exposure.h"
#include "penumbra/timeline.h"
#include "report/ownership_page.h"

namespace penumbra::report {

struct TextOptions {
  bool colour = false;      // ANSI styles beside the words and symbols
  std::size_t width = 100;  // columns, at least 60
  // Bundles of exposures shown for each entity; the rest is counted. One entity alone is shown whole.
  std::size_t shown = 2;
};

// `days`: answers to one question on one or several days, oldest first, with the same entities in the same order. The
// first line answers.
std::string text(std::span<const ExposureAnswer> days, const TextOptions& options);

// One self-contained page: no script, no network, printable. Opens in any browser.
std::string html(std::span<const ExposureAnswer> days);

// The page of an ownership answer: verdicts, chains with shares, flags, missing facts, rules with their sources.
std::string html(const OwnershipPage& page);

// The page of a timeline: for each entity what changed on which day, as a picture and as tables, with the facts that
// turned on the day.
std::string html(const ExposureTimeline& timeline);

// One row for each day, entity and exposure, with a header; RFC 4180. Cells that a spreadsheet would compute are
// neutralised.
std::string csv(std::span<const ExposureAnswer> days);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_REPORT_H_
