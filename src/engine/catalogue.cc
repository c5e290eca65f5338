#include "penumbra/catalogue.h"

#include <algorithm>
#include <map>

#include "engine/listing.h"
#include "engine/version_diff.h"
#include "model/ftm_json.h"
#include "store/diff.h"
#include "store/snapshot.h"
#include "store/store.h"

namespace penumbra {
namespace {

std::string source_and_record(const model::Evidence& evidence) {
  if (evidence.record.empty()) return evidence.source;
  if (evidence.source.empty()) return evidence.record;
  return evidence.source + ", " + evidence.record;
}

}  // namespace

struct Catalogue::State {
  std::shared_ptr<const store::Store> store;

  Result<std::shared_ptr<const store::Snapshot>> snapshot(Date as_of, Timestamp known_at) const {
    store::SnapshotQuery query;
    query.as_of = as_of;
    query.known_at = known_at;
    return store::Snapshot::open(store, query);
  }
};

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::~Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;

Result<Catalogue> Catalogue::open(const std::string& directory) {
  PENUMBRA_ASSIGN_OR_RETURN(auto store, store::Store::open(directory));
  auto state = std::make_unique<State>();
  state->store = std::move(store);
  return Catalogue(std::move(state));
}

Result<VersionList> Catalogue::versions(std::string_view source, Timestamp known_at) const {
  const store::Manifest& manifest = state_->store->manifest();
  VersionList out;
  bool found = source.empty();
  PENUMBRA_ASSIGN_OR_RETURN(const auto today, state_->snapshot(Date::today(), known_at));
  for (const std::string& name : manifest.sources()) {
    if (!source.empty() && name != source) continue;
    found = true;
    const auto index = today->source(name);
    const store::VersionInfo* in_force = index ? today->sources()[*index].version : nullptr;
    for (const store::VersionInfo* info : manifest.versions_of(name)) {
      if (info->recorded > known_at) continue;
      out.versions.push_back(engine::summary_of(*info));
      out.versions.back().in_force = info == in_force;
    }
  }
  for (const store::SourceEvent& event : manifest.events) {
    if ((!source.empty() && event.source != source) || event.first > known_at) continue;
    found = true;
    out.events.push_back({event.source, std::string(store::to_string(event.kind)), event.first.to_string(),
                          event.last.to_string(), event.count, event.message});
  }
  for (const std::string& name : manifest.sources()) {
    const store::SourceEvent* held = source.empty() || name == source ? manifest.waiting(name) : nullptr;
    if (held != nullptr) out.held.push_back(engine::held_summary(manifest, *held));
  }
  if (!found) {
    return Error{ErrorCode::kNotFound,
                 "the store has no source \"" + std::string(source) + "\"",
                 {},
                 "penumbra versions lists the sources"};
  }
  return out;
}

Result<std::vector<FindingSummary>> Catalogue::findings(std::string_view version) const {
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionInfo* info, state_->store->version(version));
  PENUMBRA_ASSIGN_OR_RETURN(const auto findings, state_->store->findings(*info));
  std::vector<FindingSummary> out;
  for (const model::Finding& finding : findings) out.push_back(engine::summary_of(finding));
  return out;
}

