// The facts of one version of one source, over the segments that it shares with other versions. Useful for: id →
// entity, entity → designations, relationships, states and figures, and decoding everything for a graph. Not useful
// for: name → entity (the index).
#ifndef PENUMBRA_STORE_VERSION_FACTS_H_
#define PENUMBRA_STORE_VERSION_FACTS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "store/layers_file.h"
#include "store/record_kinds.h"
#include "store/segment.h"

namespace penumbra::store {

// Offers what one whole segment with the same records in the same order would: nobody above needs to know of layers,
// but for the search of names, whose index is one per layer. Record numbers are dense, 0 to count - 1, in the order of
// the dataset; they mean nothing in another version. Immutable: every const call is safe from any thread.
class VersionFacts {
 public:
  struct Layer {
    LayerRef ref;
    std::shared_ptr<const Segment> segment;
  };
  // A record inside a layer.
  struct Location {
    std::uint32_t layer = 0;
    std::uint32_t number = 0;  // in the layer's segment
  };

  // The facts of one segment, all of them.
  static std::shared_ptr<const VersionFacts> whole(std::shared_ptr<const Segment> segment, const LayerRef& ref = {});
  // What a table picks from its segments, which come in the order of table.layers and whose checksums the caller has
  // compared. kIntegrity when a run leaves its segment, a record is used twice, or there are more records of a kind
  // than numbers; `name` stands for the version's folder in errors.
  static Result<std::shared_ptr<const VersionFacts>> layered(const LayerTable& table,
                                                             std::vector<std::shared_ptr<const Segment>> segments,
                                                             std::string name);

  VersionFacts(const VersionFacts&) = delete;
  VersionFacts& operator=(const VersionFacts&) = delete;

  std::uint32_t count(RecordKind kind) const { return sequences_[index_of(kind)].count; }
  std::uint32_t entity_count() const { return count(RecordKind::kEntity); }
  std::uint32_t designation_count() const { return count(RecordKind::kDesignation); }
  std::uint32_t relationship_count() const { return count(RecordKind::kRelationship); }
  std::uint32_t state_count() const { return count(RecordKind::kState); }
  std::uint32_t document_count() const { return count(RecordKind::kDocument); }
  std::uint32_t portfolio_count() const { return count(RecordKind::kPortfolio); }
  std::uint32_t figure_count() const { return count(RecordKind::kFigure); }

  // The record with a number below the count of its kind. kIntegrity when it cannot be read.
  Result<model::Entity> entity(std::uint32_t number) const;
  Result<model::Designation> designation(std::uint32_t number) const;
  Result<model::Relationship> relationship(std::uint32_t number) const;
  Result<model::StateInterval> state(std::uint32_t number) const;
  Result<model::SourceDocument> document(std::uint32_t number) const;
  Result<model::PortfolioMember> portfolio_member(std::uint32_t number) const;
  Result<model::Figure> figure(std::uint32_t number) const;

  // The id of an entity without decoding the rest; valid as long as the facts; "" for a damaged record.
  std::string_view entity_id(std::uint32_t number) const;
  // The same of its schema.
  std::string_view entity_schema(std::uint32_t number) const;
  // The number of the entity with this id.
  std::optional<std::uint32_t> find_entity(std::string_view id) const;

  // Numbers of the facts about an id, in dataset order. The id need not be an entity here. O(layers * log n + result).
  std::vector<std::uint32_t> designations_of(std::string_view entity) const;
  std::vector<std::uint32_t> relationships_from(std::string_view entity) const;
  std::vector<std::uint32_t> relationships_to(std::string_view entity) const;
  std::vector<std::uint32_t> states_of(std::string_view entity) const;
  std::vector<std::uint32_t> figures_of(std::string_view entity) const;

  // Every id that is an entity here or has designations, outgoing relationships, states or figures here: sorted by
  // bytes, each once. Views live as long as the facts.
  std::vector<std::string_view> subjects() const;
  // The same, of the records that `other` does not have from the same segment: whatever differs between the two is
  // about an id that one of them gives here.
  std::vector<std::string_view> subjects_unlike(const VersionFacts& other) const;

  // Exactly the dataset that was written.
  Result<model::Dataset> decode() const;
  // Decodes every record and checks that no entity or designation occurs twice. What opening leaves out to be fast. The
  // segments are not verified by themselves.
  Status verify() const;

  const std::vector<Layer>& layers() const { return layers_; }
  // Where a record lies, and the number of a record of a layer; none when the version does not have it.
  Location location_of(RecordKind kind, std::uint32_t number) const;
  std::optional<std::uint32_t> number_of(RecordKind kind, Location place) const;
  // Numbers, in the segment of a layer, of the records that the version does not have; ascending.
  std::vector<std::uint32_t> left_out(RecordKind kind, std::uint32_t layer) const;
  // The runs in order, and the stems that they name (from 1).
  const std::vector<Run>& runs(RecordKind kind) const { return sequences_[index_of(kind)].runs; }
  const std::vector<std::string>& stems() const { return stems_; }
  // How the version is called in errors.
  const std::string& name() const { return name_; }

 private:
  // A run seen from its layer.
  struct Span {
    std::uint32_t first = 0;  // in the layer
    std::uint32_t count = 0;
    std::uint32_t number = 0;  // of the first record, in the version
  };
  struct Sequence {
    std::vector<Run> runs;
    std::vector<std::uint32_t> starts;     // number of the first record of each run
    std::vector<std::vector<Span>> spans;  // by layer, ascending
    std::uint32_t count = 0;
  };

  VersionFacts() = default;
  Status arrange(RecordKind kind, std::vector<Run> runs);
  std::size_t run_of(const Sequence& sequence, std::uint32_t number) const;
  template <typename Kind>
  Result<typename Kind::Record> read(const Run& run, std::uint32_t number) const;
  template <typename Kind>
  Result<typename Kind::Record> record(std::uint32_t number) const;
  template <typename Lookup>
  std::vector<std::uint32_t> gather(RecordKind kind, Lookup lookup) const;

  std::string name_;
  std::vector<Layer> layers_;
  std::vector<std::string> stems_;
  std::array<Sequence, kRecordKinds> sequences_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VERSION_FACTS_H_
