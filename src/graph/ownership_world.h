// The ownership graph as it stood on one day, as far as it was known on another.
//
// Questions it answers: *party → what it holds*, *party → who holds it, by kind of stake*. Each pair of owner and asset
// has at most one holding per kind here; which of several statements is used is decided when the world is made
// (docs/design/ownership.md, "Which statement counts").
//
// Kept small, because a graph has millions of stakes: 20 bytes for each, 12 for each column, 8 for each party. Holdings
// and columns are therefore not stored as such but made when asked for; they are cheap values.
#ifndef PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_
#define PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "graph/ownership_facts.h"
#include "graph/ownership_share.h"
#include "penumbra/date.h"

namespace penumbra::graph {

// Node number: a PartyIndex, or undisclosed_node() for all undisclosed holders together.
using Node = std::uint32_t;

// One stake.
struct Holding {
  ShareUnits low = 0;
  ShareUnits high = 0;
  Node owner = 0;
  std::uint32_t column = 0;
  std::uint32_t fact = 0;  // index into OwnershipFacts::stakes()
  std::uint8_t flags = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  ShareState state() const { return {low, high, flags}; }
};

// All stakes of one kind in one asset: holdings [begin, end), by owner.
struct Column {
  Node asset = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t index = 0;  // its place in OwnershipWorld::columns()
  StakeKind kind = StakeKind::kEquity;
  bool overfull = false;   // the low ends alone exceed 100: the statements contradict one another
  std::int64_t self = -1;  // index of what the asset holds in itself, or -1
};

// Sum of the low ends of a column, without what the asset holds in itself.
struct LowTotal {
  ShareUnits sum = 0;
  std::uint32_t open = 0;  // how many of the ends are open
};

// Parties that exercise their rights in one asset together.
struct JointGroup {
  Node asset = 0;
  std::vector<Node> members;   // sorted
  std::uint32_t fact = 0;      // one of the statements behind it
  bool only_possible = false;  // some statement behind it may not have held on the day

  bool operator==(const JointGroup&) const = default;
};

// One stake before it has its place.
struct WorldRow {
  Node asset = 0;
  Node owner = 0;
  ShareCode code = 0;
  std::uint32_t fact = 0;
  StakeKind kind = StakeKind::kEquity;
  bool only_possible = false;
};

// What the world stores of a stake.
struct Slot {
  Node owner = 0;
  std::uint32_t column = 0;
  ShareCode code = 0;
  std::uint32_t fact = 0;
};

// A sequence whose elements are made when they are asked for.
template <typename World, typename Value>
class WorldView {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Value;
    Iterator(const World* world, std::size_t at) : world_(world), at_(at) {}
    Value operator*() const { return world_->element(at_, static_cast<Value*>(nullptr)); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const World* world_;
    std::size_t at_;
  };

  WorldView(const World* world, std::size_t begin, std::size_t end) : world_(world), begin_(begin), end_(end) {}
  Value operator[](std::size_t i) const { return world_->element(begin_ + i, static_cast<Value*>(nullptr)); }
  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  Iterator begin() const { return {world_, begin_}; }
  Iterator end() const { return {world_, end_}; }

 private:
  const World* world_;
  std::size_t begin_;
  std::size_t end_;
};

// Const access is safe from any thread. Refers to nothing outside itself. Only a sweep changes one after it was made.
class OwnershipWorld {
 public:
  // Selects, for each owner, asset and kind, the statement that counts on `as_of` by what was recorded at `known_at`.
  static OwnershipWorld at(const OwnershipFacts& facts, Date as_of, Timestamp known_at);
  // A world of exactly these holdings, without joint arrangements; `column` of each is ignored, `kinds` gives its kind
  // and `assets` its asset. For generators and benchmarks.
  static OwnershipWorld of(std::uint32_t party_count, std::span<const Holding> holdings, std::span<const Node> assets,
                           std::span<const StakeKind> kinds);
  // A world of rows in the order of sort_rows(), whose codes are of `shares`; row i becomes holding i. Rows may be
  // absent ones: places for stakes of other days.
  static OwnershipWorld of_sorted_rows(std::uint32_t party_count, const std::vector<WorldRow>& rows, ShareTable shares,
                                       std::vector<JointGroup> joint_groups);

