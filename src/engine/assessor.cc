#include "penumbra/assessor.h"

#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/exposure.h"
#include "engine/supply.h"
#include "engine/timeline.h"
#include "engine/why.h"
#include "model/identity.h"
#include "store/snapshot.h"
#include "store/store.h"

namespace penumbra {
namespace {

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

struct Assessor::State {
  std::shared_ptr<const store::Store> store;
};

Assessor::Assessor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Assessor::~Assessor() = default;
Assessor::Assessor(Assessor&&) noexcept = default;
Assessor& Assessor::operator=(Assessor&&) noexcept = default;

Result<Assessor> Assessor::open(const std::string& directory) {
  PENUMBRA_ASSIGN_OR_RETURN(auto store, store::Store::open(directory));
  auto state = std::make_unique<State>();
  state->store = std::move(store);
  return Assessor(std::move(state));
}

namespace {

// The facts of every version in force on the day, together.
struct Facts {
  model::Dataset dataset;
  std::vector<ExposureVersion> versions;
  std::vector<std::string> gaps;
  model::IdentityJoin join;
};

// What several sources say of one party belongs together: a listing of one reaches the owner in a register of another.
// The party that is asked about keeps its id.
Result<Facts> facts_of(const std::shared_ptr<const store::Store>& store, Date as_of,
                       const std::optional<Timestamp>& known_at, const std::string& entity) {
  store::SnapshotQuery when;
  when.as_of = as_of;
  when.known_at = known_at.value_or(Timestamp::max());
  PENUMBRA_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::open(store, when));
  Facts out;
  for (std::uint32_t i = 0; i < snapshot->sources().size(); ++i) {
    const store::SourceView& source = snapshot->sources()[i];
    if (source.version == nullptr) continue;
    PENUMBRA_ASSIGN_OR_RETURN(model::Dataset part, snapshot->decode(i));
    append(out.dataset.entities, std::move(part.entities));
    append(out.dataset.designations, std::move(part.designations));
    append(out.dataset.relationships, std::move(part.relationships));
    append(out.dataset.states, std::move(part.states));
    append(out.dataset.figures, std::move(part.figures));
    append(out.dataset.documents, std::move(part.documents));
    append(out.dataset.portfolio, std::move(part.portfolio));
    const store::VersionInfo& version = *source.version;
    out.versions.push_back(
        {version.source, version.id(), version.published.to_string(), version.recorded.to_string(), version.content});
  }
  out.gaps = snapshot->gaps();
  out.join = model::join_by_identifiers(out.dataset, entity);
  return out;
}

// A span of two centuries has 73,000 days; longer ones are slips of the pen.
constexpr std::int32_t kMaxSpanDays = 73'050;

}  // namespace

Result<ExposureAnswer> Assessor::assess(const ExposureQuery& query) const {
  PENUMBRA_ASSIGN_OR_RETURN(Facts facts,
                            facts_of(state_->store, query.as_of.value_or(Date::today()), query.known_at, query.entity));
  ExposureQuery joined = query;
  if (const auto id = facts.join.resolve(query.entity)) joined.entity = *id;
  PENUMBRA_ASSIGN_OR_RETURN(ExposureAnswer answer,
                            engine::answer_exposure(facts.dataset, joined, std::move(facts.versions)));
  // What a source may have held on that day and is not known leaves every answer open.
  for (const std::string& gap : facts.gaps) answer.incomplete.push_back(gap);
  return answer;
}

Result<SupplyAnswer> Assessor::supply(const SupplyQuery& query) const {
  PENUMBRA_ASSIGN_OR_RETURN(Facts facts,
                            facts_of(state_->store, query.as_of.value_or(Date::today()), query.known_at, query.entity));
  SupplyQuery joined = query;
  if (const auto id = facts.join.resolve(query.entity)) joined.entity = *id;
  PENUMBRA_ASSIGN_OR_RETURN(SupplyAnswer answer,
                            engine::answer_supply(facts.dataset, joined, std::move(facts.versions)));
  // What a source may have held on that day and is not known leaves every answer open.
  for (const std::string& gap : facts.gaps) answer.incomplete.push_back(gap);
  return answer;
}

Result<std::vector<WhyAnswer>> Assessor::why(const WhyQuery& query) const {
  const std::string kept = !query.entity.empty() || query.targets.empty() ? query.entity : query.targets.front();
  PENUMBRA_ASSIGN_OR_RETURN(const Facts facts,
                            facts_of(state_->store, query.as_of.value_or(Date::today()), query.known_at, kept));
  WhyQuery joined = query;
  if (const auto id = facts.join.resolve(query.entity)) joined.entity = *id;
  for (std::string& target : joined.targets) {
    if (const auto id = facts.join.resolve(target)) target = *id;
  }
  PENUMBRA_ASSIGN_OR_RETURN(std::vector<WhyAnswer> answers, engine::answer_why(facts.dataset, joined));
  for (WhyAnswer& answer : answers) {
    answer.incomplete.insert(answer.incomplete.end(), facts.gaps.begin(), facts.gaps.end());
  }
  return answers;
}

Result<ExposureTimeline> Assessor::timeline(const TimelineQuery& query) const {
  if (query.to < query.from || query.to.days() - query.from.days() > kMaxSpanDays) {
    return Error{ErrorCode::kInvalidArgument,
                 query.to < query.from ? "the span ends before it begins" : "the span is longer than 200 years",
                 {},
                 "Write the first day, two dots and the last day: 2022-01-01..2022-12-31"};
  }
  // Versions that tell the whole history are in force on every day; those of a list from the day of their publication.
  std::map<Date, std::vector<std::string>> turns;
  turns[query.from];
  for (const store::VersionInfo& version : state_->store->manifest().versions) {
    if (version.whole_history || version.recorded > query.question.known_at.value_or(Timestamp::max())) continue;
    const Date day = version.effective();
    if (day > query.from && day <= query.to) {
      turns[day].push_back("Version " + version.id() + " of the list comes into force");
    }
  }
  // The id that the sources have for the entity in the first period stands for it in all.
  TimelineQuery joined = query;
  std::optional<engine::TimelineSweep> sweep;
  std::map<std::string, ExposureVersion> versions;
  std::set<std::string> gaps;
  for (auto it = turns.begin(); it != turns.end(); ++it) {
    const auto next = std::next(it);
    const Date last = next == turns.end() ? query.to : next->first.plus_days(-1);
    PENUMBRA_ASSIGN_OR_RETURN(const Facts facts,
                              facts_of(state_->store, it->first, query.question.known_at, joined.question.entity));
    if (!sweep) {
      if (const auto id = facts.join.resolve(query.question.entity)) joined.question.entity = *id;
      sweep.emplace(joined);
    }
    PENUMBRA_RETURN_IF_ERROR(sweep->add_period(facts.dataset, it->first, last, it->second));
    for (const ExposureVersion& version : facts.versions) versions.emplace(version.version, version);
    gaps.insert(facts.gaps.begin(), facts.gaps.end());
    // A list may become too old inside the period.
    store::SnapshotQuery end;
    end.as_of = last;
    end.known_at = query.question.known_at.value_or(Timestamp::max());
    PENUMBRA_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::open(state_->store, end));
    for (const std::string& gap : snapshot->gaps()) gaps.insert(gap);
  }
  ExposureTimeline out = sweep->take();
  for (auto& [id, version] : versions) out.versions.push_back(std::move(version));
  out.incomplete.insert(out.incomplete.end(), gaps.begin(), gaps.end());
  return out;
}

}  // namespace penumbra
