// The rules by which a version that was read is held back instead of published.
#ifndef PENUMBRA_PUBLISH_CHECKS_H_
#define PENUMBRA_PUBLISH_CHECKS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/expected_shape.h"
#include "ingest/reader.h"
#include "penumbra/error.h"
#include "store/version.h"

namespace penumbra::publish {

// More than one record in this many that could not be mapped is no slip of the source any more.
inline constexpr std::uint64_t kRecordsPerError = 1000;
// A fall by more than this share, in percent, of entities, of names, designations or relationships, or of records of a
// part, is held ...
inline constexpr std::uint64_t kMaxFallPercent = 20;
// ... unless so few are gone that the share says nothing.
inline constexpr std::uint64_t kFallFloor = 25;
// More removed entities than this share, in percent, are held too, for one person to look at.
inline constexpr std::uint64_t kSmallFallPercent = 1;
// So is a fill rate that falls by more than this many points, in percent.
inline constexpr double kFillRatePoints = 2;

// A rise of names with signs of a wrong encoding by more than this many is held.
inline constexpr std::uint64_t kDamageFloor = 5;

// Stands for a count that was not taken, and above which nothing rises.
inline constexpr std::uint64_t kUncounted = std::uint64_t{1} << 62;

// How many facts there are, and how many of them carry what a screening lives on.
struct Totals {
  std::uint64_t entities = 0;
  std::uint64_t names = 0;        // of all entities together
  std::uint64_t named = 0;        // entities with a name
  std::uint64_t with_alias = 0;   // ... with more than one name
  std::uint64_t with_number = 0;  // ... with an identifier
  std::uint64_t with_date = 0;    // ... with a date, of birth or founding or other
  std::uint64_t designations = 0;
  std::uint64_t with_programme = 0;
  std::uint64_t relationships = 0;
  std::uint64_t foreign = 0;  // names with letters beyond ASCII
  // Names that went through a wrong encoding (ingest/letter_damage.h); kUncounted where only a manifest is known.
  std::uint64_t damaged = 0;
  // Designations by list, but for those on "unknown"; none where only a manifest is known.
  std::map<std::string, std::uint64_t, std::less<>> listings;

  // Counts a version or a part of one.
  void add(const model::Dataset& part);

  bool operator==(const Totals&) const = default;
};

// What there is to say about a version without looking at its facts again.
struct VersionFigures {
  std::string format;  // Reader::name()
  ingest::RecordCounts counts;
  std::vector<ingest::PartPresence> parts;
  Totals totals;
  std::vector<ingest::ShapeFault> shape;  // where it is unlike a whole list of its format
};
// Of a version that is in memory as a whole.
VersionFigures figures_of(const ingest::ReadOutcome& outcome);

// Listed parties of a version, and how many of them another one has under the same id.
struct ListedParties {
  std::uint64_t had = 0;
  std::uint64_t kept = 0;
};

// What a version is compared with.
struct Predecessor {
  const store::VersionInfo* version = nullptr;  // the one before it in order of effective day, of the same source
  // Entities of it that the new version no longer has; none when the two come from different formats, which may make
  // other entities of the same parties.
  std::optional<std::uint64_t> removed;
  // Of the version before; none when they cannot be compared.
  std::optional<Totals> totals = std::nullopt;
  // Where it was unlike a whole list; none when it is of another format. What was so before is no news.
  std::optional<std::vector<ingest::ShapeFault>> shape = std::nullopt;
  // Its listed parties, when it is of another format: the same ids then show who is gone.
  std::optional<ListedParties> listed = std::nullopt;
};

// One reason to hold a version back. `code` is kEmpty or kHeld.
struct Hold {
  ErrorCode code = ErrorCode::kHeld;
  std::string reason;           // a sentence
  std::string fix;              // an imperative sentence
  std::uint32_t approvers = 2;  // people who must approve before it is published all the same

  bool operator==(const Hold&) const = default;
};

// Every reason, in order of weight; none: publish. `own_model` is set for formats that users write by hand: there a
// fall is the author's decision and not a sign of a broken download.
std::vector<Hold> holds(const VersionFigures& now, const Predecessor& before, bool own_model);

// How many people the whole needs: the most that any reason asks for; 0 without a reason.
std::uint32_t approvers_needed(const std::vector<Hold>& holds);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_CHECKS_H_
