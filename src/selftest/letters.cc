#include "selftest/letters.h"

#include <algorithm>
#include <array>
#include <vector>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "text/utf8.h"

namespace penumbra::selftest {

std::u32string decoded(std::string_view text) {
  return text::decoded(text);
}

std::string encoded(std::u32string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t c : text) text::append(out, c);
  return out;
}

std::string_view writing_key(Writing writing) {
  static constexpr std::array<std::string_view, kWritings> kKeys = {
      "Latin",  "Cyrillic", "Greek",    "Arabic", "Hebrew", "Han", "kana",
      "Hangul", "Georgian", "Armenian", "other",  "mixed",  "none"};
  return kKeys[static_cast<std::size_t>(writing)];
}

Writing writing_of(char32_t c) {
  struct Range {
    char32_t first, last;
    Writing writing;
  };
  static constexpr std::array kRanges = {
      Range{0x41, 0x5A, Writing::kLatin},        Range{0x61, 0x7A, Writing::kLatin},
      Range{0xC0, 0xD6, Writing::kLatin},        Range{0xD8, 0xF6, Writing::kLatin},
      Range{0xF8, 0x24F, Writing::kLatin},       Range{0x250, 0x2AF, Writing::kLatin},
      Range{0x370, 0x373, Writing::kGreek},      Range{0x376, 0x377, Writing::kGreek},
      Range{0x37B, 0x37D, Writing::kGreek},      Range{0x386, 0x386, Writing::kGreek},
      Range{0x388, 0x3FF, Writing::kGreek},      Range{0x400, 0x481, Writing::kCyrillic},
      Range{0x48A, 0x52F, Writing::kCyrillic},   Range{0x531, 0x556, Writing::kArmenian},
      Range{0x561, 0x587, Writing::kArmenian},   Range{0x5D0, 0x5EA, Writing::kHebrew},
      Range{0x620, 0x64A, Writing::kArabic},     Range{0x66E, 0x6D3, Writing::kArabic},
      Range{0x6FA, 0x6FC, Writing::kArabic},     Range{0x750, 0x77F, Writing::kArabic},
      Range{0x904, 0x939, Writing::kOther},      Range{0x985, 0x9B9, Writing::kOther},
      Range{0xE01, 0xE30, Writing::kOther},      Range{0x1000, 0x102A, Writing::kOther},
      Range{0x10A0, 0x10FF, Writing::kGeorgian}, Range{0x1100, 0x11FF, Writing::kHangul},
      Range{0x1E00, 0x1EFF, Writing::kLatin},    Range{0x1F00, 0x1FBC, Writing::kGreek},
      Range{0x3041, 0x3096, Writing::kKana},     Range{0x30A1, 0x30FA, Writing::kKana},
      Range{0x3400, 0x4DBF, Writing::kHan},      Range{0x4E00, 0x9FFF, Writing::kHan},
      Range{0xAC00, 0xD7A3, Writing::kHangul},   Range{0xF900, 0xFAFF, Writing::kHan},
      Range{0xFB50, 0xFDFB, Writing::kArabic},   Range{0xFF21, 0xFF3A, Writing::kLatin},
      Range{0xFF41, 0xFF5A, Writing::kLatin},    Range{0xFF66, 0xFF9D, Writing::kKana},
      Range{0x20000, 0x2FA1F, Writing::kHan}};
  for (const Range& range : kRanges) {
    if (c < range.first) return Writing::kNone;
    if (c <= range.last) return range.writing;
  }
  return Writing::kNone;
}

Writing writing_of(std::u32string_view text) {
  std::array<std::size_t, kWritings> counts{};
  std::size_t letters = 0;
  for (const char32_t c : text) {
    const Writing writing = writing_of(c);
    if (writing == Writing::kNone) continue;
    ++letters;
    ++counts[static_cast<std::size_t>(writing)];
  }
  if (letters == 0) return Writing::kNone;
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most * 4 >= letters * 3 ? static_cast<Writing>(most - counts.begin()) : Writing::kMixed;
}

bool is_letter(char32_t c) {
  return writing_of(c) != Writing::kNone;
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0;
}

char32_t lower(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 32;
  if (c >= 0x100 && c <= 0x137) return c | 1U;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c + (c & 1U);  // capitals are odd here
  if (c >= 0x14A && c <= 0x177) return c | 1U;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x460 && c <= 0x481) return c | 1U;
  if (c >= 0x490 && c <= 0x4BF) return c | 1U;
  if (c >= 0x1E00 && c <= 0x1EFF) return c | 1U;
  return c;
}

char32_t upper(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7)) return c - 32;
  if ((c >= 0x100 && c <= 0x137 && c != 0x131) || (c >= 0x14A && c <= 0x177)) return c & ~char32_t{1};
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c - (c % 2 == 0 ? 1U : 0U);
  if (c >= 0x3B1 && c <= 0x3C9) return c == 0x3C2 ? 0x3A3 : c - 32;
  if (c >= 0x430 && c <= 0x44F) return c - 32;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if ((c >= 0x460 && c <= 0x481) || (c >= 0x490 && c <= 0x4BF)) return c & ~char32_t{1};
  if (c >= 0x1E00 && c <= 0x1E95) return c & ~char32_t{1};
  return c;
}

std::u32string lower(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = lower(c);
  return out;
}

std::u32string upper(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = upper(c);
  return out;
}

bool is_upper(std::u32string_view word) {
  bool capitals = false;
  for (const char32_t c : word) {
    if (c != lower(c)) capitals = true;
    if (c != upper(c)) return false;
  }
  return capitals;
}

std::u32string in_case_of(std::u32string_view model, std::u32string_view text) {
  std::size_t letters = 0;
  for (const char32_t c : model) letters += is_letter(c) ? 1U : 0U;
  if (letters > 1 && is_upper(model)) return upper(text);
  std::u32string out = lower(text);
  if (!model.empty() && !out.empty() && model.front() != lower(model.front())) out.front() = upper(out.front());
  return out;
}

namespace {

// A Latin letter without its marks; other code points as they are.
char32_t bare(char32_t c) {
  constexpr std::u32string_view kMarked = U"ıłøđħŧ";
  constexpr std::u32string_view kPlain = U"ilodht";
  if (const std::size_t at = kMarked.find(c); at != std::u32string_view::npos) return kPlain[at];
  if (c < 0xC0 || writing_of(c) != Writing::kLatin) return c;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString parts;
  const auto* composer = icu::Normalizer2::getNFDInstance(status);
  return U_SUCCESS(status) && composer->getDecomposition(static_cast<UChar32>(c), parts) != 0
             ? static_cast<char32_t>(parts.char32At(0))
             : c;
}

}  // namespace

std::u32string word_for_word(std::string_view text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : decoded(text)) {
    if (is_letter(c) || is_digit(c)) {
      words.back().push_back(bare(lower(c)));
    } else if (c != U'\'' && c != 0x2019 && !words.back().empty()) {
      words.emplace_back();
    }
  }
  std::sort(words.begin(), words.end());
  std::u32string out;
  for (const std::u32string& word : words) {
    if (word.empty()) continue;
    out += word;
    out.push_back(U' ');
  }
  return out;
}

}  // namespace penumbra::selftest
