// From the elements of OFAC's enhanced XML to parties, designations and links.
#ifndef PENUMBRA_INGEST_OFAC_ENHANCED_MAPPER_H_
#define PENUMBRA_INGEST_OFAC_ENHANCED_MAPPER_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/ofac/party_store.h"
#include "ingest/reader.h"
#include "ingest/xml.h"

namespace penumbra::ingest::ofac {

// Takes the records of one or more files in document order: reference values, feature types, entities. An entity has
// the number of the classic files (ent_num), so that all formats give one party the same id. One per run; not
// thread-safe.
class EnhancedMapper {
 public:
  EnhancedMapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings), store_(source, outcome, mapping_) {}

  void begin_file(const std::string& name);
  // Reference values beside the entities; only the codes of scripts are needed, everything else stands in words too.
  void add_reference(const XmlNode& node);
  void add_feature_type(const XmlNode& node);
  void add_entity(const XmlNode& node);
  void finish();

  Mapping& mapping() { return mapping_; }

  // Reports every element and attribute of the tree that the format does not have. add_...() do it for records.
  void report_unknown_names(const XmlNode& node);

 private:
  // What a party states about its listings, until all is known of it.
  struct Listing {
    std::string list;  // by name
    PartialDate published;
    std::uint64_t line = 0;
  };
  struct Pending {
    std::vector<Listing> listings;
    std::vector<std::string> types;        // of sanctions
    std::vector<std::string> authorities;  // legal ones
  };
  struct Relation {
    std::string from;
    std::string to;
    std::string kind;
    std::string role;
    std::string note;
    std::string to_name;
    model::Evidence evidence;
    ValidInterval valid;
    SourcePosition position;
  };

  Place place(const XmlNode& node) const;
  void set_number(std::string number) {
    number_ = std::move(number);
    entity_path_ = "entity[@id=" + number_ + "]";
  }
  void check_reference(const XmlNode& node);
  void add_general(const XmlNode& info, StoredParty& party);
  void add_names(const XmlNode& names, StoredParty& party, StoredParty::Entry& entry);
  void add_addresses(const XmlNode& addresses, StoredParty& party);
  void add_features(const XmlNode& features, StoredParty& party);
  void add_documents(const XmlNode& documents, StoredParty& party);
  void add_relations(const XmlNode& relations, const StoredParty& party);
  void list_party(const Pending& pending, StoredParty& party, std::vector<model::Designation>& out);
  void connect();

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  PartyStore store_;
  std::string file_;
  std::string number_;       // of the entity in work
  std::string entity_path_;  // its place
  std::unordered_map<std::string, std::string> script_codes_;
  std::unordered_map<std::string, std::string> references_;  // by kind of reference and number: what it is called
  std::vector<Relation> relations_;
  std::unordered_map<std::string, Pending> pending_;  // by entity id
};

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_ENHANCED_MAPPER_H_
