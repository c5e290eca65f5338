#include "graph/dependency_why.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <queue>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace penumbra::graph {
namespace {

using model::Need;

// In the order of the ranks: a chain belongs to the first pair that it keeps.
constexpr std::array<std::pair<Certainty, Need>, 6> kRanks = {{{Certainty::kCertain, Need::kEssential},
                                                               {Certainty::kCertain, Need::kSupporting},
                                                               {Certainty::kPossible, Need::kEssential},
                                                               {Certainty::kPossible, Need::kSupporting},
                                                               {Certainty::kContested, Need::kEssential},
                                                               {Certainty::kContested, Need::kSupporting}}};

// One dependence between two things: the best of the facts that state it.
struct Link {
  const DependencyEdge* edge = nullptr;
  std::uint32_t from = 0;  // node of the part of the graph that lies between root and target
  std::uint32_t to = 0;
};

class Between {
 public:
  Between(const DependencyWorld& world, EntityIndex root, EntityIndex target, const DependencyWhyOptions& options)
      : world_(world), options_(options) {
    collect(root, target);
  }

  DependencyWhy run() {
    if (target_ < 0) {
      if (cut_off_) out_.bounds.push_back(too_long());
      return std::move(out_);
    }
    for (const auto& [certainty, need] : kRanks) {
      if (out_.chains.size() >= options_.chains || given_up_) break;
      search(certainty, need);
    }
    if (!out_.chains.empty()) {
      cut();
    } else if (out_.more) {
      out_.bounds.push_back(too_long());
    }
    return std::move(out_);
  }

 private:
  // Things within reach of the root that lead on to the target, with the links between them.
  void collect(EntityIndex root, EntityIndex target) {
    std::unordered_map<EntityIndex, std::uint32_t> hops = {{root, 0}};
    std::vector<EntityIndex> order = {root};
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::uint32_t at = hops.at(order[i]);
      for (const DependencyEdge& edge : world_.needs(order[i])) {
        if (edge.need == Need::kContext) continue;
        if (at == options_.max_hops) {
          cut_off_ = true;
          continue;
        }
        if (hops.emplace(edge.needed, at + 1).second) order.push_back(edge.needed);
      }
    }
    if (!hops.contains(target) || root == target) return;
    std::sort(order.begin(), order.end(),
              [&](EntityIndex a, EntityIndex b) { return world_.entity(a).id < world_.entity(b).id; });
    std::unordered_map<EntityIndex, std::uint32_t> node;
    for (const EntityIndex entity : order) {
      node.emplace(entity, static_cast<std::uint32_t>(node.size()));
    }
    root_ = static_cast<std::int32_t>(node.at(root));
    target_ = static_cast<std::int32_t>(node.at(target));
    from_.resize(order.size());
    for (const EntityIndex entity : order) {
      std::map<std::pair<std::uint32_t, std::string_view>, const DependencyEdge*> best;
      for (const DependencyEdge& edge : world_.needs(entity)) {
        const auto to = node.find(edge.needed);
        if (edge.need == Need::kContext || to == node.end() || edge.needed == entity) continue;
        const auto [it, is_new] = best.try_emplace({to->second, edge.fact->kind}, &edge);
        if (!is_new && rank(edge) < rank(*it->second)) it->second = &edge;
      }
      for (const auto& [key, edge] : best) {
        from_[node.at(entity)].push_back(static_cast<std::uint32_t>(links_.size()));
        links_.push_back({edge, node.at(entity), key.first});
      }
    }
  }

  std::string too_long() const {
    return "chains of more than " + std::to_string(options_.max_hops) + " steps were not followed";
  }

  static std::tuple<Certainty, Need, std::uint8_t, std::string_view> rank(const DependencyEdge& edge) {
    return {edge.certainty, edge.need, edge.doubt, edge.fact->id};
  }

  // Steps to the target over links within the bounds; the number of nodes where there is no way.
  std::vector<std::uint32_t> distances(Certainty certainty, Need need) const {
    std::vector<std::vector<std::uint32_t>> back(from_.size());
    for (const Link& link : links_) {
      if (link.edge->certainty <= certainty && link.edge->need <= need) back[link.to].push_back(link.from);
    }
    const auto none = static_cast<std::uint32_t>(from_.size());
    std::vector<std::uint32_t> result(from_.size(), none);
    std::deque<std::uint32_t> queue = {static_cast<std::uint32_t>(target_)};
    result[static_cast<std::size_t>(target_)] = 0;
    while (!queue.empty()) {
      const std::uint32_t at = queue.front();
      queue.pop_front();
      for (const std::uint32_t before : back[at]) {
        if (result[before] != none) continue;
        result[before] = result[at] + 1;
        queue.push_back(before);
      }
    }
    return result;
  }

