// GLEIF's files: legal entities (LEI-CDF), relationships (RR-CDF) and reporting exceptions, as XML.
#ifndef PENUMBRA_INGEST_GLEIF_GLEIF_H_
#define PENUMBRA_INGEST_GLEIF_GLEIF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/mapping.h"
#include "ingest/reader.h"
#include "ingest/xml.h"

namespace penumbra::ingest::gleif {

enum class FileKind : std::uint8_t { kEntities = 0, kRelationships = 1, kExceptions = 2 };
inline constexpr std::size_t kFileKindCount = 3;

// Collects records. LEIs that only relationships and exceptions name become parties too, without a name. One per run;
// not thread-safe.
class Mapper {
 public:
  Mapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings) {}

  // kUnsupported for a delta: it is no version of a source.
  Status header(const XmlNode& node, FileKind kind, const SourcePosition& position);
  void entity(const XmlNode& node, const SourcePosition& position);
  void relationship(const XmlNode& node, const SourcePosition& position);
  void exception(const XmlNode& node, const SourcePosition& position);
  // Settles which ultimate parents are parents of parents, and writes the parts.
  void finish();

 private:
  void reported(std::string_view key, const std::string& message, const SourcePosition& position);
  void ignored(std::string_view key, const std::string& message, const SourcePosition& position);
  void warn(std::string_view key, const std::string& message, const SourcePosition& position) {
    mapping_.report(model::FindingLevel::kWarning, key, message, position);
  }
  void fill(model::Entity& entity, const XmlNode& node, const SourcePosition& position);
  // A finding for each child that none of these names has.
  void expect_children(const XmlNode& node, std::span<const std::string_view> known, const SourcePosition& position);
  void put_addresses(model::Entity& entity, const XmlNode& node, std::string_view element,
                     const SourcePosition& position);
  void put_events(model::Entity& entity, const XmlNode& node, const SourcePosition& position);
  void put_address(model::Entity& entity, const XmlNode& node, const SourcePosition& position);
  // The id of the party with this LEI, which is made when it is new; "" with a finding when it is no LEI at all.
  std::string party(std::string_view lei, const SourcePosition& position);
  model::Relationship edge(const std::string& from, const std::string& to, const SourcePosition& position);
  void add_edge(model::Relationship&& edge, std::string_view what);

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  std::unordered_map<std::string, std::size_t> index_;  // id -> place in dataset.entities
  std::unordered_set<std::string> named_;               // ids with a record of their own
  std::unordered_set<std::string> edge_ids_;
  std::vector<std::size_t> ultimate_;  // places in dataset.relationships of `controls` edges of ultimate parents
  std::unordered_map<std::string, std::vector<std::string>> direct_;  // child -> direct parents
  std::uint64_t records_[kFileKindCount] = {};
  std::uint64_t stated_[kFileKindCount] = {};  // by the headers; 0 when they are silent
  bool present_[kFileKindCount] = {};
};

}  // namespace penumbra::ingest::gleif

#endif  // PENUMBRA_INGEST_GLEIF_GLEIF_H_
