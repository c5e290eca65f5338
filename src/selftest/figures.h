// Counts and rates of a self test.
#ifndef PENUMBRA_SELFTEST_FIGURES_H_
#define PENUMBRA_SELFTEST_FIGURES_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace penumbra::selftest {

struct Interval {
  double low = 0;
  double high = 1;
};

// The score interval of E. B. Wilson (1927) for `hits` out of `cases` at 95 % (z = 1.96). [0, 1] without cases.
Interval wilson(std::uint64_t hits, std::uint64_t cases);

// How a treated name of a listed party ended.
enum class Outcome : std::uint8_t {
  kFound,       // complete, and the right party among the hits
  kIncomplete,  // the screening said that it is not complete: never counted as found
  kOther,       // hits, but not the right party
  kClear,       // said to be clear
};

struct Tally {
  std::uint64_t cases = 0;
  std::uint64_t found = 0;
  std::uint64_t incomplete = 0;
  std::uint64_t incomplete_with_hit = 0;  // of these, with the right party among the hits so far
  std::uint64_t other = 0;
  std::uint64_t clear = 0;

  void add(Outcome outcome, bool hit = false);
  void add(const Tally& more);
  double recall() const { return cases == 0 ? 0 : static_cast<double>(found) / static_cast<double>(cases); }
};

// Scores by hundredths from kHistogramFrom to 1.00.
inline constexpr int kHistogramFrom = 60;
inline constexpr std::size_t kHistogramBins = 101 - kHistogramFrom;
using Histogram = std::array<std::uint64_t, kHistogramBins>;

// Counts a score in ten-thousandths; one below the first bin is not counted.
void count(Histogram& histogram, int points);

}  // namespace penumbra::selftest

#endif  // PENUMBRA_SELFTEST_FIGURES_H_