  struct Partial {
    std::size_t bound = 0;  // no chain from here is shorter
    std::uint32_t doubt = 0;
    std::size_t left = 0;
    std::vector<std::uint32_t> links;
  };

  // Facts are compared by id, so that no numbering shows.
  bool later(const Partial& a, const Partial& b) const {
    const auto key = [](const Partial& p) { return std::tuple(p.bound, p.doubt, p.left); };
    if (key(a) != key(b)) return key(a) > key(b);
    return std::lexicographical_compare(
        b.links.begin(), b.links.end(), a.links.begin(), a.links.end(),
        [&](std::uint32_t x, std::uint32_t y) { return links_[x].edge->fact->id < links_[y].edge->fact->id; });
  }

  void search(Certainty certainty, Need need) {
    const std::vector<std::uint32_t> distance = distances(certainty, need);
    const auto none = static_cast<std::uint32_t>(from_.size());
    if (distance[static_cast<std::size_t>(root_)] == none) return;
    const auto order = [&](const Partial& a, const Partial& b) { return later(a, b); };
    std::priority_queue<Partial, std::vector<Partial>, decltype(order)> queue(order);
    queue.push({distance[static_cast<std::size_t>(root_)], 0, 0, {}});
    while (!queue.empty()) {
      const Partial at = queue.top();
      queue.pop();
      if (++looked_at_ > kMaxPartialPaths) {
        out_.bounds.push_back("the search for chains was given up after " + std::to_string(kMaxPartialPaths) +
                              " beginnings; those given are chains, and better ones of lower rank may exist");
        out_.more = given_up_ = true;
        return;
      }
      const std::uint32_t node = at.links.empty() ? static_cast<std::uint32_t>(root_) : links_[at.links.back()].to;
      if (node == static_cast<std::uint32_t>(target_)) {
        if (!keep(at, certainty, need)) continue;
        if (out_.chains.size() > options_.chains) {
          out_.chains.pop_back();
          out_.more = true;
          return;
        }
        continue;
      }
      for (const std::uint32_t l : from_[node]) {
        const Link& link = links_[l];
        if (link.edge->certainty > certainty || link.edge->need > need || distance[link.to] == none) continue;
        const std::size_t bound = at.links.size() + 1 + distance[link.to];
        if (bound > options_.max_hops) {
          out_.more = true;
          continue;
        }
        const bool again = link.to == static_cast<std::uint32_t>(root_) ||
                           std::any_of(at.links.begin(), at.links.end(),
                                       [&](std::uint32_t other) { return links_[other].to == link.to; });
        if (again) continue;
        Partial next = at;
        next.bound = bound;
        next.doubt += link.edge->doubt;
        next.left = distance[link.to];
        next.links.push_back(l);
        queue.push(std::move(next));
      }
    }
  }

  // Chains that keep tighter bounds were given before.
  bool keep(const Partial& at, Certainty certainty, Need need) {
    DependencyPath path;
    path.doubt = at.doubt;
    for (const std::uint32_t l : at.links) {
      const DependencyEdge& edge = *links_[l].edge;
      path.steps.push_back({edge.fact, edge.dependant, edge.needed, edge.need, edge.certainty});
      path.certainty = weaker(path.certainty, edge.certainty);
      path.need = std::max(path.need, edge.need);
    }
    if (path.certainty != certainty || path.need != need) return false;
    out_.chains.push_back(std::move(path));
    return true;
  }

  // Minimum cut. Each link carries one unit; an augmenting path may take a unit back.
  void cut() {
    std::vector<bool> used(links_.size(), false);
    std::vector<std::vector<std::uint32_t>> into(from_.size());
    for (std::uint32_t l = 0; l < links_.size(); ++l) into[links_[l].to].push_back(l);
    while (augment(used, into)) {
    }
    const std::vector<bool> near = residual_from_root(used, into);
    const std::vector<bool> far = residual_to_target(used, into);
    add_cut([&](const Link& link) { return near[link.from] && !near[link.to]; });
    add_cut([&](const Link& link) { return !far[link.from] && far[link.to]; });
  }

