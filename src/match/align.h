// Which part of one name met which part of the other. Internal to match.
#ifndef PENUMBRA_MATCH_ALIGN_H_
#define PENUMBRA_MATCH_ALIGN_H_

#include <array>
#include <cstdint>
#include <span>

#include "match/relate.h"
#include "names/name.h"

namespace penumbra::match {

// Costs are in hundredths of one edit.
struct Pair {
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  Relation relation = Relation::kNone;
  bool far = false;  // PartRelation::far
  std::uint16_t cost = 0;
};

inline constexpr std::uint8_t kUnmatched = 0xFF;

// The alignment of two names. Fixed size: comparing allocates nothing.
struct Alignment {
  std::array<Pair, 2 * names::kMaxParts> pairs;
  std::size_t pair_count = 0;
  // Index into pairs of the pair that took each part, or kUnmatched. Parts without weight stay unmatched.
  std::array<std::uint8_t, names::kMaxParts> of_a;
  std::array<std::uint8_t, names::kMaxParts> of_b;
  bool nothing = false;   // no part met any, and none can
  bool hopeless = false;  // given up: the edits exceed the budget
  bool whole = false;     // all letters in order are the same, or one slip apart (whole.h)
  bool anchored = false;  // a met pair of informative parts that share an anchor (anchors.h) was seen

  void add(std::size_t a, std::size_t b, Relation relation, int cost, bool far = false);
};

// Relations that the caller knows already, for one query and one candidate: rows[j][i] is
// relate(query part i, candidate part j). A null row stands for a candidate part without weight.
struct KnownRelations {
  std::span<const PartRelation* const> rows;
  bool rows_are_of_a = false;  // the candidate is the first name of the alignment
};

// Aligns two names. Not symmetric by itself in ties: callers put the names into canonical order first. Gives up
// (`hopeless`) once the costs are sure to exceed `budget`.
// `known`, if given, replaces calls of relate().
void align(const names::NameView& a, const names::NameView& b, int budget, const KnownRelations* known, Alignment& out);

// A step of align(): where one part of `x` holds the initials of a run of words of `y`, and the word beside it has met
// a word outside of the run ("RSC Energia"), they are paired. `swapped`: `x` is the second name of `out`.
void match_run(const names::NameView& x, const names::NameView& y, bool swapped, Alignment& out);

// Sets what is left unmatched on both sides against each other. align() does so itself unless it says `nothing`.
void align_conflicts(const names::NameView& a, const names::NameView& b, Alignment& out);

// Whether names of which no part meets another by itself could still meet as parts written together or as an acronym. A
// cheap necessary condition: most pairs of names are done with here.
bool may_join(const names::NameView& a, const names::NameView& b);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_ALIGN_H_
