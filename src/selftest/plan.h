// Which listed names are treated how.
#ifndef PENUMBRA_SELFTEST_PLAN_H_
#define PENUMBRA_SELFTEST_PLAN_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "selftest/parties.h"
#include "selftest/treatment.h"

namespace penumbra::selftest {

// One question: a listed name and up to three treatments of it.
struct Case {
  std::uint32_t name = 0;  // of Parties::names
  std::uint8_t count = 0;  // treatments
  std::array<std::uint8_t, 3> by{};
  std::uint64_t seed = 0;  // of the treatments

  // 0 for "unchanged", else how many treatments.
  std::size_t level() const;
  std::optional<std::string> text(const Parties& parties) const;
};

// Draws the cases: for "unchanged" and every technique, and for pairs and triples of techniques. Deterministic in the
// seed; independent of the order of anything. `all`: every strong name with every technique; pairs and triples are
// drawn all the same.
std::vector<Case> plan(const Parties& parties, std::uint64_t seed, std::uint64_t sample, bool all);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_PLAN_H_
