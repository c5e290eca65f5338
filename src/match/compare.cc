#include <algorithm>

#include "match/score.h"
#include "text/tricks.h"

namespace penumbra::match {

names::NameType name_type_of_schema(std::string_view schema) {
  struct Entry {
    std::string_view schema;
    names::NameType type;
  };
  static constexpr Entry kEntries[] = {
      {"Person", names::NameType::kPerson},
      {"Company", names::NameType::kOrganisation},
      {"Organization", names::NameType::kOrganisation},
      {"PublicBody", names::NameType::kOrganisation},
      {"Vessel", names::NameType::kVessel},
      {"Airplane", names::NameType::kAircraft},
      {"Vehicle", names::NameType::kVessel},
  };
  const auto* found =
      std::find_if(std::begin(kEntries), std::end(kEntries), [&](const Entry& e) { return e.schema == schema; });
  return found == std::end(kEntries) ? names::NameType::kAny : found->type;
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
