#include "graph/supply_cuts.h"

#include <algorithm>

namespace penumbra::graph {
namespace {

using Lanes = std::uint64_t;

// The net as it stands on one day: gates over things.
struct Gate {
  NetNode dependant = 0;
  std::uint32_t losses = 1;                   // so many lost members stop the dependant
  std::vector<std::vector<NetNode>> members;  // each by its targets
};

struct Standing {
  std::vector<Gate> gates;
  std::vector<std::vector<std::uint32_t>> gates_of;    // thing -> gates that it depends on
  std::vector<std::vector<std::uint32_t>> gates_over;  // thing -> gates with it among their targets
};

const NetNeedSpan* span_on(const NetNeed& need, Day day) {
  for (const NetNeedSpan& span : need.spans) {
    if (span.from <= day && day < span.to) return &span;
  }
  return nullptr;
}

Standing stand(const SupplyNet& net, const CutQuery& query) {
  Standing out;
  out.gates_of.resize(net.things.size());
  out.gates_over.resize(net.things.size());
  std::vector<bool> lost(net.things.size(), false);
  for (const NetNode thing : query.lost) lost[thing] = true;
  for (const NetGroup& group : net.groups) {
    std::uint8_t level = kLevels;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(net.needs[n], query.day);
      if (span != nullptr && span->mode != NeedMode::kSubstitute) level = std::min(level, span->level);
    }
    if (level > query.level) continue;
    Gate gate;
    gate.dependant = group.dependant;
    std::uint32_t working = 0;
    for (const std::uint32_t n : group.needs) {
      const NetNeedSpan* span = span_on(net.needs[n], query.day);
      if (span == nullptr || span->mode != NeedMode::kStanding) continue;
      if (span->level > level && span->level <= query.level) continue;
      std::vector<NetNode> targets;
      bool up = true;
      for (const NetTarget& target : net.needs[n].targets) {
        if (target.level > query.level) continue;
        targets.push_back(target.node);
        up = up && !lost[target.node];
      }
      working += up ? 1 : 0;
      gate.members.push_back(std::move(targets));
    }
    // A gate that is not met though its dependant is up: it lives on stock, or the record vouches for it. No further
    // loss in this gate changes that.
    if (working < group.minimum) continue;
    gate.losses = static_cast<std::uint32_t>(gate.members.size()) - group.minimum + 1;
    const auto index = static_cast<std::uint32_t>(out.gates.size());
    out.gates_of[gate.dependant].push_back(index);
    for (const auto& member : gate.members) {
      for (const NetNode target : member) {
        std::vector<std::uint32_t>& over = out.gates_over[target];
        if (over.empty() || over.back() != index) over.push_back(index);
      }
    }
    out.gates.push_back(std::move(gate));
  }
  return out;
}

// Which lanes lose so many members of the gate that its dependant stops.
Lanes stopped(const Gate& gate, const std::vector<Lanes>& lost, std::vector<Lanes>& scratch) {
  if (gate.losses == 0) return ~Lanes{0};
  scratch.assign(gate.losses + 1, 0);  // [k]: lanes with at least k lost members
  scratch[0] = ~Lanes{0};
  for (const auto& member : gate.members) {
    Lanes mask = 0;
    for (const NetNode target : member) mask |= lost[target];
    for (std::size_t k = gate.losses; k >= 1; --k) scratch[k] |= scratch[k - 1] & mask;
  }
  return scratch[gate.losses];
}

class Fixpoint {
 public:
  // Only things of `within` are followed; empty: all.
  Fixpoint(const Standing& standing, std::vector<bool> within)
      : standing_(standing), within_(std::move(within)), lost_(standing.gates_of.size(), 0) {}

  void lose(NetNode thing, Lanes lanes) {
    if ((lost_[thing] | lanes) == lost_[thing] || (!within_.empty() && !within_[thing])) return;
    lost_[thing] |= lanes;
    queue_.push_back(thing);
  }

  void settle() {
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      for (const std::uint32_t g : standing_.gates_over[queue_[i]]) {
        const Gate& gate = standing_.gates[g];
        lose(gate.dependant, stopped(gate, lost_, scratch_));
      }
    }
    touched_.insert(touched_.end(), queue_.begin(), queue_.end());
    queue_.clear();
  }

  const std::vector<Lanes>& lost() const { return lost_; }

  void clear() {
    for (const NetNode thing : touched_) lost_[thing] = 0;
    touched_.clear();
  }

 private:
  const Standing& standing_;
  std::vector<bool> within_;
  std::vector<Lanes> lost_;
  std::vector<NetNode> queue_;
  std::vector<NetNode> touched_;
  std::vector<Lanes> scratch_;
};