Result<std::vector<EntityView>> Catalogue::show(std::string_view id, Date as_of, Timestamp known_at) const {
  PENUMBRA_ASSIGN_OR_RETURN(const auto snapshot, state_->snapshot(as_of, known_at));
  PENUMBRA_ASSIGN_OR_RETURN(const auto refs, snapshot->find(id));
  if (refs.empty()) {
    return Error{ErrorCode::kNotFound,
                 "no source has an entity \"" + std::string(id.substr(0, 100)) + "\" in the versions for that day",
                 {},
                 "penumbra screen finds ids by name; penumbra show --history looks through all versions"};
  }
  const auto caption_of = [&](const std::string& other) -> std::string {
    const auto found = snapshot->find(other);
    if (!found.ok() || found->empty()) return other;
    const auto entity = snapshot->entity(found->front());
    return entity.ok() ? std::string(entity->caption()) : other;
  };
  PENUMBRA_ASSIGN_OR_RETURN(const auto listings, snapshot->listings_of(id));
  PENUMBRA_ASSIGN_OR_RETURN(const auto relationships, snapshot->relationships_of(id));
  PENUMBRA_ASSIGN_OR_RETURN(const auto states, snapshot->states_of(id));
  std::vector<EntityView> out;
  for (const store::EntityRef& ref : refs) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, snapshot->entity(ref));
    const store::SourceView& source = snapshot->sources()[ref.source];
    EntityView view;
    view.id = entity.id;
    view.schema = entity.schema;
    view.caption = entity.caption();
    view.source = source.source;
    view.version = source.version->id();
    view.published = source.version->published.to_string();
    view.coverage = store::to_string(source.coverage);
    view.evidence = source_and_record(entity.evidence);
    PENUMBRA_ASSIGN_OR_RETURN(const store::FirstSeen seen, snapshot->first_seen(ref));
    if (seen.version != nullptr) {
      view.present_since = seen.version->id() + " of " + seen.version->effective().to_string();
      if (seen.is_earliest_known) view.present_since += ", the earliest version known, or before";
    }
    for (const model::Value& value : entity.values)
      view.properties.push_back({value.property.str(), value.text, value.lang.str()});
    model::Dataset facts;
    facts.entities.push_back(entity);
    for (const store::Listing& listed : listings) {
      if (listed.source != ref.source) continue;
      view.listings.push_back(engine::listing_of(*snapshot, listed));
      facts.designations.push_back(listed.designation);
    }
    for (const store::RelationshipView& seen_edge : relationships) {
      if (seen_edge.source != ref.source) continue;
      const model::Relationship& edge = seen_edge.relationship;
      Neighbour neighbour;
      neighbour.outgoing = edge.from == id;
      neighbour.kind = edge.kind;
      neighbour.other = neighbour.outgoing ? edge.to : edge.from;
      neighbour.other_caption = caption_of(neighbour.other);
      neighbour.from = edge.valid.from.to_string();
      neighbour.to = edge.valid.to.to_string();
      neighbour.certainty = engine::certainty_of(seen_edge.holds, edge.valid.from, as_of);
      neighbour.status = model::to_string(edge.status);
      neighbour.side = edge.side;
      neighbour.role = edge.role;
      neighbour.share = edge.share.to_string();
      neighbour.evidence = source_and_record(edge.evidence);
      neighbour.note = edge.note;
      view.neighbours.push_back(std::move(neighbour));
      facts.relationships.push_back(edge);
    }
    for (const store::StateView& seen_state : states) {
      if (seen_state.source != ref.source) continue;
      const model::StateInterval& state = seen_state.state;
      view.states.push_back({state.state, state.valid.from.to_string(), state.valid.to.to_string(),
                             std::string(engine::certainty_of(seen_state.holds, state.valid.from, as_of)), state.side,
                             state.cause, std::string(model::to_string(state.status)),
                             source_and_record(state.evidence), state.note});
    }
    view.ftm_json = model::to_ftm_json(facts);
    out.push_back(std::move(view));
  }
  return out;
}

Result<std::string> Catalogue::export_ftm(std::string_view source, Date as_of, Timestamp known_at) const {
  PENUMBRA_ASSIGN_OR_RETURN(const auto snapshot, state_->snapshot(as_of, known_at));
  const auto index = snapshot->source(source);
  if (!index || snapshot->sources()[*index].version == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "the store has no version of \"" + std::string(source) + "\" for that day",
                 {},
                 "penumbra versions lists the sources"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const model::Dataset dataset, snapshot->decode(*index));
  return model::to_ftm_json(dataset);
}

Result<std::vector<HistoryStep>> Catalogue::history(std::string_view id, Timestamp known_at) const {
  std::vector<HistoryStep> out;
  for (const std::string& source : state_->store->manifest().sources()) {
    PENUMBRA_ASSIGN_OR_RETURN(const auto steps, store::history_of(*state_->store, source, id, known_at));
    for (const store::HistoryStep& step : steps) {
      const ChangeKind kind = step.kind == store::HistoryStep::Kind::kAppeared      ? ChangeKind::kAdded
                              : step.kind == store::HistoryStep::Kind::kDisappeared ? ChangeKind::kRemoved
                                                                                    : ChangeKind::kChanged;
      out.push_back({step.version->id(), step.version->published.to_string(), step.version->recorded.to_string(),
                     engine::change_of(kind, step.change)});
    }
  }
  if (out.empty()) {
    return Error{ErrorCode::kNotFound,
                 "no version of any source has an entity \"" + std::string(id.substr(0, 100)) + "\"",
                 {},
                 ""};
  }
  return out;
}

Result<VersionDiff> Catalogue::diff(std::string_view before, std::string_view after) const {
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionInfo* older, state_->store->version(before));
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionInfo* newer, state_->store->version(after));
  if (older->source != newer->source) {
    return Error{ErrorCode::kInvalidArgument,
                 older->id() + " and " + newer->id() + " are versions of different sources",
                 {},
                 "Give two versions of one source"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const auto old_facts, state_->store->facts(*older));
  PENUMBRA_ASSIGN_OR_RETURN(const auto new_facts, state_->store->facts(*newer));
  return engine::diff_of(*older, *old_facts, *newer, *new_facts);
}

}  // namespace penumbra
