// Which names of a small index hold enough of a query: counted in one number a name, and told several names at a time.
// Internal to index.
#ifndef PENUMBRA_INDEX_FIND_HELD_H_
#define PENUMBRA_INDEX_FIND_HELD_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace penumbra::index {

// What is counted of a name: in the lower bits which parts of the query its terms meet, above them how many of its
// terms meet one.
using Held = std::uint16_t;
inline constexpr unsigned kHeldParts = 8;
inline constexpr Held kHeldTerm = Held{1} << kHeldParts;

struct HeldWanted {
  Held parts = 0;      // all parts of the query that a name must meet to hold it
  Held words = 0;      // those of them that are words: a number may be left over beside a word that is far
  unsigned loose = 0;  // words of a name that need meet none of them
  bool apart = false;  // each word of a name must meet another part
};

// Whether a name with so many different words holds all of the query, or has its words met but for the loose ones, or
// but for one more while the query has one word left at most. Initials alone bring no two words together.
constexpr bool holds_enough(Held held, std::uint8_t words, HeldWanted wanted) {
  const unsigned missing = wanted.parts & ~unsigned{held};
  const unsigned far = wanted.words & missing;
  const unsigned terms = unsigned{held} >> kHeldParts;
  const auto parts = static_cast<unsigned>(std::popcount(static_cast<unsigned>(held & (kHeldTerm - 1U))));
  const unsigned met = (wanted.apart ? std::min(terms, parts) : terms) + wanted.loose;
  return held != 0 && (terms != 0 || words <= 1) &&
         (missing == 0 || met >= words || (met + 1 >= words && (far & (far - 1U)) == 0));
}

// Writes the numbers of the names that hold enough, ascending, and returns how many; `names` has room for all. `words`
// is as long as `held`, which is all 0 then. Several at a time where the processor can.
std::size_t find_held(std::span<Held> held, std::span<const std::uint8_t> words, HeldWanted wanted,
                      std::uint32_t* names);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_FIND_HELD_H_
