#include "graph/supply_watch.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "graph/dependency_bites.h"
#include "graph/ownership_facts.h"
#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::graph {
namespace {

using model::AssertionStatus;

model::Need need_of(const model::Relationship& fact, const model::RelationshipKind& kind) {
  return fact.need == model::Need::kDefault ? kind.need : fact.need;
}

bool is_essential(const model::Relationship& fact, const model::RelationshipKind* kind) {
  return kind != nullptr && kind->dependent != model::EdgeEnd::kNone &&
         need_of(fact, *kind) == model::Need::kEssential && fact.status != AssertionStatus::kDenied;
}

bool is_place(const model::Entity& entity) {
  return entity.schema == "Country" || entity.schema == "Bloc";
}

// The facts that can bear on things with essential dependences: everything linked to one, not by way of a country. The
// sanctions lists and registers of a store, millions of parties, mostly drop out here.
std::unique_ptr<const model::Dataset> relevant(const model::Dataset& facts) {
  std::unordered_map<std::string_view, std::uint32_t> index;
  index.reserve(facts.entities.size());
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) index.emplace(facts.entities[i].id, i);
  const auto find = [&](std::string_view id) {
    const auto it = index.find(id);
    return it == index.end() ? kNoEntity : it->second;
  };
  std::vector<bool> in(facts.entities.size(), false);
  std::vector<std::uint32_t> stack;
  const auto take = [&](std::uint32_t entity) {
    if (entity == kNoEntity || in[entity]) return;
    in[entity] = true;
    if (!is_place(facts.entities[entity])) stack.push_back(entity);
  };
  std::vector<std::vector<std::uint32_t>> links(facts.entities.size());
  for (std::uint32_t r = 0; r < facts.relationships.size(); ++r) {
    const model::Relationship& fact = facts.relationships[r];
    const std::uint32_t from = find(fact.from);
    const std::uint32_t to = find(fact.to);
    if (from == kNoEntity || to == kNoEntity) continue;
    links[from].push_back(to);
    links[to].push_back(from);
    if (is_essential(fact, model::Kinds::get().relationship(fact.kind))) {
      take(from);
      take(to);
    }
  }
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    if (is_place(facts.entities[i])) take(i);
  }
  for (const model::StateInterval& fact : facts.states) take(find(fact.entity));
  for (const model::Figure& fact : facts.figures) take(find(fact.entity));
  while (!stack.empty()) {
    const std::uint32_t at = stack.back();
    stack.pop_back();
    for (const std::uint32_t other : links[at]) take(other);
  }
  // Measures on a country bear on everything there.
  for (const model::Relationship& fact : facts.relationships) {
    const std::uint32_t to = find(fact.to);
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
    if (to != kNoEntity && is_place(facts.entities[to]) && kind != nullptr && kind->bites != model::EdgeEnd::kNone) {
      take(find(fact.from));
    }
  }
  while (!stack.empty()) {
    const std::uint32_t at = stack.back();
    stack.pop_back();
    for (const std::uint32_t other : links[at]) take(other);
  }
  // Those who acted, and causes, are named in answers though nothing follows from them.
  const auto name = [&](const std::string& id) {
    const std::uint32_t entity = find(id);
    if (entity != kNoEntity) in[entity] = true;
  };
  for (const model::Relationship& fact : facts.relationships) {
    const std::uint32_t from = find(fact.from);
    const std::uint32_t to = find(fact.to);
    if (from != kNoEntity && to != kNoEntity && in[from] && in[to]) name(fact.side);
  }
  for (const model::StateInterval& fact : facts.states) {
    name(fact.side);
    name(fact.cause);
  }
  auto out = std::make_unique<model::Dataset>();
  std::unordered_set<std::string_view> ids;
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    if (!in[i]) continue;
    out->entities.push_back(facts.entities[i]);
    ids.insert(facts.entities[i].id);
  }
  const auto keep = [&](const std::string& id) { return ids.contains(id); };
  for (const auto& f : facts.relationships) {
    if (keep(f.from) && keep(f.to)) out->relationships.push_back(f);
    if (!keep(f.from) && f.from == kUndisclosedOwner && keep(f.to)) out->relationships.push_back(f);
  }
  for (const auto& f : facts.designations) {
    if (keep(f.entity)) out->designations.push_back(f);
  }
  for (const auto& f : facts.states) {
    if (keep(f.entity)) out->states.push_back(f);
  }
  for (const auto& f : facts.figures) {
    if (keep(f.entity)) out->figures.push_back(f);
  }
  out->documents = facts.documents;
  out->portfolio = facts.portfolio;
  return out;
}

class Watcher {
 public:
  Watcher(const rules::RuleBook& book, const SupplySetup& setup) : book_(book), setup_(setup) {}

