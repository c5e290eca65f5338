// How the search works.
//
// A partial derivation is a set of stakes with the parties that are still to be explained. Its bound (stakes so far,
// the fewest that its half-added column needs, one for each open party) never exceeds the length of any chain that it
// can become, so chains come out of the queue in order of length; doubt and uncertainty only grow, so ties come out in
// order too. A column is added up largest stakes first, which makes every sum that is met a minimal one.
//
// Whether a sum meets a test is asked of the fixpoint itself over a world of that one asset (meets()), and every
// finished set is decided as a whole and minimised (finish()): a derivation in a circle falls there. No arithmetic of
// the rule is repeated here; still_needed() is a lower bound only.
#include "graph/chain_search.h"

#include <algorithm>
#include <array>

namespace penumbra::graph {

namespace {

using rules::Effect;

constexpr Node kNoGoal = 0xFFFFFFFF;
constexpr std::uint32_t kNever = 0xFFFFFFFF;
constexpr std::uint32_t kEveryRank = 0xFFFFFFFF;

void insert_sorted(std::vector<std::uint32_t>& to, std::uint32_t value) {
  const auto at = std::lower_bound(to.begin(), to.end(), value);
  if (at == to.end() || *at != value) to.insert(at, value);
}

}  // namespace

ChainSearch::ChainSearch(OwnershipCase& cut, const WhyGoal& goal, const WhyOptions& options)
    : case_(cut), goal_(goal), world_(cut.decision().world) {
  for (const CaseStake& stake : cut.stakes()) {
    const std::string& source = cut.facts().stakes()[stake.shown].source;
    doubt_.push_back(options.doubt ? options.doubt(source) : static_cast<std::uint8_t>(source.empty() ? 2 : 0));
  }
}

std::vector<RankedChain> ChainSearch::run(std::size_t count) {
  begin();
  while (!queue_.empty()) {
    const Partial at = queue_.top();
    // What is left is longer than what was found.
    if (found_.size() >= count) {
      const auto last = std::next(found_.begin(), static_cast<std::ptrdiff_t>(count - 1));
      if (std::tuple<std::size_t, std::uint8_t, std::uint8_t>(at.bound, at.doubt, at.uncertainty) >=
          std::tuple<std::size_t, std::uint8_t, std::uint8_t>(last->stakes.size(), last->doubt, last->uncertainty)) {
        break;
      }
    }
    if (++looked_at_ > kMaxPartialChains || case_.spent()) {
      gave_up_ = true;
      break;
    }
    queue_.pop();
    expand(at);
  }
  std::vector<RankedChain> result;
  for (const RankedChain& chain : found_) {
    if (result.size() < count) result.push_back(chain);
  }
  more_ = found_.size() > count || !queue_.empty();
  return result;
}

void ChainSearch::begin() {
  const std::vector<StartGroup>& groups = case_.decision().groups;
  OwnershipFixpoint run(world_, case_.rule());
  const bool unresolved = goal_.side == Side::kLow && case_.decision().unresolved[case_.party()];
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    run_group(run, groups[g], goal_.side, goal_.level);
    GroupRun members;
    const bool here = (run.contains(case_.party()) && !run.is_start(case_.party())) || unresolved;
    if (here) {
      members.member.assign(world_.party_count() + 1, false);
      members.start.assign(world_.party_count() + 1, false);
      for (const Node node : run.members()) {
        // An owner counts when it passes on what it holds.
        members.member[node] = run.passes_on(node, kEveryRank);
        members.start[node] = run.is_start(node);
      }
      // Parties that only an unresolved share brings in are no members of the run and are explained all the same.
      for (Node node = 0; unresolved && node < world_.party_count(); ++node) {
        if (case_.decision().unresolved[node]) members.member[node] = true;
      }
    }
    groups_.push_back(std::move(members));
    if (!here) continue;
    Partial first;
    first.group = g;
    first.open = {case_.party()};
    push(std::move(first), 0);
  }
}

