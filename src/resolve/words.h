// Words of the names of all records, and how much each tells.
#ifndef PENUMBRA_RESOLVE_WORDS_H_
#define PENUMBRA_RESOLVE_WORDS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "names/name.h"

namespace penumbra::resolve {

// Bits are counted in hundredths, so that sums do not depend on the order or the machine.
using Centibits = std::int32_t;
inline constexpr Centibits kBit = 100;

// A part of a name tells parties apart when it has weight and is neither a legal form nor an initial.
bool tells(const names::Part& part);

// How many records have a word. Filled by add() from one thread, then sealed; safe from any number of threads after.
class WordCounts {
 public:
  // The distinct words (Part::hash) of one record.
  void add(std::span<const std::uint64_t> words);
  // Ends the filling. `records`: all records, also those without names.
  void seal(std::uint32_t records);

  // Records that have the word.
  std::uint32_t count(std::uint64_t word) const;
  // -log2 of the larger of the share of records and the share of people at large that have the word. A word in one
  // record of few is rare as far as these records show, so at least one in kFewRecords is assumed to have it.
  Centibits bits(const names::Part& part) const;
  // The same of a word about which no more is known than which records have it.
  Centibits bits_here(std::uint64_t word) const;
  std::uint32_t records() const { return records_; }

 private:
  static constexpr std::uint32_t kFewRecords = 20'000;

  std::vector<std::uint64_t> words_;  // ascending once sealed, distinct
  std::vector<std::uint32_t> counts_;
  std::uint32_t records_ = 0;
};

// log2(n) in hundredths, n >= 1.
Centibits log2_centibits(double n);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_WORDS_H_
