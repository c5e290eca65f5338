// From a question to an answer: make the net of the period, follow it at four levels of doubt, and put what was found
// into words. Shocks are answered by doing that twice and comparing, so that the two can never differ in method.
#include "engine/supply.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/exposure_text.h"
#include "engine/question.h"
#include "engine/supply_run.h"
#include "graph/dependency_overlay.h"
#include "model/kinds.h"
#include "model/overlay.h"
#include "rules/ownership_rule.h"

namespace penumbra::engine {
namespace {

using graph::Day;
using graph::kNever;
using graph::kNone;
using graph::NetNode;

constexpr int kDefaultYears = 5;
// How far back outages are followed so that stock and orders of an earlier loss are right on the first day. The longest
// lag on record in the field is five years (Rokot, 2014 to 2019).
constexpr Day kLookBackDays = 3653;
// 100 years: dates beyond have no meaning here, and days of all kinds stay inside 32 bits.
constexpr Day kMaxPeriodDays = 36'525;

struct Period {
  Date first;
  Date last;
};

Result<Period> period_of(const SupplyQuery& query) {
  Period out;
  out.first = query.as_of.value_or(Date::today());
  out.last = query.until.value_or(
      Date::from_ymd(out.first.year() + kDefaultYears, out.first.month(), std::min(out.first.day(), 28))
          .value_or(out.first.plus_days(kDefaultYears * 365)));
  if (out.last < out.first) {
    return Error{ErrorCode::kInvalidArgument,
                 "the period ends on " + out.last.to_string() + ", before its first day " + out.first.to_string(),
                 {},
                 "Give a later day with --until"};
  }
  if (out.last.days() - out.first.days() > kMaxPeriodDays) {
    return Error{ErrorCode::kInvalidArgument, "the period is longer than 100 years", {}, "Give an earlier --until"};
  }
  if (query.samples > kMaxSupplySamples) {
    return Error{ErrorCode::kInvalidArgument,
                 std::to_string(query.samples) + " samples are too many",
                 {},
                 "At most " + std::to_string(kMaxSupplySamples) + " are drawn"};
  }
  if (query.order < 1 || query.order > 2) {
    return Error{ErrorCode::kInvalidArgument, "cut sets are of order 1 or 2", {}, "Give 1 or 2"};
  }
  return out;
}

std::string headline_of(const EntitySupply& entity) {
  const auto first = [&](Certainty certainty) -> const SupplyOutage* {
    for (const SupplyOutage& outage : entity.outages) {
      if (outage.certainty == certainty) return &outage;
    }
    return nullptr;
  };
  std::string out;
  for (const Certainty certainty :
       {Certainty::kCertain, Certainty::kPossible, Certainty::kUnknown, Certainty::kContested}) {
    const SupplyOutage* outage = first(certainty);
    if (outage == nullptr) continue;
    out += (out.empty() ? "" : "; ") + std::string(to_string(certainty)) + ": out from " + outage->from;
    out += outage->to.empty() ? (outage->end_unknown ? ", end not on record" : ", to the end of the period")
                              : " to " + outage->to;
  }
  if (out.empty()) return "Nothing on record puts it out within the period.";
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (!entity.slip.resumes.p50.empty() && entity.slip.known) {
    out += "; resumes P50 " + entity.slip.resumes.p50;
    out += entity.slip.resumes.p80.empty() ? ", P80 after the period" : ", P80 " + entity.slip.resumes.p80;
  }
  return out + ".";
}

class Answerer {
 public:
  Answerer(const SupplyRun& run, const SupplyQuery& query) : run_(run), query_(query) {}

  EntitySupply answer(const Asked& asked) const {
    const graph::DependencyWorld& world = run_.world.world();
    EntitySupply out;
    out.entity = run_.of_entity(asked.entity);
    out.schema = world.entity(asked.entity).schema;
    out.section = asked.section;
    if (const auto state = world.state(asked.entity)) {
      const model::StateInfo* info = model::Kinds::get().state(state->first->state);
      out.already_broken = info != nullptr && (info->phase == "stopped" || info->phase == "over");
    }
    const NetNode node = run_.world.find(asked.entity);
    if (node == kNone) {
      out.unknowns.push_back(
          {"no-dependences", out.entity.id, out.entity.caption + ": no essential dependence is on record.", {}});
      out.slip.why = "no essential dependence is on record";
      out.headline = "No essential dependence is on record, so nothing follows for supply.";
      return out;
    }
    const std::vector<OutSpan> spans = run_.spans(node);
    out.need_date = day_text(run_.world.net().things[node].need_date);
    for (const OutSpan& span : spans) out.outages.push_back(describe(run_, node, span));
    out.substitutes = substitutes_of(run_, node, query_.regimes);
    out.slip = slip_of(run_, node, spans, query_);
    if (!spans.empty()) out.at_risk = engine::at_risk(run_, hit_with(node));
    if (query_.cut_sets) out.cut_sets = cut_sets_of(run_, node, query_, out.incomplete);
    out.unknowns = unknowns_of(run_, node);
    out.headline = headline_of(out);
    return out;
  }

