// Making a world: pick the statement that counts for each owner, asset and kind; work out joint arrangements; lay the
// holdings out by asset and index them by owner. Everything is sorting and counting, O(E log E) for facts with history
// and O(V + E) for bare holdings (counting sorts).
#include "graph/ownership_world.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

namespace penumbra::graph {

namespace {

// A stake chosen for the day, before layout.
struct Chosen {
  Holding holding;
  Node asset = 0;
  StakeKind kind = StakeKind::kEquity;
};

Holding to_holding(const StakeFact& stake, std::uint32_t fact, Node owner) {
  Holding h;
  h.low = to_units(stake.share.low);
  h.high = to_units(stake.share.high);
  h.owner = owner;
  h.fact = fact;
  if (stake.share.low_open) h.flags |= kLowOpen;
  if (stake.share.high_open) h.flags |= kHighOpen;
  return h;
}

// Widens `into` to contain `other` as well.
void widen(Holding& into, const Holding& other) {
  if (other.low < into.low) {
    into.low = other.low;
    into.flags = static_cast<std::uint8_t>((into.flags & ~kLowOpen) | (other.flags & kLowOpen));
  } else if (other.low == into.low && !other.has(kLowOpen)) {
    into.flags = static_cast<std::uint8_t>(into.flags & ~kLowOpen);
  }
  if (other.high > into.high) {
    into.high = other.high;
    into.flags = static_cast<std::uint8_t>((into.flags & ~kHighOpen) | (other.flags & kHighOpen));
  } else if (other.high == into.high && !other.has(kHighOpen)) {
    into.flags = static_cast<std::uint8_t>(into.flags & ~kHighOpen);
  }
}

bool same_share(const Holding& a, const Holding& b) {
  constexpr std::uint8_t kEnds = kLowOpen | kHighOpen;
  return a.low == b.low && a.high == b.high && (a.flags & kEnds) == (b.flags & kEnds);
}

void make_only_possible(Holding& h) {
  h.low = 0;
  h.flags = static_cast<std::uint8_t>((h.flags & ~kLowOpen) | kOnlyPossible);
}

// Chooses among all statements of one owner, asset and kind.
class Chooser {
 public:
  Chooser(const OwnershipFacts& facts, Date as_of, Timestamp known_at, Node undisclosed)
      : facts_(facts), as_of_(as_of), known_at_(known_at), undisclosed_(undisclosed) {}

  // `group`: indices into stakes() of one owner, asset and kind.
  void choose(std::span<const std::uint32_t> rows, std::vector<Chosen>& out) const {
    if (rows.size() == 1) {
      choose_only(rows.front(), out);
      return;
    }
    std::vector<std::uint32_t> group(rows.begin(), rows.end());
    std::erase_if(group, [&](std::uint32_t i) {
      const auto& recorded = facts_.stakes()[i].recorded;
      return recorded && *recorded > known_at_;
    });
    if (group.empty()) return;
    std::sort(group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) { return order(a) > order(b); });
    drop_revised(group);
    if (facts_.stakes()[group.front()].owner == kUndisclosed) {
      choose_undisclosed(group, out);
      return;
    }
    Holding held;
    bool any = false;
    bool certain = false;
    bool contested = false;
    for (std::size_t i = 0; i < group.size() && !certain;) {
      // All statements recorded on one day, newest day first. A certain one ends the search; below one that only
      // possibly holds on the day, an older one may be what is true.
      const Date day = recorded_day(group[i]);
      const Followers followed = followers(group, i);
      bool any_today = false;
      Holding today;
      for (; i < group.size() && recorded_day(group[i]) == day; ++i) {
        const StakeFact& stake = facts_.stakes()[group[i]];
        const Holds holds = stake.valid.holds_on(as_of_);
        if (holds == Holds::kNo || is_followed(stake, followed)) continue;
        certain = certain || (holds == Holds::kYes && !stake.only_possible);
        const Holding h = to_holding(stake, group[i], stake.owner);
        if (!any_today) {
          today = h;
        } else {
          contested = contested || !same_share(today, h);
          widen(today, h);
        }
        any_today = true;
      }
      if (!any_today) continue;
      if (any) {
        const std::uint32_t fact = held.fact;
        widen(held, today);
        held.fact = fact;
      } else {
        held = today;
      }
      any = true;
    }
    if (!any) return;
    if (!certain) make_only_possible(held);
    if (contested) held.flags |= kContested;
    const StakeFact& stake = facts_.stakes()[held.fact];
    out.push_back({held, stake.asset, stake.kind});
  }

