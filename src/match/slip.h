// Whether two whole names differ by a single slip of the pen. Internal to match.
#ifndef PENUMBRA_MATCH_SLIP_H_
#define PENUMBRA_MATCH_SLIP_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "match/align.h"
#include "names/name.h"

namespace penumbra::match {

// The legal form that stands for the name: the last one ("Co Ltd"), or null.
const names::Part* legal_form(const names::NameView& name);

// Whether a part with weight has met nothing.
bool any_left(const names::NameView& name, const std::array<std::uint8_t, names::kMaxParts>& of);

// Whether the letters of two names, all words in order, differ by exactly one edit, and what differs may be a slip: no
// number, place, initial, legal form or other conflict stands against another. Linear in the letters; allocates
// nothing.
bool differ_by_one_slip(const names::NameView& a, const names::NameView& b, const Alignment& alignment);

// The same for exactly two edits in names of at least kLeastTwoSlips letters, where of every two words that met and
// differ nobody bears one: a slip makes such a word. Of two pairs one may be of words in use, where the words that met
// say enough (`information`, in half bits). Two names of nothing but pinyin differ by no slips.
inline constexpr std::size_t kLeastTwoSlips = 9;
bool differ_by_two_slips(const names::NameView& a, const names::NameView& b, const Alignment& alignment,
                         int information);

// What one edit between two words looks like: a slip that hands make (neighbours exchanged, a letter left out or put
// in, the key beside), any other letter, or more than one edit, or none.
enum class SlipOfHand : std::uint8_t { kNone, kAnyLetter, kUsual };
SlipOfHand slip_of_hand(std::string_view x, std::string_view y);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_SLIP_H_
