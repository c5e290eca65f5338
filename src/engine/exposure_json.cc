#include "base/json_writer.h"
#include "engine/answer_json.h"
#include "penumbra/exposure.h"

namespace penumbra {
namespace {

using base::JsonWriter;

void write(JsonWriter& out, const NamedThing& thing) {
  out.begin_object().member("id", thing.id).member("caption", thing.caption).end_object();
}

void write(JsonWriter& out, std::string_view name, const std::vector<NamedThing>& things) {
  out.key(name).begin_array();
  for (const NamedThing& thing : things) write(out, thing);
  out.end_array();
}

void write(JsonWriter& out, const ExposureState& state) {
  out.begin_object();
  out.member("state", state.state).member("phase", state.phase).member("certainty", to_string(state.certainty));
  out.member("from", state.from).member("to", state.to).member("status", state.status);
  out.member("side", state.side).member("side_caption", state.side_caption);
  out.member("cause", state.cause).member("cause_caption", state.cause_caption);
  out.member("sentence", state.sentence).member("note", state.note).member("sources", state.sources);
  out.end_object();
}

void write(JsonWriter& out, const ExposureNote& note) {
  out.begin_object();
  out.member("key", note.key).member("entity", note.entity).member("text", note.text).member("sources", note.sources);
  if (!note.date.empty()) out.member("date", note.date);
  out.end_object();
}

void write(JsonWriter& out, std::string_view name, const std::vector<ExposureNote>& notes) {
  out.key(name).begin_array();
  for (const ExposureNote& note : notes) write(out, note);
  out.end_array();
}

void write(JsonWriter& out, const ExposureHop& hop) {
  out.begin_object();
  out.member("from", hop.from).member("from_caption", hop.from_caption).member("kind", hop.kind);
  out.member("to", hop.to).member("to_caption", hop.to_caption).member("sentence", hop.sentence);
  out.member("valid_from", hop.valid_from).member("valid_to", hop.valid_to).member("status", hop.status);
  out.member("certainty", to_string(hop.certainty)).member("need", hop.need).member("role", hop.role);
  if (!hop.share.empty()) out.member("share", hop.share);
  out.member("side", hop.side).member("sources", hop.sources).member("evidence", hop.evidence);
  out.end_object();
}

void write(JsonWriter& out, const ExposureCause& cause) {
  out.begin_object();
  out.member("type", cause.type).member("id", cause.id).member("sentence", cause.sentence);
  const auto some = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out.member(name, text);
  };
  some("list", cause.list);
  some("authority", cause.authority);
  if (!cause.programmes.empty()) out.member("programmes", cause.programmes);
  if (!cause.measures.empty()) out.member("measures", cause.measures);
  some("act", cause.act);
  some("listed_name", cause.listed_name);
  out.member("from", cause.from).member("to", cause.to);
  some("side", cause.side);
  some("state", cause.state);
  some("other", cause.other);
  some("other_caption", cause.other_caption);
  some("verdict", cause.verdict);
  some("share_low", cause.share_low);
  some("share_high", cause.share_high);
  some("rule_version", cause.rule_version);
  some("rule_source", cause.rule_source);
  out.member("sources", cause.sources).member("evidence", cause.evidence);
  out.end_object();
}

void write(JsonWriter& out, const Exposure& exposure) {
  out.begin_object();
  out.member("key", exposure.key).member("kind", to_string(exposure.kind));
  out.member("severity", to_string(exposure.severity)).member("certainty", to_string(exposure.certainty));
  out.member("own_severity", to_string(exposure.own_severity)).member("need", exposure.need);
  out.member("weakest_status", exposure.weakest_status).member("regime", exposure.regime);
  out.member("jurisdiction", exposure.jurisdiction);
  out.key("target");
  write(out, exposure.target);
  out.member("sentence", exposure.sentence);
  out.key("cause");
  write(out, exposure.cause);
  out.key("chain").begin_array();
  for (const ExposureHop& hop : exposure.chain) write(out, hop);
  out.end_array();
  write(out, "stand_ins", exposure.stand_ins);
  out.member("behind", exposure.behind.id);
  write(out, "replacements", exposure.replacements);
  out.member("independent_sources", exposure.independent_sources).member("unchecked_hops", exposure.unchecked);
  out.end_object();
}

void write(JsonWriter& out, const ExposureChange& change) {
  out.begin_object();
  out.member("type", change.type);
  if (change.kind) out.member("kind", to_string(*change.kind));
  if (change.severity) out.member("severity", to_string(*change.severity));
  out.member("date", change.date).member("sentence", change.sentence).member("key", change.key);
  out.member("sources", change.sources);
  if (change.carried) out.member("carried", true);
  out.end_object();
}

void write(JsonWriter& out, const EntityExposure& entity) {
  out.begin_object();
  out.member("id", entity.id).member("caption", entity.caption).member("schema", entity.schema);
  out.member("section", entity.section).member("headline", entity.headline).member("summary", entity.summary);
  out.key("state");
  write(out, entity.state);
  out.member("already_broken", entity.already_broken);
  out.key("counts").begin_object();
  for (std::size_t i = 0; i < kSeverityNames.size(); ++i) {
    out.member(kSeverityNames[i], entity.count(static_cast<Severity>(i)));
  }
  out.end_object();
  out.key("exposures").begin_array();
  for (const Exposure& exposure : entity.exposures) write(out, exposure);
  out.end_array();
  write(out, "untouched", entity.untouched);
  write(out, "unknowns", entity.unknowns);
  out.key("not_listed").begin_array();
  for (const ExposureAbsence& absence : entity.not_listed) {
    out.begin_object().key("party");
    write(out, absence.party);
    out.member("other_times", absence.ended).end_object();
  }
  out.end_array();
  out.key("history").begin_array();
  for (const ExposureState& state : entity.history) write(out, state);
  out.end_array();
  write(out, "events", entity.events);
  write(out, "dependants", entity.dependants);
  write(out, "related", entity.related);
  write(out, "statements", entity.statements);
  write(out, "conflicts", entity.conflicts);
  write(out, "covers", entity.covers);
  write(out, "evidence", entity.evidence);
  out.member("reached", entity.reached).member("incomplete", entity.incomplete);
  out.end_object();
}

void write(JsonWriter& out, const ExposureAnswer& answer) {
  out.begin_object();
  out.member("verdict", !answer.incomplete.empty() ? "incomplete" : answer.exposed() ? "exposed" : "none-on-record");
  out.member("as_of", answer.as_of.to_string());
  out.member("known_at", answer.known_at ? answer.known_at->to_string() : "");
  out.member("regimes", answer.regimes).member("portfolio", answer.portfolio).member("what_if", answer.what_if);
  out.member("incomplete", answer.incomplete);
  out.key("entities").begin_array();
  for (const EntityExposure& entity : answer.entities) write(out, entity);
  out.end_array();
  if (!answer.what_if.empty()) {
    out.key("effects").begin_array();
    for (const WhatIfEffect& effect : answer.effects) {
      out.begin_object().member("id", effect.id).member("caption", effect.caption).member("effect", effect.effect);
      out.key("changes").begin_array();
      for (const ExposureChange& change : effect.changes) write(out, change);
      out.end_array().end_object();
    }
    out.end_array();
  }
  engine::write_sources(out, answer.sources);
  out.key("things").begin_array();
  for (const ExposureThing& thing : answer.things) {
    out.begin_object().member("id", thing.id).member("caption", thing.caption);
    if (!thing.original.empty()) out.member("original", thing.original);
    out.member("schema", thing.schema).member("country", thing.country).end_object();
  }
  out.end_array();
  out.member("lists_on_record", answer.lists).member("rules", answer.rules);
  engine::write_versions(out, answer.versions);
  out.end_object();
}

}  // namespace

std::string to_json(const ExposureAnswer& answer, int indent) {
  JsonWriter out(indent);
  write(out, answer);
  return out.take();
}

std::string to_json(std::span<const ExposureAnswer> days, int indent) {
  JsonWriter out(indent);
  out.begin_object();
  out.key("days").begin_array();
  for (const ExposureAnswer& day : days) write(out, day);
  out.end_array();
  out.key("changes").begin_array();
  for (std::size_t i = 1; i < days.size(); ++i) {
    out.begin_object();
    out.member("from", days[i - 1].as_of.to_string()).member("to", days[i].as_of.to_string());
    out.key("entities").begin_array();
    for (std::size_t k = 0; k < days[i].entities.size() && k < days[i - 1].entities.size(); ++k) {
      out.begin_object().member("id", days[i].entities[k].id).key("changes").begin_array();
      for (const ExposureChange& change : changes(days[i - 1].entities[k], days[i].entities[k])) write(out, change);
      out.end_array().end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace penumbra
