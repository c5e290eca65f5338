#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "report/html_text.h"
#include "report/pictures.h"

namespace penumbra::report {
namespace {

constexpr int kWidth = 1000;
constexpr int kBarTop = 26;
constexpr int kBarHeight = 24;
constexpr int kHeight = 84;
constexpr int kDaysBefore = 3 * 365;  // of the first day asked for: enough to see what was before

struct Look {
  std::string_view phase;
  const char* ground;
  const char* edge;
  const char* sign;
};
// Okabe-Ito hues; the sign and the word repeat what the colour says.
constexpr std::array<Look, 5> kLooks = {{{"not-yet", "#e9edf0", "#8795a1", "○"},
                                         {"working", "#cfe6f5", "#0072b2", "●"},
                                         {"stopped", "#fbe5b8", "#e69f00", "❚❚"},
                                         {"over", "#f8d5c1", "#d55e00", "✖"},
                                         {"done", "#c9ebdf", "#009e73", "✔"}}};

const Look& look_of(std::string_view phase) {
  for (const Look& each : kLooks) {
    if (each.phase == phase) return each;
  }
  return kLooks[0];
}

std::optional<Date> day_of(const std::string& text) {
  const auto date = PartialDate::parse(text);
  if (!date.ok() || !date->known()) return std::nullopt;
  return date->first();
}

}  // namespace

std::string timeline_picture(const EntityExposure& entity, std::span<const ExposureAnswer> days) {
  if (entity.history.empty()) return "";
  const Date begin = days.front().as_of.plus_days(-kDaysBefore);
  const Date end = days.back().as_of.plus_days(200);
  const double span = static_cast<double>(end.days() - begin.days());
  const auto x_of = [&](Date day) {
    const Date clamped = std::clamp(day, begin, end);
    return static_cast<int>(std::lround(static_cast<double>(clamped.days() - begin.days()) / span * kWidth));
  };
  std::string out = "<svg role=\"img\" width=\"1000\" height=\"" + std::to_string(kHeight) + "\" viewBox=\"0 0 " +
                    std::to_string(kWidth) + " " + std::to_string(kHeight) +
                    "\" style=\"min-width:640px;width:100%\"><title>" +
                    escaped("States of " + entity.caption + " over time") + "</title>";
  const auto upright = [](int at, int top, int bottom, const char* style) {
    const std::string x = std::to_string(at);
    std::string line = "<line x1=\"";
    line += x;
    line += "\" y1=\"" + std::to_string(top);
    line += "\" x2=\"";
    line += x;
    line += "\" y2=\"" + std::to_string(bottom);
    line += "\" ";
    line += style;
    line += "/>";
    return line;
  };
  for (int year = begin.year() + 1; year <= end.year(); ++year) {
    const auto first = Date::from_ymd(year, 1, 1);
    if (!first) continue;
    out += upright(x_of(*first), kBarTop - 4, kBarTop + kBarHeight + 4, "stroke=\"#d4dbe1\"");
    out += "<text x=\"" + std::to_string(x_of(*first)) + "\" y=\"" + std::to_string(kHeight - 16) +
           "\" text-anchor=\"middle\" style=\"font-size:11px;fill:#51606d\">" + std::to_string(year) + "</text>";
  }
  for (const ExposureState& state : entity.history) {
    const Date from = day_of(state.from).value_or(begin);
    const Date to = day_of(state.to).value_or(end);
    if (to <= begin || from >= end) continue;
    const Look& look = look_of(state.phase);
    const int x1 = x_of(from);
    const int x2 = std::max(x1 + 3, x_of(to));
    out += "<g><title>" + escaped(state.sentence) + "</title><rect x=\"" + std::to_string(x1) + "\" y=\"" +
           std::to_string(kBarTop) + "\" width=\"" + std::to_string(x2 - x1) + "\" height=\"" +
           std::to_string(kBarHeight) + "\" fill=\"" + look.ground + "\" stroke=\"" + look.edge + "\"" +
           (state.status == "asserted" ? "" : " stroke-dasharray=\"5 4\"") + "/>";
    // Seven pixels a letter; a label that does not fit is left to the title and the table.
    const std::string label = std::string(look.sign) + " " + state.state;
    if (x2 - x1 > static_cast<int>(state.state.size()) * 7 + 26) {
      out += "<text x=\"" + std::to_string(x1 + 6) + "\" y=\"" + std::to_string(kBarTop + 16) + "\">" + escaped(label) +
             "</text>";
    }
    out += "</g>";
  }
  constexpr int kLabelWidth = 78;
  int free_from = -kLabelWidth;
  for (const ExposureAnswer& day : days) {
    const int at = x_of(day.as_of);
    const char* side = at > kWidth - 90 ? "end" : "middle";
    out += upright(at, 14, kBarTop + kBarHeight + 6, "stroke=\"#15212b\" stroke-width=\"1.6\"");
    // Days that lie close together would write over one another: a label that does not fit moves to the right of the
    // last.
    if (at - kLabelWidth / 2 >= free_from || at + kLabelWidth < kWidth) {
      const bool moved = at - kLabelWidth / 2 < free_from;
      out += "<text x=\"" + std::to_string(moved ? free_from + 4 : at) + "\" y=\"11\" text-anchor=\"" +
             (moved ? "start" : side) + "\" style=\"font-size:11px\">" + day.as_of.to_string() + "</text>";
      free_from = moved ? free_from + 4 + kLabelWidth : at + kLabelWidth / 2;
    }
  }
  return out + "</svg>";
}

}  // namespace penumbra::report
