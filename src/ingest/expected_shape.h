// What a list looks like when it is whole, as data beside the readers: data/shapes/FORMAT.csv.
//
// A version may be well formed, pass every check of its format, and still lack its vessels, its birth dates or one of
// the thirteen lists that it should hold. The bands here catch that on the first import too, when there is no earlier
// version to compare with. They are wide (real versions of several years lie inside), because a band that cries wolf is
// switched off; the narrow comparison is that with the last good version (publish/checks.h).
//
// A row: format,list,subject,field,least,most,source
//   format   Reader::name()
//   list     id of a list that the version holds: the row counts only parties that are designated on it, and applies
//            only when the version holds that list; "*": all parties of the version
//   subject  a schema (with the schemata that extend it; "Thing" is every party), "listing" (designations) or "edge"
//            (relationships; only with list "*"), or "list" (whether the version holds that list at all: least 1)
//   field    "": the row is about the number of them. A property of the schema, or for listings "from", "published",
//            "act", "programme", "reason", "measure" (one that is known): about how many of them have it, in percent
//   least    lower bound, inclusive; fewer is a reason to hold. "": none
//   most     upper bound, inclusive; more is worth a note. "": none
//   source   the versions from which the band was made
#ifndef PENUMBRA_INGEST_EXPECTED_SHAPE_H_
#define PENUMBRA_INGEST_EXPECTED_SHAPE_H_

#include <bitset>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest {

// One row of data/shapes.
struct ShapeRule {
  std::string list;
  std::string subject;
  std::string field;
  std::optional<std::uint64_t> least;
  std::optional<std::uint64_t> most;
};

// A figure outside its band.
struct ShapeFault {
  ShapeRule rule;
  // The count, or the percentage rounded down.
  std::uint64_t found = 0;
  // Below the lower bound: the version lacks something and is to be held. Otherwise a note.
  bool too_few = false;
  // "on us-sdn 12 % of Person have birthDate, where at least 60 % is expected"
  std::string sentence;
};

// The rules of a format; none when it has no table. Lives as long as the program; safe from any thread.
std::span<const ShapeRule> shape_rules(std::string_view format);

// The number of rules of all formats together.
std::size_t shape_rule_count();

// At most this many rules a format.
inline constexpr std::size_t kMaxShapeRules = 128;

// Counts a version part by part, so that it need never be in memory as a whole: the listings of a party may come in
// another part than the party. Keeps some 40 bytes a party and 16 a listing when the format has rules about lists, and
// nothing when it has no rules. Not thread-safe.
class ShapeCounter {
 public:
  // The rules must live as long as the counter; at most kMaxShapeRules of them count.
  explicit ShapeCounter(std::span<const ShapeRule> rules);

  // Counts the entities, designations and relationships of a part. No entity comes twice.
  void add(const model::Dataset& part);

  // Every figure outside its band, in the order of the rules. Percentages of nothing are not judged: that there is
  // nothing is the count's business. Linear in what was counted and in the number of rules.
  std::vector<ShapeFault> faults() const;

 private:
  using Marks = std::bitset<kMaxShapeRules>;
  struct Party {
    std::uint64_t id;  // hash
    Marks counted;     // by the rules with this number
    Marks having;      // ... and with the field that they ask for
  };
  struct Listed {
    std::uint64_t id;
    std::uint32_t list;  // in lists_

    auto operator<=>(const Listed&) const = default;
  };
  struct Count {
    std::uint64_t all = 0;
    std::uint64_t with = 0;
  };

  std::span<const ShapeRule> rules_;
  bool by_list_ = false;            // some rule is about the parties of one list
  std::vector<std::string> lists_;  // those that rules speak of
  std::vector<bool> held_;          // whether the version has a listing on lists_[i]
  std::vector<Count> counts_;       // by rule, without those about the parties of one list
  std::vector<Party> parties_;
  std::vector<Listed> listed_;
};

// The figures of a whole version, with the rules given or with those of its own format.
std::vector<ShapeFault> check_shape(const ReadOutcome& outcome, std::span<const ShapeRule> rules);
std::vector<ShapeFault> check_shape(const ReadOutcome& outcome);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_EXPECTED_SHAPE_H_