 private:
  // The usual case, kept free of allocation: nothing competes with the statement.
  void choose_only(std::uint32_t i, std::vector<Chosen>& out) const {
    const StakeFact& stake = facts_.stakes()[i];
    if (stake.recorded && *stake.recorded > known_at_) return;
    const Holds holds = stake.valid.holds_on(as_of_);
    if (holds == Holds::kNo) return;
    Holding h = to_holding(stake, i, stake.owner == kUndisclosed ? undisclosed_ : stake.owner);
    if (holds != Holds::kYes || stake.only_possible) make_only_possible(h);
    out.push_back({h, stake.asset, stake.kind});
  }

  Date recorded_day(std::uint32_t i) const {
    const auto& recorded = facts_.stakes()[i].recorded;
    return recorded ? recorded->date() : Date::min();
  }
  std::pair<Timestamp, std::uint32_t> order(std::uint32_t i) const {
    const auto& recorded = facts_.stakes()[i].recorded;
    return {recorded ? *recorded : Timestamp::min(), i};
  }

  // Per source, the latest first day of what certainly holds, among the statements recorded on the day of group[i].
  using Followers = std::map<std::string_view, Date>;

  Followers followers(const std::vector<std::uint32_t>& newest_first, std::size_t i) const {
    Followers result;
    const Date day = recorded_day(newest_first[i]);
    for (; i < newest_first.size() && recorded_day(newest_first[i]) == day; ++i) {
      const StakeFact& stake = facts_.stakes()[newest_first[i]];
      if (stake.only_possible || !stake.valid.from.known() || stake.valid.holds_on(as_of_) != Holds::kYes) continue;
      const auto [it, is_new] = result.emplace(stake.source, stake.valid.from.earliest());
      if (!is_new) it->second = std::max(it->second, stake.valid.from.earliest());
    }
    return result;
  }

  // A source that states a stake without an end, and on the same day a stake that begins later, tells a sequence.
  static bool is_followed(const StakeFact& stake, const Followers& followers) {
    if (stake.valid.to.known()) return false;
    const auto it = followers.find(stake.source);
    if (it == followers.end()) return false;
    return !stake.valid.from.known() || stake.valid.from.latest() < it->second;
  }

  // A statement with the same first day as a later recorded one is an earlier edition of it: a register that enters the
  // end of a stake repeats its beginning. Statements of one day stand side by side unless one source corrects itself.
  // Two undisclosed holders may begin on one day: only the same source revises what it said of one.
  void drop_revised(std::vector<std::uint32_t>& newest_first) const {
    using Beginning = std::tuple<bool, Date, Precision, Bound, std::string_view>;
    struct Newest {
      Date day;
      std::map<std::string_view, std::optional<Timestamp>> by_source;
    };
    std::map<Beginning, Newest> newest;
    std::erase_if(newest_first, [&](std::uint32_t i) {
      const StakeFact& stake = facts_.stakes()[i];
      const PartialDate& from = stake.valid.from;
      const std::string_view apart = stake.owner == kUndisclosed ? std::string_view(stake.source) : std::string_view();
      const auto [it, is_new] = newest.try_emplace({from.known(), from.first(), from.precision(), from.bound(), apart},
                                                   Newest{recorded_day(i), {}});
      if (recorded_day(i) < it->second.day) return true;
      const auto [own, is_first] = it->second.by_source.try_emplace(stake.source, stake.recorded);
      return !is_first && own->second != stake.recorded;
    });
  }

  // Several rows with an undisclosed owner are several holders unless a source revised itself; each stays.
  void choose_undisclosed(const std::vector<std::uint32_t>& newest_first, std::vector<Chosen>& out) const {
    std::map<std::string_view, Date> certain;  // the newest day on which a source said something that holds
    for (const std::uint32_t i : newest_first) {
      const StakeFact& stake = facts_.stakes()[i];
      const Holds holds = stake.valid.holds_on(as_of_);
      if (holds == Holds::kNo) continue;
      const auto it = certain.find(stake.source);
      if (it != certain.end() && it->second > recorded_day(i)) continue;
      const bool is_certain = holds == Holds::kYes && !stake.only_possible;
      if (is_certain) certain.emplace(stake.source, recorded_day(i));
      Holding h = to_holding(stake, i, undisclosed_);
      if (!is_certain) make_only_possible(h);
      out.push_back({h, stake.asset, stake.kind});
    }
  }

