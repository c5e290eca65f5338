#include <algorithm>
#include <string>
#include <vector>

#include "match/score.h"
#include "model/schema.h"
#include "names/stated_names.h"
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

namespace {

// The text as one name, and besides each name that it states.
std::vector<names::Name> names_in(std::string_view text, names::NameType type, bool& incomplete) {
  std::vector<names::Name> out{names::analyze(text, type)};
  const names::StatedNames stated = names::stated_names(text, type);
  incomplete = incomplete || stated.incomplete;
  for (const std::string& name : stated.names) out.push_back(names::analyze(name, type));
  return out;
}

}  // namespace

PairComparison compare(std::string_view schema, std::string_view query, std::string_view candidate, double threshold) {
  const names::NameType type = name_type_of_schema(schema);
  bool incomplete = false;
  const std::vector<names::Name> xs = names_in(query, type, incomplete);
  const std::vector<names::Name> ys = names_in(candidate, type, incomplete);
  PairComparison out;
  out.detail = compare_names(xs.front(), ys.front());
  incomplete = incomplete || out.detail.incomplete;
  for (const names::Name& x : xs) {
    for (const names::Name& y : ys) {
      if (score_names(x, y, out.detail.points + 1) > out.detail.points) out.detail = compare_names(x, y);
    }
  }
  out.detail.incomplete = incomplete;
  out.score = out.detail.score();
  out.hit = out.score >= threshold;
  out.incomplete = !out.hit && incomplete;
  out.query_tricks = text::trick_meanings(xs.front().tricks);
  out.candidate_tricks = text::trick_meanings(ys.front().tricks);
  return out;
}

}  // namespace penumbra::match
