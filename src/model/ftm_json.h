// FollowTheMoney JSON: one entity per line, as OpenSanctions publishes it (entities.ftm.json).
//
// What FollowTheMoney has a place for stands there under its own names: Sanction, Ownership, Directorship, Family,
// Membership, Representation, Employment, Control, Succession, Associate, and UnknownLink for every other kind of edge,
// with the kind as its role. What it has no place for (list ids, open shares, imprecise bounds, evidence) stands beside
// it in one object "penumbra" per line, which other programs pass over. Reading such a file back gives the same
// entities, designations and relationships. Not carried: states, source documents and portfolios, which are no entities
// of that vocabulary; a model goes from store to store as CSV (docs/design/model-format.md).
#ifndef PENUMBRA_MODEL_FTM_JSON_H_
#define PENUMBRA_MODEL_FTM_JSON_H_

#include <string>
#include <string_view>

#include "model/facts.h"

namespace penumbra::model {

// One kind of relationship and the FollowTheMoney edge that says the same.
struct FtmEdge {
  std::string_view schema;       // "Ownership"
  std::string_view kind;         // "owns"
  std::string_view from;         // property with the edge's from: "owner"
  std::string_view to;           // "asset"
  std::string_view description;  // property with the edge's role: "role", "relationship"
};

// The FollowTheMoney edge of a relationship kind; UnknownLink when there is no better one. Never nullptr.
const FtmEdge& ftm_edge_of_kind(std::string_view kind);
// The relationship kind of a FollowTheMoney edge; nullptr for schemata without one (Payment, Occupancy).
const FtmEdge* ftm_edge_of_schema(std::string_view schema);

// With what a note keeps an end of a listing that its source states to the month or the year ("endDate: 2023-05"),
// parted from the rest by "; ": the interval holds the day behind its last one, which does not show that.
inline constexpr std::string_view kStatedEnd = "endDate: ";
// The end that the note of a designation keeps so; unknown when it keeps none.
PartialDate stated_end(const Designation& designation);

// Each appends one line, ended by '\n'. Never fails; text that is not UTF-8 is mended by the JSON writer.
void append_ftm_json(std::string& out, const Entity& entity);
void append_ftm_json(std::string& out, const Designation& designation);
void append_ftm_json(std::string& out, const Relationship& relationship);

// Entities, then designations, then relationships of a dataset, in its order.
std::string to_ftm_json(const Dataset& dataset);

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_FTM_JSON_H_
