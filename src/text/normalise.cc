// ICU's Normalizer2 works on UTF-16, so a text is decoded once into UTF-16 (where direction marks, controls and floods
// of marks are dropped), normalised, and decoded again. Plain ASCII, the common case, takes a short cut.
#include "text/normalise.h"

#include <cstdio>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/homoglyph.h"
#include "text/utf8.h"

namespace penumbra::text {
namespace {

bool is_direction_mark(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Joiners are ordinary spelling in Arabic and Indic scripts and no trick there; they are dropped all the same.
bool is_joiner(char32_t c) {
  return c == 0x200C || c == 0x200D;
}

bool is_invisible(char32_t c) {
  return c == 0x00AD || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

// Styled Latin letters: fullwidth, mathematical, enclosed.
bool is_styled_letter(char32_t c) {
  return (c >= 0xFF21 && c <= 0xFF5A) || (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x2460 && c <= 0x24FF) ||
         (c >= 0x1F100 && c <= 0x1F1FF);
}

bool is_mark(char32_t c) {
  const auto category = u_charType(static_cast<UChar32>(c));
  return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK;
}

// Dashes, quotes and apostrophes that people type are brought to one form before words are made.
char32_t unify_punctuation(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x02BB:
    case 0x02B9:
    case 0x02BE:
    case 0x02BF:
    case 0x00B4:
    case 0x0060:
    case 0x05F3:
    case 0xFF07:
      return U'\'';
    default:
      return c;
  }
}

bool lower_ascii(std::string_view utf8, Normalised& out) {
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')) {
      return false;
    }
  }
  out.text.reserve(utf8.size());
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    const bool upper = byte >= 'A' && byte <= 'Z';
    out.text.push_back(byte == '`' ? U'\'' : byte < 0x20 ? U' ' : upper ? static_cast<char32_t>(byte + 32) : byte);
  }
  return true;
}

}  // namespace

Normalised normalise(std::string_view utf8, std::size_t max_bytes) {
  Normalised out;
  if (utf8.size() > max_bytes) {
    out.truncated = true;
    utf8 = utf8.substr(0, max_bytes);
    // Do not report the last character as ill-formed only because it was cut here.
    for (int back = 0; back < 4 && !utf8.empty() && (static_cast<unsigned char>(utf8.back()) & 0xC0U) == 0x80U;
         ++back) {
      utf8.remove_suffix(1);
    }
    if (!utf8.empty() && static_cast<unsigned char>(utf8.back()) >= 0xC0U) {
      utf8.remove_suffix(1);
    }
  }
  if (lower_ascii(utf8, out)) {
    return out;
  }
  icu::UnicodeString source;
  int marks = 0;
  char32_t last = 0;
  for (std::size_t position = 0; position < utf8.size();) {
    const std::size_t start = position;
    char32_t c = decode(utf8, position);
    if (c == kReplacement && utf8.substr(start, position - start) != "\xEF\xBF\xBD") {
      out.tricks |= kTrickInvalidUtf8;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      if (c != '\t' && c != '\n' && c != '\r') {
        out.tricks |= kTrickControl;
      }
      c = U' ';
    }
    if (is_direction_mark(c)) {
      out.tricks |= kTrickBidi;
      continue;
    }
    if (c >= 0x80) {
      c = unify_punctuation(c);
      if (is_invisible(c)) {
        if (!is_joiner(c) || last < 0x0600) {
          out.tricks |= kTrickInvisible;
        }
        continue;
      }
      if (is_styled_letter(c)) {
        out.tricks |= kTrickCompatibility;
      }
      if (is_mark(c)) {
        if (++marks > kMaxMarks) {
          out.tricks |= kTrickMarkFlood;
          continue;
        }
      } else {
        marks = 0;
      }
    } else {
      marks = 0;
    }
    last = c;
    source.append(static_cast<UChar32>(c));
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::UnicodeString folded = U_SUCCESS(status) ? folder->normalize(source, status) : source;
  out.text.reserve(static_cast<std::size_t>(folded.length()));
  for (int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    out.text.push_back(unify_punctuation(static_cast<char32_t>(c)));
    i += U16_LENGTH(c);
  }
  if (replace_homoglyphs(out.text)) {
    out.tricks |= kTrickHomoglyph;
  }
  return out;
}

std::string visibly_escaped(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t position = 0; position < utf8.size();) {
    const char32_t c = decode(utf8, position);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    if (control || is_direction_mark(c) || (c >= 0x80 && is_invisible(c))) {
      char text[16];
      std::snprintf(text, sizeof text, "<U+%04X>", static_cast<unsigned>(c));
      out += text;
    } else {
      append(out, c);
    }
  }
  return out;
}

std::vector<std::string_view> trick_meanings(std::uint16_t tricks) {
  static constexpr struct {
    std::uint16_t bit;
    std::string_view meaning;
  } kMeanings[] = {
      {kTrickInvisible, "invisible characters were removed"},
      {kTrickBidi, "marks that change the direction of display were removed"},
      {kTrickHomoglyph, "letters of another script that only look alike were exchanged"},
      {kTrickCompatibility, "styled letters (fullwidth, mathematical) were read as plain ones"},
      {kTrickDigitLetters, "digits or signs in the place of letters were read as letters"},
      {kTrickMarkFlood, "a flood of combining marks was cut to four per letter"},
      {kTrickInvalidUtf8, "bytes that are not UTF-8 were replaced"},
      {kTrickControl, "control characters were read as blanks"},
  };
  std::vector<std::string_view> found;
  for (const auto& entry : kMeanings) {
    if ((tricks & entry.bit) != 0) {
      found.push_back(entry.meaning);
    }
  }
  return found;
}

}  // namespace penumbra::text
