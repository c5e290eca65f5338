#include "selftest/pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace penumbra::selftest {
namespace {

constexpr double kLeft = 64, kTop = 14, kWidth = 640, kHeight = 200;

double across(double score) {
  return kLeft + (score - 0.60) / 0.40 * kWidth;
}

double up(double share) {
  return kTop + (1 - share) * kHeight;
}

std::string frame(std::string_view title, std::string_view what) {
  return fmt::format(
      "<svg viewBox=\"0 0 760 262\" role=\"img\" aria-label=\"{}\" style=\"width:100%;max-width:760px;height:auto\">"
      "<title>{}</title>",
      what, title);
}

// Axis of scores under a picture.
std::string score_axis() {
  std::string out;
  for (int hundredth = 60; hundredth <= 100; hundredth += 5) {
    const double x = across(hundredth / 100.0);
    out += fmt::format(
        "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" style=\"stroke:var(--line)\"/>"
        "<text class=\"t\" x=\"{0:.1f}\" y=\"{3:.1f}\" text-anchor=\"middle\">{4:.2f}</text>",
        x, kTop, kTop + kHeight, kTop + kHeight + 16, hundredth / 100.0);
  }
  return out;
}

std::string share_axis(std::string_view unit) {
  std::string out;
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    const double y = up(tenth / 10.0);
    out += fmt::format(
        "<line x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" style=\"stroke:var(--line)\"/>"
        "<text class=\"t\" x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}{6}</text>",
        kLeft, kLeft + kWidth, y, kLeft - 6, y + 4, tenth * 10, unit);
  }
  return out;
}

std::string threshold_mark(double threshold) {
  return fmt::format(
      "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" "
      "style=\"stroke:var(--ink);stroke-dasharray:4 3\"/>",
      across(threshold), kTop - 6, kTop + kHeight);
}

}  // namespace

std::string bar(const Tally& tally) {
  const Interval interval = wilson(tally.found, tally.cases);
  constexpr double kBar = 120;
  return fmt::format(
      "<svg viewBox=\"0 0 124 16\" width=\"124\" height=\"16\" aria-hidden=\"true\"><rect x=\"2\" y=\"3\" "
      "width=\"120\" "
      "height=\"10\" style=\"fill:var(--wash);stroke:var(--line)\"/><rect x=\"2\" y=\"3\" width=\"{:.1f}\" "
      "height=\"10\" "
      "style=\"fill:var(--work-edge)\"/><line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"8\" y2=\"8\" "
      "style=\"stroke:var(--ink);stroke-width:2\"/></svg>",
      tally.recall() * kBar, 2 + interval.low * kBar, 2 + interval.high * kBar);
}

std::string histogram_picture(const Report& report) {
  const Histogram& seen = report.true_scores[1];
  const Histogram& clean = report.false_scores;
  std::uint64_t seen_all = 0;
  std::uint64_t clean_all = 0;
  for (std::size_t i = 0; i < kHistogramBins; ++i) {
    seen_all += seen[i];
    clean_all += clean[i];
  }
  double most = 0.01;
  const auto part = [](std::uint64_t n, std::uint64_t all) {
    return all == 0 ? 0.0 : static_cast<double>(n) / static_cast<double>(all);
  };
  for (std::size_t i = 0; i < kHistogramBins; ++i) {
    most = std::max({most, part(seen[i], seen_all), part(clean[i], clean_all)});
  }
  std::string out = "<h3>Scores of hits</h3><figure>" +
                    frame("Scores of hits",
                          "Histogram of the scores of true hits after one technique, and of the best scores of clean "
                          "names that raised a hit; the same figures are in the JSON form of the report") +
                    score_axis();
  out += fmt::format("<text class=\"t\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.0f} %</text>", kLeft - 6,
                     kTop + 4, most * 100);
  constexpr double kStep = kWidth / 40.0;
  for (std::size_t i = 0; i < kHistogramBins; ++i) {
    const double x = kLeft + static_cast<double>(i) * kStep - kStep / 2;
    const double high = part(seen[i], seen_all) / most * kHeight;
    const double low = part(clean[i], clean_all) / most * kHeight;
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" style=\"fill:var(--work-edge)\"/>", x + 1,
        kTop + kHeight - high, kStep / 2 - 1, high);
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
        "style=\"fill:var(--prohibited-edge)\"/>",
        x + kStep / 2, kTop + kHeight - low, kStep / 2 - 1, low);
  }
  out += threshold_mark(report.settings.threshold);
  out += fmt::format(
      "<text x=\"{0:.1f}\" y=\"{1:.1f}\">Blue, left: true hits after one technique ({2}). Orange, right: "
      "clean names with a hit ({3}).</text></svg><figcaption>Share of each group by hundredth of score; "
      "the dashed line is the threshold of the test.</figcaption></figure>",
      kLeft, kTop + kHeight + 38, seen_all, clean_all);
  return out;
}

