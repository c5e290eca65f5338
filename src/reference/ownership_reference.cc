#include "reference/ownership_reference.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace penumbra::reference {

namespace {

using graph::kUndisclosed;
using graph::OwnershipFacts;
using graph::PartyIndex;
using graph::StakeFact;
using graph::StakeKind;
using rules::Aggregation;
using rules::Comparison;
using rules::Effect;

constexpr int kNobody = -1;  // an undisclosed holder who is not listed

// Shares in hundredths of a percent; an open end is one hundredth away.
constexpr int kAll = 10'000;
int basis_points(base::Percent percent) {
  return static_cast<int>(percent.units() * 100 / base::Percent::kUnitsPerPercent);
}

struct Row {
  int owner = 0;  // party, or -1 - k for the k-th undisclosed holder
  PartyIndex asset = 0;
  StakeKind kind = StakeKind::kEquity;
  int share = 0;
  bool exists = true;
};

// One reading of the law's open points.
struct Reading {
  bool drop_self_held = false;
  bool other_comparison = false;
  // Holders of shares of whom no votes are stated have all the votes that nobody else is stated to have; else none.
  bool unstated_votes = false;
};

class Enumerator {
 public:
  Enumerator(const OwnershipFacts& facts, const rules::RuleVersion& rule, Date as_of, Effect level,
             std::uint64_t max_worlds)
      : facts_(facts), rule_(rule), as_of_(as_of), level_(level), max_worlds_(max_worlds) {}

  std::optional<ReferenceReach> run() {
    const std::size_t n = facts_.parties().size();
    out_.certain.assign(n, true);
    out_.possible.assign(n, false);
    int undisclosed = 0;
    for (const StakeFact& stake : facts_.stakes()) {
      const Holds holds = stake.valid.holds_on(as_of_);
      if (holds == Holds::kNo) continue;
      const int low = basis_points(stake.share.low) + (stake.share.low_open ? 1 : 0);
      const int high = basis_points(stake.share.high) - (stake.share.high_open ? 1 : 0);
      if (const auto twin = row_of(stake); twin && model::is_measured(stake.kind)) {
        // Said twice: the same again adds nothing; another share is a correction or a further parcel.
        if (!stated_[*twin].insert(std::pair(low, high)).second) continue;
        lows_[*twin] = std::min(lows_[*twin], low);
        highs_[*twin] = std::min(highs_[*twin] + high, kAll);
        continue;
      }
      Row row;
      row.owner = stake.owner == kUndisclosed ? -1 - undisclosed++ : static_cast<int>(stake.owner);
      row.asset = stake.asset;
      row.kind = stake.kind;
      rows_.push_back(row);
      stated_.push_back({std::pair(low, high)});
      lows_.push_back(low);
      highs_.push_back(high);
      doubtful_.push_back(holds != Holds::kYes || stake.only_possible);
    }
    identities_.assign(static_cast<std::size_t>(undisclosed), kNobody);
    choose_listings(0);
    if (too_many_ || out_.worlds == 0) return std::nullopt;
    return out_;
  }

 private:
  // The row that a disclosed owner has already for the same asset and kind.
  std::optional<std::size_t> row_of(const StakeFact& stake) const {
    if (stake.owner == kUndisclosed) return std::nullopt;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const bool same_ends = rows_[i].owner == static_cast<int>(stake.owner) && rows_[i].asset == stake.asset;
      if (same_ends && rows_[i].kind == stake.kind) return i;
    }
    return std::nullopt;
  }

  void choose_listings(std::size_t i) {
    if (too_many_) return;
    if (i == facts_.listings().size()) {
      make_groups();
      choose_identity(0);
      return;
    }
    const auto& listing = facts_.listings()[i];
    const bool ours = std::find(rule_.lists.begin(), rule_.lists.end(), listing.list) != rule_.lists.end();
    const Holds holds = listing.valid.holds_on(as_of_);
    if (ours && holds != Holds::kNo) {
      listed_.emplace_back(listing.party, listing.list);
      choose_listings(i + 1);
      listed_.pop_back();
    }
    if (!ours || holds != Holds::kYes) choose_listings(i + 1);
  }

  // The groups of starts, and for each one more that has nobody known: the undisclosed holder may be a listed stranger.
  void make_groups() {
    groups_.clear();
    std::map<std::string, std::set<PartyIndex>> by_name;
    for (const auto& [party, list] : listed_) {
      switch (rule_.aggregation) {
        case Aggregation::kAll:
          by_name["all"].insert(party);
          break;
        case Aggregation::kPerPerson:
          by_name[facts_.parties()[party].id].insert(party);
          break;
        case Aggregation::kPerList:
          by_name[list].insert(party);
          break;
      }
    }
    if (rule_.aggregation == Aggregation::kAll) by_name["all"];
    if (rule_.aggregation == Aggregation::kPerPerson) by_name["?"];
    if (rule_.aggregation == Aggregation::kPerList) {
      for (const std::string& list : rule_.lists) by_name[list];
    }
    for (const auto& [name, members] : by_name) groups_.push_back(members);
  }

