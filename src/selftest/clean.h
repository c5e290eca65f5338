// Invented customers: names that nobody lists, in the shapes in which names are common.
#ifndef PENUMBRA_SELFTEST_CLEAN_H_
#define PENUMBRA_SELFTEST_CLEAN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "selftest/draft.h"

namespace penumbra::selftest {

struct CleanName {
  std::string text;
  PartyKind kind = PartyKind::kPerson;
  std::string_view culture;  // of data/selftest/clean_names.txt; views into the program
};

// Customer number `index` of the portfolio `seed`: the same on every machine and in any order of the calls. Eighty of a
// hundred are people, eighteen firms, two ships. Given and family names are drawn by rank (Zipf); rare family names are
// made of roots and endings. Thread-safe; the first call reads the tables.
CleanName clean_name(std::uint64_t seed, std::uint64_t index);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_CLEAN_H_
