// Entities as FollowTheMoney has them: an id, a schema, and properties with several values each.
#ifndef PENUMBRA_MODEL_ENTITY_H_
#define PENUMBRA_MODEL_ENTITY_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/schema.h"
#include "model/word.h"
#include "penumbra/date.h"

namespace penumbra::model {

// Where a fact comes from: a document, and the place in it.
struct Evidence {
  std::string source;  // id of a SourceDocument, or the name of the list ("us-ofac")
  std::string record;  // place of the raw record: "sdn.csv:1204", "sdn_advanced.xml: byte 88112", "act, annex I"

  bool operator==(const Evidence&) const = default;
};

// One value of one property.
struct Value {
  Word property;  // FollowTheMoney spelling, unchanged
  std::string text;
  Word lang;  // ISO 639 code or script hint as the source gives it; "" when silent

  bool operator==(const Value&) const = default;
};

// A party or thing. Plain value; const access is safe from any thread.
struct Entity {
  std::string id;             // stable, made from few, raw, mandatory source fields
  std::string schema;         // name of a Schema that the Vocabulary knows
  std::vector<Value> values;  // in source order; no two equal values
  ValidInterval existence;    // when the thing itself existed, where stated
  Evidence evidence;
  std::optional<Timestamp> recorded;  // set when the source itself says when this became known

  // Adds a value unless it is empty or already there.
  void add(Word property, std::string_view text, Word lang = {});
  // Every value of a property, in source order.
  std::vector<std::string_view> get(const Word& property) const;
  // The first value of a property, or "".
  std::string_view first(const Word& property) const;
  // How the entity is called in answers: the first name, else the first alias, else the id.
  std::string_view caption() const;

  bool operator==(const Entity&) const = default;
};

// Strength of a name for screening.
enum class NameStrength : unsigned char { kStrong, kWeak };

struct EntityName {
  std::string_view text;
  std::string_view property;  // name, alias, previousName, weakAlias, abbreviation
  NameStrength strength = NameStrength::kStrong;
};

// Every name under which the entity is to be found, in source order: name, alias, previousName, abbreviation strong;
// weakAlias weak (OFAC FAQ 122). Views point into the entity. Where an entity has name parts but no name, nothing is
// invented here: mappers join parts when they read.
std::vector<EntityName> names_of(const Entity& entity);

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_ENTITY_H_
