#include "graph/ownership_select.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace penumbra::graph {

namespace {

ShareState state_of(const StakeFact& stake) {
  ShareState share;
  share.low = to_units(stake.share.low);
  share.high = to_units(stake.share.high);
  if (stake.share.low_open) share.flags |= kLowOpen;
  if (stake.share.high_open) share.flags |= kHighOpen;
  return share;
}

void set_flag(ShareState& share, std::uint8_t flag, bool on) {
  share.flags = static_cast<std::uint8_t>(on ? share.flags | flag : share.flags & ~flag);
}

// Widens `into` to contain `other` as well.
void widen(ShareState& into, const ShareState& other) {
  if (other.low < into.low) {
    into.low = other.low;
    set_flag(into, kLowOpen, other.has(kLowOpen));
  } else if (other.low == into.low && !other.has(kLowOpen)) {
    set_flag(into, kLowOpen, false);
  }
  if (other.high > into.high) {
    into.high = other.high;
    set_flag(into, kHighOpen, other.has(kHighOpen));
  } else if (other.high == into.high && !other.has(kHighOpen)) {
    set_flag(into, kHighOpen, false);
  }
}

// Different shares that are stated about one stake on one day are either editions of one figure or parcels that add up,
// and nothing in the rows says which: at least the least of them, at most all together. `stated` is not empty.
ShareState editions_or_parcels(std::span<const ShareState> stated) {
  ShareState result = stated.front();
  if (stated.size() == 1) return result;
  ShareUnits sum = 0;
  bool sum_open = false;
  for (const ShareState& share : stated) {
    widen(result, share);
    sum = std::min(sum + share.high, kShareCap);
    sum_open = sum_open || share.has(kHighOpen);
  }
  result.high = std::min(sum, kHundredPercent);
  set_flag(result, kHighOpen, sum_open && sum <= kHundredPercent);
  return result;
}

void make_only_possible(ShareState& share) {
  share.low = 0;
  set_flag(share, kLowOpen, false);
  set_flag(share, kOnlyPossible, true);
}

Date recorded_day(const StakeFact& stake) {
  return stake.recorded ? stake.recorded->date() : Date::min();
}

// Per source, the latest first day of what certainly holds.
using Followers = std::map<std::string_view, Date>;

// A source that states a stake without an end, and on the same day a stake that begins later, tells a sequence.
bool is_followed(const StakeFact& stake, const Followers& followers) {
  if (stake.valid.to.known()) return false;
  const auto it = followers.find(stake.source);
  if (it == followers.end()) return false;
  return !stake.valid.from.known() || stake.valid.from.latest() < it->second;
}

// Followers among the statements recorded on the day of newest_first[i].
Followers followers_of(const StakeSelector& all, const std::vector<std::uint32_t>& newest_first, std::size_t i,
                       Date as_of) {
  Followers result;
  const Date day = recorded_day(all.stake(newest_first[i]));
  for (; i < newest_first.size() && recorded_day(all.stake(newest_first[i])) == day; ++i) {
    const StakeFact& stake = all.stake(newest_first[i]);
    if (stake.only_possible || !stake.valid.from.known() || stake.valid.holds_on(as_of) != Holds::kYes) continue;
    const auto [it, is_new] = result.emplace(stake.source, stake.valid.from.earliest());
    if (!is_new) it->second = std::max(it->second, stake.valid.from.earliest());
  }
  return result;
}

// A statement with the same first day as a later recorded one is an earlier edition of it: a register that enters the
// end of a stake repeats its beginning. Statements of one day stand side by side unless one source corrects itself.
// Two undisclosed holders may begin on one day: only the same source revises what it said of one.
void drop_revised(const StakeSelector& all, std::vector<std::uint32_t>& newest_first) {
  using Beginning = std::tuple<bool, Date, Precision, Bound, std::string_view>;
  struct Newest {
    Date day;
    std::map<std::string_view, std::optional<Timestamp>> by_source;
  };
  std::map<Beginning, Newest> newest;
  std::erase_if(newest_first, [&](std::uint32_t i) {
    const StakeFact& stake = all.stake(i);
    const PartialDate& from = stake.valid.from;
    const std::string_view apart = stake.owner == kUndisclosed ? std::string_view(stake.source) : std::string_view();
    const auto [it, is_new] = newest.try_emplace({from.known(), from.first(), from.precision(), from.bound(), apart},
                                                 Newest{recorded_day(stake), {}});
    if (recorded_day(stake) < it->second.day) return true;
    const auto [own, is_first] = it->second.by_source.try_emplace(stake.source, stake.recorded);
    return !is_first && own->second != stake.recorded;
  });
}

}  // namespace

