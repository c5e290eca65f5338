// One file of facts: a version of a source, or a layer of one (version_facts.h). Useful for: id → entity, entity →
// designations, relationships and states, and decoding everything for a graph. Not useful for: name → entity (the
// index).
#ifndef PENUMBRA_STORE_SEGMENT_H_
#define PENUMBRA_STORE_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "model/facts.h"
#include "penumbra/result.h"
#include "store/record_codec.h"
#include "store/record_kinds.h"

namespace penumbra::store {

class ContainerView;

// A validated segment. It exists only after every checksum and every table was checked; single records are decoded when
// asked for. A decoder trusts nothing, so a record that cannot be read is kIntegrity naming the record, never a crash.
// Immutable: every const call is safe from any thread. Record numbers are dense, 0 to count - 1, in the order of the
// dataset that was written; they mean nothing in another segment.
class Segment {
 public:
  // Maps and validates the file. kNotFound, kIo, kUnsupported (a later format), kIntegrity (damage, or no
  // segment at all).
  static Result<std::shared_ptr<const Segment>> open(const std::string& path);
  // The same over bytes in memory, which are copied; `name` stands for the file in errors.
  static Result<std::shared_ptr<const Segment>> from_bytes(std::string bytes, std::string name);

  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  std::uint32_t entity_count() const { return entities_.count; }
  std::uint32_t designation_count() const { return designations_.count; }
  std::uint32_t relationship_count() const { return relationships_.count; }
  std::uint32_t state_count() const { return states_.count; }
  std::uint32_t document_count() const { return documents_.count; }
  std::uint32_t portfolio_count() const { return portfolio_.count; }

  // The record with a number below the count of its kind.
  Result<model::Entity> entity(std::uint32_t number) const;
  Result<model::Designation> designation(std::uint32_t number) const;
  Result<model::Relationship> relationship(std::uint32_t number) const;
  Result<model::StateInterval> state(std::uint32_t number) const;
  Result<model::SourceDocument> document(std::uint32_t number) const;
  Result<model::PortfolioMember> portfolio_member(std::uint32_t number) const;

  std::uint32_t count(RecordKind kind) const;
  // The id of the party that an entity, designation, relationship (its `from`), state or figure is about, without
  // decoding the rest; valid for the segment's life; "" for a damaged record and for other kinds.
  std::string_view subject(RecordKind kind, std::uint32_t number) const;
  // The record's own id: the first field of an entity, a designation, a relationship or a document; "" for a damaged
  // record and for kinds without an id.
  std::string_view record_id(RecordKind kind, std::uint32_t number) const;
  // The id of an entity without decoding the rest; valid for the segment's life; "" for a damaged record.
  std::string_view entity_id(std::uint32_t number) const;
  // The same of its schema.
  std::string_view entity_schema(std::uint32_t number) const;
  // The number of the entity with this id. O(log n).
  std::optional<std::uint32_t> find_entity(std::string_view id) const;
  // Entity numbers in the byte order of their ids: the i-th of entity_count().
  std::uint32_t entity_in_id_order(std::uint32_t i) const;

  std::uint32_t figure_count() const { return figures_.count; }
  Result<model::Figure> figure(std::uint32_t number) const;

  // Numbers of the facts about an id, in dataset order. The id need not be an entity of this segment. O(log n +
  // result).
  std::vector<std::uint32_t> designations_of(std::string_view entity) const;
  std::vector<std::uint32_t> relationships_from(std::string_view entity) const;
  std::vector<std::uint32_t> relationships_to(std::string_view entity) const;
  std::vector<std::uint32_t> states_of(std::string_view entity) const;
  std::vector<std::uint32_t> figures_of(std::string_view entity) const;

  // Every id that is an entity here or has designations, outgoing relationships, states or figures here: sorted by
  // bytes, each once. Views live as long as the segment.
  std::vector<std::string_view> subjects() const;

  // Decodes everything: exactly the dataset that was written.
  Result<model::Dataset> decode() const;
  // Decodes every record and checks that the lookup orders are sorted. What opening leaves out to be fast.
  Status verify() const;

  // Gives back the memory of what was looked at, where the segment is a mapped file: before and after long walks.
  void drop() const { mapped_.drop(); }

  const std::string& file() const { return file_; }
  // The whole file; valid for the life of the segment.
  std::string_view bytes() const { return bytes_; }

 private:
  struct Table {
    std::string_view offsets;
    std::string_view records;
    std::uint32_t count = 0;

    std::string_view record(std::uint32_t number) const;
  };
  // Which varint of a record is the key that an order sorts by.
  enum class KeyField : std::uint8_t { kFirst = 0, kSecond = 1, kThird = 2 };
  struct Order {
    std::string_view numbers;
    KeyField field = KeyField::kFirst;

    std::uint32_t at(std::uint32_t i) const { return load_fixed<std::uint32_t>(&numbers[4 * std::size_t{i}]); }
  };

  Segment() = default;
  static Result<std::shared_ptr<const Segment>> validate(std::shared_ptr<Segment> segment);
  Status load_table(const ContainerView& view, std::uint32_t offsets, std::uint32_t records, Table& table) const;
  Status load_order(const ContainerView& view, std::uint32_t section, const Table& table, KeyField field,
                    Order& order) const;
  const Table* table_of(RecordKind kind) const;
  std::string_view key(const Table& table, std::uint32_t number, KeyField field) const;
  std::uint32_t lower_bound(const Table& table, const Order& order, std::string_view key) const;
  std::vector<std::uint32_t> equal_range(const Table& table, const Order& order, std::string_view key) const;
  Status check_sorted(const Table& table, const Order& order, std::string_view what) const;
  Error bad_record(std::string_view what, std::uint32_t number) const;
  template <typename Record, typename Walk>
  Result<Record> decode_record(const Table& table, std::uint32_t number, std::string_view what, Walk walk) const;

  std::string file_;
  base::MappedFile mapped_;
  std::string owned_;
  std::string_view bytes_;
  StringsView strings_;
  Table entities_, designations_, relationships_, states_, documents_, portfolio_, figures_;
  std::uint32_t format_ = 0;
  Order entity_by_id_, designation_by_entity_, relationship_by_from_, relationship_by_to_, state_by_entity_,
      figure_by_entity_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_SEGMENT_H_
