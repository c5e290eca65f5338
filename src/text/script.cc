#include "text/script.h"

#include <algorithm>
#include <iterator>

#include <unicode/uchar.h>

#include "text/code_points.h"

namespace penumbra::text {
namespace {

struct Block {
  char32_t first;
  char32_t last;
  Script script;
};

// Ascending; code points between the blocks are classified by their general category alone.
constexpr Block kBlocks[] = {
    {0x0041, 0x005A, Script::kLatin},    {0x0061, 0x007A, Script::kLatin},     {0x00AA, 0x00AA, Script::kLatin},
    {0x00B5, 0x00B5, Script::kGreek},    {0x00BA, 0x00BA, Script::kLatin},     {0x00C0, 0x00D6, Script::kLatin},
    {0x00D8, 0x00F6, Script::kLatin},    {0x00F8, 0x02AF, Script::kLatin},     {0x0370, 0x03FF, Script::kGreek},
    {0x0400, 0x052F, Script::kCyrillic}, {0x0531, 0x058F, Script::kArmenian},  {0x0591, 0x05FF, Script::kHebrew},
    {0x0600, 0x06FF, Script::kArabic},   {0x0700, 0x074F, Script::kSyriac},    {0x0750, 0x077F, Script::kArabic},
    {0x0860, 0x086F, Script::kSyriac},   {0x0870, 0x08FF, Script::kArabic},    {0x0900, 0x0DFF, Script::kIndic},
    {0x0E00, 0x0EFF, Script::kThai},     {0x0F00, 0x0FFF, Script::kTibetan},   {0x1000, 0x109F, Script::kMyanmar},
    {0x10A0, 0x10FF, Script::kGeorgian}, {0x1100, 0x11FF, Script::kHangul},    {0x1200, 0x139F, Script::kEthiopic},
    {0x1780, 0x17FF, Script::kKhmer},    {0x1800, 0x18AF, Script::kMongolian}, {0x1C80, 0x1C8F, Script::kCyrillic},
    {0x1C90, 0x1CBF, Script::kGeorgian}, {0x1D00, 0x1DBF, Script::kLatin},     {0x1E00, 0x1EFF, Script::kLatin},
    {0x1F00, 0x1FFF, Script::kGreek},    {0x2C60, 0x2C7F, Script::kLatin},     {0x2D00, 0x2D2F, Script::kGeorgian},
    {0x2DE0, 0x2DFF, Script::kCyrillic}, {0x3005, 0x3007, Script::kHan},       {0x3040, 0x30FF, Script::kKana},
    {0x3130, 0x318F, Script::kHangul},   {0x31F0, 0x31FF, Script::kKana},      {0x3400, 0x4DBF, Script::kHan},
    {0x4E00, 0x9FFF, Script::kHan},      {0xA640, 0xA69F, Script::kCyrillic},  {0xA720, 0xA7FF, Script::kLatin},
    {0xA960, 0xA97F, Script::kHangul},   {0xAA60, 0xAA7F, Script::kMyanmar},   {0xAB30, 0xAB6F, Script::kLatin},
    {0xAC00, 0xD7FF, Script::kHangul},   {0xF900, 0xFAFF, Script::kHan},       {0xFB1D, 0xFB4F, Script::kHebrew},
    {0xFB50, 0xFDFF, Script::kArabic},   {0xFE70, 0xFEFE, Script::kArabic},    {0x20000, 0x323AF, Script::kHan},
};

}  // namespace

Script script_of(char32_t c) {
  return code_point(c).script;
}

Script script_by_icu(char32_t code_point) {
  if (code_point < 0x80) {
    const bool letter = (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z');
    return letter ? Script::kLatin : Script::kNone;
  }
  const auto category = u_charType(static_cast<UChar32>(code_point));
  const bool mark =
      category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_COMBINING_SPACING_MARK;
  const auto* block = std::upper_bound(std::begin(kBlocks), std::end(kBlocks), code_point,
                                       [](char32_t value, const Block& b) { return value < b.first; });
  const bool inside = block != std::begin(kBlocks) && code_point <= std::prev(block)->last;
  const Script script = inside ? std::prev(block)->script : Script::kOther;
  if (mark) {
    // Vowel signs of syllabic scripts are part of the spelling and are transliterated; other marks only decorate.
    const bool spelling = script == Script::kIndic || script == Script::kThai || script == Script::kMyanmar ||
                          script == Script::kKhmer || script == Script::kTibetan;
    return spelling ? script : Script::kMark;
  }
  if (!u_isalpha(static_cast<UChar32>(code_point))) {
    // Signs inside letter blocks (the Katakana middle dot, digits of any script) are no letters, except the marks that
    // lengthen or repeat a syllable.
    const bool keeps = code_point == 0x30FC || code_point == 0x3005;
    return keeps ? script : Script::kNone;
  }
  return script;
}

std::string_view script_key(Script script) {
  switch (script) {
    case Script::kNone:
    case Script::kMark:
      return "";
    case Script::kLatin:
      return "latin";
    case Script::kGreek:
      return "greek";
    case Script::kCyrillic:
      return "cyrillic";
    case Script::kArmenian:
      return "armenian";
    case Script::kHebrew:
      return "hebrew";
    case Script::kArabic:
      return "arabic";
    case Script::kSyriac:
      return "syriac";
    case Script::kIndic:
      return "indic";
    case Script::kThai:
      return "thai";
    case Script::kTibetan:
      return "tibetan";
    case Script::kMyanmar:
      return "myanmar";
    case Script::kGeorgian:
      return "georgian";
    case Script::kHangul:
      return "hangul";
    case Script::kEthiopic:
      return "ethiopic";
    case Script::kKhmer:
      return "khmer";
    case Script::kMongolian:
      return "mongolian";
    case Script::kKana:
      return "kana";
    case Script::kHan:
      return "han";
    case Script::kOther:
      break;
  }
  return "other";
}

}  // namespace penumbra::text
