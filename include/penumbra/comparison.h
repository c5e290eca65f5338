// Comparing two names, without a store.
#ifndef PENUMBRA_COMPARISON_H_
#define PENUMBRA_COMPARISON_H_

#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra {

// How alike two names are. `verdict` is kHits when the score reaches the threshold, kIncomplete when a name exceeded a
// limit and no hit was found, kClear otherwise. Points of the features add up to `points` exactly.
struct NameComparison {
  Verdict verdict = Verdict::kIncomplete;
  int points = 0;  // ten-thousandths
  std::vector<ScoreFeature> features;
  std::vector<Remark> warnings;  // tricks found in either name: hidden characters, look-alike letters

  double score() const { return static_cast<double>(points) / kScorePerUnit; }
};

// Compares two names of one FollowTheMoney kind ("" is LegalEntity). Symmetric. Any bytes are accepted as names.
// kInvalidArgument for an unknown kind or a threshold outside (0, 1]. Thread-safe.
Result<NameComparison> compare_names(std::string_view schema, std::string_view name1, std::string_view name2,
                                     double threshold = kDefaultScreenThreshold);

// {"schema":...,"name1":...,"name2":...,"score":...,"verdict":...,"features":[...],"warnings":[...]} with a stable
// order of keys.
std::string to_json(std::string_view schema, std::string_view name1, std::string_view name2,
                    const NameComparison& comparison);

}  // namespace penumbra

#endif  // PENUMBRA_COMPARISON_H_
