// From the elements of OFAC's advanced XML to parties, designations and links.
#ifndef PENUMBRA_INGEST_OFAC_ADVANCED_MAPPER_H_
#define PENUMBRA_INGEST_OFAC_ADVANCED_MAPPER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/ofac/advanced_records.h"
#include "ingest/ofac/facts.h"
#include "ingest/ofac/programmes.h"
#include "ingest/reader.h"
#include "ingest/xml.h"

namespace penumbra::ingest::ofac {

// Takes the records of one or more files in document order, which the schema fixes: value sets, locations, documents,
// parties, relationships, entries. The SDN file and the consolidated file share party numbers (FixedRef = ent_num of
// the classic files), so both can be one version. One per run; not thread-safe.
class AdvancedMapper {
 public:
  AdvancedMapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  // A new file: its value sets, locations and documents are its own.
  void begin_file(const std::string& name);

  void add_values(const XmlNode& set) {
    values_.add(set);
    check_values(set);
  }
  void add_location(const XmlNode& node);
  void add_document(const XmlNode& node);
  void add_party(const XmlNode& node);
  void add_relationship(const XmlNode& node);
  void add_entry(const XmlNode& node);
  void add_entry_link(const XmlNode& node);
  // Reports documents that no party has, sorts the lists. After the last record of a file.
  void end_file();
  void finish();

  // Reports every element and attribute of the tree that the format does not have. add_...() do it for records.
  // `of_record`: pointers into the tables of the file are followed, which have been read by then.
  void report_unknown_names(const XmlNode& node, bool of_record = false);

 private:
  struct Party {
    std::size_t entity = 0;  // place in dataset.entities
    PartyFacts facts;
    std::string listed_name;
    std::vector<ListedSince> since;         // its listings beside the SDN list
    std::optional<model::Designation> sum;  // what its entry on the sum of those lists says
  };
  struct PendingDocument {
    XmlNode node;
    bool used = false;
  };

  Place place(const XmlNode& node) const;
  void report_odd_values(const XmlNode& node);
  void report_dangling(const XmlNode& node);
  // Whether codes and names of countries say the same.
  void check_values(const XmlNode& set);
  void reported(std::string_view key, const std::string& message, const XmlNode& node);
  std::string_view schema_of(const XmlNode& profile) const;
  void add_sum_entry(const XmlNode& node, Party& party);
  void add_identity(const XmlNode& identity, model::Entity& entity, Party& party);
  void add_alias(const XmlNode& alias, const XmlNode& identity, model::Entity& entity, Party& party);
  void add_feature(const XmlNode& feature, model::Entity& entity, Party& party);
  std::string value_of(const XmlNode& version, std::string& country) const;

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::string file_;
  ReferenceValues values_;
  // Attributes and values that point to something; see report_dangling().
  std::array<std::pair<std::string, std::string>, 256> good_pointers_;
  std::unordered_map<std::string, Location> locations_;
  std::unordered_map<std::string, std::vector<PendingDocument>> documents_;  // by identity
  XmlArena kept_;                                              // what the elements of the documents point to
  std::unordered_map<std::string, Party> parties_;             // by profile id
  std::vector<std::string> sums_;                              // profiles with an entry on the sum of the lists
  std::unordered_map<std::string, std::size_t> entity_index_;  // by entity id
  std::unordered_set<std::string> ids_;                        // of designations, edges and documents
};

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_ADVANCED_MAPPER_H_
