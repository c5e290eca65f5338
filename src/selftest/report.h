// The effectiveness report of a self test, to be filed.
#ifndef PENUMBRA_SELFTEST_REPORT_H_
#define PENUMBRA_SELFTEST_REPORT_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selftest/run.h"

namespace penumbra::selftest {

// What the user asks the rates to reach.
struct Goals {
  std::optional<std::array<double, kLevels>> recall;  // unchanged, one, two, three treatments
  std::optional<double> false_alerts;                 // share of clean names

  bool any() const { return recall.has_value() || false_alerts.has_value(); }
};

// One goal beside what was seen. Met when the rate itself, not its interval, reaches the goal.
struct GoalLine {
  std::string_view what;
  double goal = 0;
  double seen = 0;
  bool met = false;
};
std::vector<GoalLine> judged(const Report& report, const Goals& goals);

// Who ran what, and when; kept apart from the report so that equal runs give equal reports.
struct Run {
  std::string program;   // "0.1.0"
  std::string analysis;  // fingerprint of the name analysis, hexadecimal
  std::string matcher;   // fingerprint of all that decides a verdict on a name, hexadecimal
  std::string made;      // instant, "" leaves it out
};

// The fingerprint of the matcher with which this program was built: text, names, comparison, index, evidence, tables.
std::string matcher_fingerprint();

// Names of the levels for a reader: "unchanged", "one technique", ...
std::string_view level_title(std::size_t level);

// 0.99903 as "99.90 %". Rounded towards the worse, so that 99.996 % found is never shown as 100 %: down, and up where
// less is better.
std::string percent(double share, bool less_is_better = false);

// docs/design/selftest.md gives the schema.
std::string to_json(const Report& report, const Goals& goals, const Run& run, int indent = 1);
// One page without any reference to the network.
std::string to_html(const Report& report, const Goals& goals, const Run& run);
// A few lines for a terminal.
std::string to_text(const Report& report, const Goals& goals);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_REPORT_H_
