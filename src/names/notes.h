// What is noted beside a name in the field of a name: "Sample Trading LLC INN 7707083893", "MUSTER/ANNA MRS".
#ifndef PENUMBRA_NAMES_NOTES_H_
#define PENUMBRA_NAMES_NOTES_H_

#include <string>
#include <string_view>

#include "names/name.h"

namespace penumbra::names {

// The text without what is noted beside the name of a bearer of this type, or "" if nothing is, or nothing would be
// left: numbers behind their labels (INN, IMO, passport, date of birth, account; data/names/stated_names.txt), dates
// and numbers of seven digits or more, addresses of mail and pages (of which the name in them is left where the text
// holds no other), states ("in liquidation"), forms of address of firms ("M/S"), what a person is beside the name
// ("Estate of", "IP"), and what follows "representative office" and the like. "MUSTER/ANNA MRS", as airlines write it,
// is "ANNA MUSTER". `text` is plainly framed (stated_words.h). Any bytes; linear time. Thread-safe.
std::string without_notes(std::string_view text, NameType type);

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_NOTES_H_