// The usual case, kept free of allocation: nothing competes with the statement.
void StakeSelector::choose_only(std::uint32_t fact, Date as_of, std::vector<SelectedStake>& out) const {
  const StakeFact& one = stake(fact);
  if (!is_known(one)) return;
  const Holds holds = one.valid.holds_on(as_of);
  if (holds == Holds::kNo) return;
  SelectedStake selected{state_of(one), fact};
  if (holds != Holds::kYes || one.only_possible) make_only_possible(selected.share);
  out.push_back(selected);
}

void StakeSelector::choose(std::span<const std::uint32_t> statements, Date as_of,
                           std::vector<SelectedStake>& out) const {
  if (statements.size() == 1) {
    choose_only(statements.front(), as_of, out);
    return;
  }
  std::vector<std::uint32_t> group(statements.begin(), statements.end());
  std::erase_if(group, [&](std::uint32_t i) { return !is_known(stake(i)); });
  if (group.empty()) return;
  const auto order = [&](std::uint32_t i) {
    const auto& recorded = stake(i).recorded;
    return std::pair(recorded ? *recorded : Timestamp::min(), i);
  };
  std::sort(group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) { return order(a) > order(b); });
  drop_revised(*this, group);
  if (stake(group.front()).owner == kUndisclosed) {
    choose_undisclosed(group, as_of, out);
    return;
  }
  std::optional<SelectedStake> held;
  bool certain = false;
  bool contested = false;
  for (std::size_t i = 0; i < group.size() && !certain;) {
    // All statements recorded on one day, newest day first. A certain one ends the search; below one that only
    // possibly holds on the day, an older one may be what is true.
    const Date day = recorded_day(stake(group[i]));
    const Followers followers = followers_of(*this, group, i, as_of);
    std::vector<ShareState> shares;  // distinct ones
    std::uint32_t first = 0;
    for (; i < group.size() && recorded_day(stake(group[i])) == day; ++i) {
      const StakeFact& one = stake(group[i]);
      const Holds holds = one.valid.holds_on(as_of);
      if (holds == Holds::kNo || is_followed(one, followers)) continue;
      certain = certain || (holds == Holds::kYes && !one.only_possible);
      if (shares.empty()) first = group[i];
      const ShareState share = state_of(one);
      if (std::find(shares.begin(), shares.end(), share) == shares.end()) shares.push_back(share);
    }
    if (shares.empty()) continue;
    contested = contested || shares.size() > 1;
    const ShareState together = editions_or_parcels(shares);
    if (held) {
      widen(held->share, together);
    } else {
      held = SelectedStake{together, first};
    }
  }
  if (!held) return;
  if (!certain) make_only_possible(held->share);
  if (contested) set_flag(held->share, kContested, true);
  out.push_back(*held);
}

// Several rows with an undisclosed owner are several holders unless a source revised itself; each stays.
void StakeSelector::choose_undisclosed(const std::vector<std::uint32_t>& newest_first, Date as_of,
                                       std::vector<SelectedStake>& out) const {
  std::map<std::string_view, Date> certain;  // the newest day on which a source said something that holds
  for (const std::uint32_t i : newest_first) {
    const StakeFact& one = stake(i);
    const Holds holds = one.valid.holds_on(as_of);
    if (holds == Holds::kNo) continue;
    const auto it = certain.find(one.source);
    if (it != certain.end() && it->second > recorded_day(one)) continue;
    const bool is_certain = holds == Holds::kYes && !one.only_possible;
    if (is_certain) certain.emplace(one.source, recorded_day(one));
    SelectedStake selected{state_of(one), i};
    if (!is_certain) make_only_possible(selected.share);
    out.push_back(selected);
  }
}

}  // namespace penumbra::graph
