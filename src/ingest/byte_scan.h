// Where runs of bytes end, sixteen at a time where the machine can.
#ifndef PENUMBRA_INGEST_BYTE_SCAN_H_
#define PENUMBRA_INGEST_BYTE_SCAN_H_

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace penumbra::ingest {

// As a == b, without a call: made for names of elements, which are short and mostly equal when their sizes are.
inline bool equal_names(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto differ = [&]<typename Part>(std::size_t at, Part) {
    Part x;
    Part y;
    std::memcpy(&x, a.data() + at, sizeof(Part));
    std::memcpy(&y, b.data() + at, sizeof(Part));
    return x != y;
  };
  // The last part may overlap the one before it.
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      if (differ(at, std::uint64_t{})) return false;
    }
    return !differ(size - 8, std::uint64_t{});
  }
  if (size >= 4) return !differ(0, std::uint32_t{}) && !differ(size - 4, std::uint32_t{});
  return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

// As base::name_hash(), without a call for short texts: for tables whose places nobody sees, of names that are few or
// looked at in full afterwards.
inline std::uint64_t quick_hash(std::string_view text) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const std::size_t size = text.size();
  const auto load = [&]<typename Part>(std::size_t at, Part part) -> std::uint64_t {
    std::memcpy(&part, text.data() + at, sizeof(Part));
    return part;
  };
  if (size >= 8) {
    head = load(0, std::uint64_t{});
    tail = load(size - 8, std::uint64_t{});
  } else if (size >= 4) {
    head = load(0, std::uint32_t{}) | load(size - 4, std::uint32_t{}) << 32;
  } else if (size > 0) {
    head = load(0, std::uint8_t{}) | load(size / 2, std::uint8_t{}) << 8 | load(size - 1, std::uint8_t{}) << 16;
  }
  const std::uint64_t mixed = (head ^ (tail << 5 | tail >> 59) ^ size << 56) * 0x9E3779B97F4A7C15;
  return mixed ^ mixed >> 32;
}

// ASCII letters, digits and "_-.".
constexpr bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const auto letter = static_cast<unsigned char>((byte | 0x20) - 'a');
  return letter < 26 || (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.';
}

// Where text of XML stops: < & ] and everything below a blank.
constexpr bool ends_xml_text(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '&' || c == ']';
}

// Where the value of an attribute stops: < & " ' and everything below a blank.
constexpr bool ends_xml_value(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '&' || c == '"' || c == '\'';
}

#if defined(__SSE2__)
namespace byte_scan {

inline __m128i load(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}
inline __m128i equal(__m128i bytes, char c) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}
// Bytes of at most `top`, without sign.
inline __m128i at_most(__m128i bytes, char top) {
  return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(top)), bytes);
}
inline unsigned bits(__m128i bytes) {
  return static_cast<unsigned>(_mm_movemask_epi8(bytes));
}

}  // namespace byte_scan
#endif

// The first byte from `at` on that is no name byte, or `end`.
inline const char* end_of_name(const char* at, const char* end) {
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    const __m128i letter =
        at_most(_mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a')), 'z' - 'a');
    // From '-' to '9' only the slash is none.
    const __m128i other =
        _mm_andnot_si128(equal(bytes, '/'), at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('-')), '9' - '-'));
    const unsigned name = bits(_mm_or_si128(_mm_or_si128(letter, other), equal(bytes, '_')));
    if (name != 0xFFFF) return at + std::countr_one(name);
  }
#endif
  while (at != end && is_name_byte(*at)) ++at;
  return at;
}

// The first byte from `at` on where text stops, or `end`.
inline const char* end_of_xml_text(const char* at, const char* end) {
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    const unsigned stop = bits(_mm_or_si128(_mm_or_si128(at_most(bytes, 0x1F), equal(bytes, '<')),
                                            _mm_or_si128(equal(bytes, '&'), equal(bytes, ']'))));
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  while (at != end && !ends_xml_text(*at)) ++at;
  return at;
}