 private:
  // What is out in the period among the thing, what it needs and what needs it.
  std::map<NetNode, Certainty> hit_with(NetNode node) const {
    std::map<NetNode, Certainty> out;
    for (const auto& nodes : {run_.needed_by(node), run_.users_of(node)}) {
      for (const NetNode each : nodes) {
        std::uint8_t level = graph::kLevels;
        for (const OutSpan& span : run_.spans(each)) level = std::min(level, span.level);
        if (level < graph::kLevels) out.emplace(each, static_cast<Certainty>(level));
      }
    }
    return out;
  }

  const SupplyRun& run_;
  const SupplyQuery& query_;
};

void collect_sources(const graph::DependencyWorld& world, SupplyAnswer& answer) {
  std::set<std::string> ids;
  const auto add = [&](const std::vector<std::string>& more) { ids.insert(more.begin(), more.end()); };
  const auto add_cell = [&](const std::string& cell) { add(source_ids(cell)); };
  for (const EntitySupply& entity : answer.entities) {
    for (const SupplyOutage& outage : entity.outages) {
      for (const SupplyStep& step : outage.chain) add(step.sources);
    }
    for (const SupplySubstitute& substitute : entity.substitutes) {
      add(substitute.sources);
      for (const Exposure& exposure : substitute.exposures) {
        add(exposure.cause.sources);
        for (const ExposureHop& hop : exposure.chain) add(hop.sources);
      }
    }
    for (const ExposureNote& note : entity.unknowns) add(note.sources);
    for (const SupplyAtRisk& risk : entity.at_risk) add(risk.sources);
    for (const SupplyCutSet& set : entity.cut_sets) {
      for (const SupplyAtRisk& risk : set.at_risk) add(risk.sources);
    }
  }
  for (const SupplyQueue& queue : answer.queues) add_cell(queue.service.source);
  for (const std::string& id : ids) {
    const model::SourceDocument* document = world.document(id);
    if (document == nullptr) continue;
    ExposureSource source;
    source.id = document->id;
    source.kind = document->kind;
    source.title = document->title;
    source.publisher = document->publisher;
    source.date = document->date.to_string();
    source.locator = document->locator;
    source.checked = document->checked;
    source.read = document->read.to_string();
    source.note = document->note;
    source.family = document->family;
    answer.sources.push_back(std::move(source));
  }
}

Result<SupplyRun> follow(const model::Dataset& facts, const rules::RuleBook& book, const Period& period,
                         const SupplyQuery& query) {
  graph::SupplySetup setup;
  setup.as_of = period.first;
  setup.end = period.last.plus_days(1);
  // Without figures there is neither stock nor a wait that an earlier day could have begun.
  setup.start = facts.figures.empty() ? period.first : period.first.plus_days(-kLookBackDays);
  setup.known_at = query.known_at.value_or(Timestamp::max());
  setup.regimes = query.regimes;
  PENUMBRA_ASSIGN_OR_RETURN(graph::SupplyWorld world, graph::SupplyWorld::make(facts, book, setup));
  SupplyRun run(std::move(world));
  run.first = period.first.days();
  run.end = setup.end.days();
  run.follow();
  return run;
}

// The first day on which the shocks put it out though nothing did before, or more surely so.
SupplyEffect effect_of(const SupplyRun& base, const SupplyRun& shocked, const EntitySupply& entity,
                       const std::string& id) {
  SupplyEffect out;
  out.entity = entity.entity;
  const auto node_in = [&](const SupplyRun& run) {
    const graph::EntityIndex index = run.world.world().find(id);
    return index == graph::kNoEntity ? kNone : run.world.find(index);
  };
  const NetNode before = node_in(base);
  const NetNode after = node_in(shocked);
  const std::vector<OutSpan> old = before == kNone ? std::vector<OutSpan>{} : base.spans(before);
  const std::vector<OutSpan> now = after == kNone ? std::vector<OutSpan>{} : shocked.spans(after);
  if (!old.empty()) out.base_stops = day_text(old.front().from);
  const bool down = !old.empty() && old.front().from <= base.first && old.front().level == 0;
  const auto covered = [&](Day day, std::uint8_t level) {
    return std::any_of(old.begin(), old.end(),
                       [&](const OutSpan& span) { return span.from <= day && day < span.to && span.level <= level; });
  };
  const OutSpan* first = nullptr;
  Day first_day = kNever;
  for (const OutSpan& span : now) {
    // The first day of the span that the base does not cover at this certainty: the span's own, or the end of a base
    // span.
    std::set<Day> days = {std::max(span.from, base.first)};
    for (const OutSpan& each : old) {
      if (each.to > span.from && each.to < span.to) days.insert(each.to);
      if (each.from > span.from && each.from < span.to) days.insert(each.from);
    }
    for (const Day day : days) {
      if (day < first_day && !covered(day, span.level)) {
        first = &span;
        first_day = day;
      }
    }
  }
  if (first == nullptr) {
    out.effect = down ? "already-broken" : "untouched";
    out.sentence = entity.entity.caption + (down ? ": out already before the shocks."
                                                 : ": the shocks put nothing out that is not out without them.");
    return out;
  }
  OutSpan told = *first;
  told.from = first_day;
  const SupplyOutage outage = describe(shocked, after, told);
  out.stops = day_text(first_day);
  out.certainty = static_cast<Certainty>(first->level);
  // At first hand: the thing itself, or something that it needs directly, is the first cause.
  const bool direct = outage.chain.size() <= 1 || outage.chain.back().thing.id == outage.chain.front().thing.id;
  out.effect = down ? "already-broken" : direct ? "direct" : "indirect";
  out.sentence = outage.sentence;
  return out;
}

SupplyAnswer answer_run(const SupplyRun& run, const std::vector<Asked>& asked, const Period& period,
                        const SupplyQuery& query) {
  SupplyAnswer out;
  out.as_of = period.first;
  out.until = period.last;
  out.known_at = query.known_at;
  out.regimes = query.regimes;
  out.portfolio = query.portfolio;
  out.cut_sets = query.cut_sets;
  const Answerer answerer(run, query);
  for (const Asked& each : asked) {
    out.entities.push_back(answerer.answer(each));
    for (const std::string& reason : out.entities.back().incomplete) out.incomplete.push_back(reason);
  }
  out.queues = queues_of(run);
  for (const std::string& reason : run.world.watched().incomplete) out.incomplete.push_back(reason);
  return out;
}

}  // namespace

Result<SupplyAnswer> answer_supply(const model::Dataset& facts, const SupplyQuery& query,
                                   std::vector<ExposureVersion> versions) {
  PENUMBRA_RETURN_IF_ERROR(check_regimes(facts, query.regimes));
  PENUMBRA_ASSIGN_OR_RETURN(const Period period, period_of(query));
  PENUMBRA_ASSIGN_OR_RETURN(const rules::RuleBook book, rules::RuleBook::embedded());
  const Question question{query.entity, query.portfolio, query.all};
  model::Dataset changed;
  const model::Dataset* shown = &facts;
  if (query.what_if != nullptr) {
    PENUMBRA_ASSIGN_OR_RETURN(changed, graph::apply_overlay(facts, *query.what_if));
    shown = &changed;
  }
  PENUMBRA_ASSIGN_OR_RETURN(const SupplyRun run, follow(*shown, book, period, query));
  // The run's own facts leave out what supply cannot reach, so the question is put to all of them.
  const graph::DependencyWorld world(*shown, period.first, query.known_at.value_or(Timestamp::max()));
  PENUMBRA_ASSIGN_OR_RETURN(std::vector<Asked> asked, choose(world, question));
  std::vector<std::string> beyond;
  for (Asked& each : asked) {
    const std::string& id = world.entity(each.entity).id;
    each.entity = run.world.world().find(id);
    if (each.entity == graph::kNoEntity) beyond.push_back(id);
  }
  std::erase_if(asked, [](const Asked& each) { return each.entity == graph::kNoEntity; });
  SupplyAnswer out = answer_run(run, asked, period, query);
  for (const std::string& id : beyond) {
    EntitySupply entity;
    entity.entity = {id, std::string(world.entity(world.find(id)).caption())};
    entity.schema = world.entity(world.find(id)).schema;
    entity.headline = "No essential dependence is on record, so nothing follows for supply.";
    entity.slip.why = "no essential dependence is on record";
    entity.unknowns.push_back(
        {"no-dependences", id, entity.entity.caption + ": no essential dependence is on record.", {}});
    out.entities.push_back(std::move(entity));
  }
  if (world.dangling() != 0) {
    out.incomplete.push_back(std::to_string(world.dangling()) + " facts name an entity that is not on record");
  }
  if (query.what_if != nullptr) {
    out.what_if = query.what_if->name;
    PENUMBRA_ASSIGN_OR_RETURN(const SupplyRun base, follow(facts, book, period, query));
    for (const EntitySupply& entity : out.entities) {
      out.effects.push_back(effect_of(base, run, entity, entity.entity.id));
    }
  }
  collect_sources(world, out);
  out.versions = std::move(versions);
  return out;
}

}  // namespace penumbra::engine

namespace penumbra {

std::string EntitySupply::stops(Certainty at_most) const {
  std::string out;
  for (const SupplyOutage& outage : outages) {
    if (outage.certainty <= at_most && (out.empty() || outage.from < out)) out = outage.from;
  }
  return out;
}

bool SupplyAnswer::exposed() const {
  return std::any_of(entities.begin(), entities.end(),
                     [](const EntitySupply& entity) { return !entity.outages.empty(); });
}

}  // namespace penumbra
