#include "base/json_writer.h"
#include "penumbra/explanation.h"

namespace penumbra {
namespace {

using base::JsonWriter;

void write(JsonWriter& json, const NameReadingView& name) {
  json.begin_object().member("text", name.text).member("visible", name.visible).member("type", name.type);
  json.member("scripts", name.scripts).key("parts").begin_array();
  for (const NamePartView& part : name.parts) {
    json.begin_object()
        .member("latin", part.latin)
        .member("folded", part.folded)
        .member("native", part.native)
        .member("kind", part.kind);
    json.key("weight").ten_thousandths(std::int64_t{part.weight} * 10);
    json.member("anchor", part.anchor).end_object();
  }
  json.end_array().member("tricks", name.tricks).member("incomplete", name.incomplete).end_object();
}

void write_features(JsonWriter& json, const std::vector<ScoreFeature>& features) {
  json.key("features").begin_array();
  for (const ScoreFeature& feature : features) {
    json.begin_object()
        .member("name", feature.name)
        .member("query", feature.query)
        .member("candidate", feature.candidate);
    json.key("points").ten_thousandths(feature.points).member("text", feature.text).end_object();
  }
  json.end_array();
}

void write(JsonWriter& json, const NameExplanation& explanation) {
  const NameComparison& comparison = explanation.comparison;
  json.begin_object().key("score").ten_thousandths(comparison.points);
  json.member("verdict", pair_verdict_key(comparison.verdict)).key("threshold").ten_thousandths(explanation.threshold);
  json.key("missing").ten_thousandths(
      explanation.threshold > comparison.points ? explanation.threshold - comparison.points : 0);
  json.member("summary", explanation.summary);
  json.key("first");
  write(json, explanation.first);
  json.key("second");
  write(json, explanation.second);
  write_features(json, comparison.features);
  json.key("nearest").begin_array();
  for (const NearestChange& change : explanation.nearest) {
    json.begin_object().member("changed", change.of_first ? "first" : "second").member("name", change.name);
    json.key("score").ten_thousandths(change.points).member("text", change.text).end_object();
  }
  json.end_array().key("retrieval").begin_object();
  json.member("share_anchor", explanation.share_anchor).member("anchors", explanation.anchors).end_object();
  json.end_object();
}

}  // namespace

std::string to_json(const NameExplanation& explanation) {
  JsonWriter json;
  write(json, explanation);
  return json.take();
}

std::string to_json(const PartyExplanation& explanation) {
  JsonWriter json;
  json.begin_object()
      .member("id", explanation.id)
      .member("caption", explanation.caption)
      .member("schema", explanation.schema)
      .member("source", explanation.source)
      .member("version", explanation.version)
      .member("screening", explanation.screening);
  json.key("score").ten_thousandths(explanation.comparison.points);
  json.member("verdict", pair_verdict_key(explanation.comparison.verdict));
  write_features(json, explanation.comparison.features);
  json.key("listed").begin_array();
  for (const ListedNameScore& listed : explanation.listed) {
    json.begin_object().member("name", listed.name).member("property", listed.property);
    json.key("score").ten_thousandths(listed.points).end_object();
  }
  json.end_array().key("names");
  write(json, explanation.names);
  json.end_object();
  return json.take();
}

}  // namespace penumbra
