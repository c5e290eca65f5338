// Only parties downstream of a start can have a share, so the work is done on those: strongly connected components by
// an iterative form of Tarjan's algorithm (1972), which yields them in reverse topological order of owner → asset; then
// one pass over the components from owners to assets.
#include "graph/ownership_integrated.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace penumbra::graph {

namespace {

constexpr int kMaxSweeps = 10'000;  // a component that leaks slowly converges slowly; the figure is context only
constexpr double kTolerance = 1e-12;

class Components {
 public:
  Components(const OwnershipWorld& world, std::span<const Node> start) : world_(world) {
    const std::size_t n = world.party_count() + 1;
    number_.assign(n, 0);
    lowest_.assign(n, 0);
    component_.assign(n, 0);
    for (const Node node : start) {
      if (number_[node] == 0) search(node);
    }
  }

  // Components from owners to assets.
  const std::vector<std::vector<Node>>& in_order() {
    std::reverse(components_.begin(), components_.end());
    return components_;
  }

 private:
  struct Frame {
    Node node;
    std::size_t next;
  };

  void search(Node root) {
    std::vector<Frame> frames{{root, 0}};
    open(root);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      const auto holdings = world_.holdings_of(frame.node);
      if (frame.next < holdings.size()) {
        const Column& column = world_.columns()[world_.holdings()[holdings[frame.next++]].column];
        if (column.kind != StakeKind::kEquity) continue;
        const Node asset = column.asset;
        if (number_[asset] == 0) {
          open(asset);
          frames.push_back({asset, 0});
        } else if (component_[asset] == 0) {
          lowest_[frame.node] = std::min(lowest_[frame.node], number_[asset]);
        }
        continue;
      }
      const Node done = frame.node;
      frames.pop_back();
      if (!frames.empty()) lowest_[frames.back().node] = std::min(lowest_[frames.back().node], lowest_[done]);
      if (lowest_[done] == number_[done]) close(done);
    }
  }

  void open(Node node) {
    number_[node] = lowest_[node] = ++counter_;
    stack_.push_back(node);
  }

  void close(Node root) {
    components_.emplace_back();
    while (true) {
      const Node node = stack_.back();
      stack_.pop_back();
      component_[node] = static_cast<std::uint32_t>(components_.size());
      components_.back().push_back(node);
      if (node == root) return;
    }
  }

  const OwnershipWorld& world_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> lowest_;
  std::vector<std::uint32_t> component_;  // 1-based; 0 while open
  std::vector<Node> stack_;
  std::vector<std::vector<Node>> components_;
  std::uint32_t counter_ = 0;
};

}  // namespace

std::vector<double> integrated_ownership(const OwnershipWorld& world, std::span<const Node> start, bool high) {
  std::vector<double> share(world.party_count() + 1, 0.0);
  std::vector<Node> roots(start.begin(), start.end());
  if (high && world.has_undisclosed()) roots.push_back(world.undisclosed_node());
  std::vector<bool> is_start(world.party_count() + 1, false);
  for (const Node node : roots) {
    is_start[node] = true;
    share[node] = 1.0;
  }
  const auto value = [&](Node node) {
    const auto [begin, end] = world.columns_of(node);
    double sum = 0;
    for (std::uint32_t c = begin; c < end; ++c) {
      const Column& column = world.columns()[c];
      if (column.kind != StakeKind::kEquity) continue;
      for (const Holding& h : world.holdings_in(column)) {
        const double part = static_cast<double>(high ? h.high : h.low) / static_cast<double>(kHundredPercent);
        sum += part * share[h.owner];
      }
    }
    return std::min(sum, 1.0);
  };
  Components components(world, roots);
  for (const std::vector<Node>& component : components.in_order()) {
    for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
      double change = 0;
      for (const Node node : component) {
        if (is_start[node]) continue;
        const double next = value(node);
        change = std::max(change, std::abs(next - share[node]));
        share[node] = next;
      }
      if (component.size() == 1 && sweep == 0) {
        // A single party needs a second sweep only when it holds shares in itself.
        bool holds_itself = false;
        for (const std::uint32_t h : world.holdings_of(component.front())) {
          holds_itself = holds_itself || world.columns()[world.holdings()[h].column].asset == component.front();
        }
        if (!holds_itself) break;
      }
      if (change < kTolerance) break;
    }
  }
  return share;
}

}  // namespace penumbra::graph
