#include "selftest/figures.h"

#include <algorithm>
#include <cmath>

namespace penumbra::selftest {

Interval wilson(std::uint64_t hits, std::uint64_t cases) {
  if (cases == 0) return {};
  constexpr double kZ = 1.959963984540054;
  const auto n = static_cast<double>(cases);
  const double p = static_cast<double>(hits) / n;
  const double scale = 1 + kZ * kZ / n;
  const double middle = (p + kZ * kZ / (2 * n)) / scale;
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / scale;
  // At the ends the formula gives 0 and 1 but for rounding.
  return {hits == 0 ? 0.0 : std::max(0.0, middle - half), hits == cases ? 1.0 : std::min(1.0, middle + half)};
}

void Tally::add(Outcome outcome, bool hit) {
  ++cases;
  switch (outcome) {
    case Outcome::kFound:
      ++found;
      break;
    case Outcome::kIncomplete:
      ++incomplete;
      incomplete_with_hit += hit ? 1U : 0U;
      break;
    case Outcome::kOther:
      ++other;
      break;
    case Outcome::kClear:
      ++clear;
  }
}

void Tally::add(const Tally& more) {
  cases += more.cases;
  found += more.found;
  incomplete += more.incomplete;
  incomplete_with_hit += more.incomplete_with_hit;
  other += more.other;
  clear += more.clear;
}

void count(Histogram& histogram, int points) {
  const int bin = points / 100 - kHistogramFrom;
  if (bin >= 0) ++histogram[std::min(static_cast<std::size_t>(bin), kHistogramBins - 1)];
}

}  // namespace penumbra::selftest
