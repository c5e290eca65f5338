// Making a world: pick the statement that counts for each owner, asset and kind; work out joint arrangements; lay the
// holdings out by asset and index them by owner. Everything is counting sorts over rows of 20 bytes, O(V + E).
#include "graph/ownership_world.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "graph/ownership_select.h"

namespace penumbra::graph {

namespace {

// How far ahead the sorts fetch what they will write: they are bound by cache misses.
constexpr std::size_t kAhead = 16;

// A family tie binds both ends, whichever of them a row calls the owner.
void add_family_both_ways(std::vector<WorldRow>& chosen, Node undisclosed) {
  std::vector<WorldRow> mirrored;
  // A tie that is only possible must not stand in the way of a certain one.
  std::set<std::pair<Node, Node>> certain;
  std::set<std::pair<Node, Node>> present;
  for (const WorldRow& c : chosen) {
    if (c.kind != StakeKind::kFamily) continue;
    present.emplace(c.owner, c.asset);
    if (!c.only_possible) certain.emplace(c.owner, c.asset);
  }
  for (const WorldRow& c : chosen) {
    if (c.kind != StakeKind::kFamily || c.owner == undisclosed) continue;
    const auto& stated = c.only_possible ? present : certain;
    if (stated.contains({c.asset, c.owner})) continue;
    WorldRow back = c;
    back.owner = c.asset;
    back.asset = c.owner;
    mirrored.push_back(back);
  }
  chosen.insert(chosen.end(), mirrored.begin(), mirrored.end());
}

// Works joint arrangements out of their rows. A row owner → asset either says that the owner acts jointly with the
// other parties to the same asset, or, where both ends hold stakes in a third party, that these two act jointly there.
class JointBuilder {
 public:
  explicit JointBuilder(std::vector<WorldRow>& chosen) : chosen_(chosen) {}

  std::vector<JointGroup> build() {
    std::set<Node> ends;  // only these parties' stakes matter
    for (const WorldRow& c : chosen_) {
      if (c.kind != StakeKind::kJointArrangement) continue;
      rows_[c.asset].push_back(c);
      ends.insert(c.owner);
      ends.insert(c.asset);
    }
    if (rows_.empty()) return {};
    for (const WorldRow& c : chosen_) {
      if (!is_measured(c.kind)) continue;
      if (ends.contains(c.owner)) held_[c.owner].push_back(c.asset);
      if (ends.contains(c.asset)) owned_.insert(c.asset);
    }
    for (auto& [owner, assets] : held_) {
      std::sort(assets.begin(), assets.end());
      assets.erase(std::unique(assets.begin(), assets.end()), assets.end());
    }
    std::vector<WorldRow> added;
    for (const auto& [asset, rows] : rows_) {
      std::vector<const WorldRow*> parties;
      for (const WorldRow& row : rows) {
        const std::vector<Node> common = common_assets(row.owner, asset);
        const bool between_persons = rows.size() == 1 || !owned_.contains(asset);
        if (between_persons && !holds(row.owner, asset) && !common.empty()) {
          for (const Node third : common) join(third, {row.owner, asset}, row);
        } else {
          parties.push_back(&row);
        }
      }
      if (parties.empty()) continue;
      std::vector<Node> members;
      for (const WorldRow* row : parties) {
        members.push_back(row->owner);
        // A party to an arrangement over an asset holds something in it: its row's share, unknown when none is stated.
        if (!holds(row->owner, asset)) {
          added.push_back(*row);
          added.back().kind = StakeKind::kEquity;
        }
      }
      for (const WorldRow* row : parties) join(asset, members, *row);
    }
    chosen_.insert(chosen_.end(), added.begin(), added.end());
    return merged();
  }

 private:
  bool holds(Node owner, Node asset) const {
    const auto it = held_.find(owner);
    return it != held_.end() && std::binary_search(it->second.begin(), it->second.end(), asset);
  }

  std::vector<Node> common_assets(Node a, Node b) const {
    const auto x = held_.find(a);
    const auto y = held_.find(b);
    std::vector<Node> common;
    if (x == held_.end() || y == held_.end()) return common;
    std::set_intersection(x->second.begin(), x->second.end(), y->second.begin(), y->second.end(),
                          std::back_inserter(common));
    return common;
  }

  void join(Node asset, const std::vector<Node>& members, const WorldRow& row) {
    groups_.push_back({asset, members, row.fact, row.only_possible});
  }

