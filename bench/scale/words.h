// Words as they are distributed in names: a few that everybody bears, and a long tail that never ends.
#ifndef PENUMBRA_BENCH_SCALE_WORDS_H_
#define PENUMBRA_BENCH_SCALE_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference/alter.h"

namespace penumbra::bench {

using reference::Random;

// Cuts a table of words at blanks.
std::vector<std::string_view> split_table(std::string_view table);

// The law by which words are drawn: Zipf-Mandelbrot over a finite vocabulary, P(rank) ~ 1 / (rank + offset)^(eighths /
// 8) (B. Mandelbrot, 1953). Frequencies of surnames and given names follow it closely; README.md compares. Only the
// four operations and square roots are used, which IEEE 754 rounds correctly: the same draws on every machine.
class ZipfMandelbrot {
 public:
  // `words` > 0; ranks are 0 .. words - 1.
  ZipfMandelbrot(std::uint32_t words, std::uint32_t offset, unsigned eighths);

  std::uint32_t draw(Random& random) const;
  std::uint32_t words() const { return words_; }

 private:
  // Ranks of one bucket are equally likely: single ranks at the head, then widths of a sixteenth of the rank.
  std::vector<std::uint32_t> first_;
  std::vector<std::uint64_t> upto_;
  std::uint32_t words_;
};

// What the words of a language are coined from.
struct Sounds {
  std::string_view onsets;  // "-" stands for none, here and below
  std::string_view nuclei;
  std::string_view codas;
  std::string_view endings;
};

// Numbered invented words of a language, all different as spelled in syllables; higher numbers give longer words.
class Coiner {
 public:
  explicit Coiner(const Sounds& sounds);
  std::string word(std::uint32_t number) const;

 private:
  std::vector<std::string_view> endings_;
  std::vector<std::string> syllables_;
};

// A vocabulary: known words first, in order of frequency, coined ones behind.
class Vocabulary {
 public:
  Vocabulary(std::string_view known, const Sounds& sounds, std::uint32_t words, std::uint32_t offset, unsigned eighths)
      : known_(split_table(known)), coiner_(sounds), law_(words, offset, eighths) {}

  std::string draw(Random& random) const { return word(law_.draw(random)); }
  std::string word(std::uint32_t rank) const {
    return rank < known_.size() ? std::string(known_[rank])
                                : coiner_.word(rank - static_cast<std::uint32_t>(known_.size()));
  }

 private:
  std::vector<std::string_view> known_;
  Coiner coiner_;
  ZipfMandelbrot law_;
};

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_WORDS_H_