  std::uint32_t party_count() const { return party_count_; }
  Node undisclosed_node() const { return party_count_; }
  bool has_undisclosed() const { return out_begin_[party_count_] != out_begin_[party_count_ + 1]; }
  WorldView<OwnershipWorld, Holding> holdings() const { return {this, 0, slots_.size()}; }
  WorldView<OwnershipWorld, Column> columns() const { return {this, 0, column_count()}; }
  // Indices of the columns of an asset: [first, second).
  std::pair<std::uint32_t, std::uint32_t> columns_of(Node asset) const {
    return {column_begin_[asset], column_begin_[asset + 1]};
  }
  // Indices of the holdings of an owner.
  std::span<const std::uint32_t> holdings_of(Node owner) const {
    return {out_.data() + out_begin_[owner], out_.data() + out_begin_[owner + 1]};
  }
  WorldView<OwnershipWorld, Holding> holdings_in(const Column& column) const {
    return {this, column.begin, column.end};
  }
  // O(1) for columns of more than kScannedColumn stakes, which are summed beforehand.
  LowTotal low_total(const Column& column) const;
  bool has_kind(StakeKind kind) const { return kind_present_[static_cast<std::size_t>(kind)]; }
  const std::vector<JointGroup>& joint_groups() const { return joint_groups_; }
  // Indices of the joint groups of which a node is a member; empty for most.
  std::span<const std::uint32_t> joint_groups_of(Node node) const;
  // True when some joint group exists in this asset.
  bool is_joint_asset(Node asset) const;

  // Storage as it is, for code that goes over millions of stakes.
  const std::vector<Slot>& slots() const { return slots_; }
  ShareState state_of(const Slot& slot) const { return shares_.unpack(slot.code); }
  ShareState share(ShareCode code) const { return shares_.unpack(code); }
  Node asset_of_column(std::uint32_t column) const { return columns_[column].asset; }
  void prefetch_out(Node node) const { __builtin_prefetch(&out_begin_[node]); }
  void prefetch_slot(std::uint32_t slot) const { __builtin_prefetch(&slots_[slot]); }
  void prefetch_column(std::uint32_t column) const { __builtin_prefetch(&columns_[column]); }
  // Memory of the graph with all its indices, in bytes.
  std::size_t bytes() const;

  // For a sweep over days: what stands in one place changes. The sums of its column are stale until refresh().
  void set_slot(std::uint32_t slot, ShareCode code, std::uint32_t fact) {
    slots_[slot].code = code;
    slots_[slot].fact = fact;
  }
  void set_joint_groups(std::vector<JointGroup> groups);
  void refresh();
  ShareTable& shares() { return shares_; }

  Holding element(std::size_t i, Holding*) const {
    const Slot& slot = slots_[i];
    const ShareState share = shares_.unpack(slot.code);
    return {share.low, share.high, slot.owner, slot.column, slot.fact, share.flags};
  }
  Column element(std::size_t i, Column*) const {
    const PackedColumn& c = columns_[i];
    Column column;
    column.asset = c.asset;
    column.begin = c.begin;
    column.end = columns_[i + 1].begin;
    column.index = static_cast<std::uint32_t>(i);
    column.kind = static_cast<StakeKind>(c.kind_and_flags & kKindMask);
    column.overfull = (c.kind_and_flags & kOverfull) != 0;
    if ((c.kind_and_flags & kHasSelf) != 0) column.self = self_in(c, column.end);
    return column;
  }

 private:
  static constexpr std::uint32_t kScannedColumn = 32;
  static constexpr std::uint8_t kKindMask = 31;
  static constexpr std::uint8_t kOverfull = 32;
  static constexpr std::uint8_t kHasSelf = 64;
  struct PackedColumn {
    Node asset = 0;
    std::uint32_t begin = 0;  // where the next one begins, this one ends; a last one closes the sequence
    std::uint8_t kind_and_flags = 0;
  };

  std::int64_t self_in(const PackedColumn& column, std::uint32_t end) const;
  std::size_t column_count() const { return columns_.empty() ? 0 : columns_.size() - 1; }
  void lay_out(const std::vector<WorldRow>& sorted);
  void sum_columns();
  LowTotal scan_lows(const Column& column) const;
  void index_joint_groups();

  std::uint32_t party_count_ = 0;
  ShareTable shares_;
  std::vector<Slot> slots_;  // by asset, then kind, then owner
  std::vector<PackedColumn> columns_;
  std::vector<std::uint32_t> column_begin_;
  std::vector<std::uint32_t> out_begin_;
  std::vector<std::uint32_t> out_;
  std::vector<std::pair<std::uint32_t, LowTotal>> large_columns_;  // by column
  std::array<bool, kStakeKindCount> kind_present_{};
  std::vector<JointGroup> joint_groups_;
  std::vector<std::pair<Node, std::uint32_t>> joint_by_member_;  // sorted
  std::vector<std::uint32_t> joint_of_member_;                   // second of the above
  std::vector<Node> joint_assets_;                               // sorted
};

// Puts rows in order of asset, kind, owner and fact: counting sort by asset, O(V + E) for columns of bounded size.
std::vector<WorldRow> sort_rows(std::uint32_t party_count, const std::vector<WorldRow>& rows);

}  // namespace penumbra::graph

#endif  // PENUMBRA_GRAPH_OWNERSHIP_WORLD_H_