// The first byte from `at` on where the value of an attribute stops, or `end`.
inline const char* end_of_xml_value(const char* at, const char* end) {
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    const __m128i quote = _mm_or_si128(equal(bytes, '"'), equal(bytes, '\''));
    const unsigned stop = bits(
        _mm_or_si128(_mm_or_si128(at_most(bytes, 0x1F), quote), _mm_or_si128(equal(bytes, '<'), equal(bytes, '&'))));
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  while (at != end && !ends_xml_value(*at)) ++at;
  return at;
}

// The first quote or backslash from `at` on, or `end`.
inline const char* end_of_json_text(const char* at, const char* end) {
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    const unsigned stop = bits(_mm_or_si128(equal(bytes, '"'), equal(bytes, '\\')));
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  while (at != end && *at != '"' && *at != '\\') ++at;
  return at;
}

// The first quote, backslash or byte below a blank from `at` on, or `end`. Sets `beyond` when there may be bytes beyond
// ASCII before it.
inline const char* end_of_json_plain(const char* at, const char* end, bool& beyond) {
  unsigned high = 0;
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    high |= bits(bytes);
    const unsigned stop = bits(_mm_or_si128(at_most(bytes, 0x1F), _mm_or_si128(equal(bytes, '"'), equal(bytes, '\\'))));
    if (stop != 0) {
      beyond = beyond || high != 0;
      return at + std::countr_zero(stop);
    }
  }
#endif
  for (; at != end && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20; ++at)
    high |= static_cast<unsigned char>(*at) & 0x80U;
  beyond = beyond || high != 0;
  return at;
}

// The first quote, bracket, brace or line feed from `at` on, or `end`.
inline const char* next_json_mark(const char* at, const char* end) {
  const auto is_mark = [](char c) { return c == '"' || c == '\n' || (c | 0x20) == '{' || (c | 0x20) == '}'; };
  // Marks mostly follow one another, and looking at a few bytes is quicker than at a block.
  for (int i = 0; i < 2; ++i, ++at) {
    if (at == end || is_mark(*at)) return at;
  }
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const unsigned stop = bits(_mm_or_si128(_mm_or_si128(equal(bytes, '"'), equal(bytes, '\n')),
                                            _mm_or_si128(equal(folded, '{'), equal(folded, '}'))));
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  while (at != end && !is_mark(*at)) ++at;
  return at;
}

// Whether any byte lies beyond ASCII.
inline bool has_beyond_ascii(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    if (bits(load(at)) != 0) return true;
  }
#endif
  for (; at != end; ++at) {
    if (static_cast<unsigned char>(*at) >= 0x80) return true;
  }
  return false;
}

// How many line feeds there are.
inline std::uint64_t count_line_feeds(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::uint64_t out = 0;
#if defined(__SSE2__)
  using namespace byte_scan;
  while (end - at >= 16) {
    // Every byte counts those in its place, up to 255 of them.
    __m128i counts = _mm_setzero_si128();
    for (int i = 0; i < 255 && end - at >= 16; ++i, at += 16) counts = _mm_sub_epi8(counts, equal(load(at), '\n'));
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    out += static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) +
           static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
  }
#endif
  for (; at != end; ++at) out += *at == '\n' ? 1U : 0U;
  return out;
}

// The first byte from `at` on that is no blank, tab or line end, or `end`. Adds the line feeds before it to `lines`.
inline const char* end_of_blanks(const char* at, const char* end, std::uint64_t& lines) {
#if defined(__SSE2__)
  using namespace byte_scan;
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load(at);
    unsigned feeds = bits(equal(bytes, '\n'));
    const unsigned blank =
        feeds | bits(_mm_or_si128(_mm_or_si128(equal(bytes, ' '), equal(bytes, '\t')), equal(bytes, '\r')));
    const int run = blank == 0xFFFF ? 16 : std::countr_one(blank);
    for (feeds &= (1U << run) - 1; feeds != 0; feeds &= feeds - 1) ++lines;
    if (run < 16) return at + run;
  }
#endif
  for (; at != end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'); ++at) lines += *at == '\n' ? 1U : 0U;
  return at;
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_BYTE_SCAN_H_
