#include "text/code_points.h"

#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace penumbra::text {
namespace {

void read_folding(const icu::Normalizer2& folder, char32_t c, CodePoint& out) {
  const auto code = static_cast<UChar32>(c);
  // Most signs of most pages: they stay as they are and have nothing to do with what stands beside them.
  if (folder.isInert(code)) {
    out.folded = c;
    out.bits |= kFoldsApart;
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded = folder.normalize(icu::UnicodeString(code), status);
  if (U_FAILURE(status)) {
    return;
  }
  const int32_t count = folded.countChar32();
  if (count == 1) {
    out.folded = static_cast<char32_t>(folded.char32At(0));
  } else if (count == 2 && folded.length() == count) {
    out.folded = folded[0];
    out.second = folded[1];
  }
  out.order = u_getCombiningClass(code);
  if (folder.hasBoundaryBefore(code)) {
    out.bits |= kFoldsApart;
  } else if (out.folded == c && out.second == 0 && u_getIntPropertyValue(code, UCHAR_NFKC_QUICK_CHECK) == UNORM_YES) {
    out.bits |= kFoldsToItself;
  }
}

}  // namespace

namespace detail {

constinit std::array<std::atomic<const CodePage*>, 0x110000 / kCodePageSize> code_pages{};

const CodePage& fill_code_page(std::size_t page) {
  auto filled = std::make_unique<CodePage>();
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  for (std::size_t i = 0; i < kCodePageSize; ++i) {
    const auto c = static_cast<char32_t>(page * kCodePageSize + i);
    const auto code = static_cast<UChar32>(c);
    CodePoint& out = (*filled)[i];
    out.script = script_by_icu(c);
    out.digit = static_cast<std::int8_t>(u_charDigitValue(code));
    const auto category = u_charType(code);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) {
      out.bits |= kIsMark;
    }
    if (c == 0x00AD || u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) {
      out.bits |= kIsInvisible;
    }
    if (U_SUCCESS(status)) {
      read_folding(*folder, c, out);
    }
  }
  // Two threads may fill a page at once; the first one's is kept.
  const CodePage* expected = nullptr;
  if (code_pages[page].compare_exchange_strong(expected, filled.get(), std::memory_order_acq_rel)) {
    return *filled.release();
  }
  return *expected;
}

}  // namespace detail
}  // namespace penumbra::text
