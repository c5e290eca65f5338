// A what-if: the stakes that a scenario touches are selected anew, laid over the world as patches and extra stakes, the
// fixpoints follow, and everything is taken back.
#include <algorithm>
#include <set>
#include <span>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "graph/ownership_select.h"
#include "graph/ownership_state.h"
#include "graph/ownership_sweep.h"

namespace penumbra::graph {

namespace {

using Key = std::tuple<PartyIndex, StakeKind, PartyIndex>;  // asset, kind, owner (kUndisclosed for undisclosed ones)

Error no_such(const char* what, std::uint64_t index, std::uint64_t count) {
  return Error{ErrorCode::kInvalidArgument,
               std::string("the scenario names ") + what + " " + std::to_string(index) + " of " + std::to_string(count),
               {},
               "Use the numbers of the facts that the base was made from"};
}

}  // namespace

struct OwnershipBase::Parts {
  Parts(const OwnershipFacts& all, const OwnershipQuery& asked, const rules::RuleChoice& rule)
      : facts(all),
        query(asked),
        world(OwnershipWorld::at(all, asked.as_of, asked.known_at)),
        graph(world),
        listings(all),
        state(all, graph, listings, rule, true) {
    index_statements();
    state.begin(query.as_of);
  }

  // Statements by asset, those about arrangements apart.
  void index_statements() {
    const auto& stakes = facts.stakes();
    begin.assign(facts.parties().size() + 1, 0);
    for (const StakeFact& stake : stakes) ++begin[stake.asset + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    by_asset.resize(stakes.size());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t i = 0; i < stakes.size(); ++i) {
      by_asset[next[stakes[i].asset]++] = i;
      if (stakes[i].kind == StakeKind::kJointArrangement) arrangements.push_back(i);
    }
  }

  const StakeFact& stake(std::uint32_t i) const {
    return i < facts.stakes().size() ? facts.stakes()[i] : scenario->add_stakes[i - facts.stakes().size()];
  }
  static Key key_of(const StakeFact& stake) { return {stake.asset, stake.kind, stake.owner}; }

  // The statements about one owner, asset and kind under the scenario, appended in order.
  void statements_of(const Key& key, std::vector<std::uint32_t>& out) const {
    const PartyIndex asset = std::get<0>(key);
    for (std::uint32_t i = begin[asset]; i < begin[asset + 1]; ++i) {
      const std::uint32_t fact = by_asset[i];
      if (key_of(facts.stakes()[fact]) == key && !removed.contains(fact)) out.push_back(fact);
    }
    for (std::uint32_t i = 0; i < scenario->add_stakes.size(); ++i) {
      if (key_of(scenario->add_stakes[i]) == key) out.push_back(static_cast<std::uint32_t>(facts.stakes().size()) + i);
    }
  }

  std::vector<SelectedStake> selected(const Key& key) const {
    std::vector<std::uint32_t> statements;
    statements_of(key, statements);
    std::vector<SelectedStake> out;
    if (!statements.empty()) {
      StakeSelector(facts, query.known_at, scenario->add_stakes).choose(statements, query.as_of, out);
    }
    return out;
  }

  // Slots of the base for a key; those that an arrangement lends are not stakes of their own.
  std::vector<std::uint32_t> slots_of(const Key& key) const {
    const auto& [asset, kind, owner] = key;
    const Node node = owner == kUndisclosed ? world.undisclosed_node() : owner;
    std::vector<std::uint32_t> out;
    const auto [first, last] = world.columns_of(asset);
    for (std::uint32_t c = first; c < last; ++c) {
      const Column column = world.columns()[c];
      if (column.kind != kind) continue;
      for (std::uint32_t s = column.begin; s < column.end; ++s) {
        if (world.slots()[s].owner == node && !is_lent(s, kind)) out.push_back(s);
      }
    }
    return out;
  }
  bool is_lent(std::uint32_t slot, StakeKind kind) const {
    const std::uint32_t fact = world.slots()[slot].fact;
    return kind == StakeKind::kEquity && facts.stakes()[fact].kind == StakeKind::kJointArrangement;
  }