CaseChange ChainSearch::only(const std::vector<std::uint32_t>& stakes) const {
  CaseChange change;
  change.takes.assign(case_.stakes().size(), Take::kStranger);
  for (const std::uint32_t s : stakes) change.takes[s] = Take::kIn;
  return change;
}

std::uint32_t ChainSearch::stake_of_holding(std::uint32_t holding) const {
  return *case_.stake_of(world_.holdings()[holding].fact);
}

std::uint8_t ChainSearch::uncertainty_of(const CaseStake& stake) const {
  if (stake.holding.has(kOnlyPossible)) return 3;
  if (stake.holding.has(kContested)) return 2;
  return is_measured(stake.kind) && stake.holding.low != stake.holding.high ? 1 : 0;
}

void ChainSearch::add_stakes(Partial& to, const std::vector<std::uint32_t>& stakes) const {
  for (const std::uint32_t s : stakes) {
    insert_sorted(to.stakes, s);
    to.doubt = std::max(to.doubt, doubt_[s]);
    to.uncertainty = std::max(to.uncertainty, uncertainty_of(case_.stakes()[s]));
  }
}

void ChainSearch::add_goal(Partial& to, Node goal) const {
  if (goal == kNoGoal || std::find(to.closed.begin(), to.closed.end(), goal) != to.closed.end()) return;
  insert_sorted(to.open, goal);
}

void ChainSearch::push(Partial next, std::uint32_t still_needed) {
  if (still_needed == kNever) return;
  next.bound = static_cast<std::uint32_t>(next.stakes.size() + next.open.size()) + still_needed;
  queue_.push(std::move(next));
}

void ChainSearch::expand(const Partial& at) {
  if (at.column >= 0) return pick(at);
  if (at.open.empty()) return finish(at);
  explain_next(at);
}

// Every test by which the next open party may be reached.
void ChainSearch::explain_next(const Partial& at) {
  const Node node = at.open.front();
  Partial base = at;
  base.open.erase(base.open.begin());
  base.closed.push_back(node);
  const auto [begin, end] = world_.columns_of(node);
  OwnershipFixpoint rules_only(world_, case_.rule());
  const bool unresolved = case_.decision().unresolved[node];
  for (std::uint32_t c = begin; c < end; ++c) {
    const Column& column = world_.columns()[c];
    if (column.kind == StakeKind::kJointArrangement || rules_only.effect_of(column) < goal_.level) continue;
    const std::vector<Entry>& all = entries(at.group, c);
    if (!is_measured(column.kind) || unresolved) {
      for (const Entry& entry : all) {
        if (entry.is_self) continue;
        Partial next = base;
        add_stakes(next, entry.stakes);
        add_goal(next, entry.goal);
        push(std::move(next), 0);
      }
      continue;
    }
    Partial next = base;
    next.column = static_cast<std::int32_t>(c);
    const std::uint32_t needed = still_needed(c, all, {}, 0);
    push(std::move(next), needed);
  }
}

// Every further stake of the column that is being added up.
void ChainSearch::pick(const Partial& at) {
  const auto c = static_cast<std::uint32_t>(at.column);
  const std::vector<Entry>& all = entries(at.group, c);
  for (std::uint32_t e = at.next; e < all.size(); ++e) {
    const bool again = std::any_of(at.picked.begin(), at.picked.end(),
                                   [&](std::uint32_t p) { return all[p].holding == all[e].holding; });
    if (again) continue;
    Partial next = at;
    next.picked.push_back(e);
    add_stakes(next, all[e].stakes);
    add_goal(next, all[e].goal);
    if (meets(c, all, next.picked)) {
      next.column = -1;
      next.picked.clear();
      next.next = 0;
      push(std::move(next), 0);
    } else {
      next.next = e + 1;
      const std::uint32_t needed = still_needed(c, all, next.picked, e + 1);
      push(std::move(next), needed);
    }
  }
}