  const OwnershipFacts& facts_;
  Date as_of_;
  Timestamp known_at_;
  Node undisclosed_;
};

// A family tie binds both ends, whichever of them a row calls the owner.
void add_family_both_ways(std::vector<Chosen>& chosen, Node undisclosed) {
  std::vector<Chosen> mirrored;
  // A tie that is only possible must not stand in the way of a certain one.
  std::set<std::pair<Node, Node>> certain;
  std::set<std::pair<Node, Node>> present;
  for (const Chosen& c : chosen) {
    if (c.kind != StakeKind::kFamily) continue;
    present.emplace(c.holding.owner, c.asset);
    if (!c.holding.has(kOnlyPossible)) certain.emplace(c.holding.owner, c.asset);
  }
  for (const Chosen& c : chosen) {
    if (c.kind != StakeKind::kFamily || c.holding.owner == undisclosed) continue;
    const auto& stated = c.holding.has(kOnlyPossible) ? present : certain;
    if (stated.contains({c.asset, c.holding.owner})) continue;
    Chosen back = c;
    back.holding.owner = c.asset;
    back.asset = c.holding.owner;
    mirrored.push_back(back);
  }
  chosen.insert(chosen.end(), mirrored.begin(), mirrored.end());
}

// Works joint arrangements out of their rows. A row owner → asset either says that the owner acts jointly with the
// other parties to the same asset, or, where both ends hold stakes in a third party, that these two act jointly there.
class JointBuilder {
 public:
  JointBuilder(std::vector<Chosen>& chosen) : chosen_(chosen) {}

  std::vector<JointGroup> build() {
    const bool any = std::any_of(chosen_.begin(), chosen_.end(),
                                 [](const Chosen& c) { return c.kind == StakeKind::kJointArrangement; });
    if (!any) return {};
    for (const Chosen& c : chosen_) {
      if (is_measured(c.kind)) {
        held_[c.holding.owner].push_back(c.asset);
        owned_.insert(c.asset);
      }
      if (c.kind == StakeKind::kJointArrangement) rows_[c.asset].push_back(c);
    }
    for (auto& [owner, assets] : held_) {
      std::sort(assets.begin(), assets.end());
      assets.erase(std::unique(assets.begin(), assets.end()), assets.end());
    }
    std::vector<Chosen> added;
    for (const auto& [asset, rows] : rows_) {
      std::vector<const Chosen*> parties;
      for (const Chosen& row : rows) {
        const std::vector<Node> common = common_assets(row.holding.owner, asset);
        const bool between_persons = rows.size() == 1 || !owned_.contains(asset);
        if (between_persons && !holds(row.holding.owner, asset) && !common.empty()) {
          for (const Node third : common) join(third, {row.holding.owner, asset}, row);
        } else {
          parties.push_back(&row);
        }
      }
      if (parties.empty()) continue;
      std::vector<Node> members;
      for (const Chosen* row : parties) {
        members.push_back(row->holding.owner);
        // A party to an arrangement over an asset holds something in it: its row's share, unknown when none is stated.
        if (!holds(row->holding.owner, asset)) {
          added.push_back({row->holding, asset, StakeKind::kEquity});
        }
      }
      for (const Chosen* row : parties) join(asset, members, *row);
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

  void join(Node asset, const std::vector<Node>& members, const Chosen& row) {
    groups_.push_back({asset, members, row.holding.fact, row.holding.has(kOnlyPossible)});
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

  std::vector<Chosen>& chosen_;
  std::map<Node, std::vector<Node>> held_;
  std::set<Node> owned_;
  std::map<Node, std::vector<Chosen>> rows_;
  std::vector<JointGroup> groups_;
};

}  // namespace

ShareUnits to_units(base::Percent percent) {
  return static_cast<ShareUnits>(percent.units());
}

base::Percent to_percent(ShareUnits units) {
  return base::Percent::from_units(units);
}

OwnershipWorld OwnershipWorld::at(const OwnershipFacts& facts, Date as_of, Timestamp known_at) {
  OwnershipWorld world;
  world.party_count_ = static_cast<std::uint32_t>(facts.parties().size());
  const auto& stakes = facts.stakes();
  std::vector<std::uint32_t> order(stakes.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) { return std::tuple(stakes[i].asset, stakes[i].kind, stakes[i].owner); };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return std::tuple(key(a), a) < std::tuple(key(b), b); });
  const Chooser chooser(facts, as_of, known_at, world.undisclosed_node());
  std::vector<Chosen> chosen;
  chosen.reserve(stakes.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && key(order[end]) == key(order[begin])) ++end;
    chooser.choose({order.data() + begin, end - begin}, chosen);
    begin = end;
  }
  add_family_both_ways(chosen, world.undisclosed_node());
  world.joint_groups_ = JointBuilder(chosen).build();
  world.index_joint_groups();
  std::vector<Holding> holdings;
  std::vector<Node> assets;
  std::vector<StakeKind> kinds;
  holdings.reserve(chosen.size());
  for (const Chosen& c : chosen) {
    holdings.push_back(c.holding);
    assets.push_back(c.asset);
    kinds.push_back(c.kind);
  }
  world.index(std::move(holdings), assets, kinds);
  return world;
}

