// What the two halves of graph/ownership_flip.cc share: words for stakes, and the search for the share at which a
// verdict turns. Internal to the ownership engine.
#ifndef PENUMBRA_GRAPH_FLIP_CONTEXT_H_
#define PENUMBRA_GRAPH_FLIP_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "graph/ownership_case.h"
#include "graph/ownership_flip.h"
#include "graph/ownership_why.h"

namespace penumbra::graph {

inline constexpr std::size_t kFlipSupportLimit = 10'000;  // stakes of one support that are looked at
inline constexpr std::size_t kMaxPersonsTried = 8;        // listed persons tried as holders, where they are kept apart

model::ShareInterval exactly(ShareUnits units);
// Between a value and the next unit: more than it, and by no more than a test can tell. (An interval up to 100 would
// leave the share open, which some rules count by itself.)
model::ShareInterval just_above(ShareUnits units);
std::string percent_words(ShareUnits units);  // "50 %"

class FlipContext {
 public:
  FlipContext(OwnershipCase& cut, const OwnershipFacts& facts) : case_(cut), facts_(facts), goal_(goal_of(cut)) {}

 protected:
  std::string name(PartyIndex party) const;
  // " of the equity", or nothing for a criterion.
  static std::string what(StakeKind kind);
  // "the stake of X in A (50 % of the equity, source s1)"
  std::string stake_name(std::uint32_t s) const;
  // As stated; the holding's own low end is nothing when the stake is only possible.
  std::string stated_share(const CaseStake& stake) const;
  // "; it would be not-by-ownership"; nothing where the rule has no force and the word stays what it is.
  std::string outcome_words(OwnershipVerdict outcome) const;
  // The rule's own result, or what it would be while the rule has no force.
  std::string follows() const;

  PartyIndex whole(PartyIndex local) const { return *facts_.find(case_.facts().parties()[local].id); }
  std::uint32_t shown(std::uint32_t s) const { return case_.original(case_.stakes()[s].shown); }
  // A search that ran out of work says "not reached" to everything; what it found is not given.
  void add(OwnershipFlip flip) {
    if (!case_.spent()) out_.flips.push_back(std::move(flip));
  }
  void give_up_breaks();

  // Where a share turns a verdict: at `value`, or, when `strict`, as soon as it is more.
  struct Turn {
    ShareUnits value = 0;
    bool strict = false;
  };
  using Holds = std::function<bool(const model::ShareInterval& share)>;
  // The smallest exact value in (low, high] for which `holds` is true, given that it is not at `low`, is at `high`, and
  // never ceases in between; with `try_open`, whether what turns it is being above a value that does not.
  static Turn turn(ShareUnits low, ShareUnits high, const Holds& holds, bool try_open);

  // The most that a stake can be, whatever is stated about it: what others certainly hold in the same asset leaves the
  // rest. Where the statements contradict one another, 100.
  ShareUnits room(PartyIndex asset, StakeKind kind, const CaseStake* own) const;

  // A holder that is one person's though no stake of that person is on record: a company wholly owned by the person, or
  // a listed person of whom nothing else is known. (A second statement on the person's own stake would be read as a
  // correction of the first.)
  struct Holder {
    std::string name;
    PartyIndex person = 0;  // of the case, or the listed stranger
  };
  std::vector<Holder> holders() const;
  // The party that holds for it in `change`, which gets what makes it so.
  PartyIndex vehicle_of(const Holder& holder, CaseChange& change) const;

  OwnershipCase& case_;
  const OwnershipFacts& facts_;
  WhyGoal goal_;
  OwnershipFlips out_;
};

// The facts that would decide an open verdict, each way (flip_open.cc): flips, notes and bounds only.
OwnershipFlips decide_open_facts(OwnershipCase& cut, const OwnershipFacts& facts);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_FLIP_CONTEXT_H_