const std::vector<ChainSearch::Entry>& ChainSearch::entries(std::uint32_t group, std::uint32_t c) {
  const auto [it, is_new] = entries_.try_emplace({group, c});
  std::vector<Entry>& out = it->second;
  if (!is_new) return out;
  const Column& column = world_.columns()[c];
  const GroupRun& members = groups_[group];
  const bool measured = is_measured(column.kind);
  const bool unresolved = case_.decision().unresolved[column.asset];
  for (std::uint32_t h = column.begin; h < column.end; ++h) {
    const Holding& holding = world_.holdings()[h];
    const ShareUnits value = goal_.side == Side::kLow && !unresolved ? holding.low : holding.high;
    Entry entry;
    entry.holding = h;
    entry.stakes = {stake_of_holding(h)};
    entry.goal = kNoGoal;
    entry.value = value;
    if (holding.owner == column.asset) {
      entry.is_self = true;
      entry.value = 0;
      if (measured) out.push_back(entry);
      continue;
    }
    if (measured && value <= 0) continue;
    if (goal_.side == Side::kLow && holding.has(kOnlyPossible) && !unresolved) continue;
    if (members.member[holding.owner]) {
      if (!members.start[holding.owner]) entry.goal = holding.owner;
      out.push_back(entry);
    }
    if (measured && !unresolved) add_joint_entries(group, column, h, out);
  }
  // What an asset holds in itself changes the denominator: it is tried first, then the largest stakes.
  std::stable_sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    return std::tuple(!a.is_self, -a.value, a.stakes.size()) < std::tuple(!b.is_self, -b.value, b.stakes.size());
  });
  return out;
}

// A stake that counts because its owner acts jointly with somebody who is reached.
void ChainSearch::add_joint_entries(std::uint32_t group, const Column& column, std::uint32_t h,
                                    std::vector<Entry>& out) {
  if (world_.joint_groups().empty()) return;
  if (case_.rule().test(StakeKind::kJointArrangement).effect < goal_.level) return;
  const Holding& holding = world_.holdings()[h];
  const GroupRun& members = groups_[group];
  for (const std::uint32_t g : world_.joint_groups_of(holding.owner)) {
    const JointGroup& joint = world_.joint_groups()[g];
    if (joint.asset != column.asset || (goal_.side == Side::kLow && joint.only_possible)) continue;
    for (const Node member : joint.members) {
      if (member == holding.owner || !members.member[member]) continue;
      Entry entry;
      entry.holding = h;
      entry.stakes = rows_between(joint, holding.owner, member);
      insert_sorted(entry.stakes, stake_of_holding(h));
      entry.goal = members.start[member] ? kNoGoal : member;
      entry.value = goal_.side == Side::kLow ? holding.low : holding.high;
      out.push_back(std::move(entry));
    }
  }
}

// The rows that make two parties act jointly in an asset: their own rows, one between them, or else all of the group's
// (arrangements that chain; finish() drops what is not needed).
std::vector<std::uint32_t> ChainSearch::rows_between(const JointGroup& joint, Node a, Node b) const {
  std::vector<std::uint32_t> own;
  std::vector<std::uint32_t> between;
  std::vector<std::uint32_t> all;
  const auto is_member = [&](Node node) {
    return std::binary_search(joint.members.begin(), joint.members.end(), node);
  };
  for (std::uint32_t s = 0; s < case_.stakes().size(); ++s) {
    const CaseStake& row = case_.stakes()[s];
    if (row.kind != StakeKind::kJointArrangement || !is_member(row.owner)) continue;
    if (row.asset != joint.asset && !is_member(row.asset)) continue;
    all.push_back(s);
    if (row.asset == joint.asset && (row.owner == a || row.owner == b)) own.push_back(s);
    if ((row.owner == a && row.asset == b) || (row.owner == b && row.asset == a)) between.push_back(s);
  }
  if (own.size() == 2) return own;
  return between.size() == 1 ? between : all;
}

