#include "cli/timeline_output.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/csv.h"

namespace penumbra::cli {
namespace {

constexpr std::size_t kIndent = 12;

Style style_of(const ExposureChange& change) {
  if (!change.severity || change.type == "vanished" || change.type == "lighter") return Style::kDim;
  return *change.severity <= Severity::kAuthorisationNeeded ? Style::kRed : Style::kBold;
}

std::string sources_of(const std::vector<std::string>& sources) {
  std::string out;
  for (const std::string& source : sources) out += (out.empty() ? "" : ", ") + source;
  return out.empty() ? "" : " [" + out + "]";
}

std::string label_of(const ExposureChange& change) {
  if (!change.severity) return change.type;
  return fmt::format("{}: {} ({})", change.type, to_string(*change.severity),
                     change.kind ? to_string(*change.kind) : std::string_view("state"));
}

void line(Console& console, const std::string& text, std::size_t indent) {
  // The first line is indented too, so its blanks take part in the breaking, as one unbreakable word with the first.
  const std::string wrapped = wrap(std::string(indent, '_') + printable(text), console.width(), indent + 2);
  console.print(std::string(indent, ' ') + wrapped.substr(indent) + "\n");
}

}  // namespace

void print_timeline(Console& console, const ExposureTimeline& timeline) {
  console.print(fmt::format("{} {} of {} {} between {} and {}\n", timeline.events.size(),
                            timeline.events.size() == 1 ? "day of change" : "days of change", timeline.entities.size(),
                            timeline.entities.size() == 1 ? "entity" : "entities", timeline.from.to_string(),
                            timeline.to.to_string()));
  console.print(
      fmt::format("{} days looked at: on the others no fact within reach begins or ends\n", timeline.days_examined));
  if (!timeline.what_if.empty()) console.print("what if: " + printable(timeline.what_if) + "\n");
  Date shown = Date::min();
  for (const TimelineEvent& event : timeline.events) {
    if (event.day != shown) console.print("\n" + console.styled(Style::kBold, event.day.to_string()) + "\n");
    shown = event.day;
    console.print("  " + console.styled(Style::kBold, printable(event.entity.caption)) + "  " +
                  console.styled(Style::kDim, printable(event.entity.id)) + "\n");
    for (const ExposureChange& change : event.changes) {
      console.print("    " + console.styled(style_of(change), label_of(change)) + "\n");
      line(console, change.sentence + sources_of(change.sources), kIndent);
    }
    if (!event.causes.empty()) console.print("    " + console.styled(Style::kDim, "facts of this day") + "\n");
    for (const ExposureNote& cause : event.causes) {
      line(console, cause.key + ": " + cause.text + sources_of(cause.sources), kIndent);
    }
  }
  console.print("\n");
  for (const TimelineEntity& entity : timeline.entities) {
    line(console,
         fmt::format("{}: {} -> {}; exposures {} -> {}; {} {}", entity.caption,
                     entity.state_before.empty() ? "state not on record" : entity.state_before,
                     entity.state_after.empty() ? "state not on record" : entity.state_after, entity.exposures_before,
                     entity.exposures_after, entity.events, entity.events == 1 ? "day of change" : "days of change"),
         0);
  }
}

std::string timeline_csv(const ExposureTimeline& timeline) {
  std::string out = "day,entity,caption,change,kind,severity,sentence,sources,causes\n";
  for (const TimelineEvent& event : timeline.events) {
    std::string causes;
    for (const ExposureNote& cause : event.causes)
      causes += (causes.empty() ? "" : " | ") + cause.key + ": " + cause.text;
    for (const ExposureChange& change : event.changes) {
      std::string sources;
      for (const std::string& source : change.sources) sources += (sources.empty() ? "" : " | ") + source;
      const std::string cells[] = {event.day.to_string(),
                                   event.entity.id,
                                   event.entity.caption,
                                   change.type,
                                   change.kind ? std::string(to_string(*change.kind)) : "",
                                   change.severity ? std::string(to_string(*change.severity)) : "",
                                   change.sentence,
                                   sources,
                                   causes};
      for (const std::string& cell : cells) {
        base::append_csv_field(out, cell, true);
        out += ',';
      }
      out.back() = '\n';
    }
  }
  return out;
}

}  // namespace penumbra::cli
