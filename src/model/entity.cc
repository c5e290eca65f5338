#include "model/entity.h"

#include <algorithm>
#include <utility>

namespace penumbra::model {

void Entity::add(Word property, std::string_view text, Word lang) {
  if (text.empty()) return;
  // Texts of one entity mostly differ in length or in their last byte, which costs no call to find out.
  const bool known = std::any_of(values.begin(), values.end(), [&](const Value& value) {
    return value.text.size() == text.size() && value.text.back() == text.back() && value.property == property &&
           value.text == text && value.lang == lang;
  });
  if (known) return;
  constexpr std::size_t kFirstRoom = 4;  // hardly any entity has fewer values
  if (values.capacity() == 0) values.reserve(kFirstRoom);
  // Made before the room for it: the text may be one of this entity's own values.
  values.push_back({std::move(property), std::string(text), std::move(lang)});
}

std::vector<std::string_view> Entity::get(const Word& property) const {
  std::vector<std::string_view> out;
  for (const Value& value : values) {
    if (value.property == property) out.emplace_back(value.text);
  }
  return out;
}

std::string_view Entity::first(const Word& property) const {
  for (const Value& value : values) {
    if (value.property == property) return value.text;
  }
  return {};
}

std::string_view Entity::caption() const {
  for (const Word& property : {Word("name"), Word("alias"), Word("previousName"), Word("weakAlias")}) {
    if (const std::string_view text = first(property); !text.empty()) return text;
  }
  return id;
}

std::vector<EntityName> names_of(const Entity& entity) {
  static const Word kName("name");
  static const Word kAlias("alias");
  static const Word kPreviousName("previousName");
  static const Word kAbbreviation("abbreviation");
  static const Word kWeakAlias("weakAlias");
  std::vector<EntityName> out;
  for (const Value& value : entity.values) {
    if (value.property == kName || value.property == kAlias || value.property == kPreviousName ||
        value.property == kAbbreviation) {
      out.push_back({value.text, value.property, NameStrength::kStrong});
    } else if (value.property == kWeakAlias) {
      out.push_back({value.text, value.property, NameStrength::kWeak});
    }
  }
  return out;
}

}  // namespace penumbra::model
