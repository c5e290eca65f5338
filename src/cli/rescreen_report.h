// How a re-screening is told: rows, and at the end what all share.
#ifndef PENUMBRA_CLI_RESCREEN_REPORT_H_
#define PENUMBRA_CLI_RESCREEN_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "cli/command.h"
#include "penumbra/rescreening.h"

namespace penumbra::cli {

struct RescreenCounts {
  std::uint64_t customers = 0;
  std::uint64_t screened = 0;  // whom the change can touch
  std::uint64_t changed = 0;
  std::uint64_t incomplete = 0;  // for a reason of their own
  std::uint64_t not_screened = 0;
  std::uint64_t first = 0;                       // not asked before, or not by this program and of these sources
  std::optional<std::uint64_t> asked_no_longer;  // of a receipt: questions that no row asks any more
};

// One line for the person.
std::string summary_of(const RescreenCounts& counts);

// Prints what is to be told of each row, in the form asked for.
class RescreenReport {
 public:
  RescreenReport(Console& console, Format format) : console_(console), format_(format) {}

  // `why_all`: why every customer is screened in full; "" when not.
  void begin(const RescreenScope& scope, const std::string& why_all);
  void customer(const RowLabel& label, const Rescreened& result);
  void not_screened(const RowLabel& label, const Error& error);
  void end(const RescreenScope& scope, const RescreenCounts& counts);

 private:
  Console& console_;
  Format format_;
  bool first_ = true;
};

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_RESCREEN_REPORT_H_
