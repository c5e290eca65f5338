// In which order the names and terms of an index stand, and the lists of names by term (name_lists.h). Internal to
// build.
#ifndef PENUMBRA_INDEX_ARRANGE_H_
#define PENUMBRA_INDEX_ARRANGE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "index/format.h"
#include "index/sketch.h"
#include "index/term_table.h"

namespace penumbra::index {

// Calls work(i) for i below `count`, on at most so many threads.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

// A name while it is put in its place.
struct PlacedName {
  std::uint32_t first = 0;  // of its occurrences
  std::uint32_t entity = 0;
  std::uint16_t ordinal = 0;
  std::uint8_t count = 0;
  std::uint8_t flags = 0;  // as NameRecord has them
};

// What the names say of a term.
struct TermUse {
  std::uint64_t hash = 0;   // Part::hash
  std::uint32_t count = 0;  // how many parts of names with a role it is
};

struct Arranged {
  std::vector<std::uint32_t> terms;        // of each term in its new order, the number that it had
  std::vector<std::uint32_t> new_of_name;  // of each name as it was given, where it stands
  std::vector<PlacedName> names;
  std::vector<std::uint32_t> occurrences;
  std::vector<std::uint32_t> beside;  // of each name
  std::vector<std::uint8_t> words;    // of each name, where there are few: how many different ones it has
  std::vector<std::uint32_t> order;   // names in the order of their entities
  std::vector<Sketch> sketches;       // of terms
  std::vector<std::uint32_t> leads;   // of terms: the first name that each leads
  std::vector<TermUse> uses;          // of terms
  // What lay_out_lists() makes.
  std::vector<std::uint32_t> lists_at;
  std::vector<std::uint32_t> lists;
  bool fits = true;  // whether places of four bytes reach all of it
};

// All but the lists. Terms are put in the order of their skeletons and letters, names in that of what leads them. The
// outcome depends on neither the threads nor anything but what is given.
Arranged arrange(const TermTable& terms, const std::vector<PlacedName>& names, std::vector<std::uint32_t> occurrences,
                 unsigned threads);

// Makes the lists of names by term. Reads and writes nothing of `out` that others need while it runs: `lists_at`,
// `lists` and `fits` are its own.
void lay_out_lists(Arranged& out);

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_ARRANGE_H_
