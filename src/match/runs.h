// Acronyms of a run of words inside a name, beside a word that both names have: "RSC Energia" is "Rocket and Space
// Corporation Energia". (anchors.h has acronyms of whole names.)
#ifndef PENUMBRA_MATCH_RUNS_H_
#define PENUMBRA_MATCH_RUNS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "match/anchors.h"
#include "names/name.h"

namespace penumbra::match {

// Letters that such an acronym has.
inline constexpr std::size_t kLeastRun = 3;
inline constexpr std::size_t kMostRun = 6;
// From this class of names/frequency.h up (one word of names in 5,800) a word beside an acronym tells too little.
inline constexpr int kCommonBesideRun = 16;

// A run of neighbours and its first letters.
struct WordRun {
  Acronym letters;
  std::uint64_t parts = 0;  // with weight, as bits
};

// The two words of a name like "RSC Energia": which may be the acronym, and which stands beside it.
struct ShortName {
  std::size_t acronym = 0;
  std::size_t beside = 0;
};

// Both readings of a name of exactly two words with weight, of which one is short and no word that people bear and the
// other is informative and not common, or general beside letters that stand for a kind of firm; as many as there are.
// None for people, ships and aircraft.
struct ShortNames {
  std::array<ShortName, 2> names{};
  std::size_t count = 0;
};
ShortNames short_names(const names::NameView& name);

// Whether a name may be that of a body: a word of it is one for trades, bodies or places, or no word is a name that
// people bear. Initials of people are no acronyms.
bool may_be_body(const names::NameView& name);

// Most runs of a name: of three to six letters, at both ends and beside the words there, with forms and without.
inline constexpr std::size_t kMostRuns = 48;
struct WordRuns {
  std::array<WordRun, kMostRuns> runs{};
  std::size_t count = 0;

  const WordRun* begin() const { return runs.data(); }
  const WordRun* end() const { return runs.data() + count; }
};

// The runs of three words or more that stand at an end of the name or leave one word there, at least one informative
// word being left: of their words with weight, and of these with legal forms that are words ("Corporation"). Numbers
// and initials end a run. None where no body may bear the name. Deterministic.
WordRuns word_runs(const names::NameView& name);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_RUNS_H_
