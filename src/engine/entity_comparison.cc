// How it works: the best pair of names gives the score that it gives anywhere, evidence/weigh.h adds its lines, and
// last the kinds are held against each other. Screening weighs its candidates with the same rules (screening.cc).
#include "penumbra/entity_comparison.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/json_writer.h"
#include "engine/party_names.h"
#include "evidence/weigh.h"
#include "model/schema.h"
#include "text/tricks.h"

namespace penumbra {
namespace {

// Two entities of other kinds that state the same decisive identifier: a sole trader recorded as a person and as a
// company.
constexpr int kOtherKindDespiteIdentifier = 1500;

Error invalid(std::string message, std::string fix) {
  return {ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
}

Result<model::Entity> entity_of(const PartyRecord& record, std::string_view side, std::vector<Remark>& warnings) {
  model::Entity entity;
  entity.schema = record.schema.empty() ? "LegalEntity" : record.schema;
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  if (schema == nullptr) {
    return invalid("\"" + entity.schema.substr(0, 60) + "\" is no kind of entity",
                   "Use a FollowTheMoney schema such as Person, Company, Organization, LegalEntity or Vessel");
  }
  std::set<std::string_view> unknown;
  for (const StatedFact& value : record.properties) {
    // What the vocabulary does not know is told, so that a misspelt property is no silent absence; it is kept, since
    // the rules go by the property and not by the kind.
    if (schema->property(value.property) == nullptr && unknown.insert(value.property).second) {
      warnings.push_back({"unknown-property", std::string(side) + ": \"" + value.property.substr(0, 60) +
                                                  "\" is no property of " + entity.schema});
    }
    entity.values.push_back({value.property, value.text, ""});
  }
  return entity;
}

void add_name_lines(const engine::BestNames& best, const std::vector<engine::PartyName>& query,
                    const std::vector<engine::PartyName>& candidate, EntityComparison& out) {
  out.query_name = query[best.query].text;
  out.candidate_name = candidate[best.candidate].text;
  for (const match::Point& point : best.score.explanation) {
    out.features.push_back(
        {std::string(match::feature_key(point.feature)), point.query, point.candidate, point.points, point.text});
  }
  if (best.weak_deduction > 0) {
    out.features.push_back({"weak-alias", out.query_name, out.candidate_name, -best.weak_deduction,
                            "the names met in a weak alias, which says less than a name"});
  }
}

// Addresses compare by their words, as they have no names.
bool add_address_line(const evidence::Facts& query, const evidence::Facts& candidate, EntityComparison& out) {
  if (query.schema != "Address" || candidate.schema != "Address") return false;
  const evidence::AddressWords* best_query = nullptr;
  const evidence::AddressWords* best_candidate = nullptr;
  evidence::AddressLikeness best;
  for (const auto& x : query.addresses) {
    for (const auto& y : candidate.addresses) {
      const evidence::AddressLikeness likeness = evidence::compare_addresses(x, y);
      if (best_query != nullptr && likeness.percent <= best.percent) continue;
      best = likeness;
      best_query = &x;
      best_candidate = &y;
    }
  }
  if (best_query == nullptr) return false;
  out.points = best.percent * kScorePerUnit / 100;
  out.features.push_back({"address-words", best_query->text, best_candidate->text, out.points,
                          std::to_string(best.percent) + " % of the words of the addresses agree"});
  const auto subtract = [&](std::string key, int points, std::string text) {
    points = std::min(points, out.points);
    out.points -= points;
    out.features.push_back({std::move(key), best_query->text, best_candidate->text, -points, std::move(text)});
  };
  if (best_query->has_number && best_candidate->has_number && !best.number_agrees) {
    subtract("address-number", 2500, "no house number or postcode agrees");
  }
  return true;
}

}  // namespace

std::string_view pair_verdict_key(Verdict verdict) {
  return verdict == Verdict::kHits ? "hit" : verdict_key(verdict);
}

Result<EntityComparison> compare_entities(const PartyRecord& query, const PartyRecord& candidate, double threshold) {
  if (!(threshold > 0.0) || threshold > 1.0) {
    return invalid("the threshold must be above 0 and at most 1", "Use a number such as 0.7");
  }
  EntityComparison out;
  PENUMBRA_ASSIGN_OR_RETURN(const model::Entity x, entity_of(query, "query", out.warnings));
  PENUMBRA_ASSIGN_OR_RETURN(const model::Entity y, entity_of(candidate, "candidate", out.warnings));
  const evidence::Facts facts_x = evidence::facts_of(x);
  const evidence::Facts facts_y = evidence::facts_of(y);

  const names::NameType type = engine::common_name_type(x.schema, y.schema);
  const std::vector<engine::PartyName> names_x = engine::with_stated_names(engine::party_names(x), type);
  const std::vector<engine::PartyName> names_y = engine::with_stated_names(engine::party_names(y), type);
  const engine::BestNames best = engine::best_names(names_x, names_y, type);
  bool compared = best.compared;
  if (best.compared) {
    out.points = best.points;
    add_name_lines(best, names_x, names_y, out);
    for (const std::string_view trick : text::trick_meanings(best.query_name.tricks)) {
      out.warnings.push_back({"trick-in-query", std::string(trick)});
    }
    for (const std::string_view trick : text::trick_meanings(best.candidate_name.tricks)) {
      out.warnings.push_back({"trick-in-candidate", std::string(trick)});
    }
  } else {
    compared = add_address_line(facts_x, facts_y, out);
  }

  const bool general =
      best.compared && engine::says_only_its_kind(best.query_name) && engine::says_only_its_kind(best.candidate_name);
  evidence::Weighed weighed = evidence::weigh(facts_x, facts_y, out.points, general);
  out.points = weighed.points;
  for (evidence::Line& line : weighed.lines) {
    compared = compared || line.key.starts_with("identifier-");
    out.features.push_back(
        {std::move(line.key), std::move(line.query), std::move(line.candidate), line.points, std::move(line.text)});
  }
  const bool compatible = evidence::kinds_compatible(x.schema, y.schema);
  if (!compatible) {
    const model::Vocabulary& vocabulary = model::Vocabulary::get();
    const bool parties =
        vocabulary.find(x.schema)->is_a("LegalEntity") && vocabulary.find(y.schema)->is_a("LegalEntity");
    const int points = weighed.decisive && parties ? std::min(kOtherKindDespiteIdentifier, out.points) : out.points;
    out.points -= points;
    out.features.push_back({"schema", x.schema, y.schema, -points, x.schema + " and " + y.schema + " are other kinds"});
  }

  if (!compared && compatible) {
    out.warnings.push_back({"nothing-to-compare", "The two have neither names nor identifiers of one kind"});
  }
  if (best.incomplete) {
    out.warnings.push_back({"limit-reached", "A name is longer, or there are more names, than are compared"});
  }
  const int needed = std::max(1, static_cast<int>(std::ceil(threshold * kScorePerUnit - 1e-6)));
  out.verdict = out.points >= needed                           ? Verdict::kHits
                : compatible && (!compared || best.incomplete) ? Verdict::kIncomplete
                                                               : Verdict::kClear;
  return out;
}

std::string to_json_members(const EntityComparison& comparison) {
  base::JsonWriter json;
  json.begin_object();
  json.key("score").ten_thousandths(comparison.points).member("verdict", pair_verdict_key(comparison.verdict));
  json.key("features").begin_array();
  for (const ScoreFeature& feature : comparison.features) {
    json.begin_object()
        .member("name", feature.name)
        .member("query", feature.query)
        .member("candidate", feature.candidate);
    json.key("points").ten_thousandths(feature.points).member("text", feature.text).end_object();
  }
  json.end_array();
  if (!comparison.warnings.empty()) {
    json.key("warnings").begin_array();
    for (const Remark& remark : comparison.warnings) {
      json.begin_object().member("key", remark.key).member("text", remark.text).end_object();
    }
    json.end_array();
  }
  json.end_object();
  const std::string text = json.take();
  return text.substr(1, text.size() - 2);
}

}  // namespace penumbra
