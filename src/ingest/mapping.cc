#include "ingest/mapping.h"

#include <array>
#include <charconv>
#include <utility>

#include "ingest/byte_scan.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"

namespace penumbra::ingest {
Place::operator SourcePosition() const {
  SourcePosition out;
  out.file = file;
  out.line = line;
  out.column = column;
  out.offset = offset;
  out.path = path;
  if (!inner.empty()) out.path.append("/").append(inner);
  if (!key.empty()) out.path.append("[@").append(key).append("=").append(shown(id, 20)).append("]");
  return out;
}

bool Mapping::has_room(const model::Entity& entity) {
  if (entity.values.size() < kMaxValuesPerEntity) return true;
  report(model::FindingLevel::kError, "too-many-values",
         "an entity has more than " + std::to_string(kMaxValuesPerEntity) + " values; the rest is left out", {});
  return false;
}

const Mapping::Known* Mapping::property_of(std::string_view schema, std::string_view property) {
  if (schema.empty() || property.empty()) return nullptr;
  const auto letter = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
  const std::size_t slot =
      property.size() + schema.size() + letter(property.front()) + 4 * letter(property.back()) + letter(schema.front());
  Known& known = known_[slot % known_.size()];
  if (known.schema != nullptr && equal_names(known.property, property) && equal_names(known.schema->name(), schema))
    return &known;
  const model::Schema* found = model::Vocabulary::get().find(schema);
  const model::Property* const named = found == nullptr ? nullptr : found->property(property);
  if (named == nullptr || named->stub) return nullptr;
  known = {found, model::Word(property)};
  return &known;
}

bool Mapping::put(model::Entity& entity, std::string_view property, std::string_view text, const Place& position,
                  std::string_view lang) {
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
  const Known* const known = property_of(entity.schema, property);
  if (known == nullptr) {
    report(model::FindingLevel::kWarning, "no-such-property",
           entity.schema + " has no property " + std::string(property) + "; the value is kept in notes", position);
    entity.add("notes", std::string(property) + ": " + std::string(value));
    return false;
  }
  entity.add(known->property, value, lang);
  return true;
}

void Mapping::note(model::Entity& entity, std::string_view text) {
  static const model::Word kNotes("notes");
  if (!has_room(entity)) return;
  const std::string_view trimmed = trim(text);
  if (is_tidy(trimmed))
    entity.add(kNotes, trimmed);
  else
    entity.add(kNotes, tidy(trimmed));
}

void Mapping::put_country(model::Entity& entity, std::string_view property, std::string_view name,
                          const Place& position) {
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

std::string record_place(std::string_view file, std::uint64_t line) {
  std::array<char, 24> digits{};
  digits[0] = ':';
  const char* end = std::to_chars(digits.data() + 1, digits.data() + digits.size(), line).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  std::string out;
  out.reserve(file.size() + size);
  out.append(file).append(digits.data(), size);
  return out;
}

}  // namespace penumbra::ingest
