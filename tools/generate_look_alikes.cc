// Writes src/text/look_alike_table.inc: letters of scripts in which no listed name is written (Cherokee, Coptic,
// Deseret, Lisu, Osage ...) that look like a Latin letter. Source: the confusables of Unicode UTS #39, as ICU holds
// them (Unicode License). Run by hand:
//
//   g++ -std=c++20 -Isrc -Iinclude tools/generate_look_alikes.cc -o /tmp/generate_look_alikes
//       build/src/text/libpenumbra_text.a build/src/base/libpenumbra_base.a $(pkg-config --libs icu-uc icu-i18n)
//   /tmp/generate_look_alikes > src/text/look_alike_table.inc
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/uversion.h>

#include <cstdio>
#include <map>
#include <string>

#include "text/code_points.h"
#include "text/script.h"

namespace {

std::string skeleton(USpoofChecker* checker, UChar32 c) {
  icu::UnicodeString out;
  UErrorCode status = U_ZERO_ERROR;
  uspoof_getSkeletonUnicodeString(checker, 0, icu::UnicodeString(c), out, &status);
  std::string utf8;
  return U_SUCCESS(status) ? out.toUTF8String(utf8) : utf8;
}

}  // namespace

int main() {
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker* checker = uspoof_open(&status);
  if (U_FAILURE(status)) {
    std::fprintf(stderr, "ICU has no confusables: %s\n", u_errorName(status));
    return 1;
  }
  // Small letters first: "o" is o, 0 and O. What looks like a stroke is an l among small letters and an I among
  // capitals.
  std::map<std::string, char> letters;
  for (char c = 'a'; c <= 'z'; ++c) {
    letters.emplace(skeleton(checker, c), c);
  }
  for (char c = 'A'; c <= 'Z'; ++c) {
    letters.emplace(skeleton(checker, c), static_cast<char>(c + 32));
  }
  std::printf(
      "// Made by tools/generate_look_alikes.cc from ICU %s (confusables of Unicode UTS #39; Unicode License). Code "
      "point,\n// Latin letter.\n",
      U_ICU_VERSION);
  for (UChar32 c = 0x0250; c < 0x20000; ++c) {
    if (penumbra::text::script_by_icu(static_cast<char32_t>(c)) != penumbra::text::Script::kOther) {
      continue;
    }
    // What NFKC makes a letter of another script of needs no row; small letters of which the capitals are like stand
    // for those.
    const char32_t folded = penumbra::text::code_point(static_cast<char32_t>(c)).folded;
    if (folded != 0 && penumbra::text::script_by_icu(folded) != penumbra::text::Script::kOther) {
      continue;
    }
    auto found = letters.find(skeleton(checker, c));
    found =
        found == letters.end() && folded != 0 ? letters.find(skeleton(checker, static_cast<UChar32>(folded))) : found;
    if (found != letters.end()) {
      const bool stroke = found->first == skeleton(checker, 'l');
      const bool tall = u_isupper(c) != 0 || u_charType(c) == U_OTHER_LETTER;
      const char letter = stroke && tall ? 'i' : found->second;
      std::printf("{0x%04X, '%c'},\n", static_cast<unsigned>(c), letter);
    }
  }
  uspoof_close(checker);
}
