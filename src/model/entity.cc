#include "model/entity.h"

#include <algorithm>

namespace penumbra::model {

void Entity::add(std::string_view property, std::string_view text, std::string_view lang) {
  if (text.empty()) return;
  // Texts of one entity mostly differ in length or in their last byte, which costs no call to find out.
  const bool known = std::any_of(values.begin(), values.end(), [&](const Value& value) {
    return value.text.size() == text.size() && value.text.back() == text.back() && value.text == text &&
           value.property == property && value.lang == lang;
  });
  if (known) return;
  constexpr std::size_t kFirstRoom = 4;  // hardly any entity has fewer values
  if (values.capacity() == 0) values.reserve(kFirstRoom);
  // Made before the room for it: the text may be one of this entity's own values.
  values.push_back({std::string(property), std::string(text), std::string(lang)});
}

std::vector<std::string_view> Entity::get(std::string_view property) const {
  std::vector<std::string_view> out;
  for (const Value& value : values) {
    if (value.property == property) out.emplace_back(value.text);
  }
  return out;
}

std::string_view Entity::first(std::string_view property) const {
  for (const Value& value : values) {
    if (value.property == property) return value.text;
  }
  return {};
}

std::string_view Entity::caption() const {
  for (const std::string_view property : {"name", "alias", "previousName", "weakAlias"}) {
    if (const std::string_view text = first(property); !text.empty()) return text;
  }
  return id;
}

std::vector<EntityName> names_of(const Entity& entity) {
  std::vector<EntityName> out;
  for (const Value& value : entity.values) {
    if (value.property == "name" || value.property == "alias" || value.property == "previousName" ||
        value.property == "abbreviation") {
      out.push_back({value.text, value.property, NameStrength::kStrong});
    } else if (value.property == "weakAlias") {
      out.push_back({value.text, value.property, NameStrength::kWeak});
    }
  }
  return out;
}

}  // namespace penumbra::model
