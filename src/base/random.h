// A small seeded generator for drawn tests. Not for secrets.
#ifndef PENUMBRA_BASE_RANDOM_H_
#define PENUMBRA_BASE_RANDOM_H_

#include <cstddef>
#include <cstdint>

namespace penumbra::base {

// One step of SplitMix64's output function (S. Vigna, 2015): spreads every bit of the input over the output.
constexpr std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

// SplitMix64: small, seeded, the same on every machine. Plain value; not for use by two threads at once.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15U); }
  // Below `bound`, which must not be 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_RANDOM_H_
