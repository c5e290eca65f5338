#include "graph/dependency_bites.h"

#include <algorithm>
#include <optional>

#include "model/kinds.h"
#include "model/schema.h"

namespace penumbra::graph {
namespace {

// A restriction whose role names no measure of data/model/measures.csv: what its kind alone says.
struct KindDefault {
  std::string_view kind;
  Severity severity;
};
constexpr KindDefault kRestrictionDefaults[] = {{"restricts-goods", Severity::kAuthorisationNeeded},
                                                {"restricts", Severity::kRedFlag},
                                                {"excludes-from", Severity::kProhibited},
                                                {"secondary-risk-under", Severity::kRedFlag},
                                                {"licence-required", Severity::kAuthorisationNeeded}};

bool wanted(const std::vector<std::string>& regimes, std::string_view regime, std::string_view jurisdiction) {
  if (regimes.empty()) return true;
  return std::any_of(regimes.begin(), regimes.end(),
                     [&](const std::string& each) { return each == regime || each == jurisdiction; });
}

Severity heaviest_measure(const model::Designation& designation, ExposureKind& kind) {
  Severity heaviest = Severity::kContext;
  const model::Kinds& kinds = model::Kinds::get();
  for (const std::string& id : designation.measures) {
    const model::MeasureInfo* measure = kinds.measure(id);
    if (measure == nullptr) continue;
    const Severity severity = parse_severity(measure->severity).value_or(Severity::kContext);
    if (severity < heaviest) {
      heaviest = severity;
      kind = parse_exposure_kind(measure->exposure).value_or(ExposureKind::kDesignation);
    }
  }
  return heaviest;
}

class Collector {
 public:
  Collector(const DependencyWorld& world, EntityIndex entity, const DependencyQuery& query)
      : world_(world), entity_(entity), query_(query) {}

  std::vector<Bite> collect() {
    designations();
    findings();
    restrictions();
    states();
    lost_needs();
    return std::move(bites_);
  }

 private:
  void push(Bite bite) {
    if (bite.identity.empty()) return;
    bites_.push_back(std::move(bite));
  }

  // `limit` caps the severity: a listed head or neighbour does not make the thing itself listed.
  void designation_bite(const model::Designation& designation, Certainty certainty, CauseType type, Severity limit,
                        ExposureKind forced_kind, const Neighbour* over) {
    const model::ListInfo* list = model::Kinds::get().list(designation.list);
    Bite bite;
    bite.kind = ExposureKind::kDesignation;
    bite.severity = std::max(limit, heaviest_measure(designation, bite.kind));
    if (type != CauseType::kDesignation) bite.kind = forced_kind;
    bite.certainty = over == nullptr ? certainty : weaker(certainty, over->certainty);
    bite.cause.type = type;
    bite.cause.designation = &designation;
    if (over != nullptr) {
      bite.cause.relationship = over->fact;
      bite.cause.other = over->other;
    }
    if (list != nullptr) {
      bite.jurisdiction = list->jurisdiction;
      bite.regime = list->regime;
    }
    if (!wanted(query_.regimes, bite.regime, bite.jurisdiction)) return;
    bite.identity =
        "d/" + std::to_string(static_cast<int>(type)) + "/" + designation.id + "/" + world_.entity(entity_).id;
    push(std::move(bite));
  }

  void designations() {
    for (const DatedDesignation& each : world_.designations(entity_)) {
      designation_bite(*each.fact, each.certainty, CauseType::kDesignation, Severity::kProhibited,
                       ExposureKind::kDesignation, nullptr);
    }
    // A listed head does not list the body (OFAC FAQ 398), but what he signs may be forbidden (FAQ 400): a red flag.
    for (const Neighbour& head : world_.heads(entity_)) {
      for (const DatedDesignation& each : world_.designations(head.other)) {
        designation_bite(*each.fact, each.certainty, CauseType::kHead, Severity::kRedFlag, ExposureKind::kControl,
                         &head);
      }
    }
    // Parent and sub-unit are different parties: a listing of one is context for the other, unless the act itself
    // covers sub-units.
    for (const Neighbour& neighbour : world_.near(entity_)) {
      for (const DatedDesignation& each : world_.designations(neighbour.other)) {
        const bool unit_of_listed = neighbour.fact->kind == "sub-unit-of" &&
                                    neighbour.fact->from == world_.entity(entity_).id &&
                                    each.fact->scope == "entity-and-sub-units";
        designation_bite(*each.fact, each.certainty, CauseType::kNearby,
                         unit_of_listed ? Severity::kProhibited : Severity::kContext, ExposureKind::kDesignation,
                         &neighbour);
      }
    }
  }

