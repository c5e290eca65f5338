#include "engine/readings.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "match/score.h"
#include "names/name.h"
#include "names/stated_names.h"

namespace penumbra::engine {
namespace {

using names::NameType;

bool same_parts(const names::NameView& a, const names::NameView& b) {
  return a.parts.size() == b.parts.size() &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), [&](const names::Part& x, const names::Part& y) {
           return x.kind == y.kind && x.weight == y.weight && x.group == y.group && a.latin(x) == b.latin(y) &&
                  a.readings(x) == b.readings(y);
         });
}

// Whether two names are the same in all that is compared, their types aside.
bool same_name(const names::Name& a, const names::Name& b) {
  static_assert(std::has_unique_object_representations_v<names::Part>);
  return a.parts.size() == b.parts.size() && a.pool == b.pool && a.joined.at == b.joined.at &&
         a.joined.size == b.joined.size && a.incomplete == b.incomplete && a.tricks == b.tricks &&
         std::memcmp(a.parts.data(), b.parts.data(), a.parts.size() * sizeof(names::Part)) == 0;
}

bool any_holds(const World& world, NameType kind) {
  return std::any_of(world.indexes.begin(), world.indexes.end(), [&](const SourceIndex& source) {
    return std::any_of(source.layers.begin(), source.layers.end(),
                       [&](const LayerIndex& layer) { return layer.of->names->holds(kind); });
  });
}

// A query of unknown kind is read as it looks, and besides as what the listed name is: else a listed organisation whose
// name looks like a person's would not be found by its very name. The same holds for a listed name of unknown kind.
// Every further reading is a chance to meet somebody else, so that the kind stays a guess for the scorer
// (match/commonness.h), and a name with a legal form is a person's only where hardly anything differs.
// A reading that only listed names of one kind meet is left out where no index holds such names.
void add_readings(std::string_view text, NameType type, const World& world, std::vector<Reading>& readings) {
  const std::size_t first = readings.size();
  readings.push_back({index::prepare(text, type)});
  if (!readings[first].prepared.searchable()) return;
  if (type != NameType::kAny) {
    if (any_holds(world, NameType::kAny)) {
      readings.push_back({index::prepare(text, NameType::kAny), index::of_type(NameType::kAny)});
    }
    return;
  }
  constexpr int kHardlyDiffers = 9000;
  constexpr int kSameCharacters = 9900;
  const names::Name looks = readings[first].prepared.name;
  const auto& parts = looks.parts;
  const auto holds = [&](names::PartKind kind) {
    return std::any_of(parts.begin(), parts.end(), [&](const names::Part& part) { return part.kind == kind; });
  };
  const bool firm = holds(names::PartKind::kLegalForm);
  const bool trade = holds(names::PartKind::kGeneric);
  const bool body = firm || trade;
  // Two or three Chinese characters that divide into a family and a given name are a person's; as the name of a ship
  // they sound like any short word.
  const bool divided =
      parts.size() == 2 && (parts[0].flags & parts[1].flags & names::kPartHan) != 0 && parts[1].gap != 0;
  const auto initials = [](const names::Name& name) {
    return std::count_if(name.parts.begin(), name.parts.end(),
                         [](const names::Part& part) { return part.kind == names::PartKind::kInitial; });
  };
  for (const NameType kind : {NameType::kPerson, NameType::kOrganisation, NameType::kVessel, NameType::kAircraft}) {
    if (!any_holds(world, kind)) continue;
    names::Name name = names::analyze(text, kind);
    const bool same = same_parts(looks, name);
    const bool person = kind == NameType::kPerson;
    // The same parts are a body's to the scorer as long as nobody says that they are a person's.
    if (same && !(person && body)) continue;
    // "S. A. Sample" has two initials and no legal form, where a person bears it; a word for a trade beside them shows
    // a firm ("Karim Solar S.A.E.").
    const bool spelt_out = firm && !trade && initials(name) > initials(looks);
    // Things of several kinds often read alike, and are searched at once then.
    const auto alike = std::find_if(
        readings.begin() + static_cast<std::ptrdiff_t>(first) + 1, readings.end(), [&](const Reading& other) {
          return !person && other.prepared.name.type == NameType::kAny && same_name(other.prepared.name, name);
        });
    if (alike != readings.end()) {
      alike->kinds |= index::of_type(kind);
      continue;
    }
    Reading reading{index::prepare(std::move(name)), index::of_type(kind)};
    if (person && ((firm && !spelt_out) || same)) reading.least = kHardlyDiffers;
    if (!person && divided) reading.least = kSameCharacters;
    if (!person) reading.prepared.name.type = NameType::kAny;
    readings.push_back(std::move(reading));
  }
}

}  // namespace

Readings readings_of(const ScreenQuery& query, const World& world) {
  const NameType type = query.schema.empty() ? NameType::kAny : match::name_type_of_schema(query.schema);
  Readings out;
  add_readings(query.name, type, world, out.all);
  const names::StatedNames stated = names::stated_names(query.name, type);
  out.stated = stated.names.size();
  out.incomplete = stated.incomplete;
  for (const std::string& name : stated.names) add_readings(name, type, world, out.all);
  return out;
}

}  // namespace penumbra::engine
