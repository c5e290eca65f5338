#include "ingest/letter_damage.h"

#include <cstddef>

namespace penumbra::ingest {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

// U+0080 to U+00BF, what the bytes behind the first of UTF-8 become when they are read as ISO 8859-1. Blanks, hyphens,
// dots and marks of quotation do stand behind capital letters with accents, and prove nothing alone.
bool is_torn_tail(std::string_view text, std::size_t at, bool alone) {
  if (byte_at(text, at) != 0xC2) return false;
  const unsigned char c = byte_at(text, at + 1);
  if (c < 0x80 || c > 0xBF) return false;
  return !alone ||
         !(c == 0xA0 || c == 0xA8 || c == 0xAB || c == 0xAD || c == 0xB0 || c == 0xB4 || c == 0xB7 || c == 0xBB);
}

// What the first byte of UTF-8 becomes, U+00C2 to U+00F4, with as many tails behind it as that byte asks for.
bool is_torn(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at + 1);
  if (byte_at(text, at) != 0xC3 || lead < 0x82 || lead > 0xB4) return false;
  if (lead < 0xA0) return is_torn_tail(text, at + 2, true);
  // Windows-1252 has the euro sign at 0x80: so begin the torn forms of dashes and apostrophes.
  if (lead == 0xA2 && text.substr(at + 2).starts_with("\xE2\x82\xAC")) return true;
  return is_torn_tail(text, at + 2, false) && is_torn_tail(text, at + 4, false);
}

}  // namespace

bool is_damaged(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const unsigned char c = byte_at(name, i);
    if (c == '?') {
      const unsigned char next = byte_at(name, i + 1);
      if (next == '?' || is_letter(next)) return true;
    } else if (c == 0xEF) {
      if (byte_at(name, i + 1) == 0xBF && byte_at(name, i + 2) == 0xBD) return true;
    } else if (c == 0xC3 && is_torn(name, i)) {
      return true;
    }
  }
  return false;
}

}  // namespace penumbra::ingest
