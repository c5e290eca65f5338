// Ownership rules applied to the parties of a dependency world.
#ifndef PENUMBRA_GRAPH_DEPENDENCY_OWNERSHIP_H_
#define PENUMBRA_GRAPH_DEPENDENCY_OWNERSHIP_H_

#include <string>
#include <vector>

#include "graph/dependency.h"
#include "graph/dependency_world.h"
#include "graph/ownership_facts.h"
#include "penumbra/result.h"
#include "rules/ownership_rule.h"

namespace penumbra::graph {

struct OwnershipFindings {
  std::vector<PartyFinding> findings;  // by party, then regime; what DependencyQuery wants
  std::vector<std::string> rules;      // "us-ofac-50, version 2014-08-13 (OFAC FAQ 401)", one per regime applied
};

// The parties at an end of a stake, their designations and the stakes of the world's facts: what ownership rules judge.
// Stakes that name what is not on record are left out; DependencyWorld counts them.
Result<OwnershipFacts> ownership_facts(const DependencyWorld& world);

// Whose law a rule is: the jurisdiction of the lists that start it, or its regime.
std::string jurisdiction_of(const rules::RuleVersion& rule);

// What each regime of the book says on the world's day of the parties that are not listed themselves: restricted,
// licence, control-review and undetermined verdicts, and flags of parties that stand. `regimes` chooses by name of the
// rule's regime or by jurisdiction of its lists; empty takes all. Stakes and designations are those of the world's
// facts.
Result<OwnershipFindings> ownership_findings(const DependencyWorld& world, const rules::RuleBook& book,
                                             const std::vector<std::string>& regimes);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_DEPENDENCY_OWNERSHIP_H_