std::string curve_picture(const Report& report) {
  static constexpr std::array<std::string_view, kLevels> kColours = {"var(--good-edge)", "var(--work-edge)",
                                                                     "var(--authorisation-edge)", "var(--loss-edge)"};
  static constexpr std::array<std::string_view, kLevels> kDashes = {"", "7 3", "3 3", "2 4"};
  static constexpr std::array<std::string_view, kLevels> kNames = {"unchanged", "one", "two", "three"};
  std::string out = "<h3>Thresholds</h3><figure>" +
                    frame("Recall and false alerts over the threshold",
                          "Recall after no, one, two and three techniques and the share of clean names with a hit, by "
                          "threshold; the table below has the figures") +
                    score_axis() + share_axis(" %");
  const auto line = [&](std::string_view colour, std::string_view dash, auto value) {
    std::string points;
    for (const CurvePoint& point : report.curve) {
      const double share = value(point);
      if (share < 0) continue;
      points += fmt::format("{:.1f},{:.1f} ", across(point.points / 10000.0), up(share));
    }
    out += fmt::format("<polyline points=\"{}\" style=\"fill:none;stroke:{};stroke-width:2.6;stroke-dasharray:{}\"/>",
                       points, colour, dash.empty() ? "none" : dash);
  };
  for (std::size_t level = 0; level < kLevels; ++level) {
    const std::uint64_t cases = report.levels[level].cases;
    if (cases == 0) continue;
    line(kColours[level], kDashes[level],
         [&](const CurvePoint& point) { return static_cast<double>(point.found[level]) / static_cast<double>(cases); });
  }
  line("var(--prohibited-edge)", "9 2 2 2", [](const CurvePoint& point) {
    return point.clean_names == 0 ? -1.0
                                  : static_cast<double>(point.false_alerts) / static_cast<double>(point.clean_names);
  });
  out += threshold_mark(report.settings.threshold);
  double x = kLeft;
  const double y = kTop + kHeight + 38;
  const auto legend = [&](std::string_view colour, std::string_view dash, std::string_view text, double width) {
    out += fmt::format(
        "<line x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" "
        "style=\"stroke:{3};stroke-width:2.4;stroke-dasharray:{4}\"/><text x=\"{5:.1f}\" y=\"{6:.1f}\">{7}</text>",
        x, x + 26, y - 4, colour, dash.empty() ? "none" : dash, x + 32, y, text);
    x += width;
  };
  for (std::size_t level = 0; level < kLevels; ++level)
    legend(kColours[level], kDashes[level], kNames[level], level == 0 ? 112 : 84);
  legend("var(--prohibited-edge)", "9 2 2 2", "clean names with a hit", 200);
  return out +
         "</svg><figcaption>Share found after none, one, two and three techniques, and share of clean names with a "
         "hit. The dashed upright line is the threshold of the test.</figcaption></figure>";
}

}  // namespace penumbra::selftest
