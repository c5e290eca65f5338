// Normalisation: one form for texts that a reader takes for the same.
#ifndef PENUMBRA_TEXT_NORMALISE_H_
#define PENUMBRA_TEXT_NORMALISE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/tricks.h"

namespace penumbra::text {

// Most combining marks that are kept on one letter. Vietnamese stacks two, Hebrew with cantillation three.
inline constexpr int kMaxMarks = 4;
// Most bytes of a text beyond its limit that are looked through for padding.
inline constexpr std::size_t kMaxPaddedBytes = std::size_t{4} << 20U;

struct Normalised {
  std::u32string text;       // NFKC, case folded, without invisible, direction and control characters
  std::uint16_t tricks = 0;  // what was found (tricks.h)
  bool truncated = false;    // the input was longer than max_bytes, runs of blanks and dots not counted
  // Places in `text`, ascending, at which a capital begins what looks like another word written together with the one
  // before ("AlphaBeta", "AlphaBETA"): case folding takes the sign away. Not where case is mixed at random.
  std::vector<std::uint32_t> joints;
};

// Decodes and normalises: Unicode NFKC_Casefold (UAX #44, ICU) after removing direction marks and controls; at most
// kMaxMarks combining marks per letter; letters of another script that only look like their neighbours are exchanged
// (homoglyph.h). Ill-formed bytes become U+FFFD. Reads at most max_bytes, not counting
// runs of blanks, dots and characters that show nothing, if the whole has kMaxPaddedBytes at most; linear time. Never
// fails. Thread-safe.
Normalised normalise(std::string_view utf8, std::size_t max_bytes);

// The same into a value whose memory is used again.
void normalise_into(std::string_view utf8, std::size_t max_bytes, Normalised& out);

// The same by ICU's normaliser alone, without the table of code points: what tests compare the table with.
Normalised normalise_by_icu(std::string_view utf8, std::size_t max_bytes);

// The visible form of a text for display to a reader: direction marks, invisible and control characters written as
// <U+XXXX>, everything else unchanged. Ill-formed bytes become U+FFFD.
std::string visibly_escaped(std::string_view utf8);

}  // namespace penumbra::text

#endif  // PENUMBRA_TEXT_NORMALISE_H_
