// Shares, tests and verdicts in words. Internal to the ownership engine; answers in several places must read alike.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_WORDS_H_
#define PENUMBRA_GRAPH_OWNERSHIP_WORDS_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "graph/ownership_decide.h"

namespace penumbra::graph {

std::string cat(std::initializer_list<std::string_view> parts);

// "50": exact, without the sign.
std::string percent_text(ShareEnd end);

// "50 %", "more than 25 to 50 %", "at least 40 %".
std::string share_text(ShareEnd low, ShareEnd high);
// The same for a stake; "an unknown share" where nothing is stated.
std::string share_text(const Holding& holding);

// "at least 50 %", "more than 50 %".
std::string test_text(const rules::KindTest& test);

// "Under rule R (version V) as in force on D, facts F1 to F3 imply restricted for A (counted share 52 %); not
// established: G." The facts are those of the answer's chain, in its order; `listed_on` names the rule's lists on which
// the party itself stands.
std::string verdict_sentence(const OwnershipFacts& facts, const OwnershipDecision& decision,
                             const OwnershipQuery& query, const OwnershipAnswer& answer, std::string_view listed_on);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_WORDS_H_
