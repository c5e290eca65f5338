#include "index/search.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "match/score.h"

namespace penumbra::index {
namespace {

constexpr int kFloorPoints = static_cast<int>(match::kRetrievalFloor * match::kScoreUnit);

// Whether two masks leave room for `edits` edits: each edit changes at most one bit in either direction.
bool masks_agree(std::uint32_t a, std::uint32_t b, unsigned edits) {
  std::uint32_t only_a = a & ~b;
  std::uint32_t only_b = b & ~a;
  for (; edits > 0; --edits) {
    only_a &= only_a - 1;
    only_b &= only_b - 1;
  }
  return (only_a | only_b) == 0;
}

}  // namespace

PreparedQuery prepare(std::string_view name, names::NameType type) {
  names::Name analysed = names::analyze(name, type);
  const match::ScoreBound bound(analysed.view());
  PreparedQuery query{std::move(analysed), {}, {}, {}, bound};
  query.anchors = match::anchors(query.name.view());
  query.keys.resize(query.anchors.size());
  query.letters.reserve(query.anchors.size());
  for (std::size_t i = 0; i < query.anchors.size(); ++i) {
    std::vector<std::uint64_t>& keys = query.keys[i];
    query_keys(Form::of(query.anchors[i]), keys);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    query.letters.push_back(letter_mask(query.anchors[i].form));
  }
  return query;
}

void Searcher::make_room(const NameIndex& index, std::size_t anchors) {
  if (name_stamps_.size() < index.name_count()) name_stamps_.resize(index.name_count(), 0);
  if (entry_stamps_.size() < index.entry_count()) entry_stamps_.resize(index.entry_count(), 0);
  // One round for the names and one for each anchor; never wrapped in the middle of a search.
  if (anchors + 1 >= std::numeric_limits<std::uint32_t>::max() - round_) {
    std::fill(name_stamps_.begin(), name_stamps_.end(), 0);
    std::fill(entry_stamps_.begin(), entry_stamps_.end(), 0);
    round_ = 0;
  }
}

// Fills met_ with the names that share an anchor with the query.
void Searcher::meet(const NameIndex& index, const PreparedQuery& query, const SearchLimits& limits,
                    SearchStats& stats) {
  met_.clear();
  make_room(index, query.anchors.size());
  const std::uint32_t names_round = ++round_;
  for (std::size_t a = 0; a < query.anchors.size(); ++a) {
    const Form anchor = Form::of(query.anchors[a]);
    const std::uint32_t entries_round = ++round_;
    for (const std::uint64_t key : query.keys[a]) {
      for (const std::uint32_t entry : index.filed(key)) {
        if (entry_stamps_[entry] == entries_round) continue;
        entry_stamps_[entry] = entries_round;
        if (!masks_agree(query.letters[a], index.letters(entry), anchor.edits) ||
            !forms_meet(anchor, index.form(entry))) {
          continue;
        }
        for (const std::uint32_t name : index.postings(entry)) {
          if (name_stamps_[name] == names_round) continue;
          name_stamps_[name] = names_round;
          if (met_.size() == limits.max_candidates) {
            stats.bound_reached = true;
            stats.candidates = met_.size();
            return;
          }
          met_.push_back(name);
        }
      }
    }
  }
  stats.candidates = met_.size();
}

SearchStats Searcher::search(const NameIndex& index, const PreparedQuery& query, int threshold_points,
                             const SearchLimits& limits, std::vector<NameMatch>& matches) {
  SearchStats stats;
  const std::size_t first_match = matches.size();
  const names::NameView view = query.name.view();
  const auto consider = [&](std::uint32_t name) {
    const names::NameView candidate = index.name(name);
    if (limits.only && candidate.type != *limits.only) return;
    if (!stats.scanned && query.bound.below(candidate, threshold_points)) return;
    ++stats.compared;
    const int points = match::score_names(view, candidate, threshold_points);
    if (points >= threshold_points) matches.push_back({name, points});
  };

  if (threshold_points < kFloorPoints) {
    stats.scanned = true;
    stats.candidates = std::min<std::uint64_t>(index.name_count(), limits.max_candidates);
    stats.bound_reached = stats.candidates < index.name_count();
    for (std::uint32_t name = 0; name < stats.candidates; ++name) consider(name);
    return stats;
  }

  meet(index, query, limits, stats);
  // The records of a candidate lie far apart from those of the next; asking for them early hides the way to memory.
  constexpr std::size_t kAhead = 6;
  for (std::size_t i = 0; i < met_.size(); ++i) {
    if (i + 2 * kAhead < met_.size()) index.prefetch_record(met_[i + 2 * kAhead]);
    if (i + kAhead < met_.size()) index.prefetch_parts(met_[i + kAhead]);
    consider(met_[i]);
  }
  std::sort(matches.begin() + static_cast<std::ptrdiff_t>(first_match), matches.end(),
            [](const NameMatch& a, const NameMatch& b) { return a.name < b.name; });
  return stats;
}

}  // namespace penumbra::index
