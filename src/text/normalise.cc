// Three ways to one result. Plain ASCII, the common case, is lowered byte by byte. Texts whose code points cannot
// interact (nearly all) are folded code point by code point through the table of code_points.h. Whatever is left goes
// to ICU's Normalizer2, which works on UTF-16.
#include "text/normalise.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/code_points.h"
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

// Styled Latin letters: fullwidth, mathematical, enclosed.
bool is_styled_letter(char32_t c) {
  return (c >= 0xFF21 && c <= 0xFF5A) || (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x2460 && c <= 0x24FF) ||
         (c >= 0x1F100 && c <= 0x1F1FF);
}

struct LookAlike {
  char32_t sign;
  char letter;
};
// Letters of scripts that no listed name is written in, by code point.
constexpr LookAlike kLookAlikes[] = {
#include "text/look_alike_table.inc"
};

// Small capitals and letters of phonetic alphabets, and letters of scripts that no listed name is written in and that
// consist of Latin shapes (Lisu), by the Latin letter that they look like; 0 for others. Source: Unicode names.
char32_t look_of(char32_t c) {
  constexpr std::u32string_view kLisu = U"bp.dt.gk.jc.zf.mnlsr..vh..wxy.a.e.iou";
  constexpr std::pair<char32_t, char32_t> kPhonetic[] = {
      {U'ɑ', U'a'}, {U'ɡ', U'g'}, {U'ɩ', U'i'}, {U'ɪ', U'i'}, {U'ɢ', U'g'}, {U'ɴ', U'n'}, {U'ʀ', U'r'},
      {U'ʏ', U'y'}, {U'ʙ', U'b'}, {U'ʜ', U'h'}, {U'ʟ', U'l'}, {U'ᴀ', U'a'}, {U'ᴄ', U'c'}, {U'ᴅ', U'd'},
      {U'ᴇ', U'e'}, {U'ᴊ', U'j'}, {U'ᴋ', U'k'}, {U'ᴍ', U'm'}, {U'ᴏ', U'o'}, {U'ᴘ', U'p'}, {U'ᴛ', U't'},
      {U'ᴜ', U'u'}, {U'ᴠ', U'v'}, {U'ᴡ', U'w'}, {U'ᴢ', U'z'}, {U'ꜰ', U'f'}, {U'ꜱ', U's'}};
  if (c >= 0xA4D0 && c < 0xA4D0 + kLisu.size()) {
    return kLisu[c - 0xA4D0] == U'.' ? 0 : kLisu[c - 0xA4D0];
  }
  if (c >= kLookAlikes[0].sign && code_point(c).script == Script::kOther) {
    const auto* found = std::lower_bound(std::begin(kLookAlikes), std::end(kLookAlikes), c,
                                         [](const LookAlike& row, char32_t value) { return row.sign < value; });
    const bool known = found != std::end(kLookAlikes) && found->sign == c;
    return known ? static_cast<char32_t>(found->letter) : char32_t{0};
  }
  if ((c >= 0x0250 && c < 0x02B0) || (c >= 0x1D00 && c < 0x1D23) || (c >= 0xA730 && c < 0xA732)) {
    for (const auto& [sign, letter] : kPhonetic) {
      if (sign == c) {
        return letter;
      }
    }
  }
  return 0;
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

// Bytes of plain ASCII, folded; 0 for those that are not plain.
constexpr std::array<char, 256> kLowered = [] {
  std::array<char, 256> lowered{};
  for (int byte = 0x20; byte < 0x7F; ++byte) {
    const bool upper = byte >= 'A' && byte <= 'Z';
    lowered[static_cast<std::size_t>(byte)] = static_cast<char>(byte == '`' ? '\'' : upper ? byte + 32 : byte);
  }
  lowered['\t'] = lowered['\n'] = lowered['\r'] = ' ';
  return lowered;
}();

// Of so many capitals before a small letter the last may begin a word: as many as the least piece and one.
constexpr unsigned kCapitalsBeforeJoint = 4;

// `joint`: whether a capital follows a small letter somewhere, or a small letter several capitals.
bool lower_ascii(std::string_view utf8, Normalised& out, bool& joint) {
  out.text.resize(utf8.size());
  char32_t* end = out.text.data();
  unsigned joints = 0;
  unsigned small = 0;     // the last character was a small letter
  unsigned capitals = 0;  // that end at the last character
  for (const char c : utf8) {
    const char lowered = kLowered[static_cast<unsigned char>(c)];
    if (lowered == 0) {
      out.text.clear();
      return false;
    }
    *end++ = static_cast<char32_t>(lowered);
    const unsigned capital = static_cast<unsigned>(c >= 'A' && c <= 'Z');
    joints |= small & capital;
    small = static_cast<unsigned>(c >= 'a' && c <= 'z');
    joints |= small & static_cast<unsigned>(capitals >= kCapitalsBeforeJoint);
    capitals = capital * (capitals + 1);
  }
  joint = joints != 0;
  return true;
}

bool is_small(char32_t c) {
  if (c < 0x80) {
    return c >= U'a' && c <= U'z';
  }
  const CodePoint& code = code_point(c);
  return code.folded == c && code.script != Script::kNone && code.script != Script::kMark;
}

bool is_capital(char32_t c) {
  if (c < 0x80) {
    return c >= U'A' && c <= U'Z';
  }
  return code_point(c).folded != c && u_isupper(static_cast<UChar32>(c)) != 0;
}

// Where the words of `shown`, the text before folding, are written together, as far as capitals tell: every piece has
// three letters and is written small, in capitals or with a capital first letter ("SampletonKIMClient"), or is an
// initial at an end ("SampletonK."). Where other words have capitals at random, one at an end tells nothing.
void find_joints(std::u32string_view shown, std::vector<std::uint32_t>& out) {
  constexpr std::size_t kLeastPiece = 3;
  constexpr std::size_t kMostPieces = 5;
  bool any_irregular = false;
  std::size_t words = 0;
  std::vector<std::uint32_t> initials;  // joints that divide off no more than an initial
  for (std::size_t start = 0; start < shown.size();) {
    const auto is_cased = [&](std::size_t i) { return is_small(shown[i]) || is_capital(shown[i]); };
    std::size_t end = start;
    while (end < shown.size() && is_cased(end)) {
      ++end;
    }
    const std::size_t kept = out.size();
    const std::size_t kept_initials = initials.size();
    bool regular = true;
    for (std::size_t piece = start; piece < end && regular;) {
      std::size_t capitals = piece;
      while (capitals < end && is_capital(shown[capitals])) {
        ++capitals;
      }
      std::size_t small = capitals;
      while (small < end && is_small(shown[small])) {
        ++small;
      }
      // Of capitals before small letters the last begins a word.
      if (capitals - piece > 1 && small - capitals + 1 >= kLeastPiece) {
        small = capitals - 1;
      }
      const bool initial = small - piece == 1 && capitals > piece && (piece == start) != (small == end);
      const bool one_case = capitals - piece <= 1 || small <= capitals;
      regular = initial || (small - piece >= kLeastPiece && one_case && (capitals > piece || piece == start));
      if (initial) {
        initials.push_back(static_cast<std::uint32_t>(piece == start ? small : piece));
      }
      piece = small;
      if (piece < end) {
        out.push_back(static_cast<std::uint32_t>(piece));
      }
    }
    any_irregular = any_irregular || !regular;
    words += end > start ? 1U : 0U;
    if (!regular || out.size() - kept >= kMostPieces) {
      out.resize(kept);
      initials.resize(kept_initials);
    }
    start = end + 1;
  }
  if (any_irregular || words < 2) {
    std::erase_if(
        out, [&](std::uint32_t joint) { return std::find(initials.begin(), initials.end(), joint) != initials.end(); });
  }
}

// Decodes, drops what a reader does not see, and gives the rest to `visit` until that answers false.
template <typename Visit>
bool each_visible(std::string_view utf8, std::uint16_t& tricks, Visit visit) {
  int marks = 0;
  char32_t last = 0;
  char32_t base = 0;  // the last that is no mark
  for (std::size_t position = 0; position < utf8.size();) {
    const std::size_t start = position;
    char32_t c = decode(utf8, position);
    if (c == kReplacement && utf8.substr(start, position - start) != "\xEF\xBF\xBD") {
      tricks |= kTrickInvalidUtf8;
    }
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      if (c != '\t' && c != '\n' && c != '\r') {
        tricks |= kTrickControl;
      }
      c = U' ';
    }
    if (is_direction_mark(c)) {
      tricks |= kTrickBidi;
      continue;
    }
    bool mark = false;
    if (c >= 0x80) {
      c = unify_punctuation(c);
      if (const char32_t letter = look_of(c); letter != 0) {
        tricks |= kTrickHomoglyph;
        c = letter;
      }
      const std::uint8_t bits = code_point(c).bits;
      if ((bits & kIsInvisible) != 0) {
        if (!is_joiner(c) || last < 0x0600) {
          tricks |= kTrickInvisible;
        }
        continue;
      }
      // The iota below a Greek letter would become a letter of its own on any other.
      if (c == 0x0345 && code_point(base).script != Script::kGreek) {
        tricks |= kTrickMarkFlood;
        continue;
      }
      if (is_styled_letter(c)) {
        tricks |= kTrickCompatibility;
      }
      mark = (bits & kIsMark) != 0;
      if (mark && ++marks > kMaxMarks) {
        tricks |= kTrickMarkFlood;
        continue;
      }
    }
    marks = mark ? marks : 0;
    base = mark ? base : c;
    last = c;
    if (!visit(c)) {
      return false;
    }
  }
  return true;
}

