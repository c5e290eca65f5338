// From a question to an answer: choose the entities, make the world of the day, walk it for each, and put what was
// found into words. A scenario is answered by doing that twice and comparing, so that the two can never differ in
// method.
#include "engine/exposure.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "engine/exposure_record.h"
#include "engine/exposure_text.h"
#include "engine/exposure_things.h"
#include "engine/question.h"
#include "graph/dependency.h"
#include "graph/dependency_overlay.h"
#include "graph/dependency_ownership.h"
#include "graph/dependency_world.h"
#include "model/kinds.h"
#include "model/overlay.h"
#include "model/schema.h"
#include "rules/ownership_rule.h"

namespace penumbra::engine {
namespace {

// Direct needs that are listed as untouched; the rest is counted.
constexpr std::size_t kUntouchedShown = 40;

NamedThing named(const graph::DependencyWorld& world, graph::EntityIndex index) {
  return {world.entity(index).id, std::string(world.entity(index).caption())};
}

std::string key_of(const graph::DependencyWorld& world, const graph::DependencyExposure& exposure) {
  std::string key = std::string(to_string(exposure.kind)) + "/" + world.entity(exposure.target).id + "/";
  if (exposure.cause.designation != nullptr) return key + exposure.cause.designation->id;
  if (exposure.cause.finding != nullptr) {
    return key + exposure.cause.finding->regime + "/" + exposure.cause.finding->verdict;
  }
  if (exposure.cause.relationship != nullptr) return key + exposure.cause.relationship->id;
  return key + (exposure.cause.state == nullptr ? "" : exposure.cause.state->state);
}

// How the root needs what is bitten, in a few words: "directly", "through A and B".
std::string route(const graph::DependencyWorld& world, const graph::DependencyExposure& exposure) {
  std::string out;
  for (std::size_t i = 0; i + 1 < exposure.chain.size(); ++i) {
    out += (i == 0 ? " through " : ", ") + std::string(world.entity(exposure.chain[i].needed).caption());
  }
  return out;
}

Exposure describe(const graph::DependencyWorld& world, graph::EntityIndex root,
                  const graph::DependencyExposure& exposure) {
  Exposure out;
  out.key = key_of(world, exposure);
  out.kind = exposure.kind;
  out.severity = exposure.severity;
  out.own_severity = exposure.own_severity;
  out.certainty = exposure.certainty;
  out.need = std::string(model::to_string(exposure.need));
  out.weakest_status = std::string(model::to_string(exposure.weakest));
  out.target = named(world, exposure.target);
  out.regime = exposure.regime;
  out.jurisdiction = exposure.jurisdiction;
  out.cause = cause_of(world, exposure.target, exposure.cause);
  for (const graph::ChainStep& step : exposure.chain) {
    out.chain.push_back(hop_of(world, *step.fact, step.need, step.certainty));
  }
  if (exposure.cause.finding != nullptr) {
    for (const model::Relationship& stake : exposure.cause.finding->chain) {
      out.chain.push_back(hop_of(world, stake, model::Need::kContext, Certainty::kCertain));
    }
  }
  for (const graph::Shield& shield : exposure.shields) out.stand_ins.push_back(named(world, shield.alternative));
  for (const graph::Neighbour& each : exposure.replacements) out.replacements.push_back(named(world, each.other));
  if (exposure.behind != graph::kNoEntity) out.behind = named(world, exposure.behind);
  out.independent_sources = exposure.independent_sources;
  out.unchecked = exposure.unchecked;
  if (exposure.chain.empty()) {
    out.sentence = out.cause.sentence;
  } else {
    out.sentence = std::string(world.entity(root).caption()) + " needs " + out.target.caption + route(world, exposure) +
                   "; " + out.cause.sentence;
  }
  if (!out.stand_ins.empty()) out.sentence += ". Working alternative on record: " + out.stand_ins.front().caption;
  out.sentence += ".";
  return out;
}

std::string plural(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

std::string headline_of(const EntityExposure& entity) {
  std::string out = entity.state.state.empty() ? "State not on record for this day" : entity.state.sentence;
  out[0] = static_cast<char>(out[0] >= 'a' && out[0] <= 'z' ? out[0] - 'a' + 'A' : out[0]);
  out += ". ";
  std::string parts;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Severity::kContext); ++i) {
    const std::size_t count = entity.count(static_cast<Severity>(i));
    if (count == 0) continue;
    parts += (parts.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(kSeverityNames[i]);
  }
  if (parts.empty()) {
    out += entity.exposures.empty() ? "No exposure is on record" : "Nothing on record but context";
  } else {
    out += "Exposures: " + parts;
  }
  return out + ".";
}

class Answerer {
 public:
  Answerer(const graph::DependencyWorld& world, const graph::DependencyQuery& query)
      : world_(world), query_(query), record_(world) {}

