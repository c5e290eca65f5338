#include "penumbra/assessor.h"

#include <iterator>
#include <utility>

#include "engine/exposure.h"
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

Result<ExposureAnswer> Assessor::assess(const ExposureQuery& query) const {
  store::SnapshotQuery when;
  when.as_of = query.as_of.value_or(Date::today());
  when.known_at = query.known_at.value_or(Timestamp::max());
  PENUMBRA_ASSIGN_OR_RETURN(const auto snapshot, store::Snapshot::open(state_->store, when));
  model::Dataset facts;
  std::vector<ExposureVersion> versions;
  for (std::uint32_t i = 0; i < snapshot->sources().size(); ++i) {
    const store::SourceView& source = snapshot->sources()[i];
    if (source.version == nullptr) continue;
    PENUMBRA_ASSIGN_OR_RETURN(model::Dataset part, snapshot->decode(i));
    append(facts.entities, std::move(part.entities));
    append(facts.designations, std::move(part.designations));
    append(facts.relationships, std::move(part.relationships));
    append(facts.states, std::move(part.states));
    append(facts.figures, std::move(part.figures));
    append(facts.documents, std::move(part.documents));
    append(facts.portfolio, std::move(part.portfolio));
    const store::VersionInfo& version = *source.version;
    versions.push_back(
        {version.source, version.id(), version.published.to_string(), version.recorded.to_string(), version.content});
  }
  PENUMBRA_ASSIGN_OR_RETURN(ExposureAnswer answer, engine::answer_exposure(facts, query, std::move(versions)));
  // What a source may have held on that day and is not known leaves every answer open.
  for (const std::string& gap : snapshot->gaps()) answer.incomplete.push_back(gap);
  return answer;
}

}  // namespace penumbra
