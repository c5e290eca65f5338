// Which of several bearers of one name is meant: father or son, man or woman. Internal to match.
#ifndef PENUMBRA_MATCH_BEARERS_H_
#define PENUMBRA_MATCH_BEARERS_H_

#include "match/penalties.h"
#include "names/name.h"

namespace penumbra::match {

// Father and son who bear one name are two people. Whether the names are theirs. Two numbers stand against each other
// already.
bool deduct_generations(const names::NameView& a, const names::NameView& b, Assessment& out);

// Two words that show the sex of those who bear the names, one a man's and one a woman's: "bin" and "binti" behind as
// many names, the Vietnamese "Van" and "Thi".
void deduct_sexes(const names::NameView& a, const names::NameView& b, Assessment& out);

}  // namespace penumbra::match

#endif  // PENUMBRA_MATCH_BEARERS_H_
