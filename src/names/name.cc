#include "names/name.h"

namespace penumbra::names {

std::string_view name_type_key(NameType type) {
  switch (type) {
    case NameType::kAny:
      return "any";
    case NameType::kPerson:
      return "person";
    case NameType::kOrganisation:
      return "organisation";
    case NameType::kVessel:
      return "vessel";
    case NameType::kAircraft:
      return "aircraft";
  }
  return "any";
}

std::string_view part_kind_key(PartKind kind) {
  static constexpr std::string_view kKeys[] = {"name",      "given",   "family",     "patronymic", "particle",
                                               "honorific", "initial", "legal-form", "number",     "place",
                                               "generic",   "stop",    "prefix",     "acronym"};
  return kKeys[static_cast<std::size_t>(kind)];
}

std::string Name::latin() const {
  std::string out;
  for (const Part& part : parts) {
    if (!out.empty()) {
      out.push_back(' ');
    }
    out += view().latin(part);
  }
  return out;
}

}  // namespace penumbra::names