  EntityExposure answer(const Asked& asked) const {
    const graph::DependencyAnswer found = graph::assess(world_, asked.entity, query_);
    const model::Entity& entity = world_.entity(asked.entity);
    EntityExposure out;
    out.id = entity.id;
    out.caption = std::string(entity.caption());
    out.schema = entity.schema;
    out.section = asked.section;
    out.summary = std::string(entity.first("summary"));
    out.already_broken = found.already_broken;
    out.reached = found.reached;
    out.incomplete = found.incomplete;
    if (found.state) out.state = state_of(world_, *found.state->first, found.state->second);
    for (const model::StateInterval* row : world_.history(asked.entity)) {
      out.history.push_back(state_of(world_, *row, Certainty::kCertain));
    }
    for (const graph::DependencyExposure& exposure : found.exposures) {
      out.exposures.push_back(describe(world_, asked.entity, exposure));
    }
    untouched(found, out);
    unknowns(found, out);
    absences(found, out);
    record_.add_to(out, asked.entity);
    out.headline = headline_of(out);
    return out;
  }

 private:
  void untouched(const graph::DependencyAnswer& found, EntityExposure& out) const {
    const bool hit = std::any_of(out.exposures.begin(), out.exposures.end(),
                                 [](const Exposure& e) { return e.severity != Severity::kContext; });
    if (hit && out.state.phase == "working") {
      std::string text = out.caption + " is on record as " + out.state.sentence + ", though what it needs is exposed";
      if (!out.state.note.empty()) text += ": " + out.state.note;
      if (text.back() != '.') text += ".";
      out.untouched.push_back({"goes-on", out.id, std::move(text), out.state.sources});
    }
    std::size_t shown = 0;
    for (const graph::Untouched& each : found.untouched) {
      if (++shown > kUntouchedShown) continue;
      out.untouched.push_back({"not-bitten", world_.entity(each.step.needed).id,
                               sentence_of(world_, *each.step.fact) + ": nothing on record bites it.",
                               source_ids(each.step.fact->evidence.source)});
    }
    if (shown > kUntouchedShown) {
      out.untouched.push_back({"more", "", "and " + std::to_string(shown - kUntouchedShown) + " more.", {}});
    }
  }

  void unknowns(const graph::DependencyAnswer& found, EntityExposure& out) const {
    for (const graph::Unknown& each : found.unknowns) {
      ExposureNote note;
      note.key = each.key;
      note.entity = world_.entity(each.entity).id;
      if (each.key == "ownership") {
        note.text = each.text;
      } else {
        note.text = (each.fact == nullptr ? std::string(world_.entity(each.entity).caption())
                                          : sentence_of(world_, *each.fact)) +
                    ": " + each.text + ".";
      }
      if (each.fact != nullptr) note.sources = source_ids(each.fact->evidence.source);
      out.unknowns.push_back(std::move(note));
    }
    std::size_t unchecked = 0;
    for (const Exposure& exposure : out.exposures) unchecked += exposure.unchecked > 0 ? 1 : 0;
    if (unchecked > 0) {
      out.unknowns.push_back({"unchecked",
                              out.id,
                              plural(unchecked, "chain") + " of " + std::to_string(out.exposures.size()) +
                                  (unchecked == 1 ? " rests" : " rest") +
                                  " at some hop on a document whose text was not read.",
                              {}});
    }
  }

