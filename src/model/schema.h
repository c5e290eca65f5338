// The vocabulary of entity kinds and properties: FollowTheMoney's, plus the space-sector kinds.
#ifndef PENUMBRA_MODEL_SCHEMA_H_
#define PENUMBRA_MODEL_SCHEMA_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"

namespace penumbra::model {

// What the values of a property are. FollowTheMoney's property types; kString stands for every type without behaviour
// here.
enum class PropertyType : std::uint8_t {
  kString,
  kText,
  kName,
  kDate,
  kCountry,
  kIdentifier,
  kEntity,  // the id of another entity
  kAddress,
  kGender,
  kTopic,
  kUrl,
};

struct Property {
  std::string name;
  std::string type_name;  // FollowTheMoney's own word ("identifier")
  PropertyType type = PropertyType::kString;
  std::string range;  // schema that a kEntity value points to; "" otherwise
  bool stub = false;  // the reverse side of another property: never stored
};

// One entity kind. Immutable, lives as long as the program.
class Schema {
 public:
  const std::string& name() const { return name_; }
  const std::string& label() const { return label_; }
  bool is_abstract() const { return abstract_; }
  // Whether entities of this kind are parties or things that a screening looks for.
  bool matchable() const { return matchable_; }
  // True for this kind itself and for every kind it extends: Company is_a LegalEntity.
  bool is_a(std::string_view ancestor) const;
  // A property of this kind or of one that it extends; nullptr if there is none.
  const Property* property(std::string_view name) const;
  // Both ends of a kind that is an edge (Ownership: owner, asset); "" otherwise.
  const std::string& edge_source() const { return edge_source_; }
  const std::string& edge_target() const { return edge_target_; }

 private:
  friend class Vocabulary;
  std::string name_;
  std::string label_;
  bool abstract_ = false;
  bool matchable_ = false;
  std::string edge_source_;
  std::string edge_target_;
  std::vector<std::string> ancestors_;  // all, with itself
  std::map<std::string, Property, std::less<>> properties_;
  base::NameTable<const Property*> by_name_;
};

// All kinds. Read once from the tables embedded in the program (data/model/*.csv); immutable, safe from any thread.
class Vocabulary {
 public:
  static const Vocabulary& get();

  // nullptr for an unknown kind: never a default (an unknown subject type is a finding, not a LegalEntity).
  const Schema* find(std::string_view name) const;
  std::vector<const Schema*> all() const;

 private:
  Vocabulary();
  std::map<std::string, Schema, std::less<>> schemata_;
  base::NameTable<const Schema*> by_name_;
};

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_SCHEMA_H_
