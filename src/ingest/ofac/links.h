// Links between parties that OFAC states by name only ("Linked To: MAHAN AIR").
#ifndef PENUMBRA_INGEST_OFAC_LINKS_H_
#define PENUMBRA_INGEST_OFAC_LINKS_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/ofac/facts.h"
#include "model/facts.h"

namespace penumbra::ingest::ofac {

// Listed primary names and whose they are, of those that are asked for. A name that two parties bear names neither.
class NameBook {
 public:
  // Every name that find() will get, before the first add().
  void ask_for(std::string_view name);
  void add(std::string_view listed_name, std::string_view party_id);
  // The id of the one party with this name, or "".
  std::string_view find(std::string_view listed_name) const;

 private:
  // Where a name that needs no change stands in asked_: few of them share a place.
  static std::size_t place_of(std::string_view tidy_name);

  std::unordered_map<std::string, std::optional<std::string>> ids_;  // "" marks an ambiguous name
  std::vector<bool> asked_;
};

// Adds the edge that a link states: PARTY kind OTHER, or OTHER owns or controls PARTY. Where the name is nobody's or
// several parties', the text goes to notes with a finding.
void link_by_name(model::Entity& party, const PartyLink& link, const NameBook& book, const Place& position,
                  Mapping& mapping, std::vector<model::Relationship>& out);

// The kind of relationship that says the same as a type of relation of OFAC's data model ("Owned or Controlled By");
// nothing when the type is unknown.
std::optional<std::string_view> relation_kind(std::string_view type);

// Adds the edge OTHER owns PARTY, the share unstated.
void owner_by_name(model::Entity& party, std::string_view name, const NameBook& book, const Place& position,
                   Mapping& mapping, std::vector<model::Relationship>& out);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_LINKS_H_
