#include "graph/ownership_history.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "graph/ownership_select.h"

namespace penumbra::graph {

namespace {

// What stands in one place from a day on.
struct Step {
  Date day;
  ShareCode code = kAbsentShare;
  std::uint32_t fact = 0;
};
using Steps = std::vector<Step>;  // the first is that of the first day

void append_step(Steps& steps, Step step) {
  if (!steps.empty() && steps.back().code == step.code) return;
  // Where a stake ends, the statement that ended is kept as the cause.
  if (!steps.empty() && step.code == kAbsentShare) step.fact = steps.back().fact;
  steps.push_back(step);
}

class HistoryBuilder {
 public:
  HistoryBuilder(const OwnershipFacts& facts, Date from, Date to, Timestamp known_at)
      : facts_(facts),
        selector_(facts, known_at),
        known_at_(known_at),
        undisclosed_(static_cast<Node>(facts.parties().size())) {
    out_.from = from;
    out_.to = to;
  }

  OwnershipHistory run() {
    select();
    add_family();
    std::vector<JointGroup> groups = add_joint();
    place();
    out_.world = OwnershipWorld::of_sorted_rows(undisclosed_, rows_, std::move(shares_), std::move(groups));
    sort_by_day();
    return std::move(out_);
  }

 private:
  // Counting sort: there are millions of changes and thousands of days.
  void sort_by_day() {
    std::vector<std::size_t> next(static_cast<std::size_t>(out_.to.days() - out_.from.days()) + 2, 0);
    const auto place = [&](const SlotChange& change) {
      return static_cast<std::size_t>(change.day.days() - out_.from.days());
    };
    for (const SlotChange& change : out_.slots) ++next[place(change) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<SlotChange> sorted(out_.slots.size());
    for (const SlotChange& change : out_.slots) sorted[next[place(change)]++] = change;
    out_.slots = std::move(sorted);
  }

  // One pass over the statements as they lie in memory takes each for the only one about its stake, which most are;
  // only groups of several are looked at again.
  void select() {
    const auto& stakes = facts_.stakes();
    std::vector<SlotChange> pending;  // with the statement in place of the slot
    std::vector<WorldRow> sorted;
    {
      std::vector<WorldRow> unsorted;
      unsorted.reserve(stakes.size());
      for (std::uint32_t i = 0; i < stakes.size(); ++i) {
        const StakeFact& stake = stakes[i];
        if (stake.kind == StakeKind::kJointArrangement) joint_.push_back(i);
        const ShareCode first = code_on(i, out_.from);
        const std::size_t before = pending.size();
        days_.clear();
        append_turning_days(stake.valid, out_.from, out_.to, days_);
        std::sort(days_.begin(), days_.end());
        ShareCode last = first;
        for (const Date day : days_) {
          const ShareCode code = code_on(i, day);
          if (code != last) pending.push_back({day, i, code, i});
          last = code;
        }
        // Until it is placed, the row's last field says that something changes.
        unsorted.push_back({stake.asset, stake.owner == kUndisclosed ? undisclosed_ : stake.owner, first, i, stake.kind,
                            pending.size() > before});
      }
      sorted = sort_rows(undisclosed_, unsorted);
    }
    constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
    std::vector<std::uint32_t> row_of(stakes.size(), kNoRow);
    rows_.reserve(sorted.size());
    std::vector<std::uint32_t> statements;
    for (std::size_t begin = 0; begin < sorted.size();) {
      const WorldRow& row = sorted[begin];
      std::size_t end = begin + 1;
      while (end < sorted.size() && sorted[end].asset == row.asset && sorted[end].kind == row.kind &&
             sorted[end].owner == row.owner) {
        ++end;
      }
      if (end == begin + 1 && row.kind != StakeKind::kFamily) {
        if (row.code != kAbsentShare || row.only_possible) {
          row_of[row.fact] = static_cast<std::uint32_t>(rows_.size());
          rows_.push_back(row);
        }
      } else {
        statements.clear();
        for (std::size_t i = begin; i < end; ++i) statements.push_back(sorted[i].fact);
        choose(row, statements);
      }
      begin = end;
    }
    for (SlotChange& change : pending) {
      if (row_of[change.slot] == kNoRow) continue;
      change.slot = row_of[change.slot];
      out_.slots.push_back(change);
    }
  }

  ShareCode code_on(std::uint32_t statement, Date day) {
    selected_.clear();
    selector_.choose_only(statement, day, selected_);
    return selected_.empty() ? kAbsentShare : shares_.pack(selected_.front().share);
  }

  // The steps of each place that the statements about one owner, asset and kind need: one, or one for each undisclosed
  // holder.
  void choose(const WorldRow& key, std::span<const std::uint32_t> statements) {
    days_.assign(1, out_.from);
    for (const std::uint32_t i : statements) {
      append_turning_days(facts_.stakes()[i].valid, out_.from, out_.to, days_);
    }
    if (days_.size() > 2) {
      std::sort(days_.begin(), days_.end());
      days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    }
    if (key.owner != undisclosed_ || statements.size() == 1) {
      steps_.clear();
      for (const Date day : days_) {
        selected_.clear();
        selector_.choose(statements, day, selected_);
        append_step(steps_, selected_.empty()
                                ? Step{day, kAbsentShare, statements.front()}
                                : Step{day, shares_.pack(selected_.front().share), selected_.front().fact});
      }
      finish(key, steps_);
      return;
    }
    std::map<std::uint32_t, Steps> by_fact;
    for (const std::uint32_t i : statements) by_fact[i];
    for (const Date day : days_) {
      selected_.clear();
      selector_.choose(statements, day, selected_);
      for (auto& [fact, steps] : by_fact) {
        const auto it = std::find_if(selected_.begin(), selected_.end(),
                                     [wanted = fact](const SelectedStake& s) { return s.fact == wanted; });
        append_step(steps, {day, it == selected_.end() ? kAbsentShare : shares_.pack(it->share), fact});
      }
    }
    for (const auto& [fact, steps] : by_fact) finish(key, steps);
  }

  void finish(const WorldRow& key, const Steps& steps) {
    if (steps.size() == 1 && steps.front().code == kAbsentShare) return;
    if (key.kind == StakeKind::kFamily && key.owner != undisclosed_) {
      family_[{key.owner, key.asset}] = steps;
      return;
    }
    emit(key, steps);
  }

  void emit(const WorldRow& key, const Steps& steps) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({key.asset, key.owner, steps.front().code, steps.front().fact, key.kind, false});
    for (std::size_t i = 1; i < steps.size(); ++i) {
      out_.slots.push_back({steps[i].day, row, steps[i].code, steps[i].fact});
    }
  }

