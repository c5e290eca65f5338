// An answer can change only on a day on which some fact that the walk may look at begins or ends, or on which a rule
// version does. graph/dependency_relevance.h says which facts those are for each entity, so that of the days of a span
// only those are looked at, and on each only the entities that one of its facts can touch.
#include "engine/timeline.h"

#include <algorithm>
#include <utility>

#include "engine/exposure.h"
#include "engine/exposure_text.h"
#include "graph/dependency_overlay.h"
#include "graph/dependency_relevance.h"
#include "graph/dependency_world.h"
#include "rules/ownership_rule.h"

namespace penumbra::engine {
namespace {

// The days on which an answer that rests on the interval may change.
template <typename Use>
void for_each_turn(const ValidInterval& valid, Use use) {
  const auto ends = [&](const PartialDate& date, std::string_view turn) {
    if (!date.known()) return;
    const bool exact = date.earliest() == date.latest();
    use(date.earliest(), exact ? std::string(turn) : "may-" + std::string(turn == "begins" ? "begin" : "end"));
    if (!exact) use(date.latest(), std::string(turn));
  };
  ends(valid.from, "begins");
  ends(valid.to, "ends");
}

// What happens to whom on which day.
struct Turns {
  std::set<std::string, std::less<>> touched;
  std::map<std::string, std::vector<ExposureNote>, std::less<>> causes;  // by entity asked about
};

class Calendar {
 public:
  Calendar(const graph::DependencyWorld& world, Date first, Date last) : world_(world), first_(first), last_(last) {}

  void add(const std::string& root, const graph::Relevance& part) {
    const model::Dataset& facts = world_.facts();
    for (const std::uint32_t number : part.relationships) {
      const model::Relationship& fact = facts.relationships[number];
      turn(root, fact.valid, "relationship", sentence_of(world_, fact), fact.from, fact.evidence);
    }
    for (const std::uint32_t number : part.designations) {
      const model::Designation& fact = facts.designations[number];
      turn(root, fact.valid, "designation",
           caption_of(world_, fact.entity) + " is on the list " + fact.list + (fact.act.empty() ? "" : ", " + fact.act),
           fact.entity, fact.evidence);
    }
    for (const std::uint32_t number : part.states) {
      const model::StateInterval& fact = facts.states[number];
      turn(root, fact.valid, "state", caption_of(world_, fact.entity) + " is " + fact.state, fact.entity,
           fact.evidence);
    }
    for (const std::uint32_t number : part.entities) {
      const model::Entity& entity = facts.entities[number];
      turn(root, entity.existence, "entity", std::string(entity.caption()) + " exists", entity.id, entity.evidence);
    }
  }

  void add_rules(const rules::RuleBook& book, const std::vector<std::string>& roots) {
    for (const std::string_view name : book.regime_names()) {
      for (const rules::RuleVersion& version : book.find(name)->versions) {
        const auto note = [&](Date day, const char* turn) {
          if (day < first_ || day > last_) return;
          for (const std::string& root : roots) {
            days_[day].touched.insert(root);
            days_[day].causes[root].push_back(
                {std::string("rule-") + turn,
                 "",
                 "Rule " + version.id + ", version " + version.version + " " + turn + " (" + version.source + ")",
                 {}});
          }
        };
        note(version.from, "begins");
        note(version.to, "ends");
      }
    }
  }

  const std::map<Date, Turns>& days() const { return days_; }

 private:
  void turn(const std::string& root, const ValidInterval& valid, const std::string& what, const std::string& sentence,
            const std::string& entity, const model::Evidence& evidence) {
    for_each_turn(valid, [&](Date day, const std::string& turn) {
      if (day < first_ || day > last_) return;
      Turns& turns = days_[day];
      turns.touched.insert(root);
      turns.causes[root].push_back({what + "-" + turn, entity, sentence, source_ids(evidence.source)});
    });
  }