  void choose_identity(std::size_t k) {
    if (too_many_) return;
    if (k == identities_.size()) {
      choose_share(0);
      return;
    }
    for (int g = kNobody; g < static_cast<int>(groups_.size()); ++g) {
      identities_[k] = g;
      choose_identity(k + 1);
    }
  }

  // Sum of the shares chosen so far in the same asset and kind.
  int used(std::size_t i) const {
    int sum = 0;
    for (std::size_t j = 0; j < i; ++j) {
      if (rows_[j].asset == rows_[i].asset && rows_[j].kind == rows_[i].kind && rows_[j].exists) sum += rows_[j].share;
    }
    return sum;
  }

  void choose_share(std::size_t i) {
    if (too_many_) return;
    if (i == rows_.size()) {
      if (++out_.worlds > max_worlds_) {
        too_many_ = true;
        return;
      }
      evaluate();
      return;
    }
    if (doubtful_[i]) {
      rows_[i].exists = false;
      choose_share(i + 1);
      rows_[i].exists = true;
    }
    if (!model::is_measured(rows_[i].kind)) {
      choose_share(i + 1);
      return;
    }
    const int low = lows_[i];
    const int high = highs_[i];
    const int rest = kAll - used(i);
    std::set<int> values = {low, high};
    // What is left, and what is left after the low ends of the rows that follow: the most that others allow.
    int later = 0;
    for (std::size_t j = i + 1; j < rows_.size(); ++j) {
      if (rows_[j].asset != rows_[i].asset || rows_[j].kind != rows_[i].kind || doubtful_[j]) continue;
      later += lows_[j];
    }
    values.insert(rest);
    values.insert(rest - later);
    // What the party holds in itself trades against what others hold, so its ends are not enough.
    if (rows_[i].owner == static_cast<int>(rows_[i].asset)) {
      for (int value = low; value <= high; value += kAll / 20) values.insert(value);
    }
    for (const int value : values) {
      if (value < low || value > high || value > rest) continue;
      rows_[i].share = value;
      choose_share(i + 1);
    }
  }

