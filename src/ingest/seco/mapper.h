// From the elements of the Swiss list (SECO, swiss-sanctions-list) to parties, designations and relations.
#ifndef PENUMBRA_INGEST_SECO_MAPPER_H_
#define PENUMBRA_INGEST_SECO_MAPPER_H_

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/listing.h"
#include "ingest/xml.h"

namespace penumbra::ingest::seco {

// What targets point to.
struct Tables {
  struct Set {
    std::string programme;  // "Ordinance of 15 June 2016 on measures against Belarus"
    std::string key;        // "Belarus"
    std::string text;       // "article 12 -- Restrictions ..."
    std::string origin;     // "EU"
  };
  struct Place {
    std::string text;
    std::string country;  // code
  };
  std::map<std::string, Set, std::less<>> sets;
  std::unordered_map<std::string, Place> places;

  // Takes those of later programmes and places; false, with nothing changed, where an id stands in both.
  bool join(Tables& later);
};

// Programmes and places first, then the targets that point to them: a reader goes over the file twice, because places
// follow the targets in it. One per run over the file, or over a part of it.
class Mapper {
 public:
  Mapper(std::string_view source, std::string file, Tables& tables, ReadOutcome& outcome)
      : file_(std::move(file)),
        tables_(tables),
        outcome_(outcome),
        writer_(source, "State Secretariat for Economic Affairs", outcome) {}

  void add_programme(const XmlNode& node);
  void add_place(const XmlNode& node);
  // Only reads the tables.
  void add_target(const XmlNode& target);
  void finish() { writer_.finish(); }
  // Whether later targets of the same file, mapped beside these, stand for themselves; and what they gave.
  bool can_join(const Mapper& later) const { return writer_.can_join(later.writer_); }
  void join(Mapper& later) { writer_.join(later.writer_); }

 private:
  ingest::Place place(const XmlNode& node) const;
  bool is_of_low_quality(const XmlNode& detail, model::Entity& party);
  void add_identity(const XmlNode& identity, bool main, model::Entity& party);
  void add_name(const XmlNode& name, bool main, model::Entity& party);
  void add_address(const XmlNode& node, model::Entity& party);
  void add_document(const XmlNode& node, model::Entity& party);
  void add_other(std::string_view text, const XmlNode& node, model::Entity& party);
  void add_designations(const XmlNode& target, const XmlNode& subject, model::Entity& party);
  void report_unknown(const XmlNode& node, model::Entity& party);
  void report_strange(const XmlNode& node);
  void report_strange_parts(const XmlNode& change);
  void keep_former_parts(const XmlNode& change, const std::string& label, model::Entity& party);
  std::string country_of(const XmlNode& country, const ingest::Place& position);

  std::string file_;
  Tables& tables_;
  ReadOutcome& outcome_;
  ListWriter writer_;
};

}  // namespace penumbra::ingest::seco

#endif  // PENUMBRA_INGEST_SECO_MAPPER_H_
