// From the elements of the EU Financial Sanctions Files to parties and designations.
#ifndef PENUMBRA_INGEST_EU_FSF_MAPPER_H_
#define PENUMBRA_INGEST_EU_FSF_MAPPER_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/reader.h"
#include "ingest/xml.h"

namespace penumbra::ingest::eu_fsf {

// What a programme of the list means.
struct Programme {
  std::string list;
  std::vector<std::string> measures;
};

// Takes one sanctionEntity element after the other. A party that is listed under several regulations stands in the file
// once per regulation, with the same logicalId: it becomes one entity with one designation per regulation. One per run.
class Mapper {
 public:
  Mapper(std::string_view source, std::string file, ReadOutcome& outcome)
      : source_(source), file_(std::move(file)), outcome_(outcome), mapping_(outcome.findings) {}

  void add(const XmlNode& element);
  // Whether a mapper of later elements of the same file stands for itself: no id is in both.
  bool can_join(const Mapper& later) const;
  // Takes what it knows beside the outcome, whose entities follow those of this one's.
  void join(Mapper& later);
  // Sorts the lists; to be called once at the end.
  void finish();

 private:
  Place place(const XmlNode& node) const;
  // Reports what the table of fields does not know, and takes remarks and additional information.
  void report_unknown(const XmlNode& node, model::Entity& party);
  void add_name(const XmlNode& node, bool first, model::Entity& party);
  void add_birth(const XmlNode& node, model::Entity& party);
  void add_citizenship(const XmlNode& node, model::Entity& party);
  void add_address(const XmlNode& node, model::Entity& party);
  void add_identification(const XmlNode& node, model::Entity& party);
  void add_designation(const XmlNode& element, const XmlNode& regulation, const model::Entity& party);
  // The code of countryIso2Code; "" where the file says unknown ("00").
  std::string country_of(const XmlNode& node, model::Entity& party);

  std::string_view source_;
  std::string file_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::unordered_map<std::string, std::size_t> index_;  // logicalId -> place in dataset.entities
  std::vector<model::Entity> documents_;
  std::unordered_set<std::string> ids_;  // of documents and designations
  // Of the designation before.
  std::string last_programme_;
  std::string last_number_;
  const Programme* last_rule_ = nullptr;
  bool last_is_set_ = false;
};

}  // namespace penumbra::ingest::eu_fsf

#endif  // PENUMBRA_INGEST_EU_FSF_MAPPER_H_
