#include "report/time_scale.h"

#include <algorithm>
#include <cmath>

#include "report/html_text.h"

namespace penumbra::report {
namespace {

constexpr std::size_t kMaxMarkRows = 10;
constexpr int kYearWidth = 40;             // of a number with a blank beside it
constexpr std::int32_t kShortDays = 1200;  // below this the months are marked too

}  // namespace

TimeScale::TimeScale(Date begin, Date end, int left, int right)
    : begin_(begin), end_(end > begin ? end : begin.plus_days(1)), left_(left), right_(right) {}

int TimeScale::x(Date day) const {
  const double share = static_cast<double>(std::clamp(day, begin_, end_).days() - begin_.days()) /
                       static_cast<double>(end_.days() - begin_.days());
  return left_ + static_cast<int>(std::lround(share * (right_ - left_)));
}

std::string TimeScale::years(int top, int bottom) const {
  std::string out;
  int free_from = left_ - kYearWidth / 2;
  const bool months = end_.days() - begin_.days() <= kShortDays;
  for (int year = begin_.year(); year <= end_.year(); ++year) {
    for (int month = 1; month <= (months ? 10 : 1); month += 3) {
      const auto day = Date::from_ymd(year, month, 1);
      if (!day || *day < begin_ || *day > end_) continue;
      const int at = x(*day);
      out += svg_line(at, top, at, bottom, "year");
      if (at < free_from || at > right_ - kYearWidth / 2) continue;
      const std::string label = months ? day->to_string().substr(0, 7) : std::to_string(year);
      out += svg_text(at, bottom + 13, "middle", "t", label);
      free_from = at + (months ? kYearWidth * 3 / 2 : kYearWidth);
    }
  }
  return out;
}

int MarkRows::row(int left, int right) {
  for (std::size_t i = 0; i < free_from_.size(); ++i) {
    if (free_from_[i] > left && i + 1 != kMaxMarkRows) continue;
    free_from_[i] = right;
    return static_cast<int>(i);
  }
  free_from_.push_back(right);
  return static_cast<int>(free_from_.size()) - 1;
}

std::optional<Date> first_day(const std::string& text) {
  const auto date = PartialDate::parse(text);
  if (!date.ok() || !date->known()) return std::nullopt;
  return date->first();
}

std::string svg_line(int x1, int y1, int x2, int y2, std::string_view style) {
  std::string out = "<line class=\"";
  out += style;
  out += "\" x1=\"" + std::to_string(x1);
  out += "\" y1=\"" + std::to_string(y1);
  out += "\" x2=\"" + std::to_string(x2);
  out += "\" y2=\"" + std::to_string(y2) + "\"/>";
  return out;
}

std::string svg_text(int x, int y, std::string_view anchor, std::string_view style, std::string_view text) {
  std::string out = "<text";
  if (!style.empty()) {
    out += " class=\"";
    out += style;
    out += '"';
  }
  out += " x=\"" + std::to_string(x);
  out += "\" y=\"" + std::to_string(y);
  out += "\" text-anchor=\"";
  out += anchor;
  return out + "\">" + escaped(text) + "</text>";
}

}  // namespace penumbra::report
