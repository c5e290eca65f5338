// Re-screenings as JSON. The names of keys are settled: other programs read them.

#include "base/json_writer.h"
#include "engine/answer_json.h"
#include "penumbra/rescreening.h"

namespace penumbra {
namespace {

using base::JsonWriter;
using engine::write_remarks;

void write(JsonWriter& json, std::string_view key, const RescreenMoment& moment) {
  json.key(key).begin_object();
  json.member("as_of", moment.as_of ? moment.as_of->to_string() : "");
  json.member("known_at", moment.known_at ? moment.known_at->to_string() : "").end_object();
}

void write(JsonWriter& json, std::string_view key, const std::optional<Hit>& hit) {
  json.key(key);
  if (hit) {
    json.raw(to_json(*hit));
  } else {
    json.null();
  }
}

}  // namespace

std::string to_json(const RescreenScope& scope) {
  JsonWriter json;
  json.begin_object();
  write(json, "before", scope.before);
  write(json, "after", scope.after);
  json.key("sources").begin_array();
  for (const SourceChange& change : scope.sources) {
    json.begin_object()
        .member("source", change.source)
        .member("before", change.before)
        .member("after", change.after)
        .member("added", change.added)
        .member("removed", change.removed)
        .member("changed", change.changed)
        .member("by_time", change.by_time)
        .end_object();
  }
  json.end_array();
  json.member("ids", scope.ids).member("forms", scope.forms).member("everyone", scope.everyone);
  json.member("verdicts_move", scope.verdicts_move).member("analysis", scope.analysis);
  json.member("program", scope.program);
  write_remarks(json, "reasons_before", scope.reasons_before);
  write_remarks(json, "reasons_after", scope.reasons_after);
  write_remarks(json, "warnings_before", scope.warnings_before);
  write_remarks(json, "warnings_after", scope.warnings_after);
  return json.end_object().take();
}

std::string row_to_json(const RowLabel& label, const Rescreened& rescreened) {
  JsonWriter json;
  json.begin_object().member("row", label.row).member("reference", label.reference).member("name", label.name);
  json.member("touched", rescreened.touched);
  json.member("changed", rescreened.changed());
  if (rescreened.first) {
    json.member("first", true).key("before").null();
  } else {
    json.member("before", verdict_key(rescreened.before));
  }
  json.member("after", verdict_key(rescreened.after));
  json.key("changes").begin_array();
  for (const HitChange& change : rescreened.changes) {
    json.begin_object().member("kind", hit_change_key(change.kind)).member("fields", change.fields);
    write(json, "before", change.before);
    write(json, "after", change.after);
    json.end_object();
  }
  json.end_array();
  write_remarks(json, "reasons", rescreened.reasons);
  return json.end_object().take();
}

}  // namespace penumbra