  template <typename Crosses>
  void add_cut(Crosses crosses) {
    std::vector<const model::Relationship*> facts;
    for (const Link& link : links_) {
      if (crosses(link)) facts.push_back(link.edge->fact);
    }
    std::sort(facts.begin(), facts.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    if (std::find(out_.cuts.begin(), out_.cuts.end(), facts) == out_.cuts.end()) out_.cuts.push_back(std::move(facts));
  }

  bool augment(std::vector<bool>& used, const std::vector<std::vector<std::uint32_t>>& into) const {
    constexpr std::int64_t kUnseen = -1;
    // The link by which a node was reached, plus the number of links when it was taken backwards.
    std::vector<std::int64_t> by(from_.size(), kUnseen);
    const auto count = static_cast<std::int64_t>(links_.size());
    std::deque<std::uint32_t> queue = {static_cast<std::uint32_t>(root_)};
    std::vector<bool> seen(from_.size(), false);
    seen[static_cast<std::size_t>(root_)] = true;
    while (!queue.empty() && !seen[static_cast<std::size_t>(target_)]) {
      const std::uint32_t at = queue.front();
      queue.pop_front();
      const auto visit = [&](std::uint32_t next, std::int64_t how) {
        if (seen[next]) return;
        seen[next] = true;
        by[next] = how;
        queue.push_back(next);
      };
      for (const std::uint32_t l : from_[at]) {
        if (!used[l]) visit(links_[l].to, l);
      }
      for (const std::uint32_t l : into[at]) {
        if (used[l]) visit(links_[l].from, count + l);
      }
    }
    if (!seen[static_cast<std::size_t>(target_)]) return false;
    for (auto at = static_cast<std::uint32_t>(target_); at != static_cast<std::uint32_t>(root_);) {
      const bool backwards = by[at] >= count;
      const auto l = static_cast<std::uint32_t>(backwards ? by[at] - count : by[at]);
      used[l] = !backwards;
      at = backwards ? links_[l].to : links_[l].from;
    }
    return true;
  }

  std::vector<bool> residual_from_root(const std::vector<bool>& used,
                                       const std::vector<std::vector<std::uint32_t>>& into) const {
    return flood(static_cast<std::uint32_t>(root_), [&](std::uint32_t at, const auto& visit) {
      for (const std::uint32_t l : from_[at]) {
        if (!used[l]) visit(links_[l].to);
      }
      for (const std::uint32_t l : into[at]) {
        if (used[l]) visit(links_[l].from);
      }
    });
  }
  std::vector<bool> residual_to_target(const std::vector<bool>& used,
                                       const std::vector<std::vector<std::uint32_t>>& into) const {
    return flood(static_cast<std::uint32_t>(target_), [&](std::uint32_t at, const auto& visit) {
      for (const std::uint32_t l : into[at]) {
        if (!used[l]) visit(links_[l].from);
      }
      for (const std::uint32_t l : from_[at]) {
        if (used[l]) visit(links_[l].to);
      }
    });
  }
  template <typename Step>
  std::vector<bool> flood(std::uint32_t start, Step step) const {
    std::vector<bool> seen(from_.size(), false);
    std::vector<std::uint32_t> queue = {start};
    seen[start] = true;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      step(queue[i], [&](std::uint32_t next) {
        if (seen[next]) return;
        seen[next] = true;
        queue.push_back(next);
      });
    }
    return seen;
  }

  const DependencyWorld& world_;
  const DependencyWhyOptions& options_;
  std::vector<Link> links_;
  std::vector<std::vector<std::uint32_t>> from_;  // links by the node at which they begin
  std::int32_t root_ = -1;
  std::int32_t target_ = -1;
  bool cut_off_ = false;
  bool given_up_ = false;
  std::size_t looked_at_ = 0;
  DependencyWhy out_;
};

}  // namespace

DependencyWhy explain_dependency(const DependencyWorld& world, EntityIndex root, EntityIndex target,
                                 const DependencyWhyOptions& options) {
  return Between(world, root, target, options).run();
}

}  // namespace penumbra::graph
