// Signs that a text went through a wrong encoding somewhere on its way, though its bytes are sound now.
#ifndef PENUMBRA_INGEST_LETTER_DAMAGE_H_
#define PENUMBRA_INGEST_LETTER_DAMAGE_H_

#include <string_view>

namespace penumbra::ingest {

// Whether a name shows one of three: the replacement character U+FFFD; a question mark in front of a letter or of
// another one ("Ch?vez", "??????"), as a code page without the letter leaves it; UTF-8 that was read as Windows-1252 or
// ISO 8859-1 and written as UTF-8 again (e with an acute as the two letters U+00C3 U+00A9). A question mark behind a
// word is none, nor are pairs that languages write: quotation marks and blanks behind a capital letter. Linear.
bool is_damaged(std::string_view name);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_LETTER_DAMAGE_H_
