#include "graph/ownership_explain.h"

#include <algorithm>
#include <unordered_set>

namespace penumbra::graph {

namespace {

using rules::Effect;

class Explainer {
 public:
  Explainer(const OwnershipFixpoint& run, std::size_t limit) : run_(run), world_(run.world()), limit_(limit) {}

  // Supports every node of the queue, then every owner those supports use.
  void explain(Node node) {
    enqueue(node);
    drain();
  }

  // Supports what was enqueued, nearest first. Stops at the limit: the statements next to the party are the ones
  // that a reader needs, and chains of hostile length must not cost their square.
  void drain() {
    while (next_ < queue_.size() && used_.size() < limit_) support_one(queue_[next_++]);
  }

  bool cut() const { return next_ < queue_.size(); }

  void use(std::uint32_t holding, std::uint32_t before) {
    const Holding& h = world_.holdings()[holding];
    const Column& column = world_.columns()[h.column];
    add(holding);
    if (run_.passes_on(h.owner, before)) {
      enqueue(h.owner);
      return;
    }
    // It counts through a joint arrangement: show the arrangement and the member that brings it in.
    const std::int32_t g = run_.joint_group_for(h, column, before);
    if (g < 0) return;
    const JointGroup& group = world_.joint_groups()[static_cast<std::size_t>(g)];
    for (const Node member : group.members) {
      if (member == h.owner) continue;
      if (run_.passes_on(member, before)) {
        enqueue(member);
        break;
      }
    }
    show_arrangement(group);
  }

  // Statements by rank of the party they are in, so that reasons come first.
  std::vector<std::uint32_t> ordered() const {
    std::vector<std::uint32_t> result = used_;
    const auto rank = [&](std::uint32_t i) {
      const Node asset = world_.columns()[world_.holdings()[i].column].asset;
      return run_.contains(asset) ? run_.rank(asset) : static_cast<std::uint32_t>(run_.members().size());
    };
    std::stable_sort(result.begin(), result.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
    return result;
  }

 private:
  void enqueue(Node node) {
    if (run_.contains(node) && !run_.is_start(node) && seen_.insert(node).second) queue_.push_back(node);
  }

  void add(std::uint32_t holding) {
    if (added_.insert(holding).second) used_.push_back(holding);
  }

  void show_arrangement(const JointGroup& group) {
    for (std::uint32_t i = 0; i < world_.columns().size(); ++i) {
      const Column& column = world_.columns()[i];
      if (column.kind != StakeKind::kJointArrangement) continue;
      if (column.asset != group.asset &&
          !std::binary_search(group.members.begin(), group.members.end(), column.asset)) {
        continue;
      }
      for (std::uint32_t h = column.begin; h < column.end; ++h) {
        if (std::binary_search(group.members.begin(), group.members.end(), world_.holdings()[h].owner)) add(h);
      }
    }
  }

  // The strongest test that the party meets by members before it; among equals, the one with the fewest statements.
  void support_one(Node node) {
    const auto [begin, end] = world_.columns_of(node);
    const std::uint32_t before = run_.rank(node);
    std::vector<std::uint32_t> best;
    Effect best_effect = Effect::kNone;
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = world_.columns()[c];
      const Effect effect = run_.effect_of(column);
      if (effect < run_.level() || column.kind == StakeKind::kJointArrangement) continue;
      // What the party holds counts further on: its reason must be one that passes stakes on.
      if (run_.passes_on(node, before + 1) && !run_.test_passes_on(column)) continue;
      const std::vector<std::uint32_t> found =
          is_measured(column.kind) ? minimal_sum(column, before) : first_criterion(column, before);
      if (found.empty()) continue;
      if (best.empty() || effect > best_effect || (effect == best_effect && found.size() < best.size())) {
        best = found;
        best_effect = effect;
      }
    }
    for (const std::uint32_t h : best) use(h, before);
  }

  std::vector<std::uint32_t> first_criterion(const Column& column, std::uint32_t before) const {
    std::uint32_t best = 0;
    bool found = false;
    for (std::uint32_t h = column.begin; h < column.end; ++h) {
      const Holding& holding = world_.holdings()[h];
      if (run_.side() == Side::kLow && holding.has(kOnlyPossible)) continue;
      if (holding.owner == column.asset || !run_.passes_on(holding.owner, before)) continue;
      if (!found || run_.rank(holding.owner) < run_.rank(world_.holdings()[best].owner)) best = h;
      found = true;
    }
    return found ? std::vector<std::uint32_t>{best} : std::vector<std::uint32_t>{};
  }

  // Largest stakes first until the test is met: with the sum of the chosen ones met only at the last, no smaller one
  // among them can be spared, and none larger either.
  std::vector<std::uint32_t> minimal_sum(const Column& column, std::uint32_t before) const {
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t h = column.begin; h < column.end; ++h) {
      if (value(h) > 0 && run_.counts(world_.holdings()[h], column, before)) candidates.push_back(h);
    }
    std::sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (value(a) != value(b)) return value(a) > value(b);
      return order_of(a) < order_of(b);
    });
    std::vector<std::uint32_t> chosen;
    ShareUnits sum = 0;
    bool open = false;
    for (const std::uint32_t h : candidates) {
      chosen.push_back(h);
      sum = std::min(sum + value(h), kShareCap);
      open = open || is_open(h);
      if (run_.meets(column, sum, open)) {
        if (column.self >= 0) chosen.push_back(static_cast<std::uint32_t>(column.self));
        return chosen;
      }
    }
    return {};
  }

  ShareUnits value(std::uint32_t h) const {
    const Holding& holding = world_.holdings()[h];
    return run_.side() == Side::kLow ? holding.low : holding.high;
  }
  bool is_open(std::uint32_t h) const {
    return world_.holdings()[h].has(run_.side() == Side::kLow ? kLowOpen : kHighOpen);
  }
  std::uint32_t order_of(std::uint32_t h) const {
    const Node owner = world_.holdings()[h].owner;
    return run_.contains(owner) ? run_.rank(owner) : static_cast<std::uint32_t>(run_.members().size());
  }

  const OwnershipFixpoint& run_;
  const OwnershipWorld& world_;
  std::size_t limit_;
  std::vector<Node> queue_;
  std::size_t next_ = 0;
  std::unordered_set<Node> seen_;
  std::vector<std::uint32_t> used_;
  std::unordered_set<std::uint32_t> added_;
};

}  // namespace

Support support_of(const OwnershipFixpoint& run, Node node, std::size_t limit) {
  Explainer explainer(run, limit);
  explainer.explain(node);
  return {explainer.ordered(), explainer.cut()};
}

Support support_of_share(const OwnershipFixpoint& run, std::uint32_t column, std::size_t limit) {
  Explainer explainer(run, limit);
  const Column& c = run.world().columns()[column];
  const auto all = static_cast<std::uint32_t>(run.members().size());
  std::vector<std::uint32_t> counted;
  for (std::uint32_t h = c.begin; h < c.end; ++h) {
    if (run.counts(run.world().holdings()[h], c, all)) counted.push_back(h);
  }
  std::stable_sort(counted.begin(), counted.end(), [&](std::uint32_t a, std::uint32_t b) {
    return run.world().holdings()[a].high > run.world().holdings()[b].high;
  });
  const bool cut = counted.size() > limit;
  if (cut) counted.resize(limit);
  for (const std::uint32_t h : counted) explainer.use(h, all);
  explainer.drain();
  return {explainer.ordered(), cut || explainer.cut()};
}

}  // namespace penumbra::graph
