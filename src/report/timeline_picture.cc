// Four lanes over one scale of years: states, acts, listings and measures, and the heaviest severity on the days asked
// for. What began before the scale is gathered at its left edge; every mark has its row in the table.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "report/html_text.h"
#include "report/pictures.h"
#include "report/time_scale.h"

namespace penumbra::report {
namespace {

constexpr int kWidth = 1000;
constexpr int kLabels = 96;  // for the names of the lanes
constexpr int kTop = 20;
constexpr int kLaneHeight = 30;
constexpr int kYearsBefore = 9;  // of the first day asked for, at most
constexpr int kDaysAfter = 120;
constexpr int kRowHeight = 15;
constexpr int kMarkWidth = 13;
constexpr int kDigitWidth = 8;
constexpr int kLabelWidth = 76;

using Lane = TimelineMark::Lane;
constexpr std::array<std::string_view, 4> kLanes = {"State", "Acts", "Measures", "Heaviest"};
constexpr std::array<std::string_view, 4> kKinds = {"state", "act", "listing or measure", "heaviest exposure"};

struct PhaseLook {
  std::string_view phase;
  std::string_view style;
  std::string_view sign;
};
constexpr std::array<PhaseLook, 5> kPhases = {{{"not-yet", "not-yet", "○"},
                                               {"working", "working", "●"},
                                               {"stopped", "stopped", "❚❚"},
                                               {"over", "over", "✖"},
                                               {"done", "done", "✔"}}};

const PhaseLook& look_of_phase(std::string_view phase) {
  const auto it =
      std::find_if(kPhases.begin(), kPhases.end(), [&](const PhaseLook& each) { return each.phase == phase; });
  return it == kPhases.end() ? kPhases[0] : *it;
}

// "Lavochkin on us-el, eu-833-iv" for what a bundle's members of one day say.
std::string begun(const Bundle& bundle, const std::set<std::string>& lists) {
  const Exposure& first = bundle.first();
  std::string listed;
  for (const std::string& list : lists) listed += (listed.empty() ? "" : ", ") + list;
  if (!listed.empty()) {
    const bool other = first.cause.type == "head" || first.cause.type == "nearby";
    return (other ? first.cause.other_caption + ", " + (first.cause.type == "head" ? "head of " : "next to ") +
                        first.target.caption + ","
                  : first.target.caption) +
           " on " + listed;
  }
  if (first.cause.type == "restriction" && !first.cause.other_caption.empty()) {
    return first.cause.other_caption + " bites " + first.target.caption;
  }
  if (!first.cause.state.empty()) return first.target.caption + " " + first.cause.state;
  if (first.cause.type == "lost-need") return first.target.caption + " lost " + first.cause.other_caption;
  return first.cause.sentence;
}

std::string with_date(const std::string& from, const std::string& to) {
  const std::string span = span_of(from, to);
  return span.empty() ? "day not stated" : span;
}

void add_states(const EntityExposure& entity, std::vector<TimelineMark>& out) {
  for (const ExposureState& state : entity.history) {
    const PhaseLook& look = look_of_phase(state.phase);
    TimelineMark mark;
    mark.lane = Lane::kState;
    mark.from = state.from;
    mark.to = state.to;
    mark.sign = look.sign;
    mark.style = look.style;
    mark.word = state.state;
    mark.text = state.sentence + (state.note.empty() ? "" : ". " + state.note);
    mark.sources = state.sources;
    mark.asserted = state.status == "asserted" || state.status.empty();
    out.push_back(std::move(mark));
  }
}

void add_acts(const EntityExposure& entity, std::vector<TimelineMark>& out) {
  for (const ExposureNote& event : entity.events) {
    TimelineMark mark;
    mark.lane = Lane::kAct;
    mark.from = event.date;
    mark.sign = "◇";
    mark.style = "act";
    mark.word = event.key;
    mark.text = event.text;
    mark.sources = event.sources;
    out.push_back(std::move(mark));
  }
}

void add_measures(std::span<const ExposureAnswer> days, std::size_t index, std::vector<TimelineMark>& out) {
  // By day, then by what is bitten: what all days together know, each once.
  struct Begun {
    Bundle bundle;
    std::set<std::string> lists;
  };
  std::map<std::string, std::map<std::tuple<std::string, std::string, std::string>, Begun>> by_day;
  std::set<std::string_view> seen;
  for (const ExposureAnswer& day : days) {
    for (const Exposure& exposure : day.entities[index].exposures) {
      if (exposure.severity == Severity::kContext || exposure.cause.from.empty()) continue;
      if (!seen.insert(exposure.key).second) continue;
      const std::string other = exposure.cause.list.empty() ? exposure.cause.id : exposure.cause.other;
      Begun& group = by_day[exposure.cause.from][{exposure.target.id, exposure.cause.type, other}];
      group.bundle.members.push_back(&exposure);
      if (!exposure.cause.list.empty()) group.lists.insert(exposure.cause.list);
    }
  }
  for (const auto& [day, all] : by_day) {
    TimelineMark mark;
    mark.lane = Lane::kMeasure;
    mark.from = day;
    Severity worst = Severity::kContext;
    std::set<std::string> sources;
    for (const auto& [key, each] : all) {
      mark.text += (mark.text.empty() ? "" : "; ") + begun(each.bundle, each.lists);
      for (const Exposure* member : each.bundle.members) {
        worst = std::min(worst, member->severity);
        sources.insert(member->cause.sources.begin(), member->cause.sources.end());
      }
    }
    mark.sign = sign_of(worst);
    mark.style = to_string(worst);
    mark.word = all.size() == 1 ? "" : std::to_string(all.size());
    mark.sources.assign(sources.begin(), sources.end());
    out.push_back(std::move(mark));
  }
}

void add_verdicts(std::span<const ExposureAnswer> days, std::size_t index, std::vector<TimelineMark>& out) {
  for (const ExposureAnswer& day : days) {
    const EntityExposure& entity = day.entities[index];
    const std::optional<Severity> worst = heaviest(entity);
    TimelineMark mark;
    mark.lane = Lane::kVerdict;
    mark.from = day.as_of.to_string();
    mark.sign = worst ? std::string(sign_of(*worst)) : "○";
    mark.style = worst ? to_string(*worst) : "none";
    mark.word = worst ? spoken(*worst) : "none on record";
    mark.text = worst ? spoken(*worst) + ", " + spoken(entity.exposures.front().certainty) +
                            ": the heaviest on the day asked for"
                : entity.exposures.empty() ? "nothing on record on the day asked for"
                                           : "context only on the day asked for";
    out.push_back(std::move(mark));
  }
}

// From a little before the earliest mark, but not further back than kYearsBefore, to a little after the last.
TimeScale scale_of(const std::vector<TimelineMark>& marks, std::span<const ExposureAnswer> days) {
  const Date first = days.front().as_of;
  const Date floor = first.plus_days(-kYearsBefore * 365);
  Date begin = first.plus_days(-365);
  Date end = days.back().as_of.plus_days(kDaysAfter);
  for (const TimelineMark& mark : marks) {
    const std::optional<Date> from = first_day(mark.from);
    if (!from) continue;
    if (*from < begin) begin = std::max(floor, from->plus_days(-60));
    if (*from > end) end = from->plus_days(kDaysAfter);
  }
  return {begin, end, kLabels, kWidth};
}

std::string key_of(std::size_t mark) {
  return "t" + std::to_string(mark);
}

}  // namespace

std::vector<TimelineMark> timeline_marks(std::span<const ExposureAnswer> days, std::size_t entity) {
  std::vector<TimelineMark> out;
  add_states(days.back().entities[entity], out);
  add_acts(days.back().entities[entity], out);
  add_measures(days, entity, out);
  add_verdicts(days, entity, out);
  // "<2022" sorts before digits and so comes first; lanes keep their order on one day.
  std::sort(out.begin(), out.end(), [](const TimelineMark& a, const TimelineMark& b) {
    return std::tie(a.from, a.lane, a.text) < std::tie(b.from, b.lane, b.text);
  });
  return out;
}

std::string timeline_picture(const std::string& caption, const std::vector<TimelineMark>& marks,
                             std::span<const ExposureAnswer> days) {
  const auto told = [](const TimelineMark& mark) { return mark.lane != Lane::kVerdict; };
  if (std::none_of(marks.begin(), marks.end(), told)) return "";
  const TimeScale scale = scale_of(marks, days);
  // Where every mark goes: its place on the scale, and its row where several stand close together.
  struct Place {
    int x = 0;
    int row = 0;
  };
  std::vector<Place> places(marks.size());
  std::array<MarkRows, 4> rows;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const TimelineMark& mark = marks[i];
    places[i].x = scale.x(first_day(mark.from).value_or(scale.begin()));
    if (mark.lane == Lane::kState) {
      places[i].row = rows[0].row(0, 0);
      continue;
    }
    const int width = kMarkWidth + (mark.lane == Lane::kMeasure ? kDigitWidth * static_cast<int>(mark.word.size()) : 0);
    places[i].x = std::min(places[i].x - kMarkWidth / 2, kWidth - width);
    places[i].row = rows[static_cast<std::size_t>(mark.lane)].row(places[i].x, places[i].x + width);
  }
  std::array<int, 4> top{};
  int bottom = kTop;
  for (std::size_t i = 0; i < kLanes.size(); ++i) {
    top[i] = bottom;
    if (rows[i].count() != 0) bottom += kLaneHeight + (rows[i].count() - 1) * kRowHeight;
  }
  const int height = bottom + 22;
  std::string out = "<svg role=\"img\" class=\"time\" viewBox=\"0 0 " + std::to_string(kWidth) + " " +
                    std::to_string(height) + "\"><title>" + escaped("What happened to " + caption + " over time") +
                    "</title>";
  out += scale.years(kTop - 2, bottom + 2);
  for (std::size_t i = 0; i < kLanes.size(); ++i) {
    if (rows[i].count() == 0) continue;
    out += svg_text(4, top[i] + 19, "start", "t", kLanes[i]);
    const int under = top[i] + kLaneHeight + (rows[i].count() - 1) * kRowHeight - 2;
    out += svg_line(kLabels, under, kWidth, under, "year");
  }
  int free_from = kLabels;
  for (const ExposureAnswer& day : days) {
    const int x = scale.x(day.as_of);
    out += svg_line(x, kTop - 4, x, bottom, "day");
    // Days close together would write over one another: a label moves right, and is left out where there is no room.
    const int left = std::max(x - kLabelWidth / 2, free_from);
    if (left + kLabelWidth > kWidth + 4 && x - kLabelWidth >= free_from) {
      out += svg_text(kWidth, 11, "end", "t", day.as_of.to_string());
      free_from = kWidth;
    } else if (left + kLabelWidth <= kWidth + 4) {
      out += svg_text(left, 11, "start", "t", day.as_of.to_string());
      free_from = left + kLabelWidth;
    }
  }
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const TimelineMark& mark = marks[i];
    const int x = places[i].x;
    const int y = top[static_cast<std::size_t>(mark.lane)] + places[i].row * kRowHeight;
    out += "<g data-e=\"" + key_of(i) + "\" class=\"m " + std::string(mark.style) + (mark.asserted ? "" : " dash") +
           "\"><title>" + escaped(with_date(mark.from, mark.to) + ": " + mark.text) + "</title>";
    if (mark.lane == Lane::kState) {
      const int end = std::max(x + 3, scale.x(first_day(mark.to).value_or(scale.end())));
      out += "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y + 3) + "\" width=\"" +
             std::to_string(end - x) + "\" height=\"20\"/>";
      // Eight pixels a letter at most; a word that does not fit is left to the title and the table.
      const int room = end - x - 10;
      if (room >= 8 * static_cast<int>(mark.word.size()) + 18) {
        out += svg_text(x + 6, y + 17, "start", "", mark.sign + " " + mark.word);
      } else if (room >= 10) {
        out += svg_text(x + 5, y + 17, "start", "", mark.sign);
      }
    } else {
      out += svg_text(x, y + 18, "start", "sign", mark.sign);
      if (mark.lane == Lane::kMeasure && !mark.word.empty()) {
        out += svg_text(x + kMarkWidth, y + 17, "start", "t", mark.word);
      }
    }
    out += "</g>";
  }
  return out + "</svg>";
}

std::string timeline_table(const std::vector<TimelineMark>& marks, const Register& names) {
  static constexpr std::array<std::string_view, 3> kHead = {"When", "Kind", "What"};
  std::string out = table_begin("The timeline as a table", "Every mark of the picture, by day.", kHead, true);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const TimelineMark& mark = marks[i];
    out += "<tr data-e=\"" + key_of(i) + "\"><td class=\"when\">" + escaped(with_date(mark.from, mark.to)) +
           "</td><td>" + std::string(kKinds[static_cast<std::size_t>(mark.lane)]) + "</td><td>" + escaped(mark.sign) +
           " " + escaped(mark.text) + (mark.text.ends_with('.') ? "" : ".") + names.refs(mark.sources) + "</td></tr>\n";
  }
  return out + table_end();
}

}  // namespace penumbra::report
