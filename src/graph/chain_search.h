// Best-first search for minimal chains in one case. Internal to graph/ownership_why.cc.
#ifndef PENUMBRA_GRAPH_CHAIN_SEARCH_H_
#define PENUMBRA_GRAPH_CHAIN_SEARCH_H_

#include <cstdint>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "graph/ownership_case.h"
#include "graph/ownership_why.h"

namespace penumbra::graph {

// A set of stakes of the case with its rank.
struct RankedChain {
  std::vector<std::uint32_t> stakes;  // sorted
  std::uint8_t doubt = 0;
  std::uint8_t uncertainty = 0;
  std::tuple<std::size_t, std::uint8_t, std::uint8_t, const std::vector<std::uint32_t>&> key() const {
    return {stakes.size(), doubt, uncertainty, stakes};
  }
  bool operator<(const RankedChain& other) const { return key() < other.key(); }
};

class ChainSearch {
 public:
  ChainSearch(OwnershipCase& cut, const WhyGoal& goal, const WhyOptions& options);

  // Up to `count` chains, best first.
  std::vector<RankedChain> run(std::size_t count);
  bool more() const { return more_; }
  bool gave_up() const { return gave_up_; }

  // Everything but these stakes held by strangers.
  CaseChange only(const std::vector<std::uint32_t>& stakes) const;

 private:
  // A way in which one holding counts: its owner is reached, or others make it count.
  struct Entry {
    std::uint32_t holding = 0;
    std::vector<std::uint32_t> stakes;  // its own, and the rows of an arrangement
    Node goal = 0;                      // who has to be reached for it; kNoGoal for starts
    ShareUnits value = 0;
    bool is_self = false;
  };
  struct Partial {
    std::uint32_t group = 0;
    std::vector<std::uint32_t> stakes;  // sorted
    std::vector<Node> open;             // parties still to be explained
    std::vector<Node> closed;           // parties explained, or being explained
    std::int32_t column = -1;           // column that is being added up, or -1
    std::vector<std::uint32_t> picked;  // entries of that column
    std::uint32_t next = 0;             // first entry that may be picked
    std::uint32_t bound = 0;            // no chain from here has fewer stakes
    std::uint8_t doubt = 0;
    std::uint8_t uncertainty = 0;
    // Among equals, what is nearest to its end first.
    using Numbers = const std::vector<std::uint32_t>&;
    std::tuple<std::uint32_t, std::uint8_t, std::uint8_t, std::size_t, Numbers, Numbers, std::int32_t, Numbers,
               std::uint32_t>
    key() const {
      return {bound, doubt, uncertainty, bound - stakes.size(), stakes, open, column, picked, group};
    }
    bool operator>(const Partial& other) const { return key() > other.key(); }
  };
  struct GroupRun {
    std::vector<bool> member;
    std::vector<bool> start;
  };

  void begin();
  void expand(const Partial& at);
  void explain_next(const Partial& at);
  void pick(const Partial& at);
  void add_stakes(Partial& to, const std::vector<std::uint32_t>& stakes) const;
  void add_goal(Partial& to, Node goal) const;
  void push(Partial next, std::uint32_t still_needed);
  const std::vector<Entry>& entries(std::uint32_t group, std::uint32_t column);
  void add_joint_entries(std::uint32_t group, const Column& column, std::uint32_t holding, std::vector<Entry>& out);
  std::vector<std::uint32_t> rows_between(const JointGroup& joint, Node a, Node b) const;
  bool meets(std::uint32_t column, const std::vector<Entry>& all, const std::vector<std::uint32_t>& picked);
  std::uint32_t still_needed(std::uint32_t column, const std::vector<Entry>& all,
                             const std::vector<std::uint32_t>& picked, std::uint32_t next) const;
  void finish(const Partial& at);
  std::uint8_t uncertainty_of(const CaseStake& stake) const;
  std::uint32_t stake_of_holding(std::uint32_t holding) const;

  OwnershipCase& case_;
  const WhyGoal goal_;
  const OwnershipWorld& world_;
  std::vector<GroupRun> groups_;
  std::vector<std::uint8_t> doubt_;  // by stake
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Entry>> entries_;
  std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, bool> met_;  // by column and picked holdings
  std::priority_queue<Partial, std::vector<Partial>, std::greater<>> queue_;
  std::set<RankedChain> found_;
  std::size_t looked_at_ = 0;
  bool more_ = false;
  bool gave_up_ = false;
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_CHAIN_SEARCH_H_
