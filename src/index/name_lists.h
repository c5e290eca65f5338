// The lists of names of one term, as they lie in the section of lists: everything that a search asks of a term stands
// together.
//
// A name stands under each of its terms with weight once, in one of four lists:
//   singles  the term is its only word; a name without words stands so under all it has
//   drivers  the term is the rarest of its words; beside it stands the second: the next rarest that is another word
//   seconds  the term is the second, or another part of a name with a single word; beside it stands the driver
//   rest     anything else
// Lists are ascending, but names that have initials stand at the end of each, ascending among themselves.
//
// First word: where bit 31 is clear, eight counts of three bits from the lowest up; else eight words with the counts
// follow. Counts: of each list in this order all its names, then those with initials. Then for each list its names, for
// drivers and seconds followed by the words beside; last, from a place that is a multiple of two words, the marks of
// the words beside seconds, eight bytes each.
#ifndef PENUMBRA_INDEX_NAME_LISTS_H_
#define PENUMBRA_INDEX_NAME_LISTS_H_

#include <array>
#include <cstdint>
#include <span>

#include "index/sketch.h"

namespace penumbra::index {

// The word beside: its term, and in the upper three bits how many words the name has, all of them other words, and
// nothing else with weight. 0: it has something else, or more than 7.
inline constexpr std::uint32_t kBesideTerm = (std::uint32_t{1} << 29U) - 1;
constexpr std::uint32_t words_beside(std::uint32_t beside) {
  return beside >> 29U;
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

struct NameList {
  std::span<const std::uint32_t> names;
  std::span<const std::uint32_t> beside;  // as many; drivers and seconds
  std::span<const Mark> marks;            // of the words beside; seconds
  std::size_t without_initials = 0;       // so many of the names, the first, have none
};

struct NameLists {
  enum : std::size_t { kSingles, kDrivers, kSeconds, kRest, kCount };
  std::array<NameList, kCount> of;

  std::size_t size() const {
    return of[kSingles].names.size() + of[kDrivers].names.size() + of[kSeconds].names.size() + of[kRest].names.size();
  }
};

// The lists that begin at a place. Empty ones where they would leave the words given.
NameLists read_lists(std::span<const std::uint32_t> words, std::size_t at);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_NAME_LISTS_H_