  const graph::DependencyWorld& world_;
  Date first_;
  Date last_;
  std::map<Date, Turns> days_;
};

std::size_t heavier_than_context(const EntityExposure& entity) {
  return static_cast<std::size_t>(std::count_if(entity.exposures.begin(), entity.exposures.end(),
                                                [](const Exposure& e) { return e.severity != Severity::kContext; }));
}

}  // namespace

TimelineSweep::TimelineSweep(const TimelineQuery& query) : query_(query) {
  out_.from = query.from;
  out_.to = query.to;
  out_.known_at = query.question.known_at;
  out_.regimes = query.question.regimes;
  out_.portfolio = query.question.portfolio;
  if (query.question.what_if != nullptr) out_.what_if = query.question.what_if->name;
}

void TimelineSweep::collect(const ExposureAnswer& answer) {
  for (const ExposureSource& source : answer.sources) sources_.emplace(source.id, source);
  incomplete_.insert(answer.incomplete.begin(), answer.incomplete.end());
}

Status TimelineSweep::look(const model::Dataset& facts, Date day, const std::set<std::string, std::less<>>& touched,
                           const std::map<std::string, std::vector<ExposureNote>, std::less<>>& causes) {
  ExposureQuery question = query_.question;
  question.what_if = nullptr;  // the facts hold it already
  question.as_of = day;
  PENUMBRA_ASSIGN_OR_RETURN(ExposureAnswer answer, answer_only(facts, question, touched));
  ++out_.days_examined;
  collect(answer);
  for (EntityExposure& entity : answer.entities) {
    const auto before = last_.find(entity.id);
    if (before == last_.end()) {
      // An entity that a later version defines has no "before": it appears with all that it is exposed to.
      if (day == out_.from) {
        last_.emplace(entity.id, std::move(entity));
        continue;
      }
    }
    TimelineEvent event;
    event.day = day;
    event.entity = {entity.id, entity.caption};
    event.changes = changes(before == last_.end() ? EntityExposure{} : before->second, entity);
    if (const auto why = causes.find(entity.id); why != causes.end()) event.causes = why->second;
    if (!event.changes.empty()) out_.events.push_back(std::move(event));
    last_.insert_or_assign(entity.id, std::move(entity));
  }
  return {};
}

Status TimelineSweep::add_period(const model::Dataset& base, Date first, Date last,
                                 const std::vector<std::string>& published) {
  model::Dataset with_scenario;
  if (query_.question.what_if != nullptr) {
    PENUMBRA_ASSIGN_OR_RETURN(with_scenario, graph::apply_overlay(base, *query_.question.what_if));
  }
  const model::Dataset& all = query_.question.what_if != nullptr ? with_scenario : base;
  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<NamedThing> asked, entities_asked(all, query_.question));
  std::vector<std::string> roots;
  for (const NamedThing& each : asked) roots.push_back(each.id);
  const model::Dataset facts = graph::slice(all, graph::relevance_of(all, roots));

  const graph::DependencyWorld world(facts, first, query_.question.known_at.value_or(Timestamp::max()));
  Calendar calendar(world, first, last);
  const std::vector<graph::Relevance> parts = graph::relevance_of(facts, roots);
  for (std::size_t i = 0; i < roots.size(); ++i) calendar.add(roots[i], parts[i]);
  PENUMBRA_ASSIGN_OR_RETURN(const rules::RuleBook book, rules::RuleBook::embedded());
  calendar.add_rules(book, roots);

  // The first day of a period is looked at for everybody: the facts themselves may be others.
  std::map<std::string, std::vector<ExposureNote>, std::less<>> causes;
  if (const auto today = calendar.days().find(first); today != calendar.days().end()) causes = today->second.causes;
  for (const std::string& root : roots) {
    for (const std::string& sentence : published) causes[root].push_back({"list-published", "", sentence, {}});
  }
  PENUMBRA_RETURN_IF_ERROR(look(facts, first, {roots.begin(), roots.end()}, causes));
  if (first == out_.from) {
    for (const NamedThing& each : asked) {
      const EntityExposure& now = last_.at(each.id);
      out_.entities.push_back(
          {each.id, each.caption, now.section, now.state.sentence, "", heavier_than_context(now), 0, 0});
    }
  }
  for (const auto& [day, turns] : calendar.days()) {
    if (day == first) continue;
    PENUMBRA_RETURN_IF_ERROR(look(facts, day, turns.touched, turns.causes));
  }
  return {};
}

ExposureTimeline TimelineSweep::take() {
  for (const auto& [id, now] : last_) {
    auto it = std::find_if(out_.entities.begin(), out_.entities.end(), [&](const auto& each) { return each.id == id; });
    if (it == out_.entities.end()) {
      out_.entities.push_back({id, now.caption, now.section, "", "", 0, 0, 0});
      it = std::prev(out_.entities.end());
    }
    it->state_after = now.state.sentence;
    it->exposures_after = heavier_than_context(now);
    it->events = static_cast<std::size_t>(std::count_if(out_.events.begin(), out_.events.end(),
                                                        [&](const TimelineEvent& e) { return e.entity.id == id; }));
  }
  for (auto& [id, source] : sources_) out_.sources.push_back(std::move(source));
  out_.incomplete.assign(incomplete_.begin(), incomplete_.end());
  return std::move(out_);
}

}  // namespace penumbra::engine
