// Which part of one name met which part of the other. Internal to match.
#ifndef PENUMBRA_MATCH_ALIGN_H_
#define PENUMBRA_MATCH_ALIGN_H_

#include <array>
#include <cstdint>

#include "names/name.h"

namespace penumbra::match {

// How two parts met.
enum class Relation : std::uint8_t {
  kNone = 0,
  kEqual,     // same folded form, number or group
  kVariant,   // same variant class
  kSpelling,  // a few edits
  kInitial,   // an initial and a name
  kSkeleton,  // consonants, against a script that writes few vowels
  kJoined,    // several parts against one
  kAcronym,   // all parts against one
  kRepeated,  // met a second time ("Sergey Sergey Shoigu")
  kConflict,  // left over on both sides and set against each other
};

// Costs are in hundredths of one edit.
struct Pair {
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  Relation relation = Relation::kNone;
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
  bool anchored = false;  // a met pair of informative parts that share an anchor (anchors.h) was seen

  void add(std::size_t a, std::size_t b, Relation relation, int cost);
};

// Cost and relation of two parts by themselves, without regard to the rest. `anchored` is set if they share an anchor.
struct PartRelation {
  Relation relation = Relation::kNone;
  int cost = 0;
  bool anchored = false;
};
PartRelation relate(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q);

// Aligns two names. Not symmetric by itself in ties: callers put the names into canonical order first. Gives up
// (`hopeless`) once the costs are sure to exceed `budget`.
void align(const names::NameView& a, const names::NameView& b, int budget, Alignment& out);

// Sets what is left unmatched on both sides against each other. align() does so itself unless it says `nothing`.
void align_conflicts(const names::NameView& a, const names::NameView& b, Alignment& out);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_ALIGN_H_
