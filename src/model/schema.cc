#include "model/schema.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/model_properties.h"
#include "embedded/model_schemata.h"
#include "embedded/model_schemata_space.h"

namespace penumbra::model {
namespace {

PropertyType type_of(std::string_view name) {
  static const std::map<std::string_view, PropertyType> kTypes = {{"text", PropertyType::kText},
                                                                  {"name", PropertyType::kName},
                                                                  {"date", PropertyType::kDate},
                                                                  {"country", PropertyType::kCountry},
                                                                  {"identifier", PropertyType::kIdentifier},
                                                                  {"entity", PropertyType::kEntity},
                                                                  {"address", PropertyType::kAddress},
                                                                  {"gender", PropertyType::kGender},
                                                                  {"topic", PropertyType::kTopic},
                                                                  {"url", PropertyType::kUrl}};
  const auto it = kTypes.find(name);
  return it == kTypes.end() ? PropertyType::kString : it->second;
}

std::vector<std::string> split_bar(std::string_view cell) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::size_t bar = cell.find(" | ");
    out.emplace_back(cell.substr(0, bar));
    if (bar == std::string_view::npos) break;
    cell.remove_prefix(bar + 3);
  }
  return out;
}

}  // namespace

bool Schema::is_a(std::string_view ancestor) const {
  return std::find(ancestors_.begin(), ancestors_.end(), ancestor) != ancestors_.end();
}

const Property* Schema::property(std::string_view name) const {
  const Property* const* found = by_name_.find(name);
  return found == nullptr ? nullptr : *found;
}

const Vocabulary& Vocabulary::get() {
  static const Vocabulary vocabulary;
  return vocabulary;
}

const Schema* Vocabulary::find(std::string_view name) const {
  const Schema* const* found = by_name_.find(name);
  return found == nullptr ? nullptr : *found;
}

std::vector<const Schema*> Vocabulary::all() const {
  std::vector<const Schema*> out;
  for (const auto& [name, schema] : schemata_) out.push_back(&schema);
  return out;
}

Vocabulary::Vocabulary() {
  std::map<std::string, std::vector<std::string>> extends;
  const auto add_schema = [&](const std::vector<std::string_view>& fields) {
    Schema schema;
    schema.name_ = fields[0];
    schema.label_ = fields[1];
    extends[schema.name_] = split_bar(fields[2]);
    schema.abstract_ = fields[3] == "1";
    schema.matchable_ = fields[4] == "1";
    schema.edge_source_ = fields[5];
    schema.edge_target_ = fields[6];
    schemata_.emplace(schema.name_, std::move(schema));
  };
  base::for_each_table_row(embedded::model_schemata(), 8, add_schema);
  base::for_each_table_row(embedded::model_schemata_space(), 8, add_schema);
  base::for_each_table_row(embedded::model_properties(), 6, [&](const std::vector<std::string_view>& fields) {
    Property property{std::string(fields[1]), std::string(fields[2]), type_of(fields[2]), std::string(fields[4]),
                      fields[5] == "1"};
    const auto it = schemata_.find(fields[0]);
    assert(it != schemata_.end());
    it->second.properties_.emplace(property.name, std::move(property));
  });
  // Inherit: walk every kind's ancestors; the nearest definition of a property wins because emplace keeps the first.
  for (auto& [name, schema] : schemata_) {
    std::vector<std::string> open = {name};
    while (!open.empty()) {
      const std::string current = open.back();
      open.pop_back();
      if (schema.is_a(current)) continue;
      schema.ancestors_.push_back(current);
      for (const std::string& parent : extends[current]) open.push_back(parent);
    }
  }
  std::map<std::string, std::map<std::string, Property, std::less<>>> own;
  for (const auto& [name, schema] : schemata_) own[name] = schema.properties_;
  for (auto& [name, schema] : schemata_) {
    for (const std::string& ancestor : schema.ancestors_) {
      for (const auto& [property_name, property] : own[ancestor]) schema.properties_.emplace(property_name, property);
    }
    // Nothing is added to the maps any more, so that what they hold stays where it is.
    for (const auto& [property_name, property] : schema.properties_) schema.by_name_.add(property_name, &property);
    by_name_.add(name, &schema);
  }
}

}  // namespace penumbra::model
