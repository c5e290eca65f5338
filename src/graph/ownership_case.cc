// Cutting out: everything from which a path of stakes leads to the party, whatever the dates, so that history is judged
// as over the whole graph. Deciding again: the statements are chosen anew for the changed facts by the same code as
// always (OwnershipWorld::at), and the fixpoint is run for each group; nothing of the rule is repeated here.
#include "graph/ownership_case.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace penumbra::graph {

namespace {

using rules::Effect;

constexpr PartyIndex kNowhere = 0xFFFFFFFE;

bool certainly_listed(const std::vector<StartGroup>& groups, Node node) {
  return std::any_of(groups.begin(), groups.end(), [&](const StartGroup& group) {
    return std::find(group.start.certain.begin(), group.start.certain.end(), node) != group.start.certain.end();
  });
}

}  // namespace

StakesByAsset::StakesByAsset(const OwnershipFacts& facts) {
  begin_.assign(facts.parties().size() + 1, 0);
  for (const StakeFact& stake : facts.stakes()) ++begin_[stake.asset + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  order_.resize(facts.stakes().size());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t i = 0; i < facts.stakes().size(); ++i) {
    const StakeFact& stake = facts.stakes()[i];
    order_[next[stake.asset]++] = i;
    if (stake.kind == StakeKind::kFamily && stake.owner != kUndisclosed) family_.emplace_back(stake.owner, i);
  }
  std::sort(family_.begin(), family_.end());
}

std::vector<std::uint32_t> StakesByAsset::family_of(PartyIndex owner) const {
  std::vector<std::uint32_t> result;
  for (auto it = std::lower_bound(family_.begin(), family_.end(), std::pair(owner, 0U));
       it != family_.end() && it->first == owner; ++it) {
    result.push_back(it->second);
  }
  return result;
}

Result<OwnershipCase> OwnershipCase::cut(const OwnershipFacts& facts, const StakesByAsset& index, PartyIndex party,
                                         const rules::RuleBook& book, const OwnershipQuery& query) {
  OwnershipCase out;
  out.book_ = &book;
  out.query_ = query;
  std::vector<PartyIndex> local(facts.parties().size(), kNowhere);
  std::vector<PartyIndex> queue;
  const auto visit = [&](PartyIndex p) {
    if (p == kUndisclosed || local[p] != kNowhere) return;
    local[p] = 0;
    queue.push_back(p);
  };
  visit(party);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const std::uint32_t s : index.in(queue[i])) visit(facts.stakes()[s].owner);
    for (const std::uint32_t s : index.family_of(queue[i])) visit(facts.stakes()[s].asset);
  }
  // In the order of ids, so that no order of rows changes which of two equal answers comes first.
  std::sort(queue.begin(), queue.end(),
            [&](PartyIndex a, PartyIndex b) { return facts.parties()[a].id < facts.parties()[b].id; });
  for (const PartyIndex p : queue) {
    PENUMBRA_ASSIGN_OR_RETURN(local[p], out.facts_.add_party(facts.parties()[p]));
  }
  out.party_ = local[party];
  std::vector<ListingFact> listings;
  for (const ListingFact& listing : facts.listings()) {
    if (local[listing.party] == kNowhere) continue;
    listings.push_back(listing);
    listings.back().party = local[listing.party];
  }
  std::sort(listings.begin(), listings.end(), [](const ListingFact& a, const ListingFact& b) {
    return std::tie(a.party, a.list) < std::tie(b.party, b.list);
  });
  out.facts_.set_listings(std::move(listings));
  for (const PartyIndex p : queue) {
    for (const std::uint32_t s : index.in(p)) out.original_.push_back(s);
  }
  const auto& all = facts.stakes();
  const auto key = [&](std::uint32_t i) {
    const StakeFact& s = all[i];
    return std::tuple(local[s.asset], s.owner == kUndisclosed ? kUndisclosed : local[s.owner], s.kind,
                      std::string_view(s.source), i);
  };
  std::sort(out.original_.begin(), out.original_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  for (const std::uint32_t s : out.original_) {
    StakeFact stake = all[s];
    stake.asset = local[stake.asset];
    if (stake.owner != kUndisclosed) stake.owner = local[stake.owner];
    out.facts_.add_stake(std::move(stake));
  }
  const rules::RuleChoice choice = book.choose(query.regime, query.as_of);
  PENUMBRA_ASSIGN_OR_RETURN(OwnershipResult result, decide_ownership(out.facts_, book, query));
  out.answer_ = std::move(result.answers[out.party_]);
  out.decision_ = decide(out.facts_, book, query, choice);
  for (const auto& [node, earlier] : out.decision_.earlier) {
    if (!earlier.recognised) out.unrecognised_.push_back(node);
  }
  out.index_stakes();
  out.make_scratch();
  return out;
}

