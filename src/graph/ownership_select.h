// Which of the statements about one stake counts on a day (docs/design/ownership.md, "Which statement counts").
#ifndef PENUMBRA_GRAPH_OWNERSHIP_SELECT_H_
#define PENUMBRA_GRAPH_OWNERSHIP_SELECT_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/ownership_facts.h"
#include "graph/ownership_share.h"

namespace penumbra::graph {

// What counts of one stake on a day: its share and the statement that stands for it.
struct SelectedStake {
  ShareState share;
  std::uint32_t fact = 0;
};

// Chooses by what was recorded at `known_at`. Cheap to make; `facts` must outlive it. Thread-safe.
class StakeSelector {
 public:
  // `added`: further statements, numbered from facts.stakes().size() on.
  StakeSelector(const OwnershipFacts& facts, Timestamp known_at, std::span<const StakeFact> added = {})
      : facts_(facts), known_at_(known_at), added_(added) {}

  // Appends what counts of a stake about which there is one statement: nothing or one element.
  void choose_only(std::uint32_t fact, Date as_of, std::vector<SelectedStake>& out) const;
  // The same for any number of statements about one owner, asset and kind. Undisclosed holders are not merged, so for
  // them there may be several elements, each with a statement of its own.
  void choose(std::span<const std::uint32_t> statements, Date as_of, std::vector<SelectedStake>& out) const;

  const StakeFact& stake(std::uint32_t fact) const {
    const auto& stakes = facts_.stakes();
    return fact < stakes.size() ? stakes[fact] : added_[fact - stakes.size()];
  }

 private:
  bool is_known(const StakeFact& stake) const { return !stake.recorded || *stake.recorded <= known_at_; }
  void choose_undisclosed(const std::vector<std::uint32_t>& newest_first, Date as_of,
                          std::vector<SelectedStake>& out) const;

  const OwnershipFacts& facts_;
  Timestamp known_at_;
  std::span<const StakeFact> added_;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_SELECT_H_
