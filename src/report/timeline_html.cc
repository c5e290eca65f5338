// The page of a sweep: a row of marks for each entity, one mark for each day on which its answer changed, and a table
// with the changes and the facts that turned on the day.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/bundle.h"
#include "report/html_text.h"
#include "report/page_parts.h"
#include "report/report.h"
#include "report/time_scale.h"

namespace penumbra::report {
namespace {

constexpr int kWidth = 1000;
constexpr int kLabels = 230;
constexpr std::size_t kLabelLetters = 32;
constexpr int kTop = 8;
constexpr int kRow = 22;
constexpr int kLane = 14;  // between rows of marks of one entity
constexpr int kMark = 12;
constexpr std::size_t kMaxOpenSections = 3;
// Changes and facts of one day that are open at once.
constexpr std::size_t kOpenChanges = 5;

// What a day brought: the heaviest that is new or heavier, else that something went, else the state.
struct DayLook {
  std::string sign;
  std::string_view style;
  std::string words;
};

DayLook look_of(const TimelineEvent& event) {
  std::optional<Severity> worst;
  bool state = false;
  bool gone = false;
  for (const ExposureChange& change : event.changes) {
    state = state || change.type == "state";
    gone = gone || change.type == "vanished" || change.type == "lighter";
    if (change.type == "vanished" || change.type == "lighter" || !change.severity) continue;
    if (!worst || *change.severity < *worst) worst = change.severity;
  }
  if (worst && *worst != Severity::kContext) {
    return {std::string(sign_of(*worst)), to_string(*worst), "new or heavier: " + spoken(*worst)};
  }
  if (state) return {"◇", "act", "the state changed"};
  if (gone) return {"−", "none", "something no longer bites"};
  return {"·", "context", "context only"};
}

class Page {
 public:
  explicit Page(const ExposureTimeline& timeline)
      : timeline_(timeline), names_(std::span(timeline.sources), std::span<const ExposureThing>()) {
    for (std::size_t i = 0; i < timeline.events.size(); ++i) by_entity_[timeline.events[i].entity.id].push_back(i);
  }

  std::string run() {
    const std::string what = !timeline_.portfolio.empty()     ? timeline_.portfolio
                             : timeline_.entities.size() == 1 ? timeline_.entities[0].caption
                                                              : std::string("all programmes");
    const std::string title = "Timeline of " + what;
    const std::string span = timeline_.from.to_string() + " to " + timeline_.to.to_string();
    put(page_begin(title + ", " + span));
    put("<header class=\"top\"><div><p class=\"brand\">Penumbra — timeline</p><h1>" + escaped(title) +
        "</h1><p class=\"answer\"><strong>" +
        (!timeline_.incomplete.empty() ? "Incomplete."
         : timeline_.events.empty()    ? "Nothing changed on record."
                                       : "Changed.") +
        "</strong> " + std::to_string(timeline_.events.size()) + " days of change over " +
        std::to_string(timeline_.entities.size()) + (timeline_.entities.size() == 1 ? " entity" : " entities") + ", " +
        time_of(timeline_.from) + " to " + time_of(timeline_.to) + ".</p>");
    for (const std::string& reason : timeline_.incomplete) put("<p>Incomplete: " + escaped(reason) + ".</p>");
    put("<p>" + std::to_string(timeline_.days_examined) +
        " days were looked at; on the others no fact within reach begins or ends. " +
        (timeline_.known_at ? "As known at " + escaped(timeline_.known_at->to_string()) : "With all that is recorded"));
    for (std::size_t i = 0; i < timeline_.regimes.size(); ++i) {
      put((i == 0 ? "; regimes " : ", ") + escaped(timeline_.regimes[i]));
    }
    put("." + versions_line(timeline_.versions) + "</p>");
    if (!timeline_.what_if.empty()) {
      put("<p>Scenario laid over the facts: <strong>" + escaped(timeline_.what_if) + "</strong>.</p>");
    }
    put("</div></header>\n<main id=\"main\">");
    overview();
    picture();
    for (std::size_t i = 0; i < timeline_.entities.size(); ++i) section(timeline_.entities[i]);
    put(sources_section(names_) + "</main>");
    put(page_end(
        "Made by penumbra from the versions named above. The same question asked of the same versions gives the "
        "same page."));
    return std::move(out_);
  }