void OwnershipCase::index_stakes() {
  stake_of_fact_.assign(facts_.stakes().size(), -1);
  std::map<std::tuple<PartyIndex, PartyIndex, StakeKind>, std::vector<std::uint32_t>> statements;
  for (std::uint32_t f = 0; f < facts_.stakes().size(); ++f) {
    const StakeFact& stake = facts_.stakes()[f];
    statements[{stake.asset, stake.owner, stake.kind}].push_back(f);
  }
  // A family tie is two holdings and a row of an arrangement may be one too; each fact is one stake all the same.
  std::vector<bool> counts(facts_.stakes().size(), false);
  std::vector<Holding> holding_of(facts_.stakes().size());
  for (const Holding& h : decision_.world.holdings()) {
    if (counts[h.fact]) continue;
    counts[h.fact] = true;
    holding_of[h.fact] = h;
  }
  for (const auto& [key, rows] : statements) {
    for (const std::uint32_t shown : rows) {
      if (!counts[shown]) continue;
      CaseStake stake;
      std::tie(stake.asset, stake.owner, stake.kind) = key;
      stake.shown = shown;
      stake.holding = holding_of[shown];
      if (stake.owner == kUndisclosed) {
        stake.facts = {shown};
      } else {
        stake.facts = rows;
      }
      for (const std::uint32_t f : stake.facts) stake_of_fact_[f] = static_cast<std::int32_t>(stakes_.size());
      stakes_.push_back(std::move(stake));
    }
  }
}

std::optional<std::uint32_t> OwnershipCase::stake_of(std::uint32_t fact) const {
  if (stake_of_fact_[fact] < 0) return std::nullopt;
  return static_cast<std::uint32_t>(stake_of_fact_[fact]);
}

void OwnershipCase::make_scratch() {
  scratch_ = facts_;
  scratch_stakes_ = facts_.stakes();
  std::map<std::string, std::string> words;
  for (StakeFact& stake : scratch_stakes_) {
    auto [it, is_new] = words.try_emplace(stake.source);
    if (is_new) it->second = stake.source.empty() ? "" : std::to_string(words.size());
    stake.source = it->second;
    stake.criterion.clear();
  }
  // Where an owner has a stake of its own, the share that its row of an arrangement may state is not used.
  for (std::uint32_t f = 0; f < scratch_stakes_.size(); ++f) {
    const StakeFact& row = scratch_stakes_[f];
    if (row.kind != StakeKind::kJointArrangement) continue;
    for (std::uint32_t s = 0; s < stakes_.size(); ++s) {
      const CaseStake& own = stakes_[s];
      if (own.owner == row.owner && own.asset == row.asset && is_measured(own.kind)) own_stakes_[f].push_back(s);
    }
  }
  place_in_column_.resize(stakes_.size());
  std::map<std::pair<PartyIndex, StakeKind>, std::uint32_t> next;
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < stakes_.size(); ++i) {
    place_in_column_[i] = next[{stakes_[i].asset, stakes_[i].kind}]++;
    most = std::max(most, place_in_column_[i] + 1);
  }
  // Ids that no file can hold: they cannot meet those of the record.
  first_stranger_ = static_cast<PartyIndex>(scratch_.parties().size());
  for (std::uint32_t i = 0; i < most; ++i) {
    Party party;
    party.id = "\x01" + std::to_string(i);
    if (const auto added = scratch_.add_party(std::move(party)); !added.ok()) return;
  }
  Party person;
  person.id = "\x02";
  listed_stranger_ = static_cast<PartyIndex>(scratch_.parties().size());
  if (const auto added = scratch_.add_party(std::move(person)); !added.ok()) return;
}

