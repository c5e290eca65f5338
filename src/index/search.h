// Searches name indexes: every listed name that reaches a threshold, with its score.
#ifndef PENUMBRA_INDEX_SEARCH_H_
#define PENUMBRA_INDEX_SEARCH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "index/name_index.h"
#include "match/anchors.h"
#include "match/bound.h"
#include "names/name.h"

namespace penumbra::index {

struct SearchLimits {
  // Most listed names that one search meets. Bounds the time of a hostile query.
  std::uint64_t max_candidates = 1'000'000;
  // Compares only listed names of this kind; empty: all.
  std::optional<names::NameType> only = std::nullopt;
};

struct NameMatch {
  std::uint32_t name = 0;  // number in its index
  int points = 0;          // match::score_names, ten-thousandths
};

struct SearchStats {
  std::uint64_t candidates = 0;  // listed names that share an anchor (all names, in a scan)
  std::uint64_t compared = 0;    // of these, names that a bound of the score did not rule out
  bool bound_reached = false;    // the limit stopped the search: what was found is right, and more may exist
  bool scanned = false;          // every name was compared, because the threshold lies below the floor
};

// A query made ready: analysed once, for any number of indexes.
struct PreparedQuery {
  names::Name name;
  std::vector<match::Anchor> anchors;
  std::vector<std::vector<std::uint64_t>> keys;  // of each anchor
  std::vector<std::uint32_t> letters;            // of each anchor
  match::ScoreBound bound;

  // Whether there is anything to compare: a name of punctuation alone has no parts.
  bool searchable() const { return !name.parts.empty(); }
};

PreparedQuery prepare(std::string_view name, names::NameType type);

// Working memory of searches; keep one per thread. Not thread-safe.
class Searcher {
 public:
  // Appends every name of `index` whose score is at least `threshold_points` (in 1 .. 10,000) to `matches`, in
  // ascending order of names, each once.
  SearchStats search(const NameIndex& index, const PreparedQuery& query, int threshold_points,
                     const SearchLimits& limits, std::vector<NameMatch>& matches);

 private:
  void make_room(const NameIndex& index, std::size_t anchors);
  void meet(const NameIndex& index, const PreparedQuery& query, const SearchLimits& limits, SearchStats& stats);

  // A name or entry was seen in this round if its stamp is the round's number: nothing is cleared between searches.
  std::vector<std::uint32_t> name_stamps_;
  std::vector<std::uint32_t> entry_stamps_;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> met_;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SEARCH_H_
