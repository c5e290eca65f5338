#include <algorithm>

#include "match/score.h"
#include "model/schema.h"
#include "text/tricks.h"

namespace penumbra::match {

names::NameType name_type_of_schema(std::string_view schema) {
  const model::Schema* kind = model::Vocabulary::get().find(schema);
  if (kind == nullptr) return names::NameType::kAny;
  if (kind->is_a("Person")) return names::NameType::kPerson;
  if (kind->is_a("Organization")) return names::NameType::kOrganisation;
  if (kind->is_a("Airplane")) return names::NameType::kAircraft;
  if (kind->is_a("Vehicle")) return names::NameType::kVessel;
  return names::NameType::kAny;
}

PairComparison compare(std::string_view schema, std::string_view query, std::string_view candidate, double threshold) {
  const names::NameType type = name_type_of_schema(schema);
  const names::Name x = names::analyze(query, type);
  const names::Name y = names::analyze(candidate, type);
  PairComparison out;
  out.detail = compare_names(x, y);
  out.score = out.detail.score();
  out.hit = out.score >= threshold;
  out.incomplete = !out.hit && out.detail.incomplete;
  out.query_tricks = text::trick_meanings(x.tricks);
  out.candidate_tricks = text::trick_meanings(y.tricks);
  return out;
}

}  // namespace penumbra::match
