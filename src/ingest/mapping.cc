#include "ingest/mapping.h"

#include <utility>

#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "model/schema.h"

namespace penumbra::ingest {

bool Mapping::has_room(const model::Entity& entity) {
  if (entity.values.size() < kMaxValuesPerEntity) return true;
  report(model::FindingLevel::kError, "too-many-values",
         "an entity has more than " + std::to_string(kMaxValuesPerEntity) + " values; the rest is left out", {});
  return false;
}

bool Mapping::put(model::Entity& entity, std::string_view property, std::string_view text,
                  const SourcePosition& position, std::string_view lang) {
  bool control = false;
  const std::string value = tidy(text, &control);
  if (control) {
    report(model::FindingLevel::kWarning, "control-character",
           "control characters were dropped from a value of " + std::string(property), position);
  }
  if (value.empty() || !has_room(entity)) return false;
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  const model::Property* known = schema == nullptr ? nullptr : schema->property(property);
  if (known == nullptr || known->stub) {
    report(model::FindingLevel::kWarning, "no-such-property",
           entity.schema + " has no property " + std::string(property) + "; the value is kept in notes", position);
    entity.add("notes", std::string(property) + ": " + value);
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
