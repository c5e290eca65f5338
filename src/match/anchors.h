// The retrieval contract between the scorer and any index.
//
//   score(a, b) >= kRetrievalFloor   implies   some anchor of a meets some anchor of b.
//
// The scorer holds it by construction: a pair that shares no anchor is capped below kRetrievalFloor (score.cc). An
// index that finds every pair of meeting anchors therefore loses nothing at thresholds of kRetrievalFloor or more;
// below it, it must scan.
//
// Two anchors *meet* when they are of one space and the optimal-string-alignment distance of their forms is at most the
// smaller of their `edits`. kClass always has edits == 0, so that equality of the form decides.
// Deletion neighbourhoods (delete up to `edits` bytes on both sides) find all of them: two strings within k such edits
// have a common subsequence that lacks at most k bytes of each.
#ifndef PENUMBRA_MATCH_ANCHORS_H_
#define PENUMBRA_MATCH_ANCHORS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace penumbra::match {

// Lowest threshold for which the contract holds.
inline constexpr double kRetrievalFloor = 0.60;

// Stored by indexes: never renumber.
enum class AnchorSpace : std::uint8_t {
  kLetters = 1,  // folded form, readings and plain letters of an informative part, folded form of two neighbours
                 // written together, of the whole name written together, or the acronym of an organisation
  kClass =
      2,  // a variant class of given names ("william" and "bill": "c4f") or a group of place or generic words ("g12")
  kSkeleton = 3,  // consonants of a part; meets only if at least one of the two has `abjad`
  kSound = 4,     // sound code of a part (sounds.h); meets only one of another `channel`
  kWhole = 5,     // all letters of the name, folded (whole.h)
};

struct Anchor {
  AnchorSpace space = AnchorSpace::kLetters;
  std::uint8_t edits = 0;  // how many edits this form tolerates: 0, 1 or 2
  bool abjad = false;      // kSkeleton: the part comes from a script that writes few vowels
  std::string form;
  std::uint8_t channel = 0;  // kSound: the Channel of the part (channel.h)

  bool operator==(const Anchor&) const = default;
};

// Edits that a folded form of this many bytes tolerates when it is one part (0 up to 3 bytes, 1 up to 6, then 2; at
// least 1 for two bytes or more when no other part of the name is informative)...
constexpr std::uint8_t part_edits(std::size_t bytes) {
  return bytes <= 3 ? 0 : bytes <= 6 ? 1 : 2;
}
// ... a skeleton (1 from 3 bytes)...
constexpr std::uint8_t skeleton_edits(std::size_t bytes) {
  return bytes >= 3 ? 1 : 0;
}
// ... and when it is several parts written together (0 up to 5 bytes, then 1).
constexpr std::uint8_t joined_edits(std::size_t bytes) {
  return bytes <= 5 ? 0 : 1;
}

// All anchors of a name, without duplicates, at most a few per part. Deterministic.
std::vector<Anchor> anchors(const names::NameView& name);

// Whether two anchors meet. Symmetric.
bool meet(const Anchor& a, const Anchor& b);

// The condition itself, evaluated plainly: whether any anchor of `a` meets any of `b`. The full-scan reference and the
// property tests use it; an index evaluates it by look-ups.
bool share_anchor(const names::NameView& a, const names::NameView& b);

// Which words of an organisation give their first letters to its acronym: those with weight; stop words too ("of"); a
// legal form that is a word, too (China National Petroleum *Corporation*); stop words but "and" (Ministry *of* Defence
// and ...); the form, of two words with "and" between only the first, and no "group" (China Aerospace *Science* and
// Technology Group Corporation: CASC). The last reads "ex-" as X (Japan Aerospace Exploration Agency: JAXA). Each is
// tried.
enum class Initials : std::uint8_t { kContent, kWithStops, kWithForm, kWithOf, kFirstOfPairs, kExAsX };
inline constexpr std::array<Initials, 6> kAllInitials = {Initials::kContent,      Initials::kWithStops,
                                                         Initials::kWithForm,     Initials::kWithOf,
                                                         Initials::kFirstOfPairs, Initials::kExAsX};

// Most letters of an acronym; what would be longer is none.
inline constexpr std::size_t kMostAcronym = 12;

// An acronym, without memory of its own.
class Acronym {
 public:
  std::string_view view() const { return {letters_.data(), size_}; }
  // Whether there is room left.
  bool add(char letter) {
    if (size_ == letters_.size()) {
      return false;
    }
    letters_[size_++] = letter;
    return true;
  }

 private:
  std::array<char, kMostAcronym> letters_{};
  std::size_t size_ = 0;
};

// These first letters, in order; "" if they are too many, too few to tell anything (under three), or of words too few
// (three, or two where the letters are four: the long name of a state gives several). Numbers give none.
Acronym acronym(const names::NameView& name, Initials of);

// Bit i: kAllInitials[i] may give other letters than those before it. Most names have no parts that make a difference.
unsigned different_initials(const names::NameView& name);

// An upper bound of the letters that any acronym of the name has, from its parts alone.
std::size_t most_initials(const names::NameView& name);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_ANCHORS_H_