  void findings() {
    const auto first = std::lower_bound(query_.findings.begin(), query_.findings.end(), entity_,
                                        [](const PartyFinding& f, EntityIndex e) { return f.party < e; });
    for (auto it = first; it != query_.findings.end() && it->party == entity_; ++it) {
      if (!wanted(query_.regimes, it->regime, it->jurisdiction)) continue;
      Bite bite;
      bite.kind = it->kind;
      bite.severity = it->severity;
      bite.certainty = it->certainty;
      bite.cause.type = CauseType::kRule;
      bite.cause.finding = &*it;
      bite.regime = it->regime;
      bite.jurisdiction = it->jurisdiction;
      bite.identity = "r/" + it->regime + "/" + it->verdict + "/" + it->rule_id + "/" + world_.entity(entity_).id;
      push(std::move(bite));
    }
  }

  void restriction(const Neighbour& each) {
    const model::Kinds& kinds = model::Kinds::get();
    const model::RelationshipKind* kind = kinds.relationship(each.fact->kind);
    Bite bite;
    bite.kind = parse_exposure_kind(kind->exposure).value_or(ExposureKind::kJurisdiction);
    bite.severity = Severity::kRedFlag;
    for (const KindDefault& preset : kRestrictionDefaults) {
      if (preset.kind == each.fact->kind) bite.severity = preset.severity;
    }
    const model::MeasureInfo* measure = kinds.measure(each.fact->role);
    if (measure != nullptr) {
      bite.severity = parse_severity(measure->severity).value_or(bite.severity);
    } else if (each.fact->kind == "restricts" && world_.restricts_goods(each.other) && is_destination(each.fact->to)) {
      // The edge only says where the goods may not go; the goods themselves carry the exposure of those who use them.
      bite.severity = Severity::kContext;
    }
    bite.certainty = each.certainty;
    // A risk at an authority's discretion is never certain to strike.
    if (bite.kind == ExposureKind::kSecondary) bite.certainty = weaker(bite.certainty, Certainty::kPossible);
    bite.cause.type = CauseType::kRestriction;
    bite.cause.relationship = each.fact;
    bite.cause.other = each.other;
    bite.jurisdiction = world_.jurisdiction(each.other);
    bite.regime = bite.jurisdiction;
    if (!wanted(query_.regimes, bite.regime, bite.jurisdiction)) return;
    bite.identity = "m/" + each.fact->id;
    if (each.fact->kind == "restricts-goods") {
      bite.depends_on_user = !world_.targets(each.other).empty();
    }
    push(std::move(bite));
  }

  bool is_destination(const std::string& id) const {
    const EntityIndex index = world_.find(id);
    if (index == kNoEntity) return false;
    const std::string& schema = world_.entity(index).schema;
    return schema == "Country" || schema == "Bloc" || schema == "Industry";
  }

  void restrictions() {
    for (const Neighbour& each : world_.restrictions(entity_)) restriction(each);
    // A party or a site stands under the measures on its country, and only such things do: the countries of a programme
    // are those of its partners, who are reached by themselves.
    const model::Schema* schema = model::Vocabulary::get().find(world_.entity(entity_).schema);
    const bool has_seat = schema != nullptr && (schema->is_a("LegalEntity") || schema->name() == "Industry" ||
                                                schema->name() == "LaunchSite" || schema->name() == "Facility");
    if (!has_seat) return;
    for (const std::string& code : world_.countries(entity_)) {
      const EntityIndex country = world_.country(code);
      if (country == kNoEntity || country == entity_) continue;
      for (const Neighbour& each : world_.restrictions(country)) restriction(each);
    }
  }

  void states() {
    const model::Kinds& kinds = model::Kinds::get();
    const auto state = world_.state(entity_);
    if (state) {
      const model::StateInfo* info = kinds.state(state->first->state);
      if (info == nullptr || info->severity.empty()) return;
      Bite bite;
      bite.kind = ExposureKind::kProgramme;
      bite.severity = parse_severity(info->severity).value_or(Severity::kContext);
      bite.certainty = state->second;
      bite.cause.type = CauseType::kState;
      bite.cause.state = state->first;
      bite.identity = "s/" + world_.entity(entity_).id;
      push(std::move(bite));
      return;
    }
    // No state on record: the last act on the thing speaks, unless a resumption or nothing follows.
    const auto changes = world_.changes(entity_);
    if (changes.empty()) return;
    const model::Relationship& last = *changes.back();
    if (last.kind == "resumed" || last.kind == "withdrew") return;  // a withdrawal is of the actor, not of the thing
    Bite bite;
    bite.kind = ExposureKind::kProgramme;
    bite.severity = Severity::kOperationalLoss;
    bite.certainty = last.valid.from.latest() <= world_.as_of() ? Certainty::kCertain : Certainty::kPossible;
    if (last.status != model::AssertionStatus::kAsserted) bite.certainty = weaker(bite.certainty, Certainty::kPossible);
    bite.cause.type = CauseType::kChange;
    bite.cause.relationship = &last;
    bite.cause.other = world_.find(last.from);
    bite.identity = "c/" + last.id;
    push(std::move(bite));
  }