std::optional<std::uint32_t> OwnershipCase::stake_behind(std::uint32_t run_fact) const {
  if (run_fact >= scratch_stake_.size() || scratch_stake_[run_fact] < 0) return std::nullopt;
  return static_cast<std::uint32_t>(scratch_stake_[run_fact]);
}

std::vector<StakeFact> OwnershipCase::changed_stakes(const CaseChange& change, bool engine,
                                                     std::vector<std::int32_t>* stakes_behind) const {
  const std::vector<StakeFact>& from = engine ? facts_.stakes() : scratch_stakes_;
  std::vector<StakeFact> out;
  out.reserve(from.size() + change.added.size());
  std::map<std::uint32_t, const model::ShareInterval*> shares;
  for (const auto& [stake, share] : change.shares) shares[stake] = &share;
  std::map<std::uint32_t, PartyIndex> holders(change.holders.begin(), change.holders.end());
  for (std::uint32_t f = 0; f < from.size(); ++f) {
    const std::int32_t s = stake_of_fact_[f];
    if (s < 0) {
      // Older editions and statements of other days matter to history only.
      if (engine) out.push_back(from[f]);
      continue;
    }
    const auto stake = static_cast<std::uint32_t>(s);
    const Take take = change.takes.empty() ? Take::kIn : change.takes[stake];
    if (take == Take::kOut) continue;
    StakeFact fact = from[f];
    const auto share = shares.find(stake);
    if (share != shares.end()) {
      if (stakes_[stake].shown != f) continue;  // one statement in the place of all
      fact.share = *share->second;
      fact.only_possible = false;
      fact.valid = {};
      fact.recorded.reset();
    }
    if (const auto holder = holders.find(stake); holder != holders.end()) fact.owner = holder->second;
    // A stake that a stranger holds leaves the owner's row of an arrangement without a share, not with an unknown one.
    if (const auto own = own_stakes_.find(f); own != own_stakes_.end() && !change.takes.empty()) {
      const bool taken = std::any_of(own->second.begin(), own->second.end(),
                                     [&](std::uint32_t o) { return change.takes[o] == Take::kStranger; });
      if (taken) fact.share = {base::Percent::zero(), base::Percent::zero(), false, false, true};
    }
    if (take == Take::kStranger) {
      if (!is_measured(fact.kind) && fact.kind != StakeKind::kJointArrangement) continue;
      if (fact.kind == StakeKind::kJointArrangement) {
        if (!fact.share.stated) continue;
        fact.kind = StakeKind::kEquity;
      }
      fact.owner = first_stranger_ + place_in_column_[stake];
    }
    out.push_back(std::move(fact));
    if (stakes_behind != nullptr) stakes_behind->push_back(s);
  }
  if (stakes_behind != nullptr) stakes_behind->resize(out.size() + change.added.size(), -1);
  out.insert(out.end(), change.added.begin(), change.added.end());
  return out;
}

