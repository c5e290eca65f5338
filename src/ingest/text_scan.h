// A quick look at text that is mostly fine.
#ifndef PENUMBRA_INGEST_TEXT_SCAN_H_
#define PENUMBRA_INGEST_TEXT_SCAN_H_

#include <bit>
#include <cstddef>
#include <string_view>

#include "ingest/byte_scan.h"

namespace penumbra::ingest {

// How many bytes of trimmed text tidy() would leave as they are: up to the first byte below 0x20, 0x7F, or second of
// two blanks.
inline std::size_t tidy_prefix(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  unsigned blank_before = 0;
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = byte_scan::load(text.data() + at);
    const unsigned control =
        byte_scan::bits(_mm_or_si128(byte_scan::at_most(bytes, 0x1F), byte_scan::equal(bytes, 0x7F)));
    const unsigned blank = byte_scan::bits(byte_scan::equal(bytes, ' '));
    const unsigned bad = control | (blank & (blank << 1 | blank_before));
    if (bad != 0) return at + static_cast<std::size_t>(std::countr_zero(bad));
    blank_before = blank >> 15;
  }
#endif
  char before = at == 0 ? 'x' : text[at - 1];
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F || (byte == ' ' && before == ' ')) return at;
    before = text[at];
  }
  return at;
}

// Whether tidy() would leave trimmed text as it is.
inline bool is_tidy(std::string_view text) {
  return tidy_prefix(text) == text.size();
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TEXT_SCAN_H_
