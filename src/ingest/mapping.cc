#include "ingest/mapping.h"

#include <array>
#include <utility>

#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"
#include "model/schema.h"

namespace penumbra::ingest {
namespace {

// The property of a schema; nullptr when either is unknown. Records of a list use few properties again and again, so
// the last answers are kept: a slot per shape of the two names, checked against both.
const model::Property* property_of(std::string_view schema, std::string_view property) {
  struct Slot {
    const model::Schema* schema = nullptr;
    const model::Property* property = nullptr;
  };
  constexpr std::size_t kSlots = 256;
  thread_local std::array<Slot, kSlots> slots;  // the vocabulary lives as long as the program
  if (schema.empty() || property.empty()) return nullptr;
  const std::size_t shape = schema.size() * 7 + static_cast<unsigned char>(schema.front()) + property.size() * 61 +
                            static_cast<unsigned char>(property.front()) * 5 +
                            static_cast<unsigned char>(property.back()) * 19;
  Slot& slot = slots[shape % kSlots];
  if (slot.schema != nullptr && slot.schema->name() == schema && slot.property->name == property) return slot.property;
  const model::Schema* found = model::Vocabulary::get().find(schema);
  const model::Property* known = found == nullptr ? nullptr : found->property(property);
  if (known != nullptr) slot = {found, known};
  return known;
}

}  // namespace

bool Mapping::has_room(const model::Entity& entity) {
  if (entity.values.size() < kMaxValuesPerEntity) return true;
  report(model::FindingLevel::kError, "too-many-values",
         "an entity has more than " + std::to_string(kMaxValuesPerEntity) + " values; the rest is left out", {});
  return false;
}

bool Mapping::put(model::Entity& entity, std::string_view property, std::string_view text,
                  const SourcePosition& position, std::string_view lang) {
  bool control = false;
  std::string tidied;
  std::string_view value = trim(text);
  if (!is_tidy(value)) {
    tidied = tidy(value, &control);
    value = tidied;
  }
  if (control) {
    report(model::FindingLevel::kWarning, "control-character",
           "control characters were dropped from a value of " + std::string(property), position);
  }
  if (value.empty() || !has_room(entity)) return false;
  const model::Property* known = property_of(entity.schema, property);
  if (known == nullptr || known->stub) {
    report(model::FindingLevel::kWarning, "no-such-property",
           entity.schema + " has no property " + std::string(property) + "; the value is kept in notes", position);
    entity.add("notes", std::string(property) + ": " + std::string(value));
    return false;
  }
  entity.add(property, value, lang);
  return true;
}

void Mapping::note(model::Entity& entity, std::string_view text) {
  if (has_room(entity)) entity.add("notes", tidy(text));
}

void Mapping::put_country(model::Entity& entity, std::string_view property, std::string_view name,
                          const SourcePosition& position) {
  const auto code = country_code(name);
  if (!code.has_value()) {
    report(model::FindingLevel::kWarning, "unknown-country",
           "\"" + shown(name, 60) + "\" is no country that is known here; it is kept in notes", position);
    note(entity, std::string(property) + ": " + std::string(name));
    return;
  }
  if (code->empty()) {
    note(entity, std::string(property) + ": " + std::string(name));
    return;
  }
  put(entity, property, *code, position);
}

Error error_at(ErrorCode code, std::string message, const SourcePosition& position, std::string fix) {
  return Error{code, std::move(message), position, std::move(fix)};
}

std::string record_place(const std::string& file, std::uint64_t line) {
  return file + ":" + std::to_string(line);
}

}  // namespace penumbra::ingest