  // Lays over the world what now counts for a key.
  void lay(const Key& key, const std::vector<SelectedStake>& now) {
    const auto& [asset, kind, owner] = key;
    std::vector<bool> placed(now.size(), false);
    for (const std::uint32_t slot : slots_of(key)) {
      // Undisclosed holders are told apart by their statement; of a known owner there is one stake.
      const auto it = std::find_if(now.begin(), now.end(), [&](const SelectedStake& s) {
        return owner != kUndisclosed || s.fact == world.slots()[slot].fact;
      });
      if (it == now.end()) {
        graph.patch(slot, {0, 0, kAbsent});
        continue;
      }
      placed[static_cast<std::size_t>(it - now.begin())] = true;
      graph.patch(slot, it->share);
    }
    const Node node = owner == kUndisclosed ? world.undisclosed_node() : owner;
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (!placed[i]) graph.add(node, asset, kind, now[i].share);
    }
    touched.push_back({asset, 0});
  }

  static bool is_firmer(const std::vector<SelectedStake>& a, const std::vector<SelectedStake>& b) {
    const auto firmness = [](const std::vector<SelectedStake>& stakes) {
      return stakes.empty() ? 0 : stakes.front().share.has(kOnlyPossible) ? 1 : 2;
    };
    return firmness(a) > firmness(b);
  }

  // A family tie binds both ends: where the other direction is stated more firmly, it stands for this one.
  void lay_family(const Key& key) {
    const auto& [asset, kind, owner] = key;
    const std::vector<SelectedStake> own = selected(key);
    if (owner == kUndisclosed) {
      lay(key, own);
      return;
    }
    const Key back = {owner, kind, asset};
    const std::vector<SelectedStake> other = selected(back);
    lay(key, is_firmer(other, own) ? other : own);
    lay(back, is_firmer(own, other) ? own : other);
  }

  // Works all arrangements out anew when the scenario touches one or what its parties hold.
  void lay_arrangements(const std::set<Key>& keys) {
    std::set<PartyIndex> ends;
    std::set<Key> near;
    const auto add_end = [&](const StakeFact& row) {
      near.insert(key_of(row));
      if (row.owner != kUndisclosed) ends.insert(row.owner);
      ends.insert(row.asset);
    };
    for (const std::uint32_t i : arrangements) add_end(facts.stakes()[i]);
    for (const StakeFact& row : scenario->add_stakes) {
      if (row.kind == StakeKind::kJointArrangement) add_end(row);
    }
    const bool touches = std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
      return std::get<1>(key) == StakeKind::kJointArrangement ||
             (is_measured(std::get<1>(key)) && (ends.contains(std::get<0>(key)) || ends.contains(std::get<2>(key))));
    });
    if (!touches) return;
    const auto add_slot = [&](std::uint32_t s) {
      const Slot& slot = world.slots()[s];
      const Column column = world.columns()[slot.column];
      const PartyIndex owner = slot.owner == world.undisclosed_node() ? kUndisclosed : slot.owner;
      if (is_measured(column.kind)) near.insert({column.asset, column.kind, owner});
    };
    for (const PartyIndex end : ends) {
      for (const std::uint32_t s : world.holdings_of(end)) add_slot(s);
      const auto [first, last] = world.columns_of(end);
      for (std::uint32_t c = first; c < last; ++c) {
        for (std::uint32_t s = world.columns()[c].begin; s < world.columns()[c].end; ++s) add_slot(s);
      }
    }
    near.insert(keys.begin(), keys.end());
    std::vector<std::uint32_t> statements;
    for (const Key& key : near) statements_of(key, statements);
    const JointPart part(world.party_count(), statements,
                         [&](std::uint32_t i) -> const StakeFact& { return stake(i); });
    JointPart::Day day;
    if (!part.empty()) day = part.on(query.as_of, query.known_at);
    // Lent stakes: take away all of the base, add all of now.
    for (const std::uint32_t i : arrangements) {
      const StakeFact& row = facts.stakes()[i];
      const auto [first, last] = world.columns_of(row.asset);
      for (std::uint32_t c = first; c < last; ++c) {
        const Column column = world.columns()[c];
        for (std::uint32_t s = column.begin; s < column.end; ++s) {
          if (is_lent(s, column.kind)) graph.patch(s, {0, 0, kAbsent});
        }
      }
      touched.push_back({row.asset, 0});
    }
    for (const JointPart::Lent& lent : day.lent) {
      graph.add(lent.owner, lent.asset, StakeKind::kEquity, lent.share);
      touched.push_back({lent.asset, 0});
    }
    joint_groups = std::move(day.groups);
    for (const auto* groups : {&world.joint_groups(), &std::as_const(joint_groups)}) {
      for (const JointGroup& group : *groups) touched.push_back({group.asset, 0});
    }
    graph.set_joint_groups(&joint_groups);
    other_arrangements = true;
  }

  std::vector<WhatIfChange> run(const OwnershipScenario& asked) {
    scenario = &asked;
    removed = {asked.remove_stakes.begin(), asked.remove_stakes.end()};
    touched.clear();
    std::set<Key> keys;
    for (const StakeFact& added : asked.add_stakes) keys.insert(key_of(added));
    for (const std::uint32_t i : asked.remove_stakes) keys.insert(key_of(facts.stakes()[i]));
    state.remember();
    std::set<Key> family;
    for (const Key& key : keys) {
      if (std::get<1>(key) != StakeKind::kFamily) {
        lay(key, selected(key));
      } else if (std::get<2>(key) == kUndisclosed || family.insert(std::min(key, reversed(key))).second) {
        lay_family(key);
      }
    }
    lay_arrangements(keys);
    listings.lay_over(asked.add_listings, asked.remove_listings);
    std::vector<Touch> relisted;
    for (const ListingFact& listing : asked.add_listings) relisted.push_back({listing.party, 0});
    for (const std::uint32_t i : asked.remove_listings) relisted.push_back({facts.listings()[i].party, 0});
    std::vector<Touch> looked_at;
    state.settle(query.as_of, touched, relisted, looked_at);
    std::vector<PartyIndex> parties;
    for (const Touch& touch : looked_at) {
      if (touch.node < facts.parties().size()) parties.push_back(touch.node);
    }
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    std::vector<WhatIfChange> changes;
    for (const PartyIndex party : parties) changes.push_back({party, {}, state.verdict(party)});
    take_back();
    for (WhatIfChange& change : changes) change.before = state.verdict(change.party);
    std::erase_if(changes, [](const WhatIfChange& change) { return change.before == change.after; });
    return changes;
  }

  static Key reversed(const Key& key) { return {std::get<2>(key), std::get<1>(key), std::get<0>(key)}; }

  void take_back() {
    state.undo();
    graph.clear();
    if (other_arrangements) graph.set_joint_groups(&world.joint_groups());
    other_arrangements = false;
    listings.lay_over({}, {});
    scenario = nullptr;
  }

  const OwnershipFacts& facts;
  OwnershipQuery query;
  OwnershipWorld world;
  LiveGraph graph;
  ListingBook listings;
  OwnershipState state;
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> by_asset;
  std::vector<std::uint32_t> arrangements;
  const OwnershipScenario* scenario = nullptr;
  std::unordered_set<std::uint32_t> removed;
  std::vector<Touch> touched;
  std::vector<JointGroup> joint_groups;
  bool other_arrangements = false;
};

