#include "resolve/words.h"

#include <algorithm>
#include <cmath>

#include "names/frequency.h"

namespace penumbra::resolve {

bool tells(const names::Part& part) {
  return part.weight > 0 && part.kind != names::PartKind::kLegalForm && part.kind != names::PartKind::kInitial;
}

Centibits log2_centibits(double n) {
  return static_cast<Centibits>(std::lround(std::log2(std::max(n, 1.0)) * kBit));
}

void WordCounts::add(std::span<const std::uint64_t> words) {
  words_.insert(words_.end(), words.begin(), words.end());
}

void WordCounts::seal(std::uint32_t records) {
  records_ = records;
  std::sort(words_.begin(), words_.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words_.size();) {
    const std::size_t first = i;
    while (i < words_.size() && words_[i] == words_[first]) ++i;
    words_[kept++] = words_[first];
    counts_.push_back(static_cast<std::uint32_t>(i - first));
  }
  words_.resize(kept);
  words_.shrink_to_fit();
}

std::uint32_t WordCounts::count(std::uint64_t word) const {
  const auto found = std::lower_bound(words_.begin(), words_.end(), word);
  return found == words_.end() || *found != word ? 0 : counts_[static_cast<std::size_t>(found - words_.begin())];
}

Centibits WordCounts::bits_here(std::uint64_t word) const {
  const double of = std::max(records_, kFewRecords);
  return log2_centibits(of / std::max<double>(count(word), 1.0));
}

Centibits WordCounts::bits(const names::Part& part) const {
  return std::min(bits_here(part.hash), Centibits{names::surprisal(part.frequency)} * kBit / 2);
}

}  // namespace penumbra::resolve
