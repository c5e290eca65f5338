#include "penumbra/comparison.h"

#include "base/json_writer.h"
#include "match/score.h"
#include "model/schema.h"
#include "names/name.h"

namespace penumbra {

Result<NameComparison> compare_names(std::string_view schema, std::string_view name1, std::string_view name2,
                                     double threshold) {
  const std::string_view kind = schema.empty() ? std::string_view("LegalEntity") : schema;
  if (model::Vocabulary::get().find(kind) == nullptr) {
    return Error{ErrorCode::kInvalidArgument,
                 "\"" + std::string(kind.substr(0, 60)) + "\" is no kind of entity",
                 {},
                 "Use a FollowTheMoney schema such as Person, Company, Organization, LegalEntity or Vessel"};
  }
  if (!(threshold > 0.0) || threshold > 1.0) {
    return Error{ErrorCode::kInvalidArgument, "the threshold must be above 0 and at most 1", {}, ""};
  }
  const match::PairComparison pair = match::compare(kind, name1, name2, threshold);
  NameComparison out;
  out.points = pair.detail.points;
  // Two names of which one has no letters or digits were not compared.
  const auto nothing = [&](std::string_view name) {
    return names::analyze(name, match::name_type_of_schema(kind)).parts.empty();
  };
  const bool empty = nothing(name1) || nothing(name2);
  if (empty)
    out.warnings.push_back({"name-empty", "One of the names has no letters or digits, so there is nothing to compare"});
  out.verdict = pair.hit ? Verdict::kHits : pair.incomplete || empty ? Verdict::kIncomplete : Verdict::kClear;
  for (const match::Point& point : pair.detail.explanation) {
    out.features.push_back(
        {std::string(match::feature_key(point.feature)), point.query, point.candidate, point.points, point.text});
  }
  for (const std::string_view trick : pair.query_tricks) out.warnings.push_back({"trick-in-name1", std::string(trick)});
  for (const std::string_view trick : pair.candidate_tricks)
    out.warnings.push_back({"trick-in-name2", std::string(trick)});
  return out;
}

std::string to_json(std::string_view schema, std::string_view name1, std::string_view name2,
                    const NameComparison& comparison) {
  base::JsonWriter json;
  json.begin_object().member("schema", schema).member("name1", name1).member("name2", name2);
  json.key("score").ten_thousandths(comparison.points).member("verdict", verdict_key(comparison.verdict));
  json.key("features").begin_array();
  for (const ScoreFeature& feature : comparison.features) {
    json.begin_object()
        .member("name", feature.name)
        .member("query", feature.query)
        .member("candidate", feature.candidate);
    json.key("points").ten_thousandths(feature.points).member("text", feature.text).end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const Remark& remark : comparison.warnings) {
    json.begin_object().member("key", remark.key).member("text", remark.text).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace penumbra