  void evaluate() {
    std::vector<bool> any(facts_.parties().size(), false);
    std::vector<bool> every(facts_.parties().size(), true);
    for (const Reading reading : readings()) {
      std::vector<bool> reached(facts_.parties().size(), false);
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        const std::vector<bool> by_group = fixpoint(g, reading);
        for (std::size_t p = 0; p < reached.size(); ++p) reached[p] = reached[p] || by_group[p];
      }
      for (std::size_t p = 0; p < reached.size(); ++p) {
        any[p] = any[p] || reached[p];
        every[p] = every[p] && reached[p];
      }
    }
    for (std::size_t p = 0; p < any.size(); ++p) {
      out_.possible[p] = out_.possible[p] || any[p];
      out_.certain[p] = out_.certain[p] && every[p];
    }
  }

  std::vector<Reading> readings() const {
    std::vector<Reading> all;
    for (const bool drop : {false, true}) {
      for (const bool other : {false, true}) {
        all.push_back({drop, other, false});
        if (rule_.chain_by_votes) all.push_back({drop, other, true});
      }
    }
    return all;
  }

  std::vector<bool> fixpoint(std::size_t group, Reading reading) const {
    std::vector<bool> in(facts_.parties().size(), false);
    for (const PartyIndex p : groups_[group]) in[p] = true;
    std::vector<bool> passes_on = in;
    const auto is_member = [&](int owner) {
      if (owner >= 0) return static_cast<bool>(passes_on[static_cast<std::size_t>(owner)]);
      return identities_[static_cast<std::size_t>(-1 - owner)] == static_cast<int>(group);
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (PartyIndex asset = 0; asset < in.size(); ++asset) {
        if (in[asset] && passes_on[asset]) continue;
        for (std::size_t k = 0; k < model::kStakeKindCount; ++k) {
          const auto kind = static_cast<StakeKind>(k);
          if (!meets(asset, kind, is_member, reading)) continue;
          // What a nominee holds counts, and it is not reached by that itself.
          const bool stand_in = kind == StakeKind::kNominee && rule_.test(kind).effect >= Effect::kReview;
          const bool passes = has_majority_stake(asset, kind, is_member, reading);
          changed = changed || (!stand_in && !in[asset]) || (passes && !passes_on[asset]);
          if (!stand_in) in[asset] = true;
          if (passes) passes_on[asset] = true;
        }
      }
    }
    return in;
  }

  // Whether meeting the test on `kind` lets what the asset holds count further: by votes, where the rule says so.
  template <typename IsMember>
  bool has_majority_stake(PartyIndex asset, StakeKind kind, const IsMember& is_member, Reading reading) const {
    const bool by_votes = rule_.chain_by_votes && level_ == Effect::kRestrict;
    if (!by_votes || !model::is_measured(kind) || kind == StakeKind::kVotes) return true;
    std::set<int> with_votes;
    int others = 0;
    int self = 0;
    for (const Row& row : rows_) {
      if (!row.exists || row.asset != asset || row.kind != StakeKind::kVotes) continue;
      if (row.owner == static_cast<int>(asset)) {
        self += row.share;
        continue;
      }
      with_votes.insert(row.owner);
      if (!counts_in(asset, row.owner, is_member)) others += row.share;
    }
    if (with_votes.empty()) return true;
    if (!reading.unstated_votes) return false;
    const bool unstated = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      return row.exists && row.asset == asset && row.kind == kind && row.owner != static_cast<int>(asset) &&
             counts_in(asset, row.owner, is_member) && !with_votes.contains(row.owner);
    });
    const rules::KindTest& test = rule_.test(StakeKind::kVotes);
    return unstated && above(kAll - self - others, kAll - self, basis_points(test.threshold), test.comparison);
  }

  // Whether the owner is a member, or acts jointly with one in this asset.
  template <typename IsMember>
  bool counts_in(PartyIndex asset, int owner, const IsMember& is_member) const {
    if (is_member(owner)) return true;
    if (rule_.test(StakeKind::kJointArrangement).effect < level_) return false;
    bool joint = false;
    bool member = false;
    for (const Row& row : rows_) {
      if (!row.exists || row.asset != asset || row.kind != StakeKind::kJointArrangement) continue;
      joint = joint || row.owner == owner;
      member = member || is_member(row.owner);
    }
    return joint && member;
  }

  static bool above(int sum, int whole_share, int threshold, Comparison comparison) {
    const auto left = static_cast<std::int64_t>(sum) * kAll;
    const auto right = static_cast<std::int64_t>(threshold) * whole_share;
    return comparison == Comparison::kAtLeast ? left >= right : left > right;
  }

  template <typename IsMember>
  bool meets(PartyIndex asset, StakeKind kind, const IsMember& is_member, Reading reading) const {
    const rules::KindTest& test = rule_.test(kind);
    Effect effect = test.effect;
    bool has_equity = false;
    for (const Row& row : rows_) {
      has_equity = has_equity || (row.asset == asset && row.kind == StakeKind::kEquity);
    }
    if (kind == StakeKind::kProfits && rule_.profits_without_equity_only && has_equity) {
      effect = std::min(effect, Effect::kFlag);
    }
    if (effect < level_) return false;
    if (kind == StakeKind::kJointArrangement) return false;
    if (!model::is_measured(kind)) {
      return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
        if (!row.exists || row.kind != kind || row.owner == static_cast<int>(row.asset)) return false;
        if (row.asset == asset && is_member(row.owner)) return true;
        // A family tie binds both ends.
        return kind == StakeKind::kFamily && row.owner == static_cast<int>(asset) &&
               is_member(static_cast<int>(row.asset));
      });
    }
    // Owners that act jointly in this asset: one member makes all of them count.
    const bool joint_matters = rule_.test(StakeKind::kJointArrangement).effect >= level_;
    bool joint_member = false;
    std::set<int> joint;
    for (const Row& row : rows_) {
      if (row.exists && row.asset == asset && row.kind == StakeKind::kJointArrangement) {
        joint.insert(row.owner);
        joint_member = joint_member || is_member(row.owner);
      }
    }
    int sum = 0;
    int self = 0;
    for (const Row& row : rows_) {
      if (!row.exists || row.asset != asset || row.kind != kind) continue;
      if (row.owner == static_cast<int>(asset)) {
        self += row.share;
      } else if (is_member(row.owner) || (joint_matters && joint_member && joint.contains(row.owner))) {
        sum += row.share;
      }
    }
    const rules::SelfHeld policy = kind == StakeKind::kVotes ? rule_.self_held_votes : rule_.self_held_equity;
    const bool drop =
        policy == rules::SelfHeld::kDropped || (policy == rules::SelfHeld::kDisputed && reading.drop_self_held);
    const int whole_share = drop ? kAll - self : kAll;
    const int threshold = basis_points(test.threshold);
    const Comparison comparison = reading.other_comparison ? test.other_reading : test.comparison;
    // sum / whole_share against threshold / kAll. Where the party holds all of itself there is nothing to compare.
    if (whole_share == 0) return false;
    return above(sum, whole_share, threshold, comparison);
  }

  const OwnershipFacts& facts_;
  const rules::RuleVersion& rule_;
  Date as_of_;
  Effect level_;
  std::uint64_t max_worlds_;
  std::vector<Row> rows_;
  std::vector<std::set<std::pair<int, int>>> stated_;  // the different shares stated of a row
  std::vector<int> lows_;
  std::vector<int> highs_;
  std::vector<bool> doubtful_;
  std::vector<int> identities_;
  std::vector<std::pair<PartyIndex, std::string>> listed_;
  std::vector<std::set<PartyIndex>> groups_;
  ReferenceReach out_;
  bool too_many_ = false;
};

}  // namespace

std::optional<ReferenceReach> reference_reach(const OwnershipFacts& facts, const rules::RuleVersion& rule, Date as_of,
                                              Effect level, std::uint64_t max_worlds) {
  return Enumerator(facts, rule, as_of, level, max_worlds).run();
}

}  // namespace penumbra::reference
