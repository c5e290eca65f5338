#include "base/json_writer.h"
#include "engine/answer_json.h"
#include "penumbra/timeline.h"

namespace penumbra {

std::string to_json(const ExposureTimeline& timeline, int indent) {
  base::JsonWriter out(indent);
  const auto notes = [&](std::string_view name, const std::vector<ExposureNote>& all) {
    out.key(name).begin_array();
    for (const ExposureNote& note : all) {
      out.begin_object();
      out.member("key", note.key).member("entity", note.entity).member("text", note.text);
      out.member("sources", note.sources).end_object();
    }
    out.end_array();
  };
  out.begin_object();
  out.member("from", timeline.from.to_string()).member("to", timeline.to.to_string());
  out.key("known_at");
  if (timeline.known_at) {
    out.value(timeline.known_at->to_string());
  } else {
    out.null();
  }
  out.member("portfolio", timeline.portfolio).member("what_if", timeline.what_if);
  out.member("regimes", timeline.regimes).member("incomplete", timeline.incomplete);
  out.member("days_examined", timeline.days_examined);
  out.key("entities").begin_array();
  for (const TimelineEntity& entity : timeline.entities) {
    out.begin_object();
    out.member("id", entity.id).member("caption", entity.caption).member("section", entity.section);
    out.member("state_before", entity.state_before).member("state_after", entity.state_after);
    out.member("exposures_before", entity.exposures_before).member("exposures_after", entity.exposures_after);
    out.member("events", entity.events).end_object();
  }
  out.end_array();
  out.key("events").begin_array();
  for (const TimelineEvent& event : timeline.events) {
    out.begin_object();
    out.member("day", event.day.to_string()).member("entity", event.entity.id).member("caption", event.entity.caption);
    out.key("changes").begin_array();
    for (const ExposureChange& change : event.changes) {
      out.begin_object().member("type", change.type);
      if (change.kind) out.member("kind", to_string(*change.kind));
      if (change.severity) out.member("severity", to_string(*change.severity));
      out.member("key", change.key).member("sentence", change.sentence).member("sources", change.sources).end_object();
    }
    out.end_array();
    notes("causes", event.causes);
    out.end_object();
  }
  out.end_array();
  engine::write_sources(out, timeline.sources);
  engine::write_versions(out, timeline.versions);
  out.end_object();
  return out.take();
}

}  // namespace penumbra