  // Merges groups of one asset that share a member, so that arrangements chain: X with Y and Y with Z is X, Y, Z.
  // Certain statements are merged apart from all statements, because a merely possible link must not make a chain
  // certain.
  std::vector<JointGroup> merged() {
    std::vector<JointGroup> result = merge([](const JointGroup& g) { return !g.only_possible; }, false);
    const bool any_possible =
        std::any_of(groups_.begin(), groups_.end(), [](const JointGroup& g) { return g.only_possible; });
    if (any_possible) {
      std::vector<JointGroup> all = merge([](const JointGroup&) { return true; }, true);
      result.insert(result.end(), all.begin(), all.end());
    }
    return result;
  }

  template <typename Filter>
  std::vector<JointGroup> merge(Filter filter, bool only_possible) const {
    std::map<Node, std::vector<JointGroup>> by_asset;
    for (const JointGroup& group : groups_) {
      if (!filter(group)) continue;
      JointGroup next = group;
      next.only_possible = only_possible;
      std::vector<JointGroup>& present = by_asset[group.asset];
      for (std::size_t i = 0; i < present.size();) {
        const bool shared = std::any_of(next.members.begin(), next.members.end(), [&](Node m) {
          return std::find(present[i].members.begin(), present[i].members.end(), m) != present[i].members.end();
        });
        if (shared) {
          next.members.insert(next.members.end(), present[i].members.begin(), present[i].members.end());
          next.fact = present[i].fact;
          present.erase(present.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
          ++i;
        }
      }
      std::sort(next.members.begin(), next.members.end());
      next.members.erase(std::unique(next.members.begin(), next.members.end()), next.members.end());
      present.push_back(std::move(next));
    }
    std::vector<JointGroup> result;
    for (auto& [asset, present] : by_asset) {
      for (JointGroup& group : present) {
        if (group.members.size() > 1) result.push_back(std::move(group));
      }
    }
    return result;
  }

  std::vector<WorldRow>& chosen_;
  std::map<Node, std::vector<Node>> held_;
  std::set<Node> owned_;
  std::map<Node, std::vector<WorldRow>> rows_;
  std::vector<JointGroup> groups_;
};

// Replaces the rows of each owner, asset and kind by what counts on the day. `sorted` has one row for each statement.
std::vector<WorldRow> select_rows(const OwnershipFacts& facts, std::vector<WorldRow> sorted, Date as_of,
                                  Timestamp known_at, ShareTable& shares) {
  const StakeSelector selector(facts, known_at);
  std::vector<SelectedStake> selected;
  std::vector<std::uint32_t> statements;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < sorted.size();) {
    const WorldRow row = sorted[begin];
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end].asset == row.asset && sorted[end].kind == row.kind &&
           sorted[end].owner == row.owner) {
      ++end;
    }
    if (end == begin + 1) {
      if (row.code != kAbsentShare) sorted[kept++] = row;
    } else {
      statements.clear();
      for (std::size_t i = begin; i < end; ++i) statements.push_back(sorted[i].fact);
      selected.clear();
      selector.choose(statements, as_of, selected);
      for (const SelectedStake& one : selected) {
        sorted[kept++] = {row.asset, row.owner, shares.pack(one.share),
                          one.fact,  row.kind,  one.share.has(kOnlyPossible)};
      }
    }
    begin = end;
  }
  sorted.resize(kept);
  return sorted;
}

}  // namespace

OwnershipWorld OwnershipWorld::at(const OwnershipFacts& facts, Date as_of, Timestamp known_at) {
  const auto parties = static_cast<std::uint32_t>(facts.parties().size());
  const auto& stakes = facts.stakes();
  ShareTable shares;
  bool joint = false;
  bool family = false;
  std::vector<WorldRow> rows;
  {
    const StakeSelector selector(facts, known_at);
    std::vector<WorldRow> unsorted;
    unsorted.reserve(stakes.size());
    std::vector<SelectedStake> selected;
    for (std::uint32_t i = 0; i < stakes.size(); ++i) {
      const StakeFact& stake = stakes[i];
      selected.clear();
      selector.choose_only(i, as_of, selected);
      WorldRow row{stake.asset, stake.owner == kUndisclosed ? parties : stake.owner, kAbsentShare, i, stake.kind,
                   false};
      if (!selected.empty()) {
        row.code = shares.pack(selected.front().share);
        row.only_possible = selected.front().share.has(kOnlyPossible);
      }
      joint = joint || stake.kind == StakeKind::kJointArrangement;
      family = family || stake.kind == StakeKind::kFamily;
      unsorted.push_back(row);
    }
    rows = select_rows(facts, sort_rows(parties, unsorted), as_of, known_at, shares);
  }
  if (family) add_family_both_ways(rows, parties);
  std::vector<JointGroup> groups;
  if (joint) groups = JointBuilder(rows).build();
  if (family || joint) rows = sort_rows(parties, rows);
  OwnershipWorld world;
  world.party_count_ = parties;
  world.shares_ = std::move(shares);
  world.lay_out(rows);
  world.set_joint_groups(std::move(groups));
  return world;
}