  Result<Watched> run(const model::Dataset& all) {
    out_.facts = relevant(all);
    const model::Dataset& facts = *out_.facts;
    out_.world = std::make_unique<const DependencyWorld>(facts, setup_.as_of, setup_.known_at);
    list_needs(facts);
    list_days(facts);
    for (std::size_t i = 0; i < out_.days.size(); ++i) {
      const Day from = out_.days[i];
      const Day to = i + 1 < out_.days.size() ? out_.days[i + 1] : kNever;
      const DependencyWorld world(facts, Date(from), setup_.known_at);
      if (i == 0 || owner_days_.contains(from)) {
        PENUMBRA_ASSIGN_OR_RETURN(OwnershipFindings found, ownership_findings(world, book_, setup_.regimes));
        rules_.insert(found.rules.begin(), found.rules.end());
        out_.findings.push_back(std::move(found));
      }
      look(world, from, to);
    }
    out_.rules.assign(rules_.begin(), rules_.end());
    return std::move(out_);
  }

 private:
  void list_needs(const model::Dataset& facts) {
    const DependencyWorld& world = *out_.world;
    std::vector<EntityIndex> things;
    for (const model::Relationship& fact : facts.relationships) {
      const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
      const EntityIndex from = world.find(fact.from);
      const EntityIndex to = world.find(fact.to);
      if (from == kNoEntity || to == kNoEntity || (fact.recorded && *fact.recorded > setup_.known_at)) continue;
      if (fact.kind == "alternative-to" && fact.status != AssertionStatus::kDenied) {
        out_.alternatives.push_back({&fact, kind, kNoEntity, from, {}, {}});
        things.push_back(from);
        things.push_back(to);
      } else if (is_essential(fact, kind)) {
        const bool dependent_from = kind->dependent == model::EdgeEnd::kFrom;
        out_.needs.push_back({&fact, kind, dependent_from ? from : to, dependent_from ? to : from, {}, {}});
        things.push_back(from);
        things.push_back(to);
      }
    }
    std::sort(things.begin(), things.end());
    things.erase(std::unique(things.begin(), things.end()), things.end());
    std::sort(things.begin(), things.end(),
              [&](EntityIndex a, EntityIndex b) { return world.entity(a).id < world.entity(b).id; });
    if (things.size() > kMaxSupplyThings) {
      out_.incomplete.push_back("more than " + std::to_string(kMaxSupplyThings) +
                                " things depend on others; supply was not followed");
      things.clear();
      out_.needs.clear();
      out_.alternatives.clear();
    }
    out_.things = std::move(things);
    const auto by_fact = [&](const WatchedNeed& a, const WatchedNeed& b) {
      const auto key = [&](const WatchedNeed& need) {
        const model::Relationship& f = *need.fact;
        return std::tuple(
            need.dependant == kNoEntity ? std::string_view() : std::string_view(world.entity(need.dependant).id),
            std::string_view(f.id), std::string_view(f.evidence.source), f.status, f.need, std::string_view(f.group),
            std::string_view(f.role));
      };
      return key(a) < key(b);
    };
    std::sort(out_.needs.begin(), out_.needs.end(), by_fact);
    std::sort(out_.alternatives.begin(), out_.alternatives.end(), by_fact);
    for (std::uint32_t n = 0; n < out_.needs.size(); ++n) need_of_[out_.needs[n].fact] = n;
  }

  void list_days(const model::Dataset& facts) {
    const Day start = setup_.start.days();
    const Day end = setup_.end.days();
    std::set<Day> days = {start};
    const auto add = [&](const ValidInterval& valid, bool owner) {
      for (const PartialDate& date : {valid.from, valid.to}) {
        if (!date.known()) continue;
        for (const Day day : {date.earliest().days(), date.latest().days()}) {
          if (day <= start || day >= end) continue;
          days.insert(day);
          if (owner) owner_days_.insert(day);
        }
      }
    };
    const auto known = [&](const auto& fact) { return !fact.recorded || *fact.recorded <= setup_.known_at; };
    bool stakes = false;
    for (const model::Relationship& fact : facts.relationships) {
      const bool stake = stake_kind_of(fact.kind, fact.role).has_value();
      stakes |= stake;
      if (known(fact)) add(fact.valid, stake);
    }
    for (const model::Designation& fact : facts.designations) {
      if (known(fact)) add(fact.valid, stakes);
    }
    for (const model::StateInterval& fact : facts.states) add(fact.valid, false);
    for (const std::string_view name : book_.regime_names()) {
      for (const rules::RuleVersion& version : book_.find(name)->versions) {
        if (stakes) add({PartialDate(version.from), PartialDate(version.to)}, true);
      }
    }
    out_.days.assign(days.begin(), days.end());
    if (out_.days.size() > kMaxSupplyDays) {
      out_.incomplete.push_back("more than " + std::to_string(kMaxSupplyDays) +
                                " days of change in the period; the later ones were not looked at");
      out_.days.resize(kMaxSupplyDays);
    }
  }

