// What a store holds: versions of sources, entities with their history, and the difference between two versions.
#ifndef PENUMBRA_CATALOGUE_H_
#define PENUMBRA_CATALOGUE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra {

// One version of one source, as it was recorded. Plain value.
struct VersionSummary {
  std::string source;
  std::string id;      // "us-ofac@3"
  std::string reader;  // name of the format
  std::string authority;
  std::string published;       // "" when nobody says
  std::string published_from;  // "stated", "file", "unknown"
  std::string recorded;
  std::string hash;  // SHA-256 over the files that were read
  std::uint64_t records = 0, mapped = 0, reported = 0, ignored = 0;
  std::uint64_t entities = 0, names = 0, designations = 0, relationships = 0;
  std::uint64_t errors = 0, warnings = 0, finding_notes = 0;
  std::vector<std::string> lists;
  std::vector<std::string> notes;
  std::vector<std::pair<std::string, std::string>> inputs;  // file name, SHA-256
  std::optional<std::int32_t> max_age_days;
  bool in_force = false;  // the one that a question for today, known now, rests on
};

// What else happened to a source: content looked at and found unchanged, withheld, approved or rejected; a version gone
// back to.
struct EventSummary {
  std::string source;
  std::string kind;  // "unchanged", "held", "rolled-back", "approved", "rejected"
  std::string first;
  std::string last;
  std::uint64_t count = 0;
  std::string message;
};

// Newer content of a source that was read and withheld, and waits for people to decide.
struct HeldSummary {
  std::string source;
  std::string content;  // SHA-256 over the files that were read
  std::string since;
  std::string by;                     // who imported it; "" when nobody said
  std::string reason;                 // why it was held, as sentences
  std::uint32_t needs = 0;            // people who must approve
  std::vector<std::string> approved;  // who has, in order
};

struct VersionList {
  std::vector<VersionSummary> versions;  // by source, then in order of recording
  std::vector<EventSummary> events;
  std::vector<HeldSummary> held;  // what waits now, by source, whatever `known_at`
};

// One finding of the reader about a version.
struct FindingSummary {
  std::string level;  // "error", "warning", "note"
  std::string key;
  std::string message;
  std::string place;
  std::uint64_t count = 0;
};

struct PropertyValue {
  std::string property;
  std::string value;
  std::string lang;

  bool operator==(const PropertyValue&) const = default;
};

// A dated edge as seen from one of its ends.
struct Neighbour {
  bool outgoing = true;  // the shown entity is the edge's `from`
  std::string kind;
  std::string other;  // id
  std::string other_caption;
  std::string from, to;   // valid time as written
  std::string certainty;  // on the day asked for: "certain", "possible", "ended", "not-yet"
  std::string status;
  std::string side;
  std::string role;
  std::string share;
  std::string evidence;
  std::string note;
};

struct StateSpan {
  std::string state;
  std::string from, to;
  std::string certainty;
  std::string side;
  std::string cause;
  std::string status;
  std::string evidence;
  std::string note;
};

// An entity as one source version has it.
struct EntityView {
  std::string id;
  std::string schema;
  std::string caption;
  std::string source;
  std::string version;
  std::string published;
  std::string coverage;       // how the version covers the day asked for: "in-force", "stale", "after-as-of"
  std::string present_since;  // earliest known version from which it has been in the source without a gap
  std::string evidence;
  std::vector<PropertyValue> properties;
  std::vector<Listing> listings;  // all, in force or not; `certainty` tells
  std::vector<Neighbour> neighbours;
  std::vector<StateSpan> states;
  std::string ftm_json;  // the entity and its designations and edges as FollowTheMoney JSON lines
};

struct FieldChange {
  std::string field;
  std::string before;  // "" when the value is new
  std::string after;   // "" when the value is gone
};

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged };
std::string_view change_key(ChangeKind kind);

// What a change means for a screening, the worst first.
enum class ChangeEffect : std::uint8_t {
  kGone,         // the party is not there any more
  kUnlisted,     // it is there and on no list any more
  kListingLost,  // it is on a list less, or a listing has an end now
  kMeasureLost,  // a measure or a programme less, or other days of validity
  kNameLost,     // a name less
  kNumberLost,   // an identifier less
  kOther,        // another value gone or replaced
  kMore,         // only more is said than before
  kNew,          // a new party
};
inline constexpr std::size_t kChangeEffects = 9;
// "gone", "unlisted", "listing-lost", "measure-lost", "name-lost", "number-lost", "other", "more", "new".
std::string_view effect_key(ChangeEffect effect);

struct EntityChange {
  ChangeKind kind = ChangeKind::kChanged;
  ChangeEffect effect = ChangeEffect::kOther;
  std::string id;
  std::string caption;
  std::string schema;
  std::vector<FieldChange> fields;
};

struct VersionDiff {
  VersionSummary before;
  VersionSummary after;
  std::vector<EntityChange> changes;  // the worst effect first, then by id
  // Passports and other documents are told of those who hold them; such as nobody holds count by themselves.
  std::uint64_t added = 0, removed = 0, changed = 0, unchanged = 0;
  std::uint64_t unchanged_documents = 0;                // which `unchanged` leaves out
  std::array<std::uint64_t, kChangeEffects> effects{};  // changes of each effect
  std::optional<HeldSummary> held;                      // when a side is held content ("us-ofac@held")
};

// One step of an entity's history: what a version did to it.
struct HistoryStep {
  std::string version;
  std::string published;
  std::string recorded;
  EntityChange change;
};

// Reads a store. Safe from any number of threads; every call sees one manifest.
class Catalogue {
 public:
  // kNotFound when there is no store at `directory`; kIo, kIntegrity when its manifest cannot be read.
  static Result<Catalogue> open(const std::string& directory);
  ~Catalogue();
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;

  // Versions recorded until `known_at`, of one source or ("") of all.
  Result<VersionList> versions(std::string_view source, Timestamp known_at) const;
  // Every finding of a version ("us-ofac@3"). kNotFound.
  Result<std::vector<FindingSummary>> findings(std::string_view version) const;
  // The entity in every source that has it in the version for this day and instant. kNotFound when none has.
  Result<std::vector<EntityView>> show(std::string_view id, Date as_of, Timestamp known_at) const;
  // Everything that a source says in its version for this day and instant, as FollowTheMoney JSON lines. kNotFound.
  Result<std::string> export_ftm(std::string_view source, Date as_of, Timestamp known_at) const;
  // What the versions of each source did to the entity, in order of publication. kNotFound when no version ever had it.
  Result<std::vector<HistoryStep>> history(std::string_view id, Timestamp known_at) const;
  // The difference of two versions of one source, given as "us-ofac@3". kInvalidArgument, kNotFound.
  Result<VersionDiff> diff(std::string_view before, std::string_view after) const;

 private:
  struct State;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

std::string to_json(const VersionSummary& version);
std::string to_json(const VersionList& list);
std::string to_json(const FindingSummary& finding);
std::string to_json(const EntityView& view);
std::string to_json(const EntityChange& change);
std::string to_json(const VersionDiff& diff);
std::string to_json(const HistoryStep& step);

}  // namespace penumbra

#endif  // PENUMBRA_CATALOGUE_H_
