// From FollowTheMoney records to entities, designations and relationships.
#ifndef PENUMBRA_INGEST_FTM_MAPPER_H_
#define PENUMBRA_INGEST_FTM_MAPPER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ftm/records.h"
#include "ingest/id_index.h"
#include "ingest/mapping.h"
#include "ingest/reader.h"

namespace penumbra::ingest::ftm {

// Collects records and builds the dataset at the end, because sanctions and edges may precede the entities they name.
// One per run; not thread-safe. ChunkMapper does the same without keeping them.
class Mapper {
 public:
  Mapper(std::string_view source, ReadOutcome& outcome)
      : source_(source), outcome_(outcome), mapping_(outcome.findings) {}
  virtual ~Mapper() = default;
  Mapper(const Mapper&) = delete;
  Mapper& operator=(const Mapper&) = delete;

  // Takes one record with everything nested in it. kLimit for a value above the bound of its kind, kUnexpectedStructure
  // for a line of changes among entities or the other way round.
  Status add(const RawEntity& raw, std::string_view file);
  // Whether a mapper of later lines of the same file, which knew nothing of this one's, stands for itself: no id is in
  // both, and both are entities or both changes.
  bool can_join(const Mapper& later) const;
  // Takes all that it has, its outcome too.
  void join(Mapper& later);
  // Writes the dataset, the lists and the counts into the outcome.
  void finish();

 protected:
  // `file`: the one that the record is of.
  virtual Status take_entity(const RawEntity& raw, std::string_view file);
  virtual Status take_sanction(const RawEntity& raw, std::string_view file);
  virtual Status take_edge(const RawEntity& raw, std::string_view file);
  // The id under which the dataset holds what `id` names: itself, or the entity that it was merged into; "" if none.
  virtual Result<std::string> resolve(std::string_view id);

  // Makes a fresh entity what its first record says of it, without values; and adds the values of a record of it.
  void begin(const RawEntity& raw, std::string record, model::Entity& entity) const;
  void join(model::Entity& entity, const RawEntity& raw, const Place& position);
  Status add_designation(const RawEntity& raw, std::string_view file);
  Status add_relationship(const RawEntity& raw, std::string_view file);
  void finish_lists();
  // Says which members of OpenSanctions' form the file never has, when it has others of them. At the end.
  void note_members();

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;

 private:
  struct Pending {  // a Sanction or an edge, until all entities are known
    RawEntity raw;
    std::string_view file;
  };
  // A property of a schema, as values carry it.
  struct Known {
    const model::Schema* schema = nullptr;
    const model::Property* property = nullptr;
    model::Word name;
  };

  Status check_sizes(const RawEntity& raw, const Place& position) const;
  void reported(std::string_view key, const std::string& message, const Place& position);
  void read_shares(const RawProperty& property, model::Relationship& relationship, const Place& position);
  void set_list_and_measures(const RawEntity& raw, model::Designation& designation, const Place& position);
  void fold_documents();
  // The end of an edge or the party of a sanction as the dataset names it; in a delta also one of the version before.
  Result<std::string> end_of(std::string_view id, const Place& position);
  Pending pending(const RawEntity& raw, std::string_view file);
  // Nothing when the schema has no such property.
  const Known* property_of(const model::Schema& schema, std::string_view name);

  std::optional<std::size_t> place_of(std::string_view id) const;

  IdIndex index_;                 // of dataset.entities
  IdMap<std::string> referents_;  // former id -> id
  RecordArena pending_;           // what follows, with all its texts
  std::string_view file_;
  std::vector<Pending> sanctions_;
  std::vector<Pending> edges_;
  std::array<Known, 64> known_;  // what was asked for last
  unsigned members_ = 0;         // of kOptionalMembers, by bit
};

// A screening looks at the party alone: addresses and document numbers that stand in entities of their own are put into
// it too, and the entities stay. Whether entities of this schema are such.
bool is_document(std::string_view schema);
// Puts what an Address says into the entity that names it; and the numbers of a Passport or an Identification into its
// holder.
void fold_address(const model::Entity& address, model::Entity& entity);
void fold_numbers(const model::Entity& document, model::Entity& party);

// A share as people write it: "51", "51 %", "> 50%", "25-50 %", "between 25 and 50", "at least 30", "up to 25", "99,5",
// "majority" (more than 50), "minority" (less than 50). Unstated when it is none of these: "about half" bounds nothing.
model::ShareInterval parse_percentage(std::string_view text);

// The smallest interval that holds both.
model::ShareInterval hull(const model::ShareInterval& a, const model::ShareInterval& b);

}  // namespace penumbra::ingest::ftm

#endif  // PENUMBRA_INGEST_FTM_MAPPER_H_
