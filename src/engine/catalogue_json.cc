#include <array>

#include "base/json_writer.h"
#include "penumbra/catalogue.h"

namespace penumbra {
namespace {

using base::JsonWriter;

void write(JsonWriter& json, const VersionSummary& version) {
  json.begin_object().member("id", version.id).member("source", version.source).member("reader", version.reader);
  json.member("authority", version.authority).member("published", version.published);
  json.member("published_from", version.published_from)
      .member("recorded", version.recorded)
      .member("hash", version.hash);
  json.member("in_force", version.in_force).key("counts").begin_object();
  json.member("records", version.records).member("mapped", version.mapped).member("reported", version.reported);
  json.member("ignored", version.ignored).member("entities", version.entities).member("names", version.names);
  json.member("designations", version.designations).member("relationships", version.relationships).end_object();
  json.key("findings").begin_object().member("errors", version.errors).member("warnings", version.warnings);
  json.member("notes", version.finding_notes).end_object();
  json.member("lists", version.lists).member("notes", version.notes);
  json.key("max_age_days");
  if (version.max_age_days) {
    json.value(*version.max_age_days);
  } else {
    json.null();
  }
  json.key("files").begin_array();
  for (const auto& [name, hash] : version.inputs)
    json.begin_object().member("name", name).member("sha256", hash).end_object();
  json.end_array().end_object();
}

void write(JsonWriter& json, const HeldSummary& held) {
  json.begin_object().member("source", held.source).member("content", held.content).member("since", held.since);
  json.member("by", held.by).member("reason", held.reason).member("needs", std::uint64_t{held.needs});
  json.member("approved", held.approved).end_object();
}

// The effect is known where two versions are compared, not in a history.
void write(JsonWriter& json, const EntityChange& change, bool with_effect) {
  json.begin_object().member("change", change_key(change.kind));
  if (with_effect) json.member("effect", effect_key(change.effect));
  json.member("id", change.id).member("caption", change.caption);
  json.member("schema", change.schema).key("fields").begin_array();
  for (const FieldChange& field : change.fields) {
    json.begin_object()
        .member("field", field.field)
        .member("before", field.before)
        .member("after", field.after)
        .end_object();
  }
  json.end_array().end_object();
}

void write(JsonWriter& json, const Listing& listing) {
  json.begin_object().member("list", listing.list).member("authority", listing.authority);
  json.member("programme", listing.programmes).member("measure", listing.measures).member("act", listing.act);
  json.member("scope", listing.scope).member("listed_name", listing.listed_name).member("from", listing.from);
  json.member("to", listing.to).member("certainty", listing.certainty).member("source", listing.source);
  json.member("version", listing.version).member("evidence", listing.evidence).end_object();
}

}  // namespace

std::string_view change_key(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    case ChangeKind::kChanged:
      return "changed";
  }
  return "changed";
}

std::string_view effect_key(ChangeEffect effect) {
  static constexpr std::array<std::string_view, kChangeEffects> kKeys = {
      "gone", "unlisted", "listing-lost", "measure-lost", "name-lost", "number-lost", "other", "more", "new"};
  return kKeys[static_cast<std::size_t>(effect)];
}

std::string to_json(const VersionSummary& version) {
  JsonWriter json;
  write(json, version);
  return json.take();
}

std::string to_json(const VersionList& list) {
  JsonWriter json;
  json.begin_object().key("versions").begin_array();
  for (const VersionSummary& version : list.versions) write(json, version);
  json.end_array().key("events").begin_array();
  for (const EventSummary& event : list.events) {
    json.begin_object().member("source", event.source).member("kind", event.kind).member("first", event.first);
    json.member("last", event.last).member("count", event.count).member("message", event.message).end_object();
  }
  json.end_array().key("held").begin_array();
  for (const HeldSummary& held : list.held) write(json, held);
  json.end_array().end_object();
  return json.take();
}

std::string to_json(const FindingSummary& finding) {
  JsonWriter json;
  json.begin_object().member("level", finding.level).member("key", finding.key).member("count", finding.count);
  json.member("place", finding.place).member("message", finding.message).end_object();
  return json.take();
}

std::string to_json(const EntityView& view) {
  JsonWriter json;
  json.begin_object().member("id", view.id).member("schema", view.schema).member("caption", view.caption);
  json.member("source", view.source).member("version", view.version).member("published", view.published);
  json.member("coverage", view.coverage).member("present_since", view.present_since).member("evidence", view.evidence);
  json.key("properties").begin_array();
  for (const PropertyValue& value : view.properties) {
    json.begin_object().member("property", value.property).member("value", value.value);
    if (!value.lang.empty()) json.member("lang", value.lang);
    json.end_object();
  }
  json.end_array().key("listings").begin_array();
  for (const Listing& listing : view.listings) write(json, listing);
  json.end_array().key("relationships").begin_array();
  for (const Neighbour& edge : view.neighbours) {
    json.begin_object()
        .member("direction", edge.outgoing ? "out" : "in")
        .member("kind", edge.kind)
        .member("other", edge.other);
    json.member("other_caption", edge.other_caption).member("from", edge.from).member("to", edge.to);
    json.member("certainty", edge.certainty)
        .member("status", edge.status)
        .member("side", edge.side)
        .member("role", edge.role);
    json.member("share", edge.share).member("evidence", edge.evidence).member("note", edge.note).end_object();
  }
  json.end_array().key("states").begin_array();
  for (const StateSpan& state : view.states) {
    json.begin_object().member("state", state.state).member("from", state.from).member("to", state.to);
    json.member("certainty", state.certainty).member("side", state.side).member("cause", state.cause);
    json.member("status", state.status).member("evidence", state.evidence).member("note", state.note).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string to_json(const EntityChange& change) {
  JsonWriter json;
  write(json, change, true);
  return json.take();
}

std::string to_json(const VersionDiff& diff) {
  JsonWriter json;
  json.begin_object().key("before");
  write(json, diff.before);
  json.key("after");
  write(json, diff.after);
  if (diff.held) {
    json.key("held");
    write(json, *diff.held);
  }
  json.key("counts").begin_object().member("added", diff.added).member("removed", diff.removed);
  json.member("changed", diff.changed).member("unchanged", diff.unchanged);
  json.member("unchanged_documents", diff.unchanged_documents).key("effects").begin_object();
  for (std::size_t i = 0; i < kChangeEffects; ++i) {
    json.member(effect_key(static_cast<ChangeEffect>(i)), diff.effects[i]);
  }
  json.end_object().end_object().key("changes").begin_array();
  for (const EntityChange& change : diff.changes) write(json, change, true);
  json.end_array().member("unchanged", diff.unchanged).end_object();
  return json.take();
}

std::string to_json(const HistoryStep& step) {
  JsonWriter json;
  json.begin_object()
      .member("version", step.version)
      .member("published", step.published)
      .member("recorded", step.recorded)
      .key("change");
  write(json, step.change, false);
  json.end_object();
  return json.take();
}

}  // namespace penumbra