  void absences(const graph::DependencyAnswer& found, EntityExposure& out) const {
    for (const graph::NotListed& each : found.not_listed) {
      ExposureAbsence absence;
      absence.party = named(world_, each.party);
      for (const model::Designation* designation : each.ended) {
        const bool past = designation->valid.to.known() && designation->valid.to.latest() <= world_.as_of();
        absence.ended.push_back(designation->list + " " + span_in_words(designation->valid, world_.as_of()) +
                                (past ? " (ended by this day)" : " (later than this day)") +
                                (designation->act.empty() ? "" : ", " + designation->act));
      }
      out.not_listed.push_back(std::move(absence));
    }
  }

  const graph::DependencyWorld& world_;
  const graph::DependencyQuery& query_;
  ExposureRecord record_;
};

void collect_sources(const graph::DependencyWorld& world, ExposureAnswer& answer) {
  std::set<std::string> ids;
  const auto add = [&](const std::vector<std::string>& more) { ids.insert(more.begin(), more.end()); };
  for (const EntityExposure& entity : answer.entities) {
    add(entity.state.sources);
    for (const ExposureState& state : entity.history) add(state.sources);
    for (const auto* notes : {&entity.events, &entity.untouched, &entity.unknowns, &entity.dependants, &entity.related,
                              &entity.statements, &entity.conflicts, &entity.covers, &entity.evidence}) {
      for (const ExposureNote& note : *notes) add(note.sources);
    }
    for (const Exposure& exposure : entity.exposures) {
      add(exposure.cause.sources);
      for (const ExposureHop& hop : exposure.chain) add(hop.sources);
    }
  }
  for (const WhatIfEffect& effect : answer.effects) {
    for (const ExposureChange& change : effect.changes) add(change.sources);
  }
  for (const std::string& id : ids) {
    const model::SourceDocument* document = world.document(id);
    if (document == nullptr) continue;
    answer.sources.push_back({document->id, document->kind, document->title, document->publisher,
                              document->date.to_string(), document->locator, document->checked,
                              document->read.to_string(), document->note, document->family});
  }
}

// `only` null: every entity that is asked about.
Result<ExposureAnswer> answer_once(const model::Dataset& facts, const ExposureQuery& query,
                                   const std::set<std::string, std::less<>>* only = nullptr) {
  const Date day = query.as_of.value_or(Date::today());
  const graph::DependencyWorld world(facts, day, query.known_at.value_or(Timestamp::max()));
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<Asked> asked, choose(world, {query.entity, query.portfolio, query.all}));
  PENUMBRA_ASSIGN_OR_RETURN(const rules::RuleBook book, rules::RuleBook::embedded());
  PENUMBRA_ASSIGN_OR_RETURN(const graph::OwnershipFindings owned,
                            graph::ownership_findings(world, book, query.regimes));
  graph::DependencyQuery walk;
  walk.regimes = query.regimes;
  walk.findings = owned.findings;
  ExposureAnswer out;
  out.rules = owned.rules;
  out.as_of = day;
  out.known_at = query.known_at;
  out.regimes = query.regimes;
  out.portfolio = query.portfolio;
  out.lists = world.lists_on_record();
  const Answerer answerer(world, walk);
  for (const Asked& each : asked) {
    if (only != nullptr && !only->contains(world.entity(each.entity).id)) continue;
    out.entities.push_back(answerer.answer(each));
    for (const std::string& reason : out.entities.back().incomplete) {
      out.incomplete.push_back(out.entities.back().id + ": " + reason);
    }
  }
  if (world.dangling() != 0) {
    out.incomplete.push_back(std::to_string(world.dangling()) + " facts name an entity that is not on record");
  }
  collect_sources(world, out);
  collect_things(world, out);
  return out;
}

// Direct: the scenario touches the entity itself or something it needs at first hand. Indirect: further out. A loss
// that a working alternative carries touches too: the reserve is gone.
std::string effect_of(const EntityExposure& base, const EntityExposure& scenario,
                      const std::vector<ExposureChange>& differences) {
  if (differences.empty()) return base.already_broken ? "already-broken" : "untouched";
  if (base.already_broken) return "already-broken";
  for (const ExposureChange& change : differences) {
    if (change.type == "state") return "direct";
    for (const EntityExposure* side : {&base, &scenario}) {
      for (const Exposure& exposure : side->exposures) {
        if (exposure.key == change.key && exposure.own_severity != Severity::kContext && exposure.chain.size() <= 1) {
          return "direct";
        }
      }
    }
  }
  const bool only_context = std::all_of(differences.begin(), differences.end(), [](const ExposureChange& change) {
    return change.severity == Severity::kContext && !change.carried;
  });
  return only_context ? "untouched" : "indirect";
}

}  // namespace