 private:
  void put(std::string_view html) { out_ += html; }

  const std::vector<std::size_t>& days_of(const std::string& entity) const {
    static const std::vector<std::size_t> kNone;
    const auto it = by_entity_.find(entity);
    return it == by_entity_.end() ? kNone : it->second;
  }

  void overview() {
    static constexpr std::array<std::string_view, 4> kHead = {"Entity", "First day", "Last day", "Days of change"};
    put("<nav aria-label=\"Entities\"><h2 id=\"overview\">Overview</h2>" +
        table_begin("Overview", "State and number of exposures, context left out, at both ends of the span.", kHead));
    for (const TimelineEntity& each : timeline_.entities) {
      const auto end = [&](const std::string& state, std::size_t count) {
        return "<td>" + escaped(state.empty() ? "state not on record" : state) + "<br><span class=\"muted\">" +
               std::to_string(count) + (count == 1 ? " exposure" : " exposures") + "</span></td>";
      };
      put("<tr><th scope=\"row\"><a href=\"#" + anchor(each.id) + "\">" + escaped(each.caption) + "</a></th>" +
          end(each.state_before, each.exposures_before) + end(each.state_after, each.exposures_after) + "<td>" +
          std::to_string(each.events) + "</td></tr>\n");
    }
    put(table_end() + "</nav>");
  }

  void picture() {
    if (timeline_.events.empty()) return;
    const TimeScale scale(timeline_.from, timeline_.to, kLabels, kWidth - 8);
    std::vector<const TimelineEntity*> rows;
    for (const TimelineEntity& each : timeline_.entities) {
      if (!days_of(each.id).empty()) rows.push_back(&each);
    }
    // Days that stand close together take several rows; their places stay true.
    std::vector<std::vector<std::pair<int, int>>> places(rows.size());
    std::vector<int> top(rows.size());
    int bottom = kTop;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      MarkRows lanes;
      for (const std::size_t index : days_of(rows[row]->id)) {
        const int x = std::min(scale.x(timeline_.events[index].day) - kMark / 2, kWidth - kMark);
        places[row].emplace_back(x, lanes.row(x, x + kMark - 1));
      }
      top[row] = bottom;
      bottom += kRow + (lanes.count() - 1) * kLane;
    }
    std::string svg = "<svg role=\"img\" class=\"time\" viewBox=\"0 0 " + std::to_string(kWidth) + " " +
                      std::to_string(bottom + 20) + "\"><title>Days on which answers changed</title>" +
                      scale.years(kTop - 4, bottom + 2);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const int y = top[row];
      svg += svg_text(4, y + 15, "start", "t", cut(rows[row]->caption, kLabelLetters));
      const int under = row + 1 == rows.size() ? bottom : top[row + 1];
      svg += svg_line(kLabels, under, kWidth, under, "year");
      const std::vector<std::size_t>& days = days_of(rows[row]->id);
      for (std::size_t i = 0; i < days.size(); ++i) {
        const std::size_t index = days[i];
        const TimelineEvent& event = timeline_.events[index];
        const DayLook look = look_of(event);
        const auto [x, lane] = places[row][i];
        svg += "<g class=\"m " + std::string(look.style) + "\" data-e=\"t" + std::to_string(index) + "\"><title>" +
               escaped(event.day.to_string() + ": " + event.entity.caption + ", " + look.words) + "</title>" +
               svg_text(x, y + 16 + lane * kLane, "start", "sign", look.sign) + "</g>";
      }
    }
    put("<figure data-twin=\"time\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">" +
        svg +
        "</svg></div><figcaption>A mark is a day on which the answer for an entity changed. Signs of severity: the "
        "heaviest "
        "that is new or heavier (■ prohibited, ▲ authorisation needed, ◆ presumption, ● red flag, ✖ operational loss); "
        "◇ "
        "the state changed; − something no longer bites; · context only.</figcaption></figure>");
    static constexpr std::array<std::string_view, 3> kHead = {"Day", "Entity", "What the day brought"};
    put("<details class=\"twin\"><summary>The picture as a table: " + std::to_string(timeline_.events.size()) +
        " marks</summary>" +
        table_begin("Timeline as a table", "Every mark of the picture, by entity and day.", kHead, true));
    for (const TimelineEntity* row : rows) {
      for (const std::size_t index : days_of(row->id)) {
        const TimelineEvent& event = timeline_.events[index];
        const DayLook look = look_of(event);
        put("<tr data-e=\"t" + std::to_string(index) + "\"><td class=\"when\">" + event.day.to_string() + "</td><td>" +
            escaped(event.entity.caption) + ", " + escaped(look.words) + "</td><td>" + look.sign + " " +
            std::to_string(event.changes.size()) + (event.changes.size() == 1 ? " change" : " changes") +
            "</td></tr>\n");
      }
    }
    put(table_end() + "</details>");
  }