  static Step step_on(const Steps* steps, Date day) {
    Step result;
    if (steps == nullptr) return result;
    for (const Step& step : *steps) {
      if (step.day <= day) result = step;
    }
    return result;
  }

  // Whether a tie is certain where the other is at most possible, or possible where there is none.
  bool is_firmer(ShareCode a, ShareCode b) const {
    const auto firmness = [&](ShareCode code) {
      return code == kAbsentShare ? 0 : shares_.unpack(code).has(kOnlyPossible) ? 1 : 2;
    };
    return firmness(a) > firmness(b);
  }

  // A family tie binds both ends: where the other direction is stated more firmly on a day, it stands for this one.
  void add_family() {
    std::set<std::pair<Node, Node>> keys;
    for (const auto& [key, steps] : family_) {
      keys.insert(key);
      keys.insert({key.second, key.first});
    }
    moved_ = moved_ || !keys.empty();
    for (const auto& key : keys) {
      const auto own = family_.find(key);
      const auto other = family_.find({key.second, key.first});
      const Steps* own_steps = own == family_.end() ? nullptr : &own->second;
      const Steps* other_steps = other == family_.end() ? nullptr : &other->second;
      std::set<Date> days = {out_.from};
      for (const Steps* steps : {own_steps, other_steps}) {
        if (steps == nullptr) continue;
        for (const Step& step : *steps) days.insert(step.day);
      }
      Steps together;
      for (const Date day : days) {
        Step step = step_on(own_steps, day);
        const Step back = step_on(other_steps, day);
        if (is_firmer(back.code, step.code)) step = back;
        step.day = day;
        append_step(together, step);
      }
      emit({key.second, key.first, 0, 0, StakeKind::kFamily, false}, together);
    }
  }

  // Arrangements depend on what their parties hold, so their part of the graph is worked out anew on each day on which
  // a statement of it begins or ends.
  std::vector<JointGroup> add_joint() {
    if (joint_.empty()) return {};
    moved_ = true;
    const auto& stakes = facts_.stakes();
    std::set<PartyIndex> ends;
    for (const std::uint32_t i : joint_) {
      ends.insert(stakes[i].owner);
      ends.insert(stakes[i].asset);
    }
    std::vector<std::uint32_t> near;
    std::map<Date, std::uint32_t> days;
    for (std::uint32_t i = 0; i < stakes.size(); ++i) {
      const StakeFact& stake = stakes[i];
      if (!is_measured(stake.kind) && stake.kind != StakeKind::kJointArrangement) continue;
      if (!ends.contains(stake.owner) && !ends.contains(stake.asset)) continue;
      near.push_back(i);
      days_.clear();
      append_turning_days(stake.valid, out_.from, out_.to, days_);
      for (const Date day : days_) days.emplace(day, i);
    }
    days.emplace(out_.from, near.front());
    const JointPart part(undisclosed_, near, [&](std::uint32_t i) -> const StakeFact& { return stakes[i]; });
    std::map<std::tuple<Node, Node, std::uint32_t>, Steps> lent;
    std::vector<JointGroup> first;
    std::vector<JointGroup> last;
    for (const auto& [day, fact] : days) {
      JointPart::Day state = part.on(day, known_at_);
      for (auto& [key, steps] : lent) append_step(steps, {day, kAbsentShare, std::get<2>(key)});
      for (const JointPart::Lent& l : state.lent) {
        Steps& steps = lent[{l.owner, l.asset, l.fact}];
        if (steps.empty() && day != out_.from) steps.push_back({out_.from, kAbsentShare, l.fact});
        if (!steps.empty() && steps.back().day == day) steps.pop_back();  // not gone after all
        append_step(steps, {day, shares_.pack(l.share), l.fact});
      }
      if (day == out_.from) {
        first = last = std::move(state.groups);
      } else if (state.groups != last) {
        last = state.groups;
        out_.joint.push_back({day, std::move(state.groups), fact});
      }
    }
    for (const auto& [key, steps] : lent) {
      emit({std::get<1>(key), std::get<0>(key), 0, 0, StakeKind::kEquity, false}, steps);
    }
    return first;
  }

