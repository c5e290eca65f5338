// The names of one term, as they lie in an index: everything that a search asks of a term stands together.
//
// A name is *led* by the rarest of its words, and names stand in an index in the order of what leads them, so that the
// names that a term leads are neighbours and need no list. Beside each name stands its *second* (the next rarest that
// is another word), and beside both how many words there are. A name stands further in the list of seconds of its
// second with its leader beside it, and in the list of the rest of each other term with weight.
//
// A name without words is led by one of its terms and stands among the seconds of the others, alone like the rest of
// the names that have no second.
#ifndef PENUMBRA_INDEX_NAME_LISTS_H_
#define PENUMBRA_INDEX_NAME_LISTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "index/sketch.h"

namespace penumbra::index {

// What stands beside a name: a term in the lower 29 bits, and above it the *shape* of the name. Names that one term
// leads, and those of a list of seconds, are in order of their shapes.
inline constexpr std::uint32_t kBesideTerm = (std::uint32_t{1} << 29U) - 1;  // also: no term
enum Shape : std::uint32_t {
  kShapeOther = 0,     // anything else
  kShapeAlone = 1,     // no second, and no initials
  kFewestWords = 2,    // so many words with weight, all of them other words, and nothing else with weight ...
  kMostWords = 6,      // ... up to so many
  kShapeInitials = 7,  // has initials; with kBesideTerm: no second
};
constexpr std::uint32_t shape_of(std::uint32_t beside) {
  return beside >> 29U;
}
constexpr std::uint32_t beside_of(std::uint32_t shape, std::uint32_t term) {
  return shape << 29U | term;
}
constexpr bool stands_alone(std::uint32_t beside) {
  return shape_of(beside) == kShapeAlone || beside == beside_of(kShapeInitials, kBesideTerm);
}
// How many words a name of this shape has; 0 where the shape does not tell.
constexpr std::uint32_t words_of_shape(std::uint32_t shape) {
  return shape >= kFewestWords && shape <= kMostWords ? shape : 0;
}

// Letters of a word: bits 0-25 of its fold, 26-51 of its Latin form, 52-61 its consonants (Sketch), 62 kPartAbjad.
using Mark = std::uint64_t;
constexpr Mark mark_of(const Sketch& sketch) {
  constexpr std::uint64_t kLetters = (1U << 26U) - 1;
  constexpr std::uint64_t kConsonants = (1U << 10U) - 1;
  return (sketch.fold_letters & kLetters) | (sketch.latin_letters & kLetters) << 26U |
         (sketch.consonants & kConsonants) << 52U |
         ((sketch.consonants & kSketchAbjad) != 0 ? std::uint64_t{1} << 62U : 0);
}
// False only if the words of two marks are neither within two edits of letters nor one of skeletons.
constexpr bool may_be_far(Mark a, Mark b) {
  constexpr std::uint64_t kLetters = (1U << 26U) - 1;
  constexpr std::uint64_t kConsonants = (1U << 10U) - 1;
  const auto near = [](std::uint64_t x, std::uint64_t y, int edits) {
    return !match::more_bits_than(x & ~y, edits) && !match::more_bits_than(y & ~x, edits);
  };
  return near(a & kLetters, b & kLetters, 2) || near(a >> 26U & kLetters, b >> 26U & kLetters, 2) ||
         (((a | b) >> 62U) != 0 && near(a >> 52U & kConsonants, b >> 52U & kConsonants, 1));
}
// Writes the places of those marks that may be far from `of`, ascending, and returns how many; `places` has room for as
// many as there are marks. Several at a time where the processor can.
std::size_t find_far(std::span<const Mark> marks, Mark of, std::uint32_t* places);
// The same, one by one.
std::size_t find_far_plainly(std::span<const Mark> marks, Mark of, std::uint32_t* places);

// Where each shape begins in what stands beside names, and where the last one ends.
using ShapeBounds = std::array<std::uint32_t, 9>;
ShapeBounds bounds_of_shapes(std::span<const std::uint32_t> beside);

// The names of a term. Led names are those from `first` on, as many as `led` has; names of a shape ascend.
struct NameLists {
  std::uint32_t first = 0;
  std::span<const std::uint32_t> led;      // what stands beside them
  std::span<const std::uint32_t> seconds;  // names, in order of shapes ...
  std::span<const std::uint32_t> leaders;  // ... what stands beside them ...
  std::span<const Mark> marks;             // ... and the marks of these terms
  std::span<const std::uint32_t> rest;     // names, those without initials first
  std::size_t rest_without_initials = 0;

  std::size_t size() const { return led.size() + seconds.size() + rest.size(); }
};

// In the section of lists, each that is not empty has three counts: seconds, rest, and rest without initials. Where all
// are below 1024 they stand in one word, ten bits each, from the lowest up; else bit 31 is set and three words follow.
// Then: seconds, leaders, rest; last, from a place that is a multiple of two words, the marks.
inline constexpr std::uint32_t kNoLists = 0xFFFFFFFFU;  // place of the lists of a term that has none

// Reads seconds and rest. Empty where they would leave the words given.
void read_lists(std::span<const std::uint32_t> words, std::uint32_t at, NameLists& out);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_NAME_LISTS_H_
