#include "words.h"

#include <algorithm>
#include <cmath>

namespace penumbra::bench {
namespace {

constexpr std::uint32_t kSingleRanks = 512;
constexpr double kUnit = 9007199254740992.0;  // 2^53: what a double holds without rounding
// Prime, so that multiplication modulo any smaller size that it does not divide visits every number once.
constexpr std::uint64_t kScatter = 2654435761U;

// x^(eighths / 8).
double power(double x, unsigned eighths) {
  const double eighth = std::sqrt(std::sqrt(std::sqrt(x)));
  double out = 1;
  for (unsigned i = 0; i < eighths; ++i) out *= eighth;
  return out;
}

}  // namespace

std::vector<std::string_view> split_table(std::string_view table) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find(' ', at), table.size());
    if (end > at) words.push_back(table.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

ZipfMandelbrot::ZipfMandelbrot(std::uint32_t words, std::uint32_t offset, unsigned eighths) : words_(words) {
  std::vector<double> sums;
  double sum = 0;
  for (std::uint32_t first = 0; first < words;) {
    const std::uint32_t width = first < kSingleRanks ? 1 : std::min(first / 16, words - first);
    const double middle = static_cast<double>(first) + static_cast<double>(width - 1) / 2 + 1 + offset;
    sum += width / power(middle, eighths);
    first_.push_back(first);
    sums.push_back(sum);
    first += width;
  }
  upto_.reserve(sums.size());
  for (const double upto : sums) upto_.push_back(static_cast<std::uint64_t>(upto / sum * kUnit));
  upto_.back() = static_cast<std::uint64_t>(kUnit);
}

std::uint32_t ZipfMandelbrot::draw(Random& random) const {
  const std::uint64_t point = random.next() >> 11U;
  const auto bucket = static_cast<std::size_t>(std::upper_bound(upto_.begin(), upto_.end(), point) - upto_.begin());
  const std::uint32_t end = bucket + 1 < first_.size() ? first_[bucket + 1] : words_;
  const std::uint32_t width = end - first_[bucket];
  return first_[bucket] + (width == 1 ? 0 : static_cast<std::uint32_t>(random.below(width)));
}

Coiner::Coiner(const Sounds& sounds) : endings_(split_table(sounds.endings)) {
  const auto text = [](std::string_view sound) { return sound == "-" ? std::string_view() : sound; };
  for (std::string_view& ending : endings_) ending = text(ending);
  for (const std::string_view coda : split_table(sounds.codas)) {
    for (const std::string_view nucleus : split_table(sounds.nuclei)) {
      for (const std::string_view onset : split_table(sounds.onsets)) {
        syllables_.push_back(std::string(text(onset)).append(text(nucleus)).append(text(coda)));
      }
    }
  }
}

std::string Coiner::word(std::uint32_t number) const {
  // All words of one syllable and an ending, then all of two, ... Within a length they are scattered: neighbours in
  // frequency are no neighbours in spelling, and a length that is not used up is used evenly.
  std::uint64_t size = endings_.size() * syllables_.size();
  std::uint64_t place = number;
  int length = 1;
  for (; place >= size; ++length) {
    place -= size;
    size *= syllables_.size();
  }
  place = size % kScatter == 0 ? place : place * kScatter % size;
  const std::string_view ending = endings_[place % endings_.size()];
  place /= endings_.size();
  std::string word;
  for (; length > 0; --length) {
    word += syllables_[place % syllables_.size()];
    place /= syllables_.size();
  }
  return word.append(ending);
}

}  // namespace penumbra::bench