bool ChainSearch::meets(std::uint32_t c, const std::vector<Entry>& all, const std::vector<std::uint32_t>& picked) {
  std::vector<std::uint32_t> chosen;
  for (const std::uint32_t e : picked) chosen.push_back(all[e].holding);
  std::sort(chosen.begin(), chosen.end());
  const auto [it, is_new] = met_.try_emplace({c, chosen}, false);
  if (!is_new) return it->second;
  // A world of this one asset: 0 the asset, 1 who is reached, 2 strangers. Stakes of all measured kinds are there,
  // since equity on record weakens the test on profits.
  constexpr Node kAsset = 0;
  constexpr Node kReached = 1;
  constexpr Node kStrangers = 2;
  const Column& column = world_.columns()[c];
  std::vector<Holding> holdings;
  std::vector<StakeKind> kinds;
  const auto [begin, end] = world_.columns_of(column.asset);
  for (std::uint32_t k = begin; k < end; ++k) {
    const Column& other = world_.columns()[k];
    if (!is_measured(other.kind)) continue;
    for (std::uint32_t h = other.begin; h < other.end; ++h) {
      Holding holding = world_.holdings()[h];
      const bool is_chosen = k == c && std::binary_search(chosen.begin(), chosen.end(), h);
      const bool is_self = holding.owner == column.asset;
      holding.owner = !is_chosen ? kStrangers : is_self ? kAsset : kReached;
      holdings.push_back(holding);
      kinds.push_back(other.kind);
    }
  }
  const std::vector<Node> assets(holdings.size(), kAsset);
  const OwnershipWorld local = OwnershipWorld::of(3, std::move(holdings), assets, kinds);
  OwnershipFixpoint run(local, case_.rule());
  const std::array<Node, 1> start = {kReached};
  run.run(start, goal_.side, goal_.level);
  it->second = run.contains(kAsset);
  return it->second;
}

// How many more stakes the column needs at least: the largest that are left, without what others leave of 100.
std::uint32_t ChainSearch::still_needed(std::uint32_t c, const std::vector<Entry>& all,
                                        const std::vector<std::uint32_t>& picked, std::uint32_t next) const {
  const Column& column = world_.columns()[c];
  __extension__ using Wide = __int128;
  Wide threshold = to_units(case_.rule().test(column.kind).threshold);
  if (column.self >= 0) {
    const ShareUnits self = world_.holdings()[static_cast<std::size_t>(column.self)].high;
    threshold = threshold * (kHundredPercent - std::min(self, kHundredPercent)) / kHundredPercent;
  }
  Wide sum = 0;
  for (const std::uint32_t e : picked) sum += all[e].value;
  std::uint32_t more = 0;
  for (std::uint32_t e = next; e < all.size(); ++e) {
    if (sum >= threshold && more > 0) return more;
    if (all[e].is_self) continue;  // it may change the denominator, and need not be there
    sum += all[e].value;
    ++more;
  }
  return sum >= threshold && more > 0 ? more : kNever;
}

// Decides the finished set by itself, drops what it does not need, and keeps it.
void ChainSearch::finish(const Partial& at) {
  std::vector<std::uint32_t> stakes = at.stakes;
  if (!case_.reached(only(stakes), goal_.side, goal_.level)) return;
  // The most doubtful first, so that what can be spared is what is worth least.
  std::vector<std::uint32_t> order = stakes;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(doubt_[b], uncertainty_of(case_.stakes()[b])) <
           std::tuple(doubt_[a], uncertainty_of(case_.stakes()[a]));
  });
  for (const std::uint32_t s : order) {
    std::vector<std::uint32_t> less = stakes;
    std::erase(less, s);
    if (case_.reached(only(less), goal_.side, goal_.level)) stakes = std::move(less);
  }
  if (case_.spent()) return;
  Partial ranked;
  add_stakes(ranked, stakes);
  found_.insert({std::move(ranked.stakes), ranked.doubt, ranked.uncertainty});
}

}  // namespace penumbra::graph
