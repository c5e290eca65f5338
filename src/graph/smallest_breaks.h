// The smallest sets of facts without which a conclusion no longer follows.
//
// A hitting-set tree searched level by level (Reiter, "A theory of diagnosis from first principles", 1987): every set
// that breaks the conclusion has to take something from every support of it, so each node removes one more element of a
// support that is still left. The first level that breaks it holds the smallest sets. Exact for conclusions that never
// come back when more is removed; supports are computed anew at every node.
#ifndef PENUMBRA_GRAPH_SMALLEST_BREAKS_H_
#define PENUMBRA_GRAPH_SMALLEST_BREAKS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace penumbra::graph {

// Sets tried in one search. Verdicts rest on a handful of facts; a conclusion with hundreds of independent supports
// would need as many removals.
inline constexpr std::size_t kMaxBreakTrials = 5'000;

struct SmallestBreaks {
  std::vector<std::vector<std::uint32_t>> sets;  // of equal size, each sorted, in order; empty: nothing breaks it
  bool gave_up = false;                          // kMaxBreakTrials reached before the level was finished
};

// `support(without)` gives elements on which the conclusion rests when those of `without` are removed (none of them
// removed), or nothing when it no longer follows. At most `most` sets are returned.
template <typename SupportOf>
SmallestBreaks smallest_breaks(SupportOf support, std::size_t most) {
  using Set = std::vector<std::uint32_t>;
  SmallestBreaks out;
  std::set<Set> level = {{}};
  std::size_t trials = 0;
  while (!level.empty() && out.sets.empty()) {
    std::set<Set> next;
    for (const Set& without : level) {
      if (++trials > kMaxBreakTrials) {
        out.gave_up = out.sets.size() < most;
        return out;
      }
      const std::optional<Set> rests_on = support(without);
      if (!rests_on) {
        if (out.sets.size() < most) out.sets.push_back(without);
        if (out.sets.size() == most) return out;
        continue;
      }
      if (!out.sets.empty()) continue;
      for (const std::uint32_t element : *rests_on) {
        Set larger = without;
        larger.insert(std::lower_bound(larger.begin(), larger.end(), element), element);
        next.insert(std::move(larger));
      }
    }
    level = std::move(next);
  }
  return out;
}

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_SMALLEST_BREAKS_H_