OwnershipWorld OwnershipWorld::of(std::uint32_t party_count, std::span<const Holding> holdings,
                                  std::span<const Node> assets, std::span<const StakeKind> kinds) {
  OwnershipWorld world;
  world.party_count_ = party_count;
  std::vector<WorldRow> rows;
  rows.reserve(holdings.size());
  for (std::size_t i = 0; i < holdings.size(); ++i) {
    const Holding& h = holdings[i];
    rows.push_back({assets[i], h.owner, world.shares_.pack(h.state()), h.fact, kinds[i], h.has(kOnlyPossible)});
  }
  world.lay_out(sort_rows(party_count, rows));
  return world;
}

OwnershipWorld OwnershipWorld::of_sorted_rows(std::uint32_t party_count, const std::vector<WorldRow>& rows,
                                              ShareTable shares, std::vector<JointGroup> joint_groups) {
  OwnershipWorld world;
  world.party_count_ = party_count;
  world.shares_ = std::move(shares);
  world.lay_out(rows);
  world.set_joint_groups(std::move(joint_groups));
  return world;
}

std::vector<WorldRow> sort_rows(std::uint32_t party_count, const std::vector<WorldRow>& rows) {
  std::vector<std::uint32_t> next(static_cast<std::size_t>(party_count) + 1, 0);
  for (const WorldRow& row : rows) ++next[row.asset + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<WorldRow> sorted(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 2 * kAhead < rows.size()) {
      __builtin_prefetch(&next[rows[i + 2 * kAhead].asset], 1);
      __builtin_prefetch(sorted.data() + next[rows[i + kAhead].asset], 1);
    }
    sorted[next[rows[i].asset]++] = rows[i];
  }
  const auto before = [](const WorldRow& a, const WorldRow& b) {
    return std::tie(a.kind, a.owner, a.fact) < std::tie(b.kind, b.owner, b.fact);
  };
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end].asset == sorted[begin].asset) ++end;
    if (end - begin > 1) {
      std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin), sorted.begin() + static_cast<std::ptrdiff_t>(end),
                before);
    }
    begin = end;
  }
  return sorted;
}

void OwnershipWorld::lay_out(const std::vector<WorldRow>& sorted) {
  const std::size_t count = sorted.size();
  slots_.clear();
  slots_.reserve(count);
  column_begin_.assign(static_cast<std::size_t>(party_count_) + 2, 0);
  out_begin_.assign(static_cast<std::size_t>(party_count_) + 2, 0);
  columns_.reserve(count / 2 + 16);
  Node open_asset = 0;  // column_begin_ is filled up to here
  for (std::size_t i = 0; i < count; ++i) {
    const WorldRow& row = sorted[i];
    if (i + kAhead < count) __builtin_prefetch(&out_begin_[sorted[i + kAhead].owner + 1], 1);
    const bool new_column = columns_.empty() || columns_.back().asset != row.asset ||
                            (columns_.back().kind_and_flags & kKindMask) != static_cast<std::uint8_t>(row.kind);
    if (new_column) {
      while (open_asset <= row.asset) column_begin_[open_asset++] = static_cast<std::uint32_t>(columns_.size());
      columns_.push_back({row.asset, static_cast<std::uint32_t>(slots_.size()), static_cast<std::uint8_t>(row.kind)});
      kind_present_[static_cast<std::size_t>(row.kind)] = true;
    }
    slots_.push_back({row.owner, static_cast<std::uint32_t>(columns_.size() - 1), row.code, row.fact});
    ++out_begin_[row.owner + 1];
  }
  while (open_asset <= party_count_ + 1) column_begin_[open_asset++] = static_cast<std::uint32_t>(columns_.size());
  if (count > 0) columns_.push_back({party_count_, static_cast<std::uint32_t>(count), 0});
  columns_.shrink_to_fit();
  std::partial_sum(out_begin_.begin(), out_begin_.end(), out_begin_.begin());
  out_.resize(count);
  std::vector<std::uint32_t> next(out_begin_.begin(), out_begin_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + 2 * kAhead < count) {
      __builtin_prefetch(&next[slots_[i + 2 * kAhead].owner], 1);
      __builtin_prefetch(out_.data() + next[slots_[i + kAhead].owner], 1);
    }
    out_[next[slots_[i].owner]++] = i;
  }
  sum_columns();
}

