// From FollowTheMoney records to entities, designations and relationships.
#ifndef PENUMBRA_INGEST_FTM_MAPPER_H_
#define PENUMBRA_INGEST_FTM_MAPPER_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  Status add(RawEntity&& raw, const std::string& file);
  // Whether a mapper of later lines of the same file, which knew nothing of this one's, stands for itself: no id is in
  // both, and both are entities or both changes.
  bool can_join(const Mapper& later) const;
  // Takes all that it has, its outcome too.
  void join(Mapper& later);
  // Writes the dataset, the lists and the counts into the outcome.
  void finish();

 protected:
  struct Pending {  // a Sanction or an edge, until all entities are known
    RawEntity raw;
    SourcePosition position;
    std::string record;
  };

  virtual Status take_entity(RawEntity& raw, const SourcePosition& position, const std::string& record);
  virtual Status take_sanction(Pending&& pending);
  virtual Status take_edge(Pending&& pending);
  // The id under which the dataset holds what `id` names: itself, or the entity that it was merged into; "" if none.
  virtual Result<std::string> resolve(const std::string& id);

  // An entity as its first record makes it, without values; and the values of a record of it.
  model::Entity begin(const RawEntity& raw, const std::string& record) const;
  void join(model::Entity& entity, const RawEntity& raw, const SourcePosition& position);
  Status add_designation(const Pending& pending);
  Status add_relationship(const Pending& pending);
  void finish_lists();
  // Says which members of OpenSanctions' form the file never has, when it has others of them. At the end.
  void note_members();

  std::string_view source_;
  ReadOutcome& outcome_;
  Mapping mapping_;

 private:
  Status check_sizes(const RawEntity& raw, const SourcePosition& position) const;
  void reported(std::string_view key, const std::string& message, const SourcePosition& position);
  void read_shares(const RawProperty& property, model::Relationship& relationship, const SourcePosition& position);
  void set_list_and_measures(const RawEntity& raw, model::Designation& designation, const SourcePosition& position);
  void fold_documents();
  // The end of an edge or the party of a sanction as the dataset names it; in a delta also one of the version before.
  Result<std::string> end_of(const std::string& id, const SourcePosition& position);

  std::optional<std::size_t> place_of(std::string_view id) const;

  IdIndex index_;                                           // of dataset.entities
  std::unordered_map<std::string, std::string> referents_;  // former id -> id
  std::vector<Pending> sanctions_;
  std::vector<Pending> edges_;
  unsigned members_ = 0;  // of kOptionalMembers, by bit
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
