// What normalisation and the cutting of words ask about a code point, looked up in one table.
//
// ICU answers each of these questions in 5 to 20 ns; a name asks some hundred of them. The table is filled from ICU by
// pages of 256 code points when a page is first met, so that the answers are ICU's and a program that reads Latin and
// Cyrillic names pays for a dozen pages.
#ifndef PENUMBRA_TEXT_CODE_POINTS_H_
#define PENUMBRA_TEXT_CODE_POINTS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "text/script.h"

namespace penumbra::text {

// How a code point behaves under NFKC_Casefold. Bits.
//
// It never interacts with what stands before it: a text may be cut here and its pieces normalised apart (ICU:
// Normalizer2::hasBoundaryBefore).
inline constexpr std::uint8_t kFoldsApart = 1;
// A sign that stays as it is and joins nothing before it, but must stand in canonical order (NFKC_Quick_Check=Yes).
inline constexpr std::uint8_t kFoldsToItself = 2;
// It decorates the letter before: general category Mn or Me.
inline constexpr std::uint8_t kIsMark = 4;
// A reader does not see it: default-ignorable or soft hyphen.
inline constexpr std::uint8_t kIsInvisible = 8;

struct CodePoint {
  char32_t folded = 0;            // NFKC_Casefold of the code point alone; 0 = it has none or more than two code points
  char16_t second = 0;            // its second code point, 0 = none
  Script script = Script::kNone;  // script_of
  std::int8_t digit = -1;         // value of a decimal digit, else -1
  std::uint8_t order = 0;         // canonical combining class
  std::uint8_t bits = 0;
};

inline constexpr std::size_t kCodePageSize = 256;
using CodePage = std::array<CodePoint, kCodePageSize>;

namespace detail {
extern std::array<std::atomic<const CodePage*>, 0x110000 / kCodePageSize> code_pages;
const CodePage& fill_code_page(std::size_t page);
}  // namespace detail

// Properties of a code point; those of U+FFFD beyond U+10FFFF. Constant time, no lock, thread-safe. Filled pages stay
// until the program ends: at most 13 MB when a text meets all of them.
inline const CodePoint& code_point(char32_t c) {
  if (c > 0x10FFFF) {
    c = 0xFFFD;
  }
  const CodePage* page = detail::code_pages[c / kCodePageSize].load(std::memory_order_acquire);
  return (page != nullptr ? *page : detail::fill_code_page(c / kCodePageSize))[c % kCodePageSize];
}

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_CODE_POINTS_H_
