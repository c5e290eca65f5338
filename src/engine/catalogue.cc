#include "penumbra/catalogue.h"

#include <algorithm>
#include <map>

#include "engine/listing.h"
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

std::string_view published_from(store::PublishedFrom from) {
  switch (from) {
    case store::PublishedFrom::kStated:
      return "stated";
    case store::PublishedFrom::kFile:
      return "file";
    case store::PublishedFrom::kUnknown:
      break;
  }
  return "unknown";
}

VersionSummary summary_of(const store::VersionInfo& info) {
  VersionSummary out;
  out.source = info.source;
  out.id = info.id();
  out.reader = info.reader;
  out.authority = info.authority;
  out.published = info.published.to_string();
  out.published_from = published_from(info.published_from);
  out.recorded = info.recorded.to_string();
  out.hash = info.content;
  out.records = info.counts.records;
  out.mapped = info.counts.mapped;
  out.reported = info.counts.reported;
  out.ignored = info.counts.ignored;
  out.entities = info.counts.entities;
  out.names = info.counts.names;
  out.designations = info.counts.designations;
  out.relationships = info.counts.relationships;
  out.errors = info.findings.errors;
  out.warnings = info.findings.warnings;
  out.finding_notes = info.findings.notes;
  out.lists = info.lists;
  out.notes = info.notes;
  for (const store::InputRecord& input : info.inputs) out.inputs.emplace_back(input.name, input.sha256);
  out.max_age_days = info.max_age_days;
  return out;
}

// A field's values before and after, told value by value: what left and what came.
void append_changes(const store::FieldChange& change, std::vector<FieldChange>& out) {
  std::vector<std::string> gone;
  std::vector<std::string> came;
  std::set_difference(change.before.begin(), change.before.end(), change.after.begin(), change.after.end(),
                      std::back_inserter(gone));
  std::set_difference(change.after.begin(), change.after.end(), change.before.begin(), change.before.end(),
                      std::back_inserter(came));
  // One value that became another is one change; anything else is told as separate losses and gains.
  if (gone.size() == 1 && came.size() == 1) {
    out.push_back({change.field, gone.front(), came.front()});
    return;
  }
  for (const std::string& value : gone) out.push_back({change.field, value, ""});
  for (const std::string& value : came) out.push_back({change.field, "", value});
}

EntityChange change_of(ChangeKind kind, const store::EntityChange& change) {
  EntityChange out;
  out.kind = kind;
  out.id = change.id;
  out.caption = change.caption;
  for (const store::FieldChange& field : change.fields) {
    if (field.field == "schema") {
      const auto& values = field.after.empty() ? field.before : field.after;
      if (!values.empty()) out.schema = values.front();
    }
    append_changes(field, out.fields);
  }
  return out;
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
      out.versions.push_back(summary_of(*info));
      out.versions.back().in_force = info == in_force;
    }
  }
  for (const store::SourceEvent& event : manifest.events) {
    if ((!source.empty() && event.source != source) || event.first > known_at) continue;
    found = true;
    out.events.push_back({event.source, std::string(store::to_string(event.kind)), event.first.to_string(),
                          event.last.to_string(), event.count, event.message});
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
  for (const model::Finding& finding : findings) {
    out.push_back({std::string(model::to_string(finding.level)), finding.key, finding.message,
                   to_string(finding.position), finding.count});
  }
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
                     change_of(kind, step.change)});
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
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionDiff diff, store::diff_versions(*old_facts, *new_facts));
  VersionDiff out;
  out.before = summary_of(*older);
  out.after = summary_of(*newer);
  const auto append = [&](ChangeKind kind, const std::vector<store::EntityChange>& changes) -> Status {
    for (const store::EntityChange& change : changes) {
      out.changes.push_back(change_of(kind, change));
      // A change that leaves the kind alone does not mention it.
      if (out.changes.back().schema.empty()) {
        if (const auto number = new_facts->find_entity(change.id)) {
          PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, new_facts->entity(*number));
          out.changes.back().schema = entity.schema;
        }
      }
    }
    return {};
  };
  PENUMBRA_RETURN_IF_ERROR(append(ChangeKind::kAdded, diff.added));
  PENUMBRA_RETURN_IF_ERROR(append(ChangeKind::kRemoved, diff.removed));
  PENUMBRA_RETURN_IF_ERROR(append(ChangeKind::kChanged, diff.changed));
  out.unchanged = new_facts->entity_count() - diff.added.size() - diff.changed.size();
  return out;
}

}  // namespace penumbra
