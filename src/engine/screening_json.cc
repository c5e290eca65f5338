// Screening answers as JSON. The names of keys are settled: other programs read them.
#include <cmath>

#include "base/json_writer.h"
#include "engine/answer_json.h"
#include "penumbra/screening.h"

namespace penumbra {
namespace {

using base::JsonWriter;
using engine::write_remarks;

void write(JsonWriter& json, const Listing& listing) {
  json.begin_object()
      .member("list", listing.list)
      .member("authority", listing.authority)
      .member("programme", listing.programmes)
      .member("measure", listing.measures)
      .member("act", listing.act)
      .member("scope", listing.scope)
      .member("listed_name", listing.listed_name);
  // An unknown day is null, so that nobody takes "" for a date.
  const auto day = [&json](std::string_view key, const std::string& text) {
    json.key(key);
    if (text.empty()) {
      json.null();
    } else {
      json.value(text);
    }
  };
  day("from", listing.from);
  day("to", listing.to);
  json.member("certainty", listing.certainty)
      .member("source", listing.source)
      .member("version", listing.version)
      .member("evidence", listing.evidence)
      .end_object();
}

void write(JsonWriter& json, const Hit& hit) {
  json.begin_object().member("id", hit.id).member("caption", hit.caption).member("schema", hit.schema);
  json.key("score").ten_thousandths(hit.points);
  json.member("matched_name", hit.matched_name)
      .member("strength", hit.quality == NameQuality::kWeak ? "weak" : "strong");
  if (!hit.set_aside.empty()) json.member("set_aside", hit.set_aside);
  json.key("listings").begin_array();
  for (const Listing& listing : hit.listings) write(json, listing);
  json.end_array().member("topics", hit.topics);
  json.key("features").begin_array();
  for (const ScoreFeature& feature : hit.features) {
    json.begin_object()
        .member("name", feature.name)
        .member("query", feature.query)
        .member("candidate", feature.candidate);
    json.key("points").ten_thousandths(feature.points).member("text", feature.text).end_object();
  }
  json.end_array().member("source", hit.source).member("version", hit.version).end_object();
}

void write(JsonWriter& json, std::span<const SourceVersion> versions) {
  json.key("versions").begin_array();
  for (const SourceVersion& version : versions) {
    json.begin_object()
        .member("source", version.source)
        .member("version", version.version)
        .member("published", version.published)
        .member("recorded", version.recorded)
        .member("hash", version.hash)
        .member("entities", version.entities)
        .member("state", version.state)
        .member("age_days", version.age_days)
        .member("confirmed", version.confirmed)
        .member("unconfirmed_days", version.unconfirmed_days)
        .member("note", version.note)
        .end_object();
  }
  json.end_array();
}

// The members that rows and single answers share.
void write_members(JsonWriter& json, const ScreenAnswer& answer) {
  json.member("verdict", verdict_key(answer.verdict)).key("hits").begin_array();
  for (const Hit& hit : answer.hits) write(json, hit);
  json.end_array().member("hits_total", answer.hits_total).key("set_aside").begin_array();
  for (const Hit& hit : answer.set_aside) write(json, hit);
  json.end_array().member("set_aside_total", answer.set_aside_total);
  write_remarks(json, "reasons", answer.reasons);
  write_remarks(json, "warnings", answer.warnings);
  json.member("candidates", answer.candidates).member("as_of", answer.as_of.to_string());
}

}  // namespace

std::string to_json(const Hit& hit) {
  JsonWriter json;
  write(json, hit);
  return json.take();
}

std::string row_to_json(const RowLabel& label, const ScreenAnswer& answer) {
  JsonWriter json;
  json.begin_object().member("row", label.row).member("reference", label.reference).member("name", label.name);
  write_members(json, answer);
  json.end_object();
  return json.take();
}

std::string versions_to_json(std::span<const SourceVersion> versions) {
  JsonWriter json;
  json.begin_object();
  write(json, versions);
  json.end_object();
  return json.take();
}

std::string to_json(const ScreenQuery& query, const ScreenAnswer& answer) {
  JsonWriter json;
  json.begin_object().key("query").begin_object().member("name", query.name);
  const auto stated = [&](const char* key, const std::string& value) {
    if (!value.empty()) json.member(key, value);
  };
  stated("schema", query.schema);
  stated("birthDate", query.born);
  stated("country", query.country);
  if (!query.facts.empty()) {
    json.key("facts").begin_array();
    for (const StatedFact& fact : query.facts) {
      json.begin_object().member("property", fact.property).member("value", fact.text).end_object();
    }
    json.end_array();
  }
  json.key("threshold").ten_thousandths(std::llround(query.threshold * kScorePerUnit)).end_object();
  write_members(json, answer);
  write(json, answer.versions == nullptr ? std::span<const SourceVersion>() : std::span(*answer.versions));
  json.end_object();
  return json.take();
}

}  // namespace penumbra