// Things that the root reaches over gates, without itself; ascending.
std::vector<NetNode> closure(const Standing& standing, NetNode root) {
  std::vector<bool> seen(standing.gates_of.size(), false);
  std::vector<NetNode> stack = {root};
  seen[root] = true;
  std::vector<NetNode> out;
  while (!stack.empty()) {
    const NetNode at = stack.back();
    stack.pop_back();
    for (const std::uint32_t g : standing.gates_of[at]) {
      for (const auto& member : standing.gates[g].members) {
        for (const NetNode target : member) {
          if (seen[target]) continue;
          seen[target] = true;
          out.push_back(target);
          stack.push_back(target);
        }
      }
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

constexpr std::size_t kLanes = 64;

}  // namespace

CutAnswer find_cuts(const SupplyNet& net, const CutQuery& query) {
  CutAnswer out;
  if (std::binary_search(query.lost.begin(), query.lost.end(), query.root)) {
    out.already_out = true;
    return out;
  }
  const Standing standing = stand(net, query);
  std::vector<NetNode> candidates = closure(standing, query.root);
  std::vector<bool> within(net.things.size(), false);
  within[query.root] = true;
  for (const NetNode thing : candidates) within[thing] = true;
  std::erase_if(candidates,
                [&](NetNode thing) { return std::binary_search(query.lost.begin(), query.lost.end(), thing); });
  Fixpoint fixpoint(standing, within);
  const auto begin = [&] {
    fixpoint.clear();
    for (const NetNode thing : query.lost) fixpoint.lose(thing, ~Lanes{0});
  };
  // A candidate can be half of a pair only if it takes a member of a gate that has more than one to lose.
  std::vector<NetNode> partners;
  for (std::size_t first = 0; first < candidates.size(); first += kLanes) {
    const std::size_t count = std::min(kLanes, candidates.size() - first);
    begin();
    for (std::size_t i = 0; i < count; ++i) fixpoint.lose(candidates[first + i], Lanes{1} << i);
    fixpoint.settle();
    const Lanes stops = fixpoint.lost()[query.root];
    Lanes weakens = 0;
    for (const Gate& gate : standing.gates) {
      if (gate.losses < 2 || !within[gate.dependant]) continue;
      for (const auto& member : gate.members) {
        for (const NetNode target : member) weakens |= fixpoint.lost()[target];
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if ((stops >> i & 1U) != 0) {
        out.singles.push_back(candidates[first + i]);
      } else if ((weakens >> i & 1U) != 0) {
        partners.push_back(candidates[first + i]);
      }
    }
  }
  for (std::size_t first = 0; first < query.causes.size(); first += kLanes) {
    const std::size_t count = std::min(kLanes, query.causes.size() - first);
    begin();
    for (std::size_t i = 0; i < count; ++i) {
      for (const NetNode thing : query.causes[first + i]) {
        if (thing != query.root) fixpoint.lose(thing, Lanes{1} << i);
      }
    }
    fixpoint.settle();
    for (std::size_t i = 0; i < count; ++i) {
      if ((fixpoint.lost()[query.root] >> i & 1U) != 0) out.causes.push_back(static_cast<std::uint32_t>(first + i));
    }
  }
  if (!query.pairs) return out;
  if (partners.size() > kMaxPairCandidates) {
    out.incomplete = "pairs were not tried: " + std::to_string(partners.size()) + " things could take part in one, " +
                     std::to_string(kMaxPairCandidates) + " are the limit";
    return out;
  }
  for (std::size_t u = 0; u < partners.size(); ++u) {
    for (std::size_t first = u + 1; first < partners.size(); first += kLanes) {
      const std::size_t count = std::min(kLanes, partners.size() - first);
      begin();
      fixpoint.lose(partners[u], ~Lanes{0});
      for (std::size_t i = 0; i < count; ++i) fixpoint.lose(partners[first + i], Lanes{1} << i);
      fixpoint.settle();
      for (std::size_t i = 0; i < count; ++i) {
        if ((fixpoint.lost()[query.root] >> i & 1U) != 0) out.pairs.emplace_back(partners[u], partners[first + i]);
      }
    }
  }
  return out;
}

std::vector<NetNode> stopped_by(const SupplyNet& net, const CutQuery& query, std::span<const NetNode> things) {
  const Standing standing = stand(net, query);
  Fixpoint fixpoint(standing, {});
  for (const NetNode thing : query.lost) fixpoint.lose(thing, 1);
  fixpoint.settle();
  std::vector<NetNode> out;
  const std::vector<Lanes> before = fixpoint.lost();
  for (const NetNode thing : things) fixpoint.lose(thing, 1);
  fixpoint.settle();
  for (NetNode thing = 0; thing < net.things.size(); ++thing) {
    const bool given = std::find(things.begin(), things.end(), thing) != things.end();
    if (fixpoint.lost()[thing] != 0 && (before[thing] == 0 || given)) out.push_back(thing);
  }
  return out;
}

}  // namespace penumbra::graph
