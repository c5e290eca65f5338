// The ownership graph as it stood on one day, as far as it was known on another.
//
// Questions it answers: *party → what it holds*, *party → who holds it, by kind of stake*. Each pair of owner and asset
// has at most one holding per kind here; which of several statements is used is decided when the world is made
// (docs/design/ownership.md, "Which statement counts").
#ifndef PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_
#define PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "graph/ownership_facts.h"
#include "penumbra/date.h"

namespace penumbra::graph {

// A percentage in units of 10^-16 percent. One share fits 64 bits with room for eight more; sums saturate at kShareCap.
using ShareUnits = std::int64_t;
inline constexpr ShareUnits kHundredPercent = 1'000'000'000'000'000'000;
inline constexpr ShareUnits kShareCap = 8 * kHundredPercent;
ShareUnits to_units(base::Percent percent);
base::Percent to_percent(ShareUnits units);

// Node number: a PartyIndex, or undisclosed_node() for all undisclosed holders together.
using Node = std::uint32_t;

inline constexpr std::uint8_t kLowOpen = 1;       // the low end is excluded
inline constexpr std::uint8_t kHighOpen = 2;      // the high end is excluded
inline constexpr std::uint8_t kOnlyPossible = 4;  // it may not have existed on the day; low is 0
inline constexpr std::uint8_t kContested = 8;     // equally recent statements differ; the interval holds them all

// One stake. 32 bytes, because a graph has many.
struct Holding {
  ShareUnits low = 0;
  ShareUnits high = 0;
  Node owner = 0;
  std::uint32_t column = 0;
  std::uint32_t fact = 0;  // index into OwnershipFacts::stakes()
  std::uint8_t flags = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

// All stakes of one kind in one asset: holdings [begin, end). Sums leave out what the asset holds in itself.
struct Column {
  Node asset = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t open_lows = 0;  // how many of the low ends are open
  ShareUnits low_total = 0;     // sum of the low ends
  std::int32_t self = -1;       // index of the holding in itself, or -1
  StakeKind kind = StakeKind::kEquity;
  bool overfull = false;  // the low ends alone exceed 100: the statements contradict one another
};

// Parties that exercise their rights in one asset together.
struct JointGroup {
  Node asset = 0;
  std::vector<Node> members;
  std::uint32_t fact = 0;      // one of the statements behind it
  bool only_possible = false;  // some statement behind it may not have held on the day
};

// Immutable once made; const access is safe from any thread. Refers to nothing outside itself.
class OwnershipWorld {
 public:
  // Selects, for each owner, asset and kind, the statement that counts on `as_of` by what was recorded at `known_at`.
  static OwnershipWorld at(const OwnershipFacts& facts, Date as_of, Timestamp known_at);
  // A world of exactly these holdings, without joint arrangements; `column` of each is ignored, `kinds` gives its kind
  // and `assets` its asset. For generators and benchmarks.
  static OwnershipWorld of(std::uint32_t party_count, std::vector<Holding> holdings, std::span<const Node> assets,
                           std::span<const StakeKind> kinds);

  std::uint32_t party_count() const { return party_count_; }
  Node undisclosed_node() const { return party_count_; }
  bool has_undisclosed() const { return out_begin_[party_count_] != out_begin_[party_count_ + 1]; }
  const std::vector<Holding>& holdings() const { return holdings_; }
  const std::vector<Column>& columns() const { return columns_; }
  // Indices of the columns of an asset: [first, second).
  std::pair<std::uint32_t, std::uint32_t> columns_of(Node asset) const {
    return {column_begin_[asset], column_begin_[asset + 1]};
  }
  // Indices of the holdings of an owner.
  std::span<const std::uint32_t> holdings_of(Node owner) const {
    return {out_.data() + out_begin_[owner], out_.data() + out_begin_[owner + 1]};
  }
  std::span<const Holding> holdings_in(const Column& column) const {
    return {holdings_.data() + column.begin, holdings_.data() + column.end};
  }
  bool has_kind(StakeKind kind) const { return kind_present_[static_cast<std::size_t>(kind)]; }
  const std::vector<JointGroup>& joint_groups() const { return joint_groups_; }
  // Indices of the joint groups of which a node is a member; empty for most.
  std::span<const std::uint32_t> joint_groups_of(Node node) const;
  // True when some joint group exists in this asset.
  bool is_joint_asset(Node asset) const;

 private:
  void index(std::vector<Holding> holdings, std::span<const Node> assets, std::span<const StakeKind> kinds);
  void index_joint_groups();

  std::uint32_t party_count_ = 0;
  std::vector<Holding> holdings_;  // by asset, then kind, then owner
  std::vector<Column> columns_;
  std::vector<std::uint32_t> column_begin_;
  std::vector<std::uint32_t> out_begin_;
  std::vector<std::uint32_t> out_;
  std::array<bool, kStakeKindCount> kind_present_{};
  std::vector<JointGroup> joint_groups_;
  std::vector<std::pair<Node, std::uint32_t>> joint_by_member_;  // sorted
  std::vector<std::uint32_t> joint_of_member_;                   // second of the above
  std::vector<Node> joint_assets_;                               // sorted
};

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_