  void section(const TimelineEntity& entity) {
    const bool open = timeline_.entities.size() <= kMaxOpenSections;
    const std::vector<std::size_t>& days = days_of(entity.id);
    const std::string title = "<h3>" + escaped(entity.caption) + "</h3> <span class=\"id\">" + escaped(entity.id) +
                              "</span> <span class=\"muted\">" + std::to_string(days.size()) +
                              (days.size() == 1 ? " day of change" : " days of change") + "</span>";
    const std::string body = "<div class=\"body\" id=\"" + anchor(entity.id) + "\">";
    put(open ? "<article><header>" + title + "</header>" + body
             : "<article><details class=\"entity\"><summary>" + title + "</summary>" + body);
    if (days.empty()) {
      put("<p>Nothing on record changed between the two days.</p>");
    } else {
      static constexpr std::array<std::string_view, 3> kHead = {"Day", "What changed", "Facts that turned on the day"};
      put(table_begin("Changes", "", kHead, true));
      for (const std::size_t index : days) day(timeline_.events[index]);
      put(table_end());
    }
    put(open ? "</div></article>\n" : "</div></details></article>\n");
  }

  void day(const TimelineEvent& event) {
    put("<tr><td class=\"when\">" + time_of(event.day) + "</td><td>");
    list(event.changes.size(), [&](std::size_t i) {
      const ExposureChange& change = event.changes[i];
      return "<strong>" + escaped(change_word(change.type)) + "</strong> " +
             (change.severity ? chip(*change.severity) + " " : "") + escaped(change.sentence) +
             names_.refs(change.sources);
    });
    put("</td><td>");
    list(event.causes.size(),
         [&](std::size_t i) { return escaped(event.causes[i].text) + names_.refs(event.causes[i].sources); });
    put("</td></tr>\n");
  }

  template <typename Item>
  void list(std::size_t count, Item item) {
    const auto items = [&](std::size_t begin, std::size_t end) {
      put("<ul class=\"plain\">");
      for (std::size_t i = begin; i < end; ++i) put("<li>" + item(i) + "</li>");
      put("</ul>");
    };
    if (count == 0) return;
    items(0, std::min(count, kOpenChanges));
    if (count <= kOpenChanges) return;
    put("<details><summary>" + std::to_string(count - kOpenChanges) + " more</summary>");
    items(kOpenChanges, count);
    put("</details>");
  }

  const ExposureTimeline& timeline_;
  Register names_;
  std::map<std::string, std::vector<std::size_t>> by_entity_;
  std::string out_;
};

}  // namespace

std::string html(const ExposureTimeline& timeline) {
  return Page(timeline).run();
}

}  // namespace penumbra::report
