// Step of the alignment for acronyms of some words of a name (match/runs.h).
#include <cstddef>
#include <cstdint>

#include "match/align.h"
#include "match/runs.h"
#include "match/weights.h"

namespace penumbra::match {

using names::NameView;
using names::PartKind;

void match_run(const NameView& x, const NameView& y, bool swapped, Alignment& out) {
  const ShortNames readings = short_names(x);
  for (std::size_t n = 0; n < readings.count; ++n) {
    const auto& of_x = swapped ? out.of_b : out.of_a;
    const auto& of_y = swapped ? out.of_a : out.of_b;
    const auto [acronym, beside] = readings.names[n];
    if (of_x[beside] == kUnmatched || !may_be_body(y)) {
      continue;
    }
    // An index looks for the acronym under words that are near the one beside it.
    const Pair& word = out.pairs[of_x[beside]];
    if (word.far || (word.relation != Relation::kEqual && word.relation != Relation::kVariant &&
                     word.relation != Relation::kSpelling)) {
      continue;
    }
    // Letters for a kind of firm may have met one of the words that they stand for, since all such words are akin.
    Pair* const met = of_x[acronym] == kUnmatched ? nullptr : &out.pairs[of_x[acronym]];
    if (met != nullptr && (met->relation != Relation::kVariant || x.parts[acronym].kind != PartKind::kGeneric)) {
      continue;
    }
    const std::size_t akin = met == nullptr ? kUnmatched : swapped ? met->a : met->b;
    for (const WordRun& run : word_runs(y)) {
      if (run.letters.view() != x.latin(x.parts[acronym]) || (met != nullptr && (run.parts >> akin & 1U) == 0)) {
        continue;
      }
      bool free = true;
      for (std::size_t j = 0; j < y.parts.size(); ++j) {
        free = free && ((run.parts >> j & 1U) == 0 || of_y[j] == kUnmatched || j == akin);
      }
      if (!free) {
        continue;
      }
      int cost = weights().acronym_run;
      if (met != nullptr) {
        met->relation = Relation::kAcronym;
        met->cost = static_cast<std::uint16_t>(cost);
        cost = 0;
      }
      for (std::size_t j = 0; j < y.parts.size(); ++j) {
        if ((run.parts >> j & 1U) != 0 && j != akin) {
          swapped ? out.add(j, acronym, Relation::kAcronym, cost) : out.add(acronym, j, Relation::kAcronym, cost);
          cost = 0;
        }
      }
      return;
    }
  }
}

}  // namespace penumbra::match
