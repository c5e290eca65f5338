// The fixed questions of a source: names and altered names that a version answered, to be asked of every later one.
//
// Searching for every name of a new index (sing()) proves that the index holds what was written. It proves nothing
// about names that are not asked as they are listed, and nothing about what changed since. So a set of questions is
// chosen once, from the first version, and carried along: what one version finds, the next one finds too, unless the
// party or its name is gone from the list. A question that is lost without such a reason is a fault of the program, of
// its tables or of the index, and holds the version.
#ifndef PENUMBRA_PUBLISH_CANARY_SET_H_
#define PENUMBRA_PUBLISH_CANARY_SET_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/name_index.h"
#include "model/facts.h"
#include "penumbra/result.h"

namespace penumbra::publish {

// Of a version: its questions, when they are not those of the version before.
inline constexpr std::string_view kCanaryFile = "canary.txt";
inline constexpr std::size_t kCanaryQueries = 1'000;

// How the question differs from the listed name. Stored by key: never rename.
enum class CanaryKind : std::uint8_t {
  kListed,  // not at all
  kTypo,    // two letters inside the longest word changed places
  kOrder,   // the first word comes last
  kScript,  // in Latin letters, or from these into Cyrillic ones, letter by letter
};
std::string_view to_string(CanaryKind kind);

struct CanaryQuery {
  CanaryKind kind = CanaryKind::kListed;
  std::string entity;  // id of the party that must be among the answers
  std::string name;    // as it was listed when the question was chosen
  std::string query;   // what is asked

  bool operator==(const CanaryQuery&) const = default;
};

// The altered name; nullopt where the name has nothing that could be altered so. Always the same for the same name.
std::optional<std::string> altered(std::string_view name, CanaryKind kind);

// Chooses candidates from a version that is seen part by part: those whose hash over id and name is smallest, a quarter
// of each kind, so that the same list gives the same questions in any order and on any machine. Not thread-safe.
class CanaryPicker {
 public:
  // Names of every party whose schema is asked for by name. Memory is bounded, whatever the size of the version.
  void add(const model::Dataset& part);
  // Twice as many candidates as a set has questions, best first: not every altered name is found even in the version
  // that it was made from, and such a one is no question.
  std::vector<CanaryQuery> candidates() const;

 private:
  struct Choice {
    std::uint64_t rank;
    CanaryQuery query;
    bool operator<(const Choice& other) const { return rank < other.rank; }
  };
  std::vector<Choice> heap_;  // the smallest ranks seen, the largest of them first
};

// What a version knows of a party.
struct CanaryTarget {
  std::string schema;
  std::vector<std::string> names;
  const index::NameIndex* index = nullptr;  // of the layer that holds it
  std::uint32_t number = 0;                 // of the party in that index
};
// The party with an id in the version that is about to be published; none when it is not in it.
using CanaryLookup = std::function<std::optional<CanaryTarget>(std::string_view id)>;

struct CanaryReport {
  std::vector<CanaryQuery> kept;  // found; or not asked for want of time
  std::vector<CanaryQuery> lost;  // neither found nor explained
  std::size_t gone = 0;           // explained: the party or its name is not listed any more
  std::size_t unasked = 0;        // there was no time for them, or their search was too large
};

// Asks the questions at the default threshold of a screening. Stops asking after `bound` of the calling thread's
// processor time (so that a busy machine asks no fewer); searches that reach their own bound count as unasked.
CanaryReport ask_canaries(std::span<const CanaryQuery> queries, const CanaryLookup& lookup,
                          std::chrono::milliseconds bound);

// The questions of a new version: those of the version before that were found, filled up with candidates that are found
// in this one. `kept` in the report is the new set. `fresh` tells whether enough of it is new to be written anew;
// otherwise the file of the version before serves on.
struct CanaryTurn {
  CanaryReport report;
  bool fresh = false;
};
CanaryTurn turn_canaries(std::span<const CanaryQuery> before, std::span<const CanaryQuery> candidates,
                         const CanaryLookup& lookup, std::chrono::milliseconds bound);

// The file, and back. kIntegrity with the line for bytes that are no such file.
std::string encode_canaries(std::span<const CanaryQuery> queries);
Result<std::vector<CanaryQuery>> decode_canaries(std::string_view bytes, const std::string& file);

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_CANARY_SET_H_