void OwnershipWorld::sum_columns() {
  large_columns_.clear();
  for (std::size_t i = 0; i < column_count(); ++i) {
    PackedColumn& packed = columns_[i];
    const Column column = element(i, static_cast<Column*>(nullptr));
    ShareUnits all = 0;
    std::uint32_t open = 0;
    bool self = false;
    for (std::uint32_t s = column.begin; s < column.end; ++s) {
      const ShareState share = shares_.unpack(slots_[s].code);
      all = std::min(all + share.low, kShareCap);
      if (slots_[s].owner == column.asset) {
        self = true;
      } else if (share.has(kLowOpen)) {
        ++open;
      }
    }
    const bool overfull = all > kHundredPercent || (all == kHundredPercent && open > 0);
    packed.kind_and_flags = static_cast<std::uint8_t>((packed.kind_and_flags & kKindMask) | (overfull ? kOverfull : 0) |
                                                      (self ? kHasSelf : 0));
    if (column.end - column.begin > kScannedColumn) {
      large_columns_.emplace_back(static_cast<std::uint32_t>(i), scan_lows(column));
    }
  }
}

LowTotal OwnershipWorld::scan_lows(const Column& column) const {
  LowTotal total;
  for (std::uint32_t s = column.begin; s < column.end; ++s) {
    if (slots_[s].owner == column.asset) continue;
    const ShareState share = shares_.unpack(slots_[s].code);
    total.sum = std::min(total.sum + share.low, kShareCap);
    if (share.has(kLowOpen)) ++total.open;
  }
  return total;
}

LowTotal OwnershipWorld::low_total(const Column& column) const {
  if (column.end - column.begin <= kScannedColumn) return scan_lows(column);
  const auto it = std::lower_bound(large_columns_.begin(), large_columns_.end(), column.index,
                                   [](const auto& entry, std::uint32_t index) { return entry.first < index; });
  return it->second;
}

void OwnershipWorld::refresh() {
  sum_columns();
}

std::int64_t OwnershipWorld::self_in(const PackedColumn& column, std::uint32_t end) const {
  const auto first = slots_.begin() + column.begin;
  const auto last = slots_.begin() + end;
  auto self =
      std::lower_bound(first, last, column.asset, [](const Slot& slot, Node asset) { return slot.owner < asset; });
  // Where places are kept for other days there may be two, of which one is empty.
  while (self + 1 != last && self->code == kAbsentShare && (self + 1)->owner == column.asset) ++self;
  return self - slots_.begin();
}

std::size_t OwnershipWorld::bytes() const {
  return slots_.capacity() * sizeof(Slot) + columns_.capacity() * sizeof(PackedColumn) +
         (column_begin_.capacity() + out_begin_.capacity() + out_.capacity()) * sizeof(std::uint32_t) +
         large_columns_.capacity() * sizeof(large_columns_[0]) + shares_.bytes();
}

void OwnershipWorld::set_joint_groups(std::vector<JointGroup> groups) {
  joint_groups_ = std::move(groups);
  index_joint_groups();
}

void OwnershipWorld::index_joint_groups() {
  joint_by_member_.clear();
  joint_of_member_.clear();
  joint_assets_.clear();
  for (std::uint32_t g = 0; g < joint_groups_.size(); ++g) {
    for (const Node member : joint_groups_[g].members) joint_by_member_.emplace_back(member, g);
    joint_assets_.push_back(joint_groups_[g].asset);
  }
  std::sort(joint_by_member_.begin(), joint_by_member_.end());
  for (const auto& [member, group] : joint_by_member_) joint_of_member_.push_back(group);
  std::sort(joint_assets_.begin(), joint_assets_.end());
}

std::span<const std::uint32_t> OwnershipWorld::joint_groups_of(Node node) const {
  const auto first = std::lower_bound(joint_by_member_.begin(), joint_by_member_.end(), std::pair(node, 0U));
  auto last = first;
  while (last != joint_by_member_.end() && last->first == node) ++last;
  return {joint_of_member_.data() + (first - joint_by_member_.begin()), static_cast<std::size_t>(last - first)};
}

bool OwnershipWorld::is_joint_asset(Node asset) const {
  return std::binary_search(joint_assets_.begin(), joint_assets_.end(), asset);
}

}  // namespace penumbra::graph