  // Everything that holds on the days [from, to).
  void look(const DependencyWorld& world, Day from, Day to) {
    DependencyQuery query;
    query.regimes = setup_.regimes;
    query.findings = out_.findings.back().findings;
    for (const EntityIndex thing : out_.things) {
      std::unordered_set<const model::Relationship*> missed;
      for (const Bite& bite : bites_of(world, thing, query)) {
        if (bite.cause.type == CauseType::kLostNeed) {
          missed.insert(bite.cause.relationship);
        } else {
          take(world, thing, bite, from, to);
        }
      }
      look_at_needs(world, thing, missed, from, to);
    }
    for (WatchedNeed& each : out_.alternatives) {
      const auto certainty = certainty_of(each.fact->status, each.fact->valid.holds_on(world.as_of()));
      if (certainty) extend(each.spans, {from, to, static_cast<std::uint8_t>(*certainty), NeedMode::kStanding});
    }
  }

  void look_at_needs(const DependencyWorld& world, EntityIndex thing,
                     const std::unordered_set<const model::Relationship*>& missed, Day from, Day to) {
    bool missing_matters = true;
    if (const auto state = world.state(thing)) {
      // What is finished or has lost its life no longer misses a launcher.
      const model::StateInfo* info = model::Kinds::get().state(state->first->state);
      missing_matters = info == nullptr || (info->phase != "done" && info->phase != "over");
    }
    for (const DependencyEdge& edge : world.needs(thing)) {
      const auto it = need_of_.find(edge.fact);
      if (it == need_of_.end()) continue;
      extend(out_.needs[it->second].spans, {from, to, static_cast<std::uint8_t>(edge.certainty), NeedMode::kStanding});
    }
    if (!missing_matters) return;
    for (const DependencyEdge& edge : world.lost_needs(thing)) {
      const auto it = need_of_.find(edge.fact);
      if (it == need_of_.end() || !edge.was_asserted()) continue;
      // A plan to replace it does not replace it; a member of its group that holds decides in the group.
      const auto needs = world.needs(thing);
      const bool replaced = std::any_of(needs.begin(), needs.end(), [&](const DependencyEdge& other) {
        return other.was_asserted() && can_replace(edge, other);
      });
      const bool grouped = !edge.fact->group.empty();
      const bool planned = std::any_of(needs.begin(), needs.end(),
                                       [&](const DependencyEdge& other) { return can_replace(edge, other); });
      if (missed.contains(edge.fact) || (!replaced && planned) || (grouped && planned)) {
        extend(out_.needs[it->second].spans, {from, to, 0, NeedMode::kLost});
      }
    }
  }

  static void extend(std::vector<NetNeedSpan>& spans, NetNeedSpan span) {
    if (!spans.empty() && spans.back().to == span.from && spans.back().level == span.level &&
        spans.back().mode == span.mode) {
      spans.back().to = span.to;
    } else if (spans.empty() || spans.back().to <= span.from) {
      spans.push_back(span);
    }
  }

  std::uint32_t cause_of(EntityIndex thing, const Bite& bite, Day from) {
    const auto [it, fresh] = cause_index_.emplace(std::tuple(thing, bite.identity, bite.severity, bite.certainty),
                                                  static_cast<std::uint32_t>(out_.causes.size()));
    if (fresh) {
      out_.causes.push_back({bite.cause, thing, Date(from), bite.severity, bite.certainty, bite.jurisdiction});
    }
    return it->second;
  }

  void take(const DependencyWorld& world, EntityIndex thing, const Bite& bite, Day from, Day to) {
    const auto level = static_cast<std::uint8_t>(bite.certainty);
    if (bite.cause.type == CauseType::kState || bite.cause.type == CauseType::kChange) {
      if (bite.cause.state != nullptr) {
        const model::StateInfo* info = model::Kinds::get().state(bite.cause.state->state);
        if (info == nullptr || (info->phase != "stopped" && info->phase != "over")) return;
      }
      extend(out_.downs[thing], {from, to, level, kNone, cause_of(thing, bite, from)});
      return;
    }
    if (bite.kind == ExposureKind::kSecondary) return;
    const bool authorisation = bite.severity == Severity::kAuthorisationNeeded;
    const bool presumption = bite.severity == Severity::kRebuttablePresumption;
    if (bite.severity != Severity::kProhibited && !authorisation && !presumption) return;
    MeasureSpan span{from, to, level, authorisation, MeasureDirection::kBoth, cause_of(thing, bite, from)};
    if (presumption) span.level = std::max<std::uint8_t>(span.level, 1);
    const bool goods =
        bite.cause.type == CauseType::kRestriction && bite.cause.relationship != nullptr &&
        (bite.cause.relationship->kind == "restricts-goods" || bite.cause.relationship->kind == "licence-required");
    if (goods) {
      take_goods(world, thing, bite, span);
      return;
    }
    span.direction = direction(bite);
    std::vector<MeasureSpan>& spans = out_.measures[{thing, bite.jurisdiction}];
    extend(spans, span);
  }

