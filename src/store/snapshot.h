// The world as one store tells it: as of a day, known at an instant.
#ifndef PENUMBRA_STORE_SNAPSHOT_H_
#define PENUMBRA_STORE_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/facts.h"
#include "penumbra/date.h"
#include "penumbra/result.h"
#include "store/store.h"

namespace penumbra::store {

struct SnapshotQuery {
  Date as_of = Date::today();
  // Versions and facts recorded later are not there. max() means all that the store has, whatever the clock says.
  Timestamp known_at = Timestamp::max();
};

// How well a source covers the day asked for.
enum class Coverage : std::uint8_t {
  kInForce,    // a version published on or before the day, not older than its maximum age; or one that tells the whole
               // history
  kStale,      // the same, but older: something newer may have been missed
  kAfterAsOf,  // only later versions are known; the earliest stands in. What is not on it may have been listed before
  kNone,       // nothing of this source was known at the instant asked for
};
// "in-force", "stale", "after-as-of", "none".
std::string_view to_string(Coverage coverage);

struct SourceView {
  std::string source;
  Coverage coverage = Coverage::kNone;
  const VersionInfo* version = nullptr;       // nullptr with kNone; lives as long as the snapshot
  std::shared_ptr<const VersionFacts> facts;  // what it says; nullptr with kNone
  std::optional<SourceEvent> held;            // newer content that was withheld from publication, if any
  std::optional<Date> confirmed;  // last day up to as-of on which the version was published or found unchanged
  // Why the absence of a party from this source proves nothing, as a sentence; "" when absence is known. Screenings are
  // incomplete while any source that they use has a gap.
  std::string gap;
};

// An entity of one source. Meaningful only inside its snapshot.
struct EntityRef {
  std::uint32_t source = 0;  // index into sources()
  std::uint32_t number = 0;  // of the version's facts
  auto operator<=>(const EntityRef&) const = default;
};

// A designation's presence in the version in force.
struct Listing {
  model::Designation designation;
  std::uint32_t source = 0;
  Holds holds = Holds::kNo;  // whether it has effect on the as-of day
  PartialDate from;          // start_of(designation); unknown for lists without dates
  PartialDate to;
};

struct RelationshipView {
  model::Relationship relationship;
  std::uint32_t source = 0;
  Holds holds = Holds::kNo;
};

struct StateView {
  model::StateInterval state;
  std::uint32_t source = 0;
  Holds holds = Holds::kNo;
};

// When an id is known to have been on a source without a break until the version in force.
struct FirstSeen {
  const VersionInfo* version = nullptr;  // earliest version of the unbroken run
  bool is_earliest_known = false;        // no earlier version is known: it may have been there long before
};

// Start of a designation: valid.from, else its publication, else the date of its act. Before an act is signed it has no
// effect.
PartialDate start_of(const model::Designation& designation);

// A pinned answer to "which versions are in force". Immutable: every call is safe from any thread, and a publish that
// happens meanwhile changes nothing in it. Keeps its segments open for its life.
class Snapshot {
 public:
  // Chooses the versions (docs/design/store.md, "Snapshot") and opens their segments. kIntegrity when one is damaged.
  static Result<std::shared_ptr<const Snapshot>> open(std::shared_ptr<const Store> store,
                                                      const SnapshotQuery& query = {});

  Date as_of() const { return query_.as_of; }
  Timestamp known_at() const { return query_.known_at; }
  const Store& store() const { return *store_; }
  // One per source of the store, sorted by name.
  std::span<const SourceView> sources() const { return sources_; }
  // Index of a source by name.
  std::optional<std::uint32_t> source(std::string_view name) const;
  // Every gap of every source; empty when absence means absence.
  std::vector<std::string> gaps() const;

  // Every source's entity with this id, in order of source. Entities that became known after known_at are left out.
  Result<std::vector<EntityRef>> find(std::string_view id) const;
  Result<model::Entity> entity(EntityRef ref) const;
  // Whether a fact with this `recorded` stamp was known.
  bool known(const std::optional<Timestamp>& recorded) const { return !recorded || *recorded <= query_.known_at; }

  // Facts about an id over all sources, with whether they hold on the as-of day (kNo ones too, so that answers can tell
  // what is over or to come). Facts that became known after known_at are left out.
  Result<std::vector<Listing>> listings_of(std::string_view entity) const;
  Result<std::vector<RelationshipView>> relationships_of(std::string_view entity) const;  // at either end
  Result<std::vector<StateView>> states_of(std::string_view entity) const;
  // Whether a span of a source's fact holds on the as-of day. Under kAfterAsOf a span without a start possibly holds,
  // at best.
  Holds holds(std::uint32_t source, const ValidInterval& valid) const;

  // All facts of a source that were known, for building a graph; empty under kNone. Spans are not filtered: use
  // holds().
  Result<model::Dataset> decode(std::uint32_t source) const;

  // How long the entity has been there, for lists that state no dates. Opens the segments of earlier versions. The
  // entity must come from this snapshot.
  Result<FirstSeen> first_seen(EntityRef ref) const;

  // A further file of the version in force ("names.idx"), checked. kNotFound when there is none.
  Result<std::shared_ptr<const base::MappedFile>> file(std::uint32_t source, std::string_view name) const;
  // The same for the file that belongs to a layer of the version's facts, in the version that wrote the layer.
  Result<std::shared_ptr<const base::MappedFile>> layer_file(std::uint32_t source, std::uint32_t layer,
                                                             std::string_view name) const;

 private:
  Snapshot() = default;
  Status choose(const std::string& source);

  SnapshotQuery query_;
  std::shared_ptr<const Store> store_;
  std::vector<SourceView> sources_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_SNAPSHOT_H_