// Folds code point by code point; false where neighbours may interact. A text is its own NFKC form when every code
// point passes the quick check and marks stand in canonical order (UAX #15, section 9); a code point with a boundary
// before it starts afresh.
bool fold_by_table(std::string_view utf8, Normalised& out, bool& joint) {
  std::uint16_t tricks = 0;
  bool small = false;      // the last code point was a small letter
  unsigned capitals = 0;   // that end at the last code point
  std::uint8_t order = 0;  // canonical combining class of the last code point
  bool expanded = false;   // the last code point became two: what follows may compose with the second
  out.text.clear();
  const bool whole = each_visible(utf8, tricks, [&](char32_t c) {
    const CodePoint& code = code_point(c);
    if (code.folded == 0) {
      return false;
    }
    const bool letter = code.script != Script::kNone && code.script != Script::kMark;
    joint = joint || (small && letter && code.folded != c);
    small = letter && code.folded == c;
    joint = joint || (small && capitals >= kCapitalsBeforeJoint);
    capitals = letter && !small ? capitals + 1 : 0;
    const bool apart = (code.bits & kFoldsApart) != 0;
    if (!apart && ((code.bits & kFoldsToItself) == 0 || expanded || (code.order != 0 && code.order < order))) {
      return false;
    }
    out.text.push_back(unify_punctuation(code.folded));
    expanded = code.second != 0;
    if (expanded) {
      out.text.push_back(unify_punctuation(code.second));
    }
    order = apart ? 0 : code.order;
    return true;
  });
  out.tricks = whole ? tricks : 0;
  return whole;
}