  // Rows that were added out of order find their places, and the changes follow them.
  void place() {
    if (!moved_) return;
    std::vector<std::uint32_t> facts;
    facts.reserve(rows_.size());
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      facts.push_back(rows_[i].fact);
      rows_[i].fact = i;
    }
    rows_ = sort_rows(undisclosed_, rows_);
    std::vector<std::uint32_t> slot_of(rows_.size());
    for (std::uint32_t slot = 0; slot < rows_.size(); ++slot) {
      slot_of[rows_[slot].fact] = slot;
      rows_[slot].fact = facts[rows_[slot].fact];
    }
    for (SlotChange& change : out_.slots) change.slot = slot_of[change.slot];
  }

  const OwnershipFacts& facts_;
  StakeSelector selector_;
  Timestamp known_at_;
  Node undisclosed_;
  OwnershipHistory out_;
  ShareTable shares_;
  std::vector<WorldRow> rows_;
  std::vector<std::uint32_t> joint_;  // statements of arrangements
  std::map<std::pair<Node, Node>, Steps> family_;
  bool moved_ = false;  // rows were appended out of order
  std::vector<Date> days_;
  Steps steps_;
  std::vector<SelectedStake> selected_;
};

}  // namespace

OwnershipHistory history_of(const OwnershipFacts& facts, Date from, Date to, Timestamp known_at) {
  return HistoryBuilder(facts, from, to, known_at).run();
}

void append_turning_days(const ValidInterval& valid, Date from, Date to, std::vector<Date>& days) {
  for (const PartialDate* date : {&valid.from, &valid.to}) {
    if (!date->known()) continue;
    const Date earliest = date->earliest();
    const Date latest = date->latest();
    if (earliest > from && earliest <= to) days.push_back(earliest);
    if (latest != earliest && latest > from && latest <= to) days.push_back(latest);
  }
}

PartyIndex JointPart::local(PartyIndex party) {
  if (party == kUndisclosed) return kUndisclosed;
  const auto [it, is_new] = local_.emplace(party, static_cast<PartyIndex>(parties_.size()));
  if (is_new) {
    parties_.push_back(party);
    Party named;
    named.id = std::to_string(party);
    static_cast<void>(facts_.add_party(std::move(named)).ok());  // numbers are ids of their own
  }
  return it->second;
}

void JointPart::add(std::uint32_t statement, const StakeFact& stake) {
  if (!is_measured(stake.kind) && stake.kind != StakeKind::kJointArrangement) return;
  StakeFact copy = stake;
  copy.owner = local(stake.owner);
  copy.asset = local(stake.asset);
  facts_.add_stake(std::move(copy));
  statements_.push_back(statement);
}

JointPart::Day JointPart::on(Date day, Timestamp known_at) const {
  Day result;
  const OwnershipWorld world = OwnershipWorld::at(facts_, day, known_at);
  const auto node = [&](Node n) { return n == world.undisclosed_node() ? undisclosed_ : parties_[n]; };
  for (JointGroup group : world.joint_groups()) {
    group.asset = node(group.asset);
    for (Node& member : group.members) member = node(member);
    std::sort(group.members.begin(), group.members.end());
    group.fact = statements_[group.fact];
    result.groups.push_back(std::move(group));
  }
  std::sort(result.groups.begin(), result.groups.end(), [](const JointGroup& a, const JointGroup& b) {
    return std::tie(a.asset, a.only_possible, a.members) < std::tie(b.asset, b.only_possible, b.members);
  });
  for (const Column& column : world.columns()) {
    if (column.kind != StakeKind::kEquity) continue;
    for (const Holding& h : world.holdings_in(column)) {
      if (facts_.stakes()[h.fact].kind != StakeKind::kJointArrangement) continue;
      result.lent.push_back({node(h.owner), node(column.asset), statements_[h.fact], h.state()});
    }
  }
  return result;
}

}  // namespace penumbra::graph