Result<std::vector<NamedThing>> entities_asked(const model::Dataset& facts, const ExposureQuery& query) {
  PENUMBRA_RETURN_IF_ERROR(check_regimes(facts, query.regimes));
  const graph::DependencyWorld world(facts, query.as_of.value_or(Date::today()), Timestamp::max());
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<Asked> asked, choose(world, {query.entity, query.portfolio, query.all}));
  std::vector<NamedThing> out;
  for (const Asked& each : asked) out.push_back(named(world, each.entity));
  return out;
}

Result<ExposureAnswer> answer_only(const model::Dataset& facts, const ExposureQuery& query,
                                   const std::set<std::string, std::less<>>& only) {
  return answer_once(facts, query, &only);
}

std::vector<Exposure> exposures_of(const graph::DependencyWorld& world, graph::EntityIndex entity,
                                   const graph::DependencyQuery& query) {
  std::vector<Exposure> out;
  for (const graph::DependencyExposure& exposure : graph::assess(world, entity, query).exposures) {
    out.push_back(describe(world, entity, exposure));
  }
  return out;
}

Result<ExposureAnswer> answer_exposure(const model::Dataset& facts, const ExposureQuery& query,
                                       std::vector<ExposureVersion> versions) {
  PENUMBRA_RETURN_IF_ERROR(check_regimes(facts, query.regimes));
  if (query.what_if == nullptr) {
    PENUMBRA_ASSIGN_OR_RETURN(ExposureAnswer out, answer_once(facts, query));
    out.versions = std::move(versions);
    return out;
  }
  PENUMBRA_ASSIGN_OR_RETURN(const model::Dataset changed, graph::apply_overlay(facts, *query.what_if));
  PENUMBRA_ASSIGN_OR_RETURN(const ExposureAnswer base, answer_once(facts, query));
  PENUMBRA_ASSIGN_OR_RETURN(ExposureAnswer out, answer_once(changed, query));
  out.what_if = query.what_if->name;
  out.versions = std::move(versions);
  std::map<std::string_view, const EntityExposure*> before;
  for (const EntityExposure& entity : base.entities) before.emplace(entity.id, &entity);
  for (const EntityExposure& entity : out.entities) {
    WhatIfEffect effect{entity.id, entity.caption, "direct", {}};
    if (const auto it = before.find(entity.id); it != before.end()) {
      effect.changes = changes(*it->second, entity);
      effect.effect = effect_of(*it->second, entity, effect.changes);
    }
    out.effects.push_back(std::move(effect));
  }
  return out;
}

}  // namespace penumbra::engine
