// A quick look at text that is mostly fine.
#ifndef PENUMBRA_INGEST_TEXT_SCAN_H_
#define PENUMBRA_INGEST_TEXT_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace penumbra::ingest {

// Whether tidy() would leave trimmed text as it is: no byte below 0x20, no 0x7F, and no two blanks together.
inline bool is_tidy(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kLow = 0x7F * kOnes;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  std::size_t at = 0;
  // Eight bytes at a time; steps overlap by one, so that two blanks stand together in one of them.
  for (; at + 8 <= text.size(); at += 7) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    // The high bit of each byte: set where the low seven bits are at least 0x20, where the byte is 0x7F, where it is
    // no blank. No sum carries into the next byte.
    const std::uint64_t low = word & kLow;
    const std::uint64_t printing = low + 0x60 * kOnes;
    const std::uint64_t other_than_delete = (low ^ kLow) + kLow;
    const std::uint64_t good = (printing & other_than_delete) | word;
    if ((good & kHigh) != kHigh) return false;
    const std::uint64_t blank = ~(((low ^ (0x20 * kOnes)) + kLow) | word) & kHigh;
    if ((blank & (blank >> 8)) != 0) return false;
  }
  char before = at == 0 ? 'x' : text[at - 1];
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F || (byte == ' ' && before == ' ')) return false;
    before = text[at];
  }
  return true;
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TEXT_SCAN_H_