OwnershipBase::OwnershipBase(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
OwnershipBase::OwnershipBase(OwnershipBase&&) noexcept = default;
OwnershipBase& OwnershipBase::operator=(OwnershipBase&&) noexcept = default;
OwnershipBase::~OwnershipBase() = default;

Result<OwnershipBase> OwnershipBase::make(const OwnershipFacts& facts, const rules::RuleBook& book,
                                          const OwnershipQuery& query) {
  const rules::RuleChoice rule = book.choose(query.regime, query.as_of);
  if (rule.version == nullptr) {
    std::string known;
    for (const std::string_view name : book.regime_names()) known += (known.empty() ? "" : ", ") + std::string(name);
    return Error{ErrorCode::kNotFound, "there is no regime \"" + query.regime + "\"", {}, "Use one of: " + known};
  }
  return OwnershipBase(std::make_unique<Parts>(facts, query, rule));
}

OwnershipVerdict OwnershipBase::verdict(PartyIndex party) const {
  return parts_->state.verdict(party);
}

Result<std::vector<WhatIfChange>> OwnershipBase::what_if(const OwnershipScenario& scenario) {
  const OwnershipFacts& facts = parts_->facts;
  const std::size_t parties = facts.parties().size();
  for (const std::uint32_t i : scenario.remove_stakes) {
    if (i >= facts.stakes().size()) return no_such("stake", i, facts.stakes().size());
  }
  for (const std::uint32_t i : scenario.remove_listings) {
    if (i >= facts.listings().size()) return no_such("listing", i, facts.listings().size());
  }
  for (const StakeFact& stake : scenario.add_stakes) {
    if (stake.asset >= parties) return no_such("party", stake.asset, parties);
    if (stake.owner >= parties && stake.owner != kUndisclosed) return no_such("party", stake.owner, parties);
  }
  for (const ListingFact& listing : scenario.add_listings) {
    if (listing.party >= parties) return no_such("party", listing.party, parties);
  }
  return parts_->run(scenario);
}

}  // namespace penumbra::graph
