// The letters of whole names, whatever their words are. Internal to match and index.
//
// Blanks that were lost, added or moved, and digits in the place of letters, make other words of a name; how they were
// then read (a legal form written together with a word, a number in place of the end of another) may leave nothing in
// common. All letters in order are the same still. So is all but one letter where a slip made another kind of word of
// one: of a number ("fkve"), of the name of a country, of a legal form.
#ifndef PENUMBRA_MATCH_WHOLE_H_
#define PENUMBRA_MATCH_WHOLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "names/fold.h"
#include "names/name.h"

namespace penumbra::match {

// Names of fewer or more letters are not compared so.
inline constexpr std::size_t kLeastWhole = 4;
inline constexpr std::size_t kMostWhole = 400;

// The folded forms of a whole name: of the letters and digits of all parts in order, those without weight too; then,
// where digits stand beside letters, of the same with them read as the letters that they stand for (1 as i and as l).
// Empty for names outside the limits above, of Chinese characters or Korean syllables (which are divided otherwise),
// and for incomplete ones. No two are equal.
std::vector<std::string> whole_forms(const names::NameView& name);

// The same without memory of its own for a name of which no part begins with a digit: at most one form, empty if none.
// False for others, which whole_forms() must be asked for.
struct WholeForm {
  char letters[names::kFoldGrowth * kMostWhole];
  std::size_t size = 0;
  std::string_view text() const { return {letters, size}; }
};
bool one_whole_form(const names::NameView& name, WholeForm& out);

// Edits by which the letters of two whole names differ: 0 (none, or digits that stand for letters), 1 (one slip, in a
// word of four letters or more on both sides that is no number), or -1 (more, or what differs is another number).
// Promise to indexes: -1 unless a form of each are within joined_edits() of each other. Symmetric.
int whole_edits(const names::NameView& a, const names::NameView& b);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_WHOLE_H_
