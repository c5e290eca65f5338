// The search works on a part of the facts with parties of its own numbering: what lies downstream of listed persons is
// small beside a register of millions, and every day of change costs two worlds of it.
#include "graph/ownership_earlier.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace penumbra::graph {

namespace {

using rules::Aggregation;
using rules::Effect;

constexpr PartyIndex kNoParty = 0xFFFFFFFF;

bool contains(const std::vector<std::string>& lists, const std::string& list) {
  return std::find(lists.begin(), lists.end(), list) != lists.end();
}

void sort_unique(std::vector<Node>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

class Searcher {
 public:
  Searcher(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
           const rules::RuleVersion& rule, const std::vector<bool>& listed)
      : facts_(facts), book_(book), query_(query), rule_(rule), listed_(listed) {}

  EarlierSearch run() {
    find_downstream();
    take_part();
    search();
    return std::move(out_);
  }

 private:
  // Parties downstream of a listed one by any stake, whatever its dates.
  void find_downstream() {
    const std::size_t n = facts_.parties().size();
    std::vector<std::uint32_t> begin(n + 1, 0);
    for (const StakeFact& stake : facts_.stakes()) {
      if (stake.owner != kUndisclosed) ++begin[stake.owner + 1];
    }
    for (std::size_t i = 1; i <= n; ++i) begin[i] += begin[i - 1];
    std::vector<PartyIndex> assets(begin[n]);
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (const StakeFact& stake : facts_.stakes()) {
      if (stake.owner != kUndisclosed) assets[next[stake.owner]++] = stake.asset;
    }
    out_.party.assign(n, false);
    std::vector<PartyIndex> queue;
    const auto visit = [&](PartyIndex party) {
      if (out_.party[party]) return;
      out_.party[party] = true;
      queue.push_back(party);
    };
    for (PartyIndex party = 0; party < n; ++party) {
      if (listed_[party]) visit(party);
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (std::uint32_t a = begin[queue[i]]; a < begin[queue[i] + 1]; ++a) visit(assets[a]);
    }
  }

  PartyIndex local(PartyIndex party) {
    if (party == kUndisclosed) return kUndisclosed;
    if (local_[party] == kNoParty) {
      local_[party] = static_cast<PartyIndex>(parties_.size());
      parties_.push_back(party);
      static_cast<void>(part_.add_party(facts_.parties()[party]).ok());  // the ids differ in the whole too
    }
    return local_[party];
  }

  // All known stakes in those parties, with whoever holds them.
  void take_part() {
    local_.assign(facts_.parties().size(), kNoParty);
    for (PartyIndex party = 0; party < listed_.size() && party < local_.size(); ++party) {
      if (listed_[party]) local(party);
    }
    for (const StakeFact& stake : facts_.stakes()) {
      const bool known = !stake.recorded || *stake.recorded <= query_.known_at;
      if (!known || !out_.party[stake.asset]) continue;
      StakeFact copy = stake;
      copy.owner = local(stake.owner);
      copy.asset = local(stake.asset);
      part_.add_stake(std::move(copy));
    }
    for (const ListingFact& listing : facts_.listings()) {
      if (local_[listing.party] == kNoParty) continue;
      ListingFact copy = listing;
      copy.party = local_[listing.party];
      part_.add_listing(std::move(copy));
    }
  }

  bool is_listed(Node node) const { return listed_[parties_[node]]; }

  // Days on which a stake may have shrunk: a stated end, or the beginning of a statement that follows another one about
  // the same owner, asset and kind. Latest first.
  std::vector<Date> change_dates(const OwnershipFacts& facts) {
    std::map<std::tuple<PartyIndex, PartyIndex, StakeKind>, int> count;
    for (const StakeFact& stake : facts.stakes()) ++count[{stake.owner, stake.asset, stake.kind}];
    std::set<Date, std::greater<>> dates;
    const auto add = [&](const PartialDate& date) {
      if (date.known() && date.latest() <= query_.as_of) dates.insert(date.latest());
    };
    for (const StakeFact& stake : facts.stakes()) {
      add(stake.valid.to);
      if (count[{stake.owner, stake.asset, stake.kind}] > 1) add(stake.valid.from);
    }
    std::vector<Date> result(dates.begin(), dates.end());
    const std::size_t size = std::max<std::size_t>(1, facts.stakes().size());
    const std::size_t most = std::min(kMaxHistoryDates, std::max<std::size_t>(1, kMaxHistoryWork / size));
    if (result.size() > most) {
      out_.cut = true;
      result.resize(most);
    }
    return result;
  }

  // Parties that certain facts restricted on the eve of a change and not on its day, by persons listed then and still
  // listed now, or listed soon after.
  void search() {
    for (const Date change : change_dates(part_)) {
      const Date eve = change.plus_days(-1);
      const rules::RuleChoice choice = book_.choose(query_.regime, eve);
      if (!choice.on_record || choice.version->status != rules::RuleStatus::kInForce) continue;
      const OwnershipWorld before = OwnershipWorld::at(part_, eve, query_.known_at);
      const OwnershipWorld after = OwnershipWorld::at(part_, change, query_.known_at);
      OwnershipFixpoint old_run(before, *choice.version);
      OwnershipFixpoint new_run(after, *choice.version);
      for (StartGroup& group : start_groups(part_, before, *choice.version, eve)) {
        std::erase_if(group.start.certain, [&](Node node) { return !is_listed(node); });
        note_falls(group.start.certain, old_run, new_run, eve, false);
      }
      for (const std::vector<Node>& start : listed_soon_after(change)) note_falls(start, old_run, new_run, eve, true);
    }
  }

  // Parties that `start` reaches in the old run and no longer in the new one.
  void note_falls(const std::vector<Node>& start, OwnershipFixpoint& old_run, OwnershipFixpoint& new_run, Date eve,
                  bool before_listing) {
    if (start.empty()) return;
    old_run.run(start, Side::kLow, Effect::kRestrict);
    if (old_run.members().size() == start.size()) return;
    new_run.run(start, Side::kLow, Effect::kRestrict);
    for (const Node node : old_run.members()) {
      if (new_run.contains(node)) continue;
      EarlierReach earlier;
      earlier.last_day = eve;
      earlier.before_listing = before_listing;
      earlier.recognised = before_listing || !touches_jurisdiction(node, old_run, new_run.world());
      const auto [it, is_new] = out_.earlier.emplace(parties_[node], earlier);
      if (!is_new && !earlier.recognised) it->second.recognised = false;
    }
  }

  // Groups of persons who were listed on a day soon after a change, by the rule's aggregation.
  std::vector<std::vector<Node>> listed_soon_after(Date change) const {
    std::vector<Node> soon;
    if (rule_.near_listing_days == 0) return {};
    for (const ListingFact& listing : part_.listings()) {
      if (!is_listed(listing.party) || !contains(rule_.lists, listing.list) || !listing.valid.from.known()) continue;
      const Date first = listing.valid.from.earliest();
      if (first >= change && first <= change.plus_days(rule_.near_listing_days)) soon.push_back(listing.party);
    }
    sort_unique(soon);
    if (rule_.aggregation == Aggregation::kAll) return {soon};
    std::vector<std::vector<Node>> groups;
    for (const Node node : soon) groups.push_back({node});
    return groups;
  }

  bool in_jurisdiction(Node node) const {
    return node < part_.parties().size() && is_country(part_.parties()[node].country, rule_.jurisdiction);
  }

  // Whether a fall below the threshold took place in the rule's jurisdiction as far as the facts show: a reached person
  // lost a stake in the party, and the party itself or one who gained a stake in it on that day is there.
  bool touches_jurisdiction(Node node, const OwnershipFixpoint& old_run, const OwnershipWorld& after) const {
    if (rule_.jurisdiction.empty()) return false;
    const auto held = [&](const OwnershipWorld& world) {
      std::map<std::pair<Node, StakeKind>, ShareUnits> result;
      const auto [begin, end] = world.columns_of(node);
      for (std::uint32_t c = begin; c < end; ++c) {
        const Column& column = world.columns()[c];
        if (!is_measured(column.kind)) continue;
        for (const Holding& h : world.holdings_in(column)) result[{h.owner, column.kind}] = h.high;
      }
      return result;
    };
    const auto old_stakes = held(old_run.world());
    const auto new_stakes = held(after);
    const bool lost = std::any_of(old_stakes.begin(), old_stakes.end(), [&](const auto& entry) {
      const auto it = new_stakes.find(entry.first);
      return old_run.contains(entry.first.first) && (it == new_stakes.end() || it->second < entry.second);
    });
    if (!lost) return false;
    if (in_jurisdiction(node)) return true;
    return std::any_of(new_stakes.begin(), new_stakes.end(), [&](const auto& entry) {
      const auto it = old_stakes.find(entry.first);
      return in_jurisdiction(entry.first.first) && (it == old_stakes.end() || it->second < entry.second);
    });
  }

  const OwnershipFacts& facts_;
  const rules::RuleBook& book_;
  const OwnershipQuery& query_;
  const rules::RuleVersion& rule_;
  const std::vector<bool>& listed_;
  OwnershipFacts part_;
  std::vector<PartyIndex> parties_;  // of the part, by its numbers
  std::vector<PartyIndex> local_;    // numbers in the part
  EarlierSearch out_;
};

}  // namespace

EarlierSearch search_earlier(const OwnershipFacts& facts, const rules::RuleBook& book, const OwnershipQuery& query,
                             const rules::RuleVersion& rule, const std::vector<bool>& listed) {
  return Searcher(facts, book, query, rule, listed).run();
}

}  // namespace penumbra::graph