OwnershipWorld OwnershipWorld::of(std::uint32_t party_count, std::vector<Holding> holdings,
                                  std::span<const Node> assets, std::span<const StakeKind> kinds) {
  OwnershipWorld world;
  world.party_count_ = party_count;
  world.index(std::move(holdings), assets, kinds);
  return world;
}

void OwnershipWorld::index(std::vector<Holding> holdings, std::span<const Node> assets,
                           std::span<const StakeKind> kinds) {
  const std::size_t count = holdings.size();
  // Counting sort by asset; kinds inside an asset are few and sorted in place afterwards.
  std::vector<std::uint32_t> begin(party_count_ + 1, 0);
  for (const Node asset : assets) ++begin[asset + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> at(begin.begin(), begin.end() - 1);
  std::vector<std::uint32_t> order(count);
  for (std::uint32_t i = 0; i < count; ++i) order[at[assets[i]]++] = i;
  holdings_.reserve(count);
  column_begin_.assign(party_count_ + 2, 0);
  for (Node asset = 0; asset < party_count_; ++asset) {
    const auto first = order.begin() + begin[asset];
    const auto last = order.begin() + begin[asset + 1];
    if (last - first > 1) {
      std::sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(kinds[a], holdings[a].owner, a) < std::tuple(kinds[b], holdings[b].owner, b);
      });
    }
    column_begin_[asset] = static_cast<std::uint32_t>(columns_.size());
    for (auto it = first; it != last; ++it) {
      Holding h = holdings[*it];
      const StakeKind kind = kinds[*it];
      if (column_begin_[asset] == columns_.size() || columns_.back().kind != kind) {
        Column column;
        column.asset = asset;
        column.kind = kind;
        column.begin = static_cast<std::uint32_t>(holdings_.size());
        columns_.push_back(column);
        kind_present_[static_cast<std::size_t>(kind)] = true;
      }
      Column& column = columns_.back();
      h.column = static_cast<std::uint32_t>(columns_.size() - 1);
      if (h.owner == asset) {
        column.self = static_cast<std::int32_t>(holdings_.size());
      } else {
        column.low_total = std::min(column.low_total + h.low, kShareCap);
        if (h.has(kLowOpen)) ++column.open_lows;
      }
      holdings_.push_back(h);
      column.end = static_cast<std::uint32_t>(holdings_.size());
    }
  }
  column_begin_[party_count_] = static_cast<std::uint32_t>(columns_.size());
  column_begin_[party_count_ + 1] = column_begin_[party_count_];
  for (Column& column : columns_) {
    const ShareUnits self_low = column.self < 0 ? 0 : holdings_[static_cast<std::size_t>(column.self)].low;
    const ShareUnits all = column.low_total + self_low;
    column.overfull = all > kHundredPercent || (all == kHundredPercent && column.open_lows > 0);
  }
  out_begin_.assign(party_count_ + 2, 0);
  for (const Holding& h : holdings_) ++out_begin_[h.owner + 1];
  std::partial_sum(out_begin_.begin(), out_begin_.end(), out_begin_.begin());
  out_.resize(count);
  std::vector<std::uint32_t> next(out_begin_.begin(), out_begin_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) out_[next[holdings_[i].owner]++] = i;
}

void OwnershipWorld::index_joint_groups() {
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