  // A dependence that has ended, with nothing on record in its place.
  void lost_needs() {
    const auto state = world_.state(entity_);
    if (state) {
      const model::StateInfo* info = model::Kinds::get().state(state->first->state);
      // What is finished or has lost its life no longer misses a launcher.
      if (info != nullptr && (info->phase == "done" || info->phase == "over")) return;
    }
    for (const DependencyEdge& lost : world_.lost_needs(entity_)) {
      if (lost.need != model::Need::kEssential || !lost.was_asserted()) continue;
      const bool replaced = std::any_of(world_.needs(entity_).begin(), world_.needs(entity_).end(),
                                        [&](const DependencyEdge& other) { return can_replace(lost, other); });
      if (replaced) continue;
      Bite bite;
      bite.kind = parse_exposure_kind(lost.kind->exposure).value_or(ExposureKind::kSupply);
      bite.severity = Severity::kOperationalLoss;
      bite.certainty = Certainty::kCertain;
      bite.cause.type = CauseType::kLostNeed;
      bite.cause.relationship = lost.fact;
      bite.cause.other = lost.needed;
      bite.identity = "l/" + lost.fact->id;
      push(std::move(bite));
    }
  }

  const DependencyWorld& world_;
  EntityIndex entity_;
  const DependencyQuery& query_;
  std::vector<Bite> bites_;
};

}  // namespace

std::vector<Bite> bites_of(const DependencyWorld& world, EntityIndex entity, const DependencyQuery& query) {
  return Collector(world, entity, query).collect();
}

std::optional<Certainty> measure_reaches(const DependencyWorld& world, EntityIndex measure, EntityIndex user,
                                         bool& place_unknown) {
  place_unknown = false;
  const auto targets = world.targets(measure);
  if (targets.empty()) return Certainty::kCertain;
  const std::vector<std::string> places = world.countries(user);
  bool some = false;
  std::optional<Certainty> reached;
  for (const Neighbour& target : targets) {
    if (target.other == user) return target.certainty;
    for (const std::string_view code : world.entity(target.other).get("country")) {
      const bool is_place =
          world.entity(target.other).schema == "Country" || world.entity(target.other).schema == "Bloc";
      if (!is_place) continue;
      if (std::find(places.begin(), places.end(), code) == places.end()) continue;
      some = true;
      const Certainty certainty =
          places.size() == 1 ? target.certainty : weaker(target.certainty, Certainty::kPossible);
      if (!reached || certainty < *reached) reached = certainty;
    }
    // A sector or a party that takes part in what uses the goods.
    for (const DependencyEdge& need : world.needs(user)) {
      if (need.needed != target.other) continue;
      some = true;
      const Certainty certainty = weaker(need.certainty, target.certainty);
      if (!reached || certainty < *reached) reached = certainty;
    }
  }
  if (some) return reached;
  if (!places.empty()) return std::nullopt;
  place_unknown = true;
  return Certainty::kPossible;
}

bool can_replace(const DependencyEdge& lost, const DependencyEdge& other) {
  const bool same_group = !lost.fact->group.empty() && other.fact->group == lost.fact->group;
  const bool same_thing = other.needed == lost.needed && other.fact->kind == lost.fact->kind;
  const bool same_job =
      other.fact->kind == lost.fact->kind &&
      (lost.kind->group == "money" || lost.fact->kind == "launches-on" || lost.fact->kind == "launches-from" ||
       lost.fact->kind == "lands-on" || lost.fact->kind == "operates" || lost.fact->kind == "leads" ||
       lost.fact->kind == "governed-by" || (!lost.fact->role.empty() && other.fact->role == lost.fact->role));
  return same_group || same_thing || same_job;
}

bool is_hard(const Bite& bite) {
  return bite.severity != Severity::kContext;
}

}  // namespace penumbra::graph
