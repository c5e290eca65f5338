// Writes src/text/translit_table.inc: what ICU's Any-Latin; Latin-ASCII makes of each letter of the Basic Multilingual
// Plane by itself. Run by hand when the table is to follow a newer ICU; the result is checked in, so that every
// build, whatever its ICU, gives the same names (and ICU's transliterator, which holds a process-wide lock, is not
// needed at run time).
//
//   g++ -std=c++20 tools/generate_translit.cc -o /tmp/generate_translit $(pkg-config --cflags --libs icu-i18n icu-uc)
//   /tmp/generate_translit > src/text/translit_table.inc
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uversion.h>

int main() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Any-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) {
    std::fprintf(stderr, "ICU cannot make the transliterator: %s\n", u_errorName(status));
    return 1;
  }
  constexpr int kPage = 64;
  std::map<std::string, int> ids{{"", 0}};
  std::vector<std::string> pool{""};
  std::vector<std::vector<int>> pages;
  std::map<std::vector<int>, int> page_ids;
  std::vector<int> directory;
  for (int first = 0; first < 0x10000; first += kPage) {
    std::vector<int> page(kPage, 0);
    for (int i = 0; i < kPage; ++i) {
      const int c = first + i;
      const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
      if (c < 0x80 || hangul || (c >= 0xD800 && c <= 0xDFFF) || (c >= 0xE000 && c < 0xF900)) {
        continue;
      }
      const auto category = u_charType(c);
      if (!u_isalpha(c) && category != U_COMBINING_SPACING_MARK && category != U_NON_SPACING_MARK) {
        continue;
      }
      icu::UnicodeString text(static_cast<UChar32>(c));
      latin->transliterate(text);
      std::string ascii;
      for (int32_t k = 0; k < text.length(); ++k) {
        const char16_t unit = text[k];
        if ((unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9')) {
          ascii.push_back(static_cast<char>(unit));
        }
      }
      const auto [entry, added] = ids.try_emplace(ascii, static_cast<int>(pool.size()));
      if (added) {
        pool.push_back(ascii);
      }
      page[static_cast<std::size_t>(i)] = entry->second;
    }
    const auto [entry, added] = page_ids.try_emplace(page, static_cast<int>(pages.size()));
    if (added) {
      pages.push_back(page);
    }
    directory.push_back(entry->second);
  }
  std::printf("// Made by tools/generate_translit.cc from ICU %s. Do not edit.\n// clang-format off\n", U_ICU_VERSION);
  std::printf("constexpr std::string_view kPool[] = {");
  for (std::size_t i = 0; i < pool.size(); ++i) {
    std::printf("%s\"%s\",", i % 16 == 0 ? "\n" : "", pool[i].c_str());
  }
  std::printf("\n};\nconstexpr std::uint16_t kDirectory[] = {");
  for (std::size_t i = 0; i < directory.size(); ++i) {
    std::printf("%s%d,", i % 24 == 0 ? "\n" : "", directory[i]);
  }
  std::printf("\n};\nconstexpr std::uint16_t kPages[][%d] = {\n", kPage);
  for (const auto& page : pages) {
    std::printf("{");
    for (const int id : page) {
      std::printf("%d,", id);
    }
    std::printf("},\n");
  }
  std::printf("};\n// clang-format on\n");
  return 0;
}
