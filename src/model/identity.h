// Which entities of several sources are one and the same, by identifiers that a register gives out only once.
//
// Two identifiers count: the legal entity identifier (leiCode), and the number of a register with the register's key
// (idNumber in the form "GB-COH-01234567" or "RA000665-S000005113"). A bare number joins nothing, because the same
// number means another company in another register; names and dates of birth join nothing, because that is a match to
// be weighed and not an identity. Persons are joined by equal id only.
#ifndef PENUMBRA_MODEL_IDENTITY_H_
#define PENUMBRA_MODEL_IDENTITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/facts.h"

namespace penumbra::model {

// What was joined. Plain value.
struct IdentityJoin {
  std::uint64_t joined = 0;  // entities that became part of another
  // Identifiers that were not used, as sentences: shared by entities with different LEIs, or by too many.
  std::vector<std::string> refused;

  // The id under which the dataset holds what `name` names: an id, a former id, an LEI, or a register's number in the
  // form above; "bods-" and "lei-" before an id may be left out. Nothing when it names nothing.
  std::optional<std::string> resolve(std::string_view name) const;

  std::unordered_map<std::string, std::string> names;  // id, former id or identifier -> id
};

// Joins entities with equal ids or equal identifiers, and points every fact to the entity that stays: `keep`, else
// the one in a portfolio, else the one that is designated, else the one whose id begins with "lei-", else the one with
// the smallest id. Values of the others are added; the more special kind is kept. Linear but for groups. Pure.
IdentityJoin join_by_identifiers(Dataset& dataset, std::string_view keep = {});

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_IDENTITY_H_
