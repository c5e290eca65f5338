// Quick tests of whether two parts may meet: a number that stands for a part, and a word made ready for comparison.
#ifndef PENUMBRA_INDEX_SKETCH_H_
#define PENUMBRA_INDEX_SKETCH_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "match/relate.h"
#include "names/name.h"

namespace penumbra::index {

// What sketch_of() puts where. Stored in indexes.
//   bits 0-31: Part::letters; 32-37: bytes of the fold; 38: to be compared in any case; 39: has readings;
//   40-55: Part::class_bits; 56-63: 1 to 255 for the group, 0 if there is none
inline constexpr std::uint64_t kSketchAlways = std::uint64_t{1} << 38U;
inline constexpr std::uint64_t kSketchReadings = std::uint64_t{1} << 39U;

constexpr std::uint64_t sketch_of(const names::Part& part) {
  std::uint64_t sketch = part.letters | (std::uint64_t{part.fold.size} & 63U) << 32U;
  if ((part.flags & names::kPartAbjad) != 0 || part.kind == names::PartKind::kInitial) sketch |= kSketchAlways;
  if (part.readings.size > 0) sketch |= kSketchReadings;
  sketch |= std::uint64_t{part.class_bits} << 40U;
  if (part.group != 0 || part.kind == names::PartKind::kNumber) {
    sketch |= (std::uint64_t{(part.group * 0x9E3779B1U) >> 24U} % 255 + 1) << 56U;
  }
  return sketch;
}

// False only if two parts with weight do not meet (match/relate.h).
constexpr bool sketches_may_meet(std::uint64_t a, std::uint64_t b) {
  if (((a | b) & (kSketchAlways | kSketchReadings)) != 0) return true;
  const int of_a = static_cast<int>(a >> 32U & 63U);
  const int of_b = static_cast<int>(b >> 32U & 63U);
  const int edits = match::term_edits(static_cast<std::size_t>(of_a < of_b ? of_a : of_b));
  const auto letters_a = static_cast<std::uint32_t>(a);
  const auto letters_b = static_cast<std::uint32_t>(b);
  if (of_a - of_b <= edits && of_b - of_a <= edits && !match::more_bits_than(letters_a & ~letters_b, edits) &&
      !match::more_bits_than(letters_b & ~letters_a, edits)) {
    return true;
  }
  return (a & b & (std::uint64_t{0xffff} << 40U)) != 0 || ((a ^ b) >> 56U == 0 && a >> 56U != 0);
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
