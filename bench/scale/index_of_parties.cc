#include "index_of_parties.h"

#include <cstdio>
#include <vector>

#include "index/build.h"
#include "index/format.h"
#include "model/entity.h"
#include "store/container.h"

namespace penumbra::bench {
namespace {

std::string_view schema_of(names::NameType type) {
  switch (type) {
    case names::NameType::kPerson:
      return "Person";
    case names::NameType::kOrganisation:
      return "Company";
    case names::NameType::kVessel:
      return "Vessel";
    case names::NameType::kAircraft:
      return "Airplane";
    case names::NameType::kAny:
      break;
  }
  return "LegalEntity";
}

}  // namespace

Result<std::string> build_index(const Parties& parties, unsigned threads) {
  std::vector<model::Entity> entities(parties.party_count());
  for (std::size_t i = 0; i < parties.names().size(); ++i) {
    const ListedName& name = parties.names()[i];
    model::Entity& entity = entities[name.party];
    if (entity.schema.empty()) entity.schema = schema_of(name.type);
    entity.add("name", parties.text(i));
  }
  return index::build(entities, kSubject, threads);
}

std::string section_sizes(std::string_view bytes, double names) {
  std::string out;
  const auto view = store::ContainerView::open(bytes, store::ContainerKind::kNames, index::kIndexFormat, "scale.idx");
  if (!view.ok()) return " (no container)";
  for (std::uint32_t id = 1; id < 64; ++id) {
    const auto section = view->section(id);
    if (!section.ok()) continue;
    char text[64];
    std::snprintf(text, sizeof text, " [%u] %.1f", id, static_cast<double>(section->size()) / names);
    out += text;
  }
  return out;
}

}  // namespace penumbra::bench