void fold_by_icu(std::string_view utf8, Normalised& out) {
  icu::UnicodeString source;
  each_visible(utf8, out.tricks, [&](char32_t c) {
    source.append(static_cast<UChar32>(c));
    return true;
  });
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::UnicodeString folded = U_SUCCESS(status) ? folder->normalize(source, status) : source;
  out.text.clear();
  out.text.reserve(static_cast<std::size_t>(folded.length()));
  for (int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    out.text.push_back(unify_punctuation(static_cast<char32_t>(c)));
    i += U16_LENGTH(c);
  }
}

// Cuts a text that is too long, at a whole character: the last one is not to be reported as ill-formed only because it
// was cut here.
std::string_view limited(std::string_view utf8, std::size_t max_bytes, bool& truncated) {
  truncated = utf8.size() > max_bytes;
  if (!truncated) {
    return utf8;
  }
  utf8 = utf8.substr(0, max_bytes);
  for (int back = 0; back < 4 && !utf8.empty() && (static_cast<unsigned char>(utf8.back()) & 0xC0U) == 0x80U; ++back) {
    utf8.remove_suffix(1);
  }
  if (!utf8.empty() && static_cast<unsigned char>(utf8.back()) >= 0xC0U) {
    utf8.remove_suffix(1);
  }
  return utf8;
}