std::vector<ListingFact> OwnershipCase::changed_listings(const CaseChange& change) const {
  std::vector<ListingFact> out;
  for (const ListingFact& listing : facts_.listings()) {
    const bool gone = std::find(change.unlisted.begin(), change.unlisted.end(), listing.party) != change.unlisted.end();
    const auto& lists = rule().lists;
    if (gone && std::find(lists.begin(), lists.end(), listing.list) != lists.end()) continue;
    out.push_back(listing);
  }
  for (const PartyIndex party : change.listed) {
    for (const std::string& list : rule().lists) out.push_back({party, list, {}});
  }
  return out;
}

bool OwnershipCase::reached(const CaseChange& change, Side side, Effect level, const Use& use) {
  if (spent()) return false;
  scratch_stake_.clear();
  scratch_.set_stakes(changed_stakes(change, false, &scratch_stake_));
  work_ += scratch_.stakes().size() + scratch_.parties().size();
  const OwnershipWorld world = OwnershipWorld::at(scratch_, query_.as_of, query_.known_at);
  std::vector<StartGroup> changed;
  const bool same_listings = change.listed.empty() && change.unlisted.empty();
  if (!same_listings) {
    scratch_.set_listings(changed_listings(change));
    changed = start_groups(scratch_, world, rule(), query_.as_of);
    for (StartGroup& group : changed) {
      for (const Node node : unrecognised_) {
        group.start.certain.push_back(node);
        group.start.possible.push_back(node);
      }
    }
  }
  const std::vector<StartGroup>& groups = same_listings ? decision_.groups : changed;
  OwnershipFixpoint run(world, rule());
  for (const StartGroup& group : groups) {
    run_group(run, group, side, level);
    work_ += run.members().size();
    if (!run.contains(party_) || run.is_start(party_) || is_stand_in(run, party_)) continue;
    if (use) use(run);
    return true;
  }
  return side == Side::kLow && rule().unresolved_counts && unresolved(world, groups);
}

// The same walk as over the whole graph (ownership.cc, find_unresolved), up to the party.
bool OwnershipCase::unresolved(const OwnershipWorld& world, const std::vector<StartGroup>& groups) const {
  std::vector<bool> caught(world.party_count() + 1, false);
  std::vector<bool> possible(world.party_count() + 1, false);
  OwnershipFixpoint run(world, rule());
  std::vector<Node> queue;
  for (const StartGroup& group : groups) {
    run_group(run, group, Side::kLow, Effect::kRestrict);
    for (const Node node : run.members()) {
      if (!caught[node] && !is_stand_in(run, node)) queue.push_back(node);
      caught[node] = true;
    }
    run_group(run, group, Side::kHigh, Effect::kRestrict);
    for (const Node node : run.members()) {
      if (!run.is_start(node) && !is_stand_in(run, node)) possible[node] = true;
    }
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const std::uint32_t h : world.holdings_of(queue[i])) {
      const Holding& holding = world.holdings()[h];
      const Column& column = world.columns()[holding.column];
      const bool counts = is_measured(column.kind) && rule().test(column.kind).effect == Effect::kRestrict &&
                          holding.high > 0 && possible[column.asset];
      if (!counts || caught[column.asset]) continue;
      caught[column.asset] = true;
      queue.push_back(column.asset);
    }
  }
  return caught[party_] && !certainly_listed(groups, party_);
}

OwnershipVerdict OwnershipCase::verdict(const CaseChange& change) {
  OwnershipFacts changed = facts_;
  // The listed stranger has the number that follows all parties and strangers; fill up to it.
  for (PartyIndex p = static_cast<PartyIndex>(facts_.parties().size()); p <= listed_stranger_; ++p) {
    Party party = scratch_.parties()[p];
    if (const auto added = changed.add_party(std::move(party)); !added.ok()) return answer_.verdict;
  }
  changed.set_stakes(changed_stakes(change, true, nullptr));
  changed.set_listings(changed_listings(change));
  const auto result = decide_ownership(changed, *book_, query_);
  return result.ok() ? result->answers[party_].verdict : answer_.verdict;
}

}  // namespace penumbra::graph
