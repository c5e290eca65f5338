// The words of the model format that are data, not code: relationship kinds, lists, measures and states.
//
// The tables are data/model/{relationship_kinds,lists,measures,states}.csv, embedded in the program. Adding a list, a
// measure or a kind of edge is a row there; nothing here or in the exposure engine is keyed to a single row.
#ifndef PENUMBRA_MODEL_KINDS_H_
#define PENUMBRA_MODEL_KINDS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/facts.h"

namespace penumbra::model {

// Which end of an edge a property of its kind belongs to.
enum class EdgeEnd : std::uint8_t { kNone = 0, kFrom = 1, kTo = 2 };

// One kind of relationship.
struct RelationshipKind {
  std::string name;                    // "supplies"
  std::string group;                   // structure, technical, cooperation, money, restriction, change, evidence
  EdgeEnd dependent = EdgeEnd::kNone;  // the end whose state suffers when the other end is lost
  EdgeEnd bites = EdgeEnd::kNone;      // for restrictions: the end that is restricted
  Need need = Need::kDefault;          // what an edge of this kind means when it does not say (kDefault: no dependence)
  std::string exposure;                // kind of exposure that comes over such an edge: "supply"; "" for none
  std::string sentence;                // "{from} supplies {to}"
  std::string meaning;
};

// One list of designated parties.
struct ListInfo {
  std::string id;            // "us-sdn"
  std::string name;          // what the authority calls it
  std::string authority;     // who keeps it
  std::string jurisdiction;  // "us", "eu", ...
  std::string regime;  // rule family that judges owned parties: "us", "us-ssi", "bis", "dod", "eu", "uk", "ch", ...
  std::string basis;   // legal basis
};

// What a designation or restriction imposes.
struct MeasureInfo {
  std::string id;        // "asset-freeze"
  std::string severity;  // key of a severity: "prohibited", "authorisation-needed", "red-flag", "context"
  std::string exposure;  // kind of exposure: "designation", "payment", "goods", "secondary", "jurisdiction"
  std::string phrase;    // "assets are frozen, and ..."
};

// What an entity can be from day to day.
struct StateInfo {
  std::string id;        // "suspended"
  std::string phase;     // "not-yet", "working", "stopped", "over", "done"
  std::string severity;  // what it means for a dependant; "" for nothing
  std::string phrase;    // "is suspended"
};

// All four tables. Read once; immutable, lives as long as the program, safe from any thread.
class Kinds {
 public:
  static const Kinds& get();

  // nullptr for an unknown word.
  const RelationshipKind* relationship(std::string_view name) const;
  const ListInfo* list(std::string_view id) const;
  const MeasureInfo* measure(std::string_view id) const;
  const StateInfo* state(std::string_view id) const;

  // Every word of a table, sorted; for "did you mean".
  std::vector<std::string_view> relationship_names() const;
  std::vector<std::string_view> list_ids() const;
  std::vector<std::string_view> measure_ids() const;
  std::vector<std::string_view> state_ids() const;

 private:
  Kinds();
  std::map<std::string, RelationshipKind, std::less<>> relationships_;
  std::map<std::string, ListInfo, std::less<>> lists_;
  std::map<std::string, MeasureInfo, std::less<>> measures_;
  std::map<std::string, StateInfo, std::less<>> states_;
};

}  // namespace penumbra::model

#endif  // PENUMBRA_MODEL_KINDS_H_
