// How the net is made.
//
//   1. Facts are grouped by dependant: plain needs by kind and thing, alternatives by the name of their group. A
//   planned
//      dependence that takes up the job of one that has ended, and every alternative-to edge, joins the group as a
//      substitute.
//   2. Figures become amounts: stock and cover of a need, times of a substitute, the queue at its maker.
//   3. What a measure of a jurisdiction forbids is a thing of its own ("X as seen from the EU"), beside X in the
//   targets of
//      those dependants whom the jurisdiction binds. It passes through a thing to its users, but neither through a
//      party nor through a thing with a maker or operator of its own: who deals with A does not by that deal with A's
//      supplier.
#include "graph/supply_world.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "graph/dependency_bites.h"
#include "model/figure.h"
#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::graph {
namespace {

using model::AssertionStatus;

// Dependences that a mission has only until it flies.
constexpr std::array<std::string_view, 6> kUntilFlown = {"launches-on",  "launches-from", "lands-on",
                                                         "component-of", "supplies",      "uses-goods"};
// States that say of a mission that it flies or has flown.
constexpr std::array<std::string_view, 2> kFlying = {"active", "completed"};
// Parts are bought and built in by others: where they are says nothing about who may deal with them.
constexpr std::array<std::string_view, 3> kParts = {"Item", "GoodsClass", "Technology"};
// Those whose place is that of a programme.
constexpr std::array<std::string_view, 3> kRunBy = {"leads", "operates", "partner-in"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_party(const model::Entity& entity) {
  const model::Schema* schema = model::Vocabulary::get().find(entity.schema);
  return schema != nullptr && schema->is_a("LegalEntity");
}

// Products of two figures need 128 bits.
__extension__ using Wide = __int128;

bool is_plan(AssertionStatus status) {
  return status == AssertionStatus::kPlanned || status == AssertionStatus::kProposed ||
         status == AssertionStatus::kLikely || status == AssertionStatus::kPossible;
}

}  // namespace

bool can_lie_in_store(std::string_view schema) {
  return schema == "Item" || schema == "GoodsClass";
}

NetNode SupplyWorld::find(EntityIndex entity) const {
  return entity < node_of_.size() ? node_of_[entity] : kNone;
}

std::vector<std::string> SupplyWorld::places(EntityIndex entity) const {
  const DependencyWorld& world = *watched_.world;
  std::vector<std::string> out = world.countries(entity);
  if (!out.empty()) return out;
  for (const DependencyEdge& edge : world.needs(entity)) {
    if (!is_one_of(kRunBy, edge.fact->kind)) continue;
    for (std::string& place : world.countries(edge.needed)) out.push_back(std::move(place));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class SupplyWorldMaker {
 public:
  SupplyWorldMaker(Watched watched, const SupplySetup& setup) : setup_(setup) {
    out_.watched_ = std::move(watched);
    out_.figures_ = std::make_unique<const SupplyFigures>(*out_.watched_.facts, setup.as_of, setup.known_at);
  }

  SupplyWorld make() {
    out_.net_.start = setup_.start.days();
    out_.net_.end = setup_.end.days();
    make_things();
    make_groups();
    make_stocks();
    make_measures();
    for (NetThing& thing : out_.net_.things) {
      std::stable_sort(thing.downs.begin(), thing.downs.end(),
                       [](const NetDown& a, const NetDown& b) { return a.from < b.from; });
    }
    out_.net_.link();
    return std::move(out_);
  }

 private:
  const DependencyWorld& world() const { return *out_.watched_.world; }
  const std::string& id(EntityIndex entity) const { return world().entity(entity).id; }

  std::uint32_t add(const NetAmount& amount) {
    out_.net_.amounts.push_back(amount);
    return static_cast<std::uint32_t>(out_.net_.amounts.size() - 1);
  }

  NetNode add_thing(EntityIndex entity, SupplyThing::Kind kind, std::string jurisdiction) {
    out_.things_.push_back({entity, kind, std::move(jurisdiction)});
    out_.net_.things.emplace_back();
    return static_cast<NetNode>(out_.things_.size() - 1);
  }

  void make_things() {
    out_.node_of_.assign(world().size(), kNone);
    for (const EntityIndex entity : out_.watched_.things) {
      const NetNode node = add_thing(entity, SupplyThing::Kind::kItself, "");
      out_.node_of_[entity] = node;
      NetThing& thing = out_.net_.things[node];
      if (const auto it = out_.watched_.downs.find(entity); it != out_.watched_.downs.end()) thing.downs = it->second;
      bool flew = false;
      for (const model::StateInterval* row : world().history(entity)) {
        if (!row->valid.from.known()) {
          flew = flew || is_one_of(kFlying, row->state);
          continue;
        }
        const model::StateInfo* info = model::Kinds::get().state(row->state);
        const Day from = row->valid.from.earliest().days();
        const Day sure = row->valid.from.latest().days();
        if (is_one_of(kFlying, row->state) && row->status != AssertionStatus::kDenied) {
          // A mission has one first flight; what has worked before needs things all the time.
          if (from <= setup_.as_of.days()) flew = true;
          if (!flew && from < setup_.end.days()) thing.need_date = std::min(thing.need_date, from);
        }
        const bool works = info != nullptr && (info->phase == "working" || info->phase == "done");
        if (works && row->status == AssertionStatus::kAsserted && sure > out_.net_.start && sure < out_.net_.end) {
          thing.vouched.push_back(sure);
        }
      }
      std::sort(thing.vouched.begin(), thing.vouched.end());
    }
    out_.entity_count_ = static_cast<NetNode>(out_.things_.size());
  }

  // The group of a need: a name, and how many members must work.
  struct Group {
    std::uint32_t minimum = 1;
    std::vector<std::uint32_t> needs;         // of watched().needs
    std::vector<std::uint32_t> alternatives;  // of watched().alternatives
  };

  static DependencyEdge edge_of(const WatchedNeed& need) {
    DependencyEdge edge;
    edge.fact = need.fact;
    edge.kind = need.kind;
    edge.dependant = need.dependant;
    edge.needed = need.needed;
    return edge;
  }

  std::string key_of(std::span<const WatchedNeed> of_one, const WatchedNeed& need, std::uint32_t& minimum) const {
    const auto plain = [&](const WatchedNeed& each) { return "p/" + each.fact->kind + "/" + id(each.needed); };
    if (!need.fact->group.empty()) {
      const auto group = model::parse_group(need.fact->group);
      minimum = group.ok() ? group->minimum : 1;
      return "g/" + std::string(group.ok() ? group->name : std::string_view(need.fact->group));
    }
    if (is_plan(need.fact->status)) {
      // A plan that takes up the job of something in use that ends: a substitute for it.
      for (const WatchedNeed& other : of_one) {
        const bool ends = other.fact->valid.to.known() || other.fact->status == AssertionStatus::kSuspended ||
                          other.fact->status == AssertionStatus::kEnded;
        if (&other == &need || !ends || !other.fact->group.empty() || is_plan(other.fact->status)) continue;
        if (can_replace(edge_of(other), edge_of(need))) return plain(other);
      }
    }
    return plain(need);
  }

  void make_groups() {
    const std::vector<WatchedNeed>& all = out_.watched_.needs;
    for (std::size_t first = 0; first < all.size();) {
      std::size_t last = first;
      while (last < all.size() && all[last].dependant == all[first].dependant) ++last;
      const std::span<const WatchedNeed> of_one(all.data() + first, last - first);
      std::map<std::string, Group> groups;
      for (std::size_t i = first; i < last; ++i) {
        std::uint32_t minimum = 1;
        Group& group = groups[key_of(of_one, all[i], minimum)];
        group.minimum = std::max(group.minimum, minimum);
        group.needs.push_back(static_cast<std::uint32_t>(i));
      }
      for (auto& [key, group] : groups) make_group(group);
      first = last;
    }
  }

  void make_group(Group& group) {
    const Watched& watched = out_.watched_;
    const EntityIndex dependant = watched.needs[group.needs[0]].dependant;
    std::set<EntityIndex> members = {dependant};
    for (const std::uint32_t n : group.needs) members.insert(watched.needs[n].needed);
    const std::set<EntityIndex> in_use = members;
    for (std::uint32_t a = 0; a < watched.alternatives.size(); ++a) {
      const WatchedNeed& alternative = watched.alternatives[a];
      const EntityIndex replaced = world().find(alternative.fact->to);
      if (replaced == dependant || !in_use.contains(replaced)) continue;
      if (members.insert(alternative.needed).second) group.alternatives.push_back(a);
    }
    NetGroup net_group;
    net_group.dependant = out_.node_of_[dependant];
    net_group.minimum = group.minimum;
    // A launch service may stand as a plain need beside the launchers that stand in for it.
    net_group.once = std::all_of(group.needs.begin(), group.needs.end(), [&](std::uint32_t n) {
      const std::string& kind = watched.needs[n].fact->kind;
      return is_one_of(kUntilFlown, kind) || (kind == "needs" && group.needs.size() > 1);
    });
    out_.net_.groups.push_back(net_group);
    for (const std::uint32_t n : group.needs) {
      const WatchedNeed& need = watched.needs[n];
      const NetNeed& made = add_need(need, dependant, spans_of(group, need));
      if (!need.goods.empty()) goods_.emplace_back(static_cast<std::uint32_t>(&made - out_.net_.needs.data()), n);
    }
    for (const std::uint32_t a : group.alternatives) {
      std::vector<NetNeedSpan> spans = watched.alternatives[a].spans;
      for (NetNeedSpan& span : spans) span.mode = NeedMode::kSubstitute;
      add_need(watched.alternatives[a], dependant, std::move(spans));
      out_.needs_.back().alternative = true;
    }
  }

  // A planned member is a substitute on days on which something in use is or was there for the same job, unless the
  // plan itself names the day on which it begins.
  std::vector<NetNeedSpan> spans_of(const Group& group, const WatchedNeed& need) const {
    if (!is_plan(need.fact->status)) return need.spans;
    const bool dated = need.fact->valid.from.known() && need.fact->valid.from.earliest() > setup_.as_of;
    if (dated) return need.spans;
    std::vector<NetNeedSpan> in_use;
    for (const std::uint32_t n : group.needs) {
      const WatchedNeed& other = out_.watched_.needs[n];
      if (!is_plan(other.fact->status)) in_use.insert(in_use.end(), other.spans.begin(), other.spans.end());
    }
    std::vector<NetNeedSpan> out;
    for (const NetNeedSpan& span : need.spans) {
      std::set<Day> cuts = {span.from, span.to};
      for (const NetNeedSpan& other : in_use) {
        for (const Day day : {other.from, other.to}) {
          if (span.from < day && day < span.to) cuts.insert(day);
        }
      }
      for (auto it = cuts.begin(); std::next(it) != cuts.end(); ++it) {
        const Day day = *it;
        const bool beside = std::any_of(in_use.begin(), in_use.end(),
                                        [&](const NetNeedSpan& o) { return o.from <= day && day < o.to; });
        out.push_back({day, *std::next(it), span.level, beside ? NeedMode::kSubstitute : NeedMode::kStanding});
      }
    }
    return out;
  }

  NetNeed& add_need(const WatchedNeed& watched, EntityIndex dependant, std::vector<NetNeedSpan> spans) {
    NetNeed need;
    need.group = static_cast<std::uint32_t>(out_.net_.groups.size() - 1);
    need.targets.push_back({out_.node_of_[watched.needed], 0});
    need.spans = std::move(spans);
    SupplyNeed about;
    about.fact = watched.fact;
    about.dependant = dependant;
    about.needed = watched.needed;
    times_of(need, about);
    out_.net_.needs.push_back(std::move(need));
    out_.needs_.push_back(std::move(about));
    return out_.net_.needs.back();
  }

  // How long a substitute takes. Both times must be on record: nothing is taken to need no time.
  void times_of(NetNeed& need, SupplyNeed& about) {
    const SupplyFigures& figures = *out_.figures_;
    about.qualification = figures.find("qualification-time", id(about.needed), id(about.dependant));
    about.lead = figures.find("lead-time", id(about.needed), id(about.dependant));
    about.licence = figures.find("licence-time", id(about.needed), id(about.dependant));
    about.capacity = figures.exact("capacity", id(about.needed), "");
    const bool substitute = std::any_of(need.spans.begin(), need.spans.end(),
                                        [](const NetNeedSpan& s) { return s.mode == NeedMode::kSubstitute; });
    if (!substitute) return;
    if (about.qualification == nullptr) about.missing.emplace_back("no qualification time on record");
    if (about.lead == nullptr) about.missing.emplace_back("no lead time on record");
    for (const model::Figure* figure : {about.qualification, about.lead}) {
      if (figure != nullptr) need.delays.push_back(add(days_of(*figure, false)));
    }
    if (about.capacity != nullptr) {
      model::FigureValue free = per_year(*about.capacity);
      for (const WatchedNeed& other : out_.watched_.needs) {
        if (other.needed != about.needed || other.dependant == about.dependant) continue;
        const model::Figure* use = figures.exact("use", id(other.dependant), id(about.needed));
        if (use == nullptr || !used_.insert({about.needed, other.dependant}).second) continue;
        const model::FigureValue rate = per_year(*use);
        free.low -= rate.high;
        free.high -= rate.low;
        if (free.likely) *free.likely -= rate.likely.value_or(rate.high);
      }
      used_.clear();
      const NetAmount service =
          service_of(figures.quantity(id(about.dependant), id(about.needed)), free, stream_of(*about.capacity));
      if (service.known()) {
        need.service = add(service);
      } else {
        about.missing.emplace_back("its stated capacity is taken up by present users");
      }
    }
    need.delay_known = about.missing.empty();
  }

  void make_stocks() {
    // Who takes units of a thing, and when: dated missions.
    for (std::uint32_t n = 0; n < out_.net_.needs.size(); ++n) {
      SupplyNeed& about = out_.needs_[n];
      NetNeed& need = out_.net_.needs[n];
      if (about.alternative) continue;
      const SupplyFigures& figures = *out_.figures_;
      about.cover = figures.exact("stock-cover", id(about.dependant), id(about.needed));
      about.stock = figures.find("stock", id(about.needed), id(about.dependant));
      about.use = figures.exact("use", id(about.dependant), id(about.needed));
      const bool in_store = can_lie_in_store(world().entity(about.needed).schema);
      if (about.cover == nullptr && about.stock == nullptr && !in_store) continue;
      NetStock stock;
      const model::Figure* counted = about.cover != nullptr ? about.cover : about.stock;
      if (counted != nullptr && counted->valid.from.known()) stock.counted = counted->valid.from.earliest().days();
      if (counted == nullptr || !counted->valid.from.known()) stock.counted = out_.net_.start;
      if (about.cover != nullptr) {
        stock.cover = add(days_of(*about.cover, true));
      } else if (about.stock != nullptr) {
        count_units(about, stock);
      }
      if (stock.cover != kNone && !out_.net_.amounts[stock.cover].known()) stock.cover = kNone;
      need.stock = static_cast<std::uint32_t>(out_.net_.stocks.size());
      out_.net_.stocks.push_back(std::move(stock));
    }
  }

  void count_units(SupplyNeed& about, NetStock& stock) {
    const bool shared = about.stock->other.empty();
    model::FigureValue use;
    bool all_uses = true;
    std::set<EntityIndex> holders;
    for (const WatchedNeed& other : out_.watched_.needs) {
      if (other.needed != about.needed || (!shared && other.dependant != about.dependant)) continue;
      if (!holders.insert(other.dependant).second) continue;
      const model::Figure* rate = out_.figures_->exact("use", id(other.dependant), id(about.needed));
      all_uses = all_uses && rate != nullptr;
      if (rate != nullptr) {
        const model::FigureValue value = per_year(*rate);
        const bool likely = use.likely.has_value() || use.low != use.high || value.likely.has_value();
        const std::int64_t centre = use.likely.value_or(use.low) + value.likely.value_or(value.low);
        use.low += value.low;
        use.high += value.high;
        if (likely && value.likely.has_value()) use.likely = centre;
      }
      for (const NetStock::Taker& taker : takers(other.dependant, about.needed)) stock.takers.push_back(taker);
    }
    if (all_uses && use.high > 0) {
      stock.takers.clear();
      stock.cover = add(cover_of(*about.stock, use));
      return;
    }
    std::sort(stock.takers.begin(), stock.takers.end(), [](const NetStock::Taker& a, const NetStock::Taker& b) {
      return std::tie(a.date, a.units) < std::tie(b.date, b.units);
    });
    stock.units = add(units_of(*about.stock));
  }

  // Dated missions that take units of `needed` out of the hands of `holder`: the holder itself, or those who need it.
  std::vector<NetStock::Taker> takers(EntityIndex holder, EntityIndex needed) const {
    std::vector<NetStock::Taker> out;
    const auto units = [](const model::FigureValue& a, const model::FigureValue& b) {
      const Wide one = Wide{model::FigureValue::kUnit} * model::FigureValue::kUnit;
      return static_cast<std::int32_t>(std::clamp<Wide>((Wide{a.high} * b.high + one - 1) / one, 1, kMostAmount));
    };
    const model::FigureValue each = out_.figures_->quantity(id(holder), id(needed));
    model::FigureValue one;
    one.low = one.high = model::FigureValue::kUnit;
    const Day own = out_.net_.things[out_.node_of_[holder]].need_date;
    if (own != kNever) out.push_back({own, units(each, one)});
    std::set<EntityIndex> seen;
    for (const WatchedNeed& user : out_.watched_.needs) {
      if (user.needed != holder || !seen.insert(user.dependant).second) continue;
      const Day date = out_.net_.things[out_.node_of_[user.dependant]].need_date;
      if (date != kNever) out.push_back({date, units(each, out_.figures_->quantity(id(user.dependant), id(holder)))});
    }
    return out;
  }

  // --- measures -----------------------------------------------------------------------------------------------------

  using Place = std::pair<EntityIndex, std::string>;  // a thing and a jurisdiction

  void make_measures() {
    spread();
    for (const auto& [place, spans] : out_.watched_.measures) {
      if (out_.node_of_[place.first] != kNone) {
        direct_[place] = add_thing(place.first, SupplyThing::Kind::kUnderMeasures, place.second);
        add_downs(direct_[place], spans, place.first, kNoEntity, false);
      }
    }
    for (const Place& place : through_) {
      through_node_[place] = add_thing(place.first, SupplyThing::Kind::kThroughThings, place.second);
    }
    out_.net_.link();
    const auto real_needs = static_cast<std::uint32_t>(out_.net_.needs.size());
    for (const auto& [place, node] : through_node_) copy_groups(place, node);
    for (std::uint32_t n = 0; n < real_needs; ++n) bind(n);
    for (const auto& [n, watched] : goods_) bind_goods(n, out_.watched_.needs[watched]);
  }

  // Which things carry a measure of a jurisdiction to those who use them. What is made of a thing that is hit is dealt
  // with through its own maker or operator, where it has one: the measure ends there.
  void spread() {
    std::map<EntityIndex, std::vector<EntityIndex>> users;
    for (const WatchedNeed& need : out_.watched_.needs) {
      users[need.needed].push_back(need.dependant);
      if (is_party(world().entity(need.needed))) has_party_.insert(need.dependant);
    }
    std::vector<Place> stack;
    for (const auto& [place, spans] : out_.watched_.measures) stack.push_back(place);
    while (!stack.empty()) {
      const Place place = stack.back();
      stack.pop_back();
      const bool at_first_hand = out_.watched_.measures.contains(place);
      for (const EntityIndex user : users[place.first]) {
        if (is_party(world().entity(user)) || out_.node_of_[user] == kNone) continue;
        if (!at_first_hand && has_party_.contains(user)) continue;
        if (through_.emplace(user, place.second).second) stack.emplace_back(user, place.second);
      }
    }
  }

  // Spans in which measures put a thing out of reach. `user`: for whom; a licence time may be stated for one user.
  // `ordered`: the user would order it anew, and a licence time on record is part of the wait instead.
  void add_downs(NetNode node, const std::vector<MeasureSpan>& spans, EntityIndex entity, EntityIndex user,
                 bool ordered) {
    const model::Figure* licence =
        out_.figures_->find("licence-time", id(entity), user == kNoEntity ? std::string_view() : id(user));
    for (const MeasureSpan& span : spans) {
      NetDown down{span.from, span.to, span.level, kNone, span.cause};
      if (span.authorisation && licence != nullptr) {
        if (ordered) continue;
        down.licence = add(days_of(*licence, false));
      } else if (span.authorisation || span.direction == MeasureDirection::kTo) {
        // Whether an authorisation is given, and whether what may not go to a maker stops it, is not on record.
        down.level = std::max<std::uint8_t>(down.level, 1);
      }
      out_.net_.things[node].downs.push_back(down);
    }
  }

  void copy_groups(const Place& place, NetNode node) {
    const std::vector<std::uint32_t> groups = out_.net_.things[out_.node_of_[place.first]].groups;
    const bool passes = !has_party_.contains(place.first);
    for (const std::uint32_t g : groups) {
      const std::vector<std::uint32_t> members = out_.net_.groups[g].needs;
      const bool touched = std::any_of(members.begin(), members.end(), [&](std::uint32_t n) {
        const Place member{out_.needs_[n].needed, place.second};
        return direct_.contains(member) || (passes && through_node_.contains(member));
      });
      if (!touched) continue;
      NetGroup copy = out_.net_.groups[g];
      copy.dependant = node;
      out_.net_.groups.push_back(std::move(copy));
      for (const std::uint32_t n : members) {
        NetNeed need = out_.net_.needs[n];
        need.group = static_cast<std::uint32_t>(out_.net_.groups.size() - 1);
        need.service = kNone;  // the real order stands in the queue
        SupplyNeed about = out_.needs_[n];
        about.copied = true;
        add_targets(need, about, place.second, 0, false, passes);
        out_.net_.needs.push_back(std::move(need));
        out_.needs_.push_back(std::move(about));
      }
    }
  }

  // Adds what the jurisdiction leaves of the needed thing to the targets.
  void add_targets(NetNeed& need, SupplyNeed& about, const std::string& jurisdiction, std::uint8_t level, bool own,
                   bool passes) {
    const Place place{about.needed, jurisdiction};
    if (const auto it = direct_.find(place); it != direct_.end()) {
      NetNode node = it->second;
      const auto& spans = out_.watched_.measures.at(place);
      const bool authorisation =
          std::any_of(spans.begin(), spans.end(), [](const MeasureSpan& span) { return span.authorisation; });
      const bool substitute = std::any_of(need.spans.begin(), need.spans.end(),
                                          [](const NetNeedSpan& s) { return s.mode == NeedMode::kSubstitute; });
      if (own && authorisation && about.licence != nullptr && (substitute || !about.licence->other.empty())) {
        node = add_thing(about.needed, SupplyThing::Kind::kUnderMeasures, jurisdiction);
        add_downs(node, spans, about.needed, about.dependant, substitute);
      }
      if (own && authorisation && substitute) {
        about.licence_needed = true;
        if (about.licence != nullptr) need.delays.push_back(add(days_of(*about.licence, false)));
      }
      need.targets.push_back({node, level});
    }
    if (const auto it = through_node_.find(place); passes && it != through_node_.end()) {
      need.targets.push_back({it->second, level});
    }
  }

  // Whom the jurisdictions bind: the dependant with what it needs, and the needed thing towards a dependant whom their
  // measures hit.
  void bind(std::uint32_t n) {
    NetNeed need = out_.net_.needs[n];
    SupplyNeed& about = out_.needs_[n];
    const model::Entity& dependant = world().entity(about.dependant);
    const std::vector<std::string>& places = places_of(about.dependant);
    const bool part = is_one_of(kParts, dependant.schema) && places.empty();
    std::set<std::string> jurisdictions;
    for (const auto* nodes : {&direct_, &through_node_}) {
      for (auto it = nodes->lower_bound({about.needed, ""}); it != nodes->end() && it->first.first == about.needed;
           ++it) {
        jurisdictions.insert(it->first.second);
      }
    }
    for (const std::string& jurisdiction : jurisdictions) {
      if (part) continue;
      const auto bound = Jurisdictions::get().binds(jurisdiction, places, setup_.as_of);
      if (bound) add_targets(need, about, jurisdiction, static_cast<std::uint8_t>(*bound), true, true);
    }
    for (auto it = out_.watched_.measures.lower_bound({about.dependant, ""});
         it != out_.watched_.measures.end() && it->first.first == about.dependant; ++it) {
      const std::vector<std::string> seat = world().countries(about.needed);
      if (seat.empty())
        continue;  // where it comes from is not on record, and most things come from nowhere in particular
      const auto bound = Jurisdictions::get().binds(it->first.second, seat, setup_.as_of);
      std::vector<MeasureSpan> spans;
      for (const MeasureSpan& span : it->second) {
        if (span.direction != MeasureDirection::kFrom) spans.push_back(span);
      }
      if (!bound || spans.empty()) continue;
      for (MeasureSpan& span : spans) span.direction = MeasureDirection::kBoth;
      const NetNode node = add_thing(about.dependant, SupplyThing::Kind::kForbiddenToUser, it->first.second);
      add_downs(node, spans, about.dependant, kNoEntity, false);
      need.targets.push_back({node, static_cast<std::uint8_t>(*bound)});
    }
    out_.net_.needs[n] = std::move(need);
  }

  void bind_goods(std::uint32_t n, const WatchedNeed& watched) {
    SupplyNeed& about = out_.needs_[n];
    const NetNode node = add_thing(about.needed, SupplyThing::Kind::kGoodsForUser, "");
    add_downs(node, watched.goods, about.needed, about.dependant, false);
    out_.net_.needs[n].targets.push_back({node, 0});
  }

  const std::vector<std::string>& places_of(EntityIndex entity) {
    const auto it = places_.find(entity);
    return it != places_.end() ? it->second : places_.emplace(entity, out_.places(entity)).first->second;
  }

  const SupplySetup& setup_;
  SupplyWorld out_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> goods_;  // need of the net, watched need
  std::set<std::pair<EntityIndex, EntityIndex>> used_;
  std::set<Place> through_;
  std::set<EntityIndex> has_party_;  // things with a maker, operator or the like among their needs
  std::map<Place, NetNode> direct_;
  std::map<Place, NetNode> through_node_;
  std::map<EntityIndex, std::vector<std::string>> places_;
};

Result<SupplyWorld> SupplyWorld::make(const model::Dataset& facts, const rules::RuleBook& book,
                                      const SupplySetup& setup) {
  PENUMBRA_ASSIGN_OR_RETURN(Watched watched, watch(facts, book, setup));
  return SupplyWorldMaker(std::move(watched), setup).make();
}

}  // namespace penumbra::graph
