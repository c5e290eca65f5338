// Quick tests of whether two parts may meet: a number that stands for a part, and a word made ready for comparison.
#ifndef PENUMBRA_INDEX_SKETCH_H_
#define PENUMBRA_INDEX_SKETCH_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "match/relate.h"
#include "names/name.h"

namespace penumbra::index {

// A part in 16 bytes. Stored in indexes as it is.
struct Sketch {
  std::uint32_t fold_letters = 0;  // Part::letters
  std::uint32_t latin_letters = 0;
  std::uint16_t class_bits = 0;
  std::uint8_t fold_bytes = 0;
  std::uint8_t latin_bytes = 0;
  std::uint8_t flags = 0;        // kSketchAlways; of listed terms also for which kinds of names they stand (of_type)
  std::uint8_t group = 0;        // 1 to 255 for a group, 0 if there is none
  std::uint16_t consonants = 0;  // of the skeleton: bits 0-9 which, 10-13 how many (15: or more), 14 kPartAbjad
};
static_assert(sizeof(Sketch) == 16);
inline constexpr unsigned kSketchAbjad = 1U << 14U;
inline constexpr unsigned kSketchAlways = 1;  // to be compared in any case
// The flag of terms that stand in names of a kind.
constexpr std::uint8_t of_type(names::NameType type) {
  return static_cast<std::uint8_t>(2U << static_cast<unsigned>(type));
}
inline constexpr std::uint8_t kOfAnyType = 0xFE;

// Part::letters of a text.
constexpr std::uint32_t letters_in(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    letters |= c >= 'a' && c <= 'z' ? 1U << (byte - 'a') : 1U << (26U + byte % 6U);
  }
  return letters;
}

// `part` is one of `name`.
Sketch sketch_of(const names::NameView& name, const names::Part& part);

// False only if neither the folds nor the plain letters of two parts are within match::term_edits() of each other.
constexpr bool may_spell(const Sketch& a, const Sketch& b) {
  const auto near = [](std::uint32_t x, std::uint32_t y, int of_x, int of_y, int edits) {
    // Each edit takes at most one letter from the set of either side.
    return of_x - of_y <= edits && of_y - of_x <= edits && !match::more_bits_than(x & ~y, edits) &&
           !match::more_bits_than(y & ~x, edits);
  };
  const int fold_edits = match::term_edits(a.fold_bytes < b.fold_bytes ? a.fold_bytes : b.fold_bytes);
  const int latin_edits = match::term_edits(a.latin_bytes < b.latin_bytes ? a.latin_bytes : b.latin_bytes);
  return near(a.fold_letters, b.fold_letters, a.fold_bytes, b.fold_bytes, fold_edits) ||
         near(a.latin_letters, b.latin_letters, a.latin_bytes, b.latin_bytes,
              fold_edits < latin_edits ? latin_edits : fold_edits);
}

// False only if the skeletons of two parts do not bring them together: one edit apart, or equal where `edits` is 0.
constexpr bool may_sound(const Sketch& a, const Sketch& b, int edits) {
  constexpr unsigned kWhich = (1U << 10U) - 1;
  const unsigned x = a.consonants;
  const unsigned y = b.consonants;
  if (((x | y) & kSketchAbjad) == 0) return false;
  if (edits == 0) return ((x ^ y) & (kSketchAbjad - 1)) == 0 && (x & kWhich) != 0;
  const int of_x = static_cast<int>(x >> 10U & 15U);
  const int of_y = static_cast<int>(y >> 10U & 15U);
  return of_x - of_y <= 1 && of_y - of_x <= 1 && !match::more_bits_than(x & ~y & kWhich, 1) &&
         !match::more_bits_than(y & ~x & kWhich, 1);
}

// False only if two parts are not far from each other, nor near by their letters or skeletons.
constexpr bool may_be_far(const Sketch& a, const Sketch& b) {
  return may_spell(a, b) || may_sound(a, b, 1);
}

// False only if two parts with weight do not meet (match/relate.h).
constexpr bool may_meet(const Sketch& a, const Sketch& b) {
  return ((a.flags | b.flags) & kSketchAlways) != 0 || may_spell(a, b) || (a.class_bits & b.class_bits) != 0 ||
         (a.group == b.group && a.group != 0);
}

// False only if two parts with weight do not meet by anything but two edits of letters or one of skeletons.
constexpr bool may_be_near(const Sketch& a, const Sketch& b) {
  const auto near = [](std::uint32_t x, std::uint32_t y, int of_x, int of_y) {
    return of_x - of_y <= 1 && of_y - of_x <= 1 && !match::more_bits_than(x & ~y, 1) &&
           !match::more_bits_than(y & ~x, 1);
  };
  return ((a.flags | b.flags) & kSketchAlways) != 0 ||
         near(a.fold_letters, b.fold_letters, a.fold_bytes, b.fold_bytes) ||
         near(a.latin_letters, b.latin_letters, a.latin_bytes, b.latin_bytes) || (a.class_bits & b.class_bits) != 0 ||
         (a.group == b.group && a.group != 0);
}

// False only if two parts with weight neither meet nor share an anchor (match/anchors.h), which may be of the fold of
// the one and the plain letters of the other.
constexpr bool may_share(const Sketch& a, const Sketch& b) {
  constexpr int kMostEdits = 2;
  const auto near = [](std::uint32_t x, std::uint32_t y, int of_x, int of_y) {
    return of_x - of_y <= kMostEdits && of_y - of_x <= kMostEdits && !match::more_bits_than(x & ~y, kMostEdits) &&
           !match::more_bits_than(y & ~x, kMostEdits);
  };
  return may_meet(a, b) || near(a.fold_letters, b.latin_letters, a.fold_bytes, b.latin_bytes) ||
         near(a.latin_letters, b.fold_letters, a.latin_bytes, b.fold_bytes);
}

// A word whose optimal-string-alignment distance to many others is asked for. Bit-parallel (Hyyrö, "A Bit-Vector
// Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003).
class Pattern {
 public:
  // At most 64 bytes of lower-case letters and digits; other bytes count as one letter.
  explicit Pattern(std::string_view word);

  bool within(std::string_view text, int edits) const;

 private:
  std::array<std::uint64_t, 37> places_{};  // of each letter in the word
  int size_ = 0;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_SKETCH_H_
