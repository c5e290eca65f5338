// The parties of one version of OFAC's lists while they are put together: what the record-oriented formats (SDN XML,
// enhanced XML) share once a record has been taken apart.
#ifndef PENUMBRA_INGEST_OFAC_PARTY_STORE_H_
#define PENUMBRA_INGEST_OFAC_PARTY_STORE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/programmes.h"
#include "ingest/reader.h"

namespace penumbra::ingest::ofac {

// One party; a party that stands in the SDN file and in the consolidated file is one party with two entries.
struct StoredParty {
  struct Entry {
    std::size_t file = 0;
    std::vector<std::string> programmes;
    std::string hints;  // words by which looks_consolidated() judges
    std::string listed_name;
    SourcePosition position;
  };
  model::Entity entity;
  PartyFacts facts;
  std::vector<Entry> entries;
  std::vector<std::string> owners;  // of a vessel, by name
  SourcePosition position;
};

// Schema of a type of party as the lists name it ("Individual", "Entity", "Vessel", "Aircraft"); "" when it is unknown.
std::string_view schema_of_type(std::string_view type);

// Puts a title where it belongs: an honorific to `title`, an office to `position`, that of a thing to notes.
void put_title(model::Entity& party, std::string_view title, const Place& position, Mapping& mapping);

// Puts a document or number of a party that comes with its country and dates in fields of their own.
void put_document(std::string_view type, std::string_view number, std::string_view country, std::string_view issued,
                  std::string_view expires, model::Entity& party, PartyFacts& facts, const Place& position,
                  Mapping& mapping);

// Puts an address, its parts in the order of a letter, and its country.
void put_address(model::Entity& party, const std::vector<std::string_view>& parts, std::string_view country,
                 const Place& position, Mapping& mapping);

// Names of schemes in the same words for every format: "a.k.a." -> alias, "f.k.a." -> previousName; weak ones are
// weakAlias. Unknown types are a finding and an alias.
std::string_view alias_property(std::string_view type, bool weak, const Place& position, Mapping& mapping);

// Collects parties by number and makes the dataset. One per run; not thread-safe.
class PartyStore {
 public:
  PartyStore(std::string_view source, ReadOutcome& outcome, Mapping& mapping)
      : source_(source), outcome_(outcome), mapping_(mapping) {}

  void begin_file(const std::string& name) { files_.push_back(name); }
  // The party with this number, made when it is new; nullptr when the file has it already (a finding, and counted as
  // reported). The pointer lives until the next call.
  StoredParty* add(std::string_view number, std::string_view schema, const Place& position);
  // Whether a store of later records of the last file, which knew nothing of this one's, stands for itself: no number
  // is in both.
  bool can_join(const PartyStore& later) const;
  void join(PartyStore& later);
  // Which list the n-th file is, by the programmes of its parties; call when the file was read.
  ListKind kind_of(std::size_t file) const;

  // Makes designations by the programme table (make_designations), resolves links, moves everything into the outcome.
  void finish_by_programmes();
  // The same where designations were made by the caller.
  void finish(std::vector<model::Designation> designations);
  std::vector<StoredParty>& parties() { return parties_; }

 private:
  void add_links();

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping& mapping_;
  std::vector<std::string> files_;
  std::vector<StoredParty> parties_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_PARTY_STORE_H_
