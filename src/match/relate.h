// What two parts say of each other, without regard to the rest of their names. Internal to match and index.
//
// An index may keep what relate() gives for a part of a query and a listed part, and hand it to the scorer for every
// name that holds the part: it depends on nothing else.
#ifndef PENUMBRA_MATCH_RELATE_H_
#define PENUMBRA_MATCH_RELATE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "names/name.h"

namespace penumbra::match {

// How two parts met. Only kEqual to kSkeleton come from relate(); the others from the alignment of names.
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

// Cost (in hundredths of one edit) and relation of two parts. `anchored` is set if they share an anchor (anchors.h).
struct PartRelation {
  Relation relation = Relation::kNone;
  bool anchored = false;
  int cost = 0;
  // Two edits, or one of the skeletons, are all that brings the parts together: see the second promise to indexes.
  bool far = false;
};

// The least that two parts cost that are set against each other as a conflict.
inline constexpr int kLeastConflict = 240;
inline constexpr int kMaxConflict = 600;
inline constexpr int kCostOtherInitial = 250;  // another initial is another name

// Most edits, by the bytes of the shorter form, at which two parts are spellings of one word. An index finds spellings
// by deletion keys, so this is a promise to it.
constexpr int term_edits(std::size_t shorter) {
  return shorter <= 3 ? 1 : 2;
}

// What it costs to take a reading of a part instead of its fold, by the rank of the reading on either side (0: the fold
// itself). The likeliest reading is nearly as good as the fold; a meeting of two readings is weaker than one with a
// fold.
constexpr int reading_cost(int rank, int other_rank) {
  constexpr int kCostReading = 20;
  constexpr int kCostLaterReading = 5;
  const auto of = [](int r) { return r == 0 ? 0 : kCostReading + kCostLaterReading * (r - 1); };
  return of(rank) + of(other_rank);
}

// Whether two parts begin alike, in their folded or in their plain Latin forms: "K." is Khaled, which folds to "haled".
inline bool initial_fits(const names::NameView& x, const names::Part& p, const names::NameView& y,
                         const names::Part& q) {
  const auto alike = [](std::string_view s, std::string_view t) { return !s.empty() && !t.empty() && s[0] == t[0]; };
  return alike(x.fold(p), y.fold(q)) || alike(x.latin(p), y.latin(q));
}

// Symmetric. Weightless parts (honorifics, particles) relate to nothing of interest: callers leave them out.
//
// Promise to indexes: when the relation is neither kNone nor kInitial, the parts *meet*, that is, at least one of
//   - equal hash (folded form), or for two numbers equal group;
//   - a common variant class (names::class_of of a non-zero entry of `classes`);
//   - equal non-zero group and kind;
//   - a common reading: the fold or a reading (Part::readings) of one equals the fold or a reading of the other;
//   - OSA distance of the folded forms, or of the plain Latin forms, at most term_edits() of the shorter;
//   - one part has kPartAbjad, and the skeletons, not empty, are equal, or one edit apart with three letters or more;
//   - they are of different scripts (channel_of()) and have a sound code in common (sounds.h);
//   - one folded form is the other written backwards, five letters or more.
// Second promise: unless `far` is set, they meet by one of these with OSA distance at most 1 of letters and equal
// skeletons. score.h says how little a far pair may decide.
// kInitial holds only if exactly one is a kInitial part and initial_fits().
PartRelation relate(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q);

// Cheap: true only if relate() gives kNone. Decided from the fixed part of the records.
bool cannot_meet(const names::Part& p, const names::Part& q);

// What setting two parts against each other costs that do not agree: kLeastConflict to kMaxConflict or more.
int conflict_cost(const names::NameView& x, const names::Part& p, const names::NameView& y, const names::Part& q);

// Percent by which edits of transcribed syllables cost more: a syllable of Chinese has one pinyin, of Korean few
// spellings, so another letter is another syllable more often than in alphabetic names.
int syllable_surcharge(const names::Part& p, const names::Part& q);

// Whether more than `most` bits are set. Counted bit by bit: `most` is tiny, and the plain x86-64 has no popcount.
template <typename Bits>
constexpr bool more_bits_than(Bits bits, int most) {
  for (int i = 0; i < most; ++i) {
    bits &= bits - 1;
  }
  return bits != 0;
}

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_RELATE_H_
