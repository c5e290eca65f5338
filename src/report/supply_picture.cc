#include "report/supply_picture.h"

#include <algorithm>
#include <optional>

#include "report/bundle.h"
#include "report/html_text.h"
#include "report/time_scale.h"

namespace penumbra::report {
namespace {

constexpr int kWidth = 1000;
constexpr int kLabels = 230;
constexpr std::size_t kLabelLetters = 32;
constexpr int kTop = 8;
constexpr int kRow = 24;
constexpr int kBar = 16;

}  // namespace

std::vector<SupplyBar> supply_bars(const EntitySupply& entity) {
  std::vector<SupplyBar> out;
  for (const SupplyOutage& outage : entity.outages) {
    SupplyBar bar;
    bar.label = "out, " + spoken(outage.certainty);
    bar.from = outage.from;
    bar.to = outage.to;
    bar.sign = "✖";
    bar.style = "operational-loss";
    bar.dashed = outage.certainty != Certainty::kCertain;
    bar.when = span_of(outage.from, outage.to);
    bar.text = outage.sentence;
    out.push_back(std::move(bar));
  }
  for (const SupplySubstitute& each : entity.substitutes) {
    if (each.ready_likely.empty()) continue;
    SupplyBar bar;
    bar.label = each.substitute.caption;
    bar.from = each.ready_least.empty() ? each.ready_likely : each.ready_least;
    bar.to = each.ready_most.empty() ? each.ready_likely : each.ready_most;
    bar.point = bar.from == bar.to;
    bar.sign = "◇";
    bar.style = "act";
    bar.dashed = each.status != "asserted";
    bar.when = bar.point ? each.ready_likely : bar.from + " to " + bar.to;
    bar.text = "ready for " + each.dependant.caption + " in place of " + each.lost.caption + ", likely on " +
               each.ready_likely;
    out.push_back(std::move(bar));
  }
  const auto quantile = [&](std::string_view name, const std::string& day) {
    if (day.empty()) return;
    SupplyBar bar;
    bar.label = std::string(name);
    bar.from = day;
    bar.point = true;
    bar.sign = "▽";
    bar.style = "none";
    bar.when = day;
    bar.text = std::string(name) + " of the day on which it is available again, by simulation";
    out.push_back(std::move(bar));
  };
  if (entity.slip.known) {
    quantile("P50", entity.slip.resumes.p50);
    quantile("P80", entity.slip.resumes.p80);
  }
  return out;
}

std::string draw(const std::vector<SupplyBar>& bars, Date from, Date until, std::string_view title) {
  const TimeScale scale(from, until, kLabels, kWidth - 10);
  const int bottom = kTop + kRow * static_cast<int>(bars.size());
  std::string out = "<svg role=\"img\" class=\"time\" viewBox=\"0 0 " + std::to_string(kWidth) + " " +
                    std::to_string(bottom + 20) + "\"><title>" + escaped(title) + "</title>" +
                    scale.years(kTop - 4, bottom + 2);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const SupplyBar& bar = bars[i];
    const int y = kTop + kRow * static_cast<int>(i);
    const int x1 = scale.x(first_day(bar.from).value_or(from));
    out += svg_text(4, y + 16, "start", "t", cut(bar.label, kLabelLetters));
    out += "<g class=\"m " + std::string(bar.style) + (bar.dashed ? " dash" : "") + "\" data-e=\"t" +
           std::to_string(i) + "\"><title>" + escaped(bar.when + ": " + bar.text) + "</title>";
    if (bar.point) {
      out += svg_text(std::min(x1, kWidth - 14) - 6, y + 17, "start", "sign", bar.sign);
    } else {
      const int x2 = std::max(x1 + 4, scale.x(first_day(bar.to).value_or(until)));
      out += "<rect x=\"" + std::to_string(x1) + "\" y=\"" + std::to_string(y + 3) + "\" width=\"" +
             std::to_string(x2 - x1) + "\" height=\"" + std::to_string(kBar) + "\"/>";
      if (x2 - x1 > 20) out += svg_text(x1 + 5, y + 16, "start", "", bar.sign);
    }
    out += "</g>";
  }
  return out + "</svg>";
}

}  // namespace penumbra::report
