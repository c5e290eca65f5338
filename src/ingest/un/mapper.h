// From the elements of the UN Security Council's consolidated list to parties and designations.
#ifndef PENUMBRA_INGEST_UN_MAPPER_H_
#define PENUMBRA_INGEST_UN_MAPPER_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/listing.h"
#include "ingest/xml.h"

namespace penumbra::ingest::un {

// Takes one INDIVIDUAL or ENTITY element after the other. One per run.
class Mapper {
 public:
  Mapper(std::string_view source, std::string file, ReadOutcome& outcome)
      : file_(std::move(file)), outcome_(outcome), writer_(source, "United Nations Security Council", outcome) {}

  void add(const XmlNode& element);
  // See ListWriter.
  bool can_join(const Mapper& later) const { return writer_.can_join(later.writer_); }
  void join(Mapper& later) { writer_.join(later.writer_); }
  // Resolves references between entries; once, at the end.
  void finish() { writer_.finish(); }

 private:
  Place place(const XmlNode& node) const;
  void report_unknown(const XmlNode& node, model::Entity& party);
  void add_alias(const XmlNode& node, model::Entity& party);
  void add_address(const XmlNode& node, model::Entity& party);
  void add_birth(const XmlNode& node, model::Entity& party);
  void add_birth_place(const XmlNode& node, model::Entity& party);
  void add_document(const XmlNode& node, model::Entity& party);
  // Facts with a regular grammar in the comment: family names, other entries, measures, reviews. `act` gets what
  // belongs to the designation.
  void read_comment(const XmlNode& node, model::Entity& party, model::Designation& act);
  void add_references(std::string_view text, const XmlNode& node, const model::Entity& party);

  std::string file_;
  ReadOutcome& outcome_;
  ListWriter writer_;
};

}  // namespace penumbra::ingest::un

#endif  // PENUMBRA_INGEST_UN_MAPPER_H_