bool is_padding(char32_t c) {
  if (c < 0x80) {
    return c <= U' ' || c == 0x7F || c == U'.' || c == U'-' || c == U'_' || c == U',';
  }
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xB7 || is_direction_mark(c) || (code_point(c).bits & kIsInvisible) != 0;
}

// A text that is too long only by runs of blanks, dots and characters that show nothing, with four of each run left, so
// that the name inside is read whole.
std::string_view without_padding(std::string_view utf8, std::size_t max_bytes, std::string& out) {
  constexpr std::size_t kKept = 4;
  if (utf8.size() <= max_bytes) {
    return utf8;
  }
  const std::string_view scanned = utf8.substr(0, kMaxPaddedBytes);
  std::size_t run = 0;
  for (std::size_t position = 0; position < scanned.size() && out.size() <= max_bytes;) {
    const std::size_t start = position;
    run = is_padding(decode(scanned, position)) ? run + 1 : 0;
    if (run <= kKept) {
      out += scanned.substr(start, position - start);
    }
  }
  // What was not looked at is no padding for all that is known.
  return scanned.size() < utf8.size() ? utf8 : std::string_view(out);
}

}  // namespace

void normalise_into(std::string_view utf8, std::size_t max_bytes, Normalised& out) {
  out.tricks = 0;
  std::string unpadded;
  utf8 = limited(without_padding(utf8, max_bytes, unpadded), max_bytes, out.truncated);
  out.joints.clear();
  bool joint = false;
  if (lower_ascii(utf8, out, joint)) {
    if (joint) {
      find_joints(std::u32string(utf8.begin(), utf8.end()), out.joints);
    }
    return;
  }
  std::string mended;
  const bool greek = read_greek_shapes(utf8, mended);
  utf8 = greek ? std::string_view(mended) : utf8;
  if (!fold_by_table(utf8, out, joint)) {
    fold_by_icu(utf8, out);
  } else if (joint) {
    std::u32string shown;
    std::uint16_t tricks = 0;
    each_visible(utf8, tricks, [&](char32_t c) {
      shown.push_back(c);
      return true;
    });
    // Places are told only where every sign stayed one.
    if (shown.size() == out.text.size()) {
      find_joints(shown, out.joints);
    }
  }
  if (replace_homoglyphs(out.text, greek || (out.tricks & kTrickHomoglyph) != 0) || greek) {
    out.tricks |= kTrickHomoglyph;
  }
}

Normalised normalise(std::string_view utf8, std::size_t max_bytes) {
  Normalised out;
  normalise_into(utf8, max_bytes, out);
  return out;
}

Normalised normalise_by_icu(std::string_view utf8, std::size_t max_bytes) {
  Normalised out;
  std::string mended;
  std::string unpadded;
  utf8 = limited(without_padding(utf8, max_bytes, unpadded), max_bytes, out.truncated);
  const bool greek = read_greek_shapes(utf8, mended);
  fold_by_icu(greek ? std::string_view(mended) : utf8, out);
  if (replace_homoglyphs(out.text, greek || (out.tricks & kTrickHomoglyph) != 0) || greek) {
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
    if (control || is_direction_mark(c) || (c >= 0x80 && (code_point(c).bits & kIsInvisible) != 0)) {
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
