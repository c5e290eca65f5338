// Outages, substitutes and slip of one entity as bars over days.
#ifndef PENUMBRA_REPORT_SUPPLY_PICTURE_H_
#define PENUMBRA_REPORT_SUPPLY_PICTURE_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/supply.h"

namespace penumbra::report {

struct SupplyBar {
  std::string label;   // what: "out", the substitute's name, "P50"
  std::string from;    // day; "" is before the period
  std::string to;      // "" runs to the end of the period
  bool point = false;  // `from` alone
  std::string sign;
  std::string_view style;  // class of the style sheet
  bool dashed = false;
  std::string when;  // the days in words
  std::string text;
};

// Outages by day, substitutes with a likely day, then P50 and P80 of the end; the same order in picture and table.
std::vector<SupplyBar> supply_bars(const EntitySupply& entity);

std::string draw(const std::vector<SupplyBar>& bars, Date from, Date until, std::string_view title);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_SUPPLY_PICTURE_H_
