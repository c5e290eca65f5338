// A scale of days for pictures over time: years as lines, dates as places.
#ifndef PENUMBRA_REPORT_TIME_SCALE_H_
#define PENUMBRA_REPORT_TIME_SCALE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"

namespace penumbra::report {

// From `left` to `right` in units of the picture; days outside are moved to the ends.
class TimeScale {
 public:
  TimeScale(Date begin, Date end, int left, int right);

  Date begin() const { return begin_; }
  Date end() const { return end_; }
  int x(Date day) const;
  // Lines at the first of January, with the year below where there is room; months where the scale is short.
  std::string years(int top, int bottom) const;

 private:
  Date begin_;
  Date end_;
  int left_;
  int right_;
};

// Places marks at their days without one hiding another: a mark that would cover one before it goes into the next row.
class MarkRows {
 public:
  // The row for a mark from `left` to `right`; rows beyond the limit are not opened, the last one then overlaps.
  int row(int left, int right);
  int count() const { return static_cast<int>(free_from_.size()); }

 private:
  std::vector<int> free_from_;
};

// The first day that a date may mean; nothing for none.
std::optional<Date> first_day(const std::string& text);

// SVG pieces with classes of the style sheet; texts are escaped.
std::string svg_line(int x1, int y1, int x2, int y2, std::string_view style);
std::string svg_text(int x, int y, std::string_view anchor, std::string_view style, std::string_view text);

}  // namespace penumbra::report

#endif  // PENUMBRA_REPORT_TIME_SCALE_H_