  static MeasureDirection direction(const Bite& bite) {
    if (bite.cause.relationship != nullptr && bite.cause.type == CauseType::kRestriction) {
      return direction_of(bite.cause.relationship->role);
    }
    if (bite.cause.designation != nullptr) {
      // What is forbidden both ways decides; else what all heavy measures have in common.
      std::set<MeasureDirection> directions;
      for (const std::string& measure : bite.cause.designation->measures) {
        const model::MeasureInfo* info = model::Kinds::get().measure(measure);
        if (info != nullptr && parse_severity(info->severity) <= Severity::kAuthorisationNeeded) {
          directions.insert(direction_of(measure));
        }
      }
      return directions.size() == 1 ? *directions.begin() : MeasureDirection::kBoth;
    }
    if (bite.cause.finding != nullptr && bite.severity == Severity::kAuthorisationNeeded) return MeasureDirection::kTo;
    return MeasureDirection::kBoth;
  }

  // A goods measure: for each user whom it reaches. Where no destination is on record it may reach anybody.
  void take_goods(const DependencyWorld& world, EntityIndex goods, const Bite& bite, MeasureSpan span) {
    std::vector<std::string> origin = world.countries(goods);
    for (const DependencyEdge& edge : world.needs(goods)) {
      if (edge.fact->kind != "supplies") continue;
      for (std::string& country : world.countries(edge.needed)) origin.push_back(std::move(country));
    }
    const auto bound = Jurisdictions::get().binds(bite.jurisdiction, origin, world.as_of());
    if (!bound) return;
    span.level = std::max(span.level, static_cast<std::uint8_t>(*bound));
    for (const DependencyEdge& edge : users_of(world, goods)) {
      const auto it = need_of_.find(edge.fact);
      if (it == need_of_.end()) continue;
      MeasureSpan one = span;
      if (bite.depends_on_user) {
        bool place_unknown = false;
        const auto reached = measure_reaches(world, bite.cause.other, edge.dependant, place_unknown);
        if (!reached) continue;
        one.level = std::max(one.level, static_cast<std::uint8_t>(*reached));
      } else {
        one.level = std::max<std::uint8_t>(one.level, 1);
      }
      extend(out_.needs[it->second].goods, one);
    }
  }

  std::vector<DependencyEdge> users_of(const DependencyWorld& world, EntityIndex thing) {
    if (users_.empty()) {
      for (std::uint32_t n = 0; n < out_.needs.size(); ++n) users_[out_.needs[n].needed].push_back(n);
    }
    std::vector<DependencyEdge> out;
    for (const std::uint32_t n : users_[thing]) {
      for (const DependencyEdge& edge : world.needs(out_.needs[n].dependant)) {
        if (edge.fact == out_.needs[n].fact) out.push_back(edge);
      }
    }
    return out;
  }

  template <typename Span>
  static bool continues(const Span& last, const Span& next) {
    return last.to == next.from && last.level == next.level && last.cause == next.cause;
  }
  // Several spans may cover one day here: one for each cause.
  template <typename Span>
  static void extend(std::vector<Span>& spans, const Span& span) {
    for (auto it = spans.rbegin(); it != spans.rend(); ++it) {
      if (continues(*it, span)) {
        it->to = span.to;
        return;
      }
    }
    spans.push_back(span);
  }

  const rules::RuleBook& book_;
  const SupplySetup& setup_;
  Watched out_;
  std::set<Day> owner_days_;
  std::set<std::string> rules_;
  std::unordered_map<const model::Relationship*, std::uint32_t> need_of_;
  std::unordered_map<EntityIndex, std::vector<std::uint32_t>> users_;
  std::map<std::tuple<EntityIndex, std::string, Severity, Certainty>, std::uint32_t> cause_index_;
};

}  // namespace

Result<Watched> watch(const model::Dataset& facts, const rules::RuleBook& book, const SupplySetup& setup) {
  return Watcher(book, setup).run(facts);
}

}  // namespace penumbra::graph
