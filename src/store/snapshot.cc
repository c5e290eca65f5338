#include "store/snapshot.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace penumbra::store {
namespace {

std::string days_text(std::int32_t days) {
  return std::to_string(days) + (days == 1 ? " day" : " days");
}

std::string described(const VersionInfo& version) {
  if (version.published.known()) return version.id() + " (published " + version.published.to_string() + ")";
  return version.id() + " (publication date unknown, recorded " + version.recorded.date().to_string() + ")";
}

}  // namespace

std::string_view to_string(Coverage coverage) {
  switch (coverage) {
    case Coverage::kInForce:
      return "in-force";
    case Coverage::kStale:
      return "stale";
    case Coverage::kAfterAsOf:
      return "after-as-of";
    case Coverage::kNone:
      break;
  }
  return "none";
}

PartialDate start_of(const model::Designation& designation) {
  if (designation.valid.from.known()) return designation.valid.from;
  return designation.published.known() ? designation.published : designation.date_act;
}

Result<std::shared_ptr<const Snapshot>> Snapshot::open(std::shared_ptr<const Store> store, const SnapshotQuery& query) {
  std::shared_ptr<Snapshot> snapshot(new Snapshot);
  snapshot->query_ = query;
  snapshot->store_ = std::move(store);
  for (const std::string& source : snapshot->store_->manifest().sources()) {
    // A source of which nothing was ever published (its only import was held) is not one that the store has.
    if (snapshot->store_->manifest().versions_of(source).empty()) continue;
    PENUMBRA_RETURN_IF_ERROR(snapshot->choose(source));
  }
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

Status Snapshot::choose(const std::string& source) {
  SourceView view;
  view.source = source;
  const Manifest& manifest = store_->manifest();
  const VersionInfo* best = nullptr;   // the last to come into force up to as-of
  const VersionInfo* later = nullptr;  // the first to come into force after it
  for (const VersionInfo* version : manifest.counting(source, query_.known_at)) {
    if (version->whole_history || version->effective() <= query_.as_of) {
      if (best == nullptr || comes_before(*best, *version)) best = version;
    } else if (later == nullptr || version->effective() < later->effective() ||
               (version->effective() == later->effective() && version->recorded > later->recorded)) {
      // Of several on the earliest day the one recorded last: it corrects the others.
      later = version;
    }
  }
  view.version = best != nullptr ? best : later;
  if (view.version == nullptr) {
    view.gap = "Nothing of source " + source + " was known at the time asked for.";
    sources_.push_back(std::move(view));
    return {};
  }
  PENUMBRA_ASSIGN_OR_RETURN(view.facts, store_->facts(*view.version));

  if (best == nullptr) {
    view.coverage = Coverage::kAfterAsOf;
    view.gap = "Source " + source + " has no version published on or before " + query_.as_of.to_string() +
               "; the earliest is " + described(*later) + ", and what was listed only before it is not known.";
  } else {
    view.coverage = Coverage::kInForce;
    view.confirmed = best->effective();
  }
  for (const SourceEvent& event : manifest.events) {
    if (event.source != source || event.first > query_.known_at) continue;
    // Of a run of equal checks the last that counts; the ones in between are not kept one by one.
    const Timestamp last = event.last <= query_.known_at ? event.last : event.first;
    if (event.kind == EventKind::kUnchanged) {
      const Date day = last.date() <= query_.as_of ? last.date() : event.first.date();
      if (best != nullptr && event.content == best->content && event.first > best->recorded && day <= query_.as_of) {
        view.confirmed = std::max(*view.confirmed, day);
      }
      // The publisher went back to what is in force: what was held is no newer content any more.
      if (view.held && event.content == view.version->content && day <= query_.as_of) view.held.reset();
    } else if (event.kind == EventKind::kHeld && last.date() <= query_.as_of) {
      const bool newer = last > view.version->recorded;
      if (newer || (view.version->provisional && event.content == view.version->content)) view.held = event;
    } else if (event.kind == EventKind::kRolledBack && last.date() <= query_.as_of) {
      view.held.reset();  // whoever went back has seen what was held
    } else if (event.kind == EventKind::kRejected && last.date() <= query_.as_of) {
      // Decided, and no sign that what serves is what the authority says: it becomes stale in its time.
      if (view.held && view.held->content == event.content) view.held.reset();
    }
  }
  if (best != nullptr && best->max_age_days) {
    const std::int32_t age = query_.as_of.days() - view.confirmed->days();
    if (age > *best->max_age_days) {
      view.coverage = Coverage::kStale;
      view.gap = "Source " + source + " is stale: " + described(*best) + " was last confirmed on " +
                 view.confirmed->to_string() + ", " + days_text(age) + " before " + query_.as_of.to_string() +
                 "; its limit is " + days_text(*best->max_age_days) + ".";
    }
  }
  if (view.version->provisional && !view.held) {
    view.gap += (view.gap.empty() ? "" : " ") + view.version->id() +
                " is provisional: it has what a held content adds, and nobody has decided on the rest.";
  }
  if (view.held) {
    view.gap += (view.gap.empty() ? "" : " ") + std::string("Newer content of source ") + source +
                " was held back on " + view.held->last.date().to_string() + ": " + view.held->message;
  }
  sources_.push_back(std::move(view));
  return {};
}

std::optional<std::uint32_t> Snapshot::source(std::string_view name) const {
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].source == name) return i;
  }
  return std::nullopt;
}

std::vector<std::string> Snapshot::gaps() const {
  std::vector<std::string> out;
  for (const SourceView& view : sources_) {
    if (!view.gap.empty()) out.push_back(view.gap);
  }
  return out;
}

Result<std::vector<EntityRef>> Snapshot::find(std::string_view id) const {
  std::vector<EntityRef> out;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    if (sources_[i].facts == nullptr) continue;
    const std::optional<std::uint32_t> number = sources_[i].facts->find_entity(id);
    if (!number) continue;
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity found, sources_[i].facts->entity(*number));
    if (known(found.recorded)) out.push_back({i, *number});
  }
  return out;
}

Result<model::Entity> Snapshot::entity(EntityRef ref) const {
  return sources_[ref.source].facts->entity(ref.number);
}

Holds Snapshot::holds(std::uint32_t source, const ValidInterval& valid) const {
  const Holds stated = valid.holds_on(query_.as_of);
  if (stated == Holds::kYes && !valid.from.known() && sources_[source].coverage == Coverage::kAfterAsOf) {
    return Holds::kPossibly;
  }
  return stated;
}

Result<std::vector<Listing>> Snapshot::listings_of(std::string_view entity) const {
  std::vector<Listing> out;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const std::shared_ptr<const VersionFacts>& facts = sources_[i].facts;
    if (facts == nullptr) continue;
    for (const std::uint32_t number : facts->designations_of(entity)) {
      Listing listing;
      PENUMBRA_ASSIGN_OR_RETURN(listing.designation, facts->designation(number));
      if (!known(listing.designation.recorded)) continue;
      listing.source = i;
      listing.from = start_of(listing.designation);
      listing.to = listing.designation.valid.to;
      listing.holds = holds(i, {listing.from, listing.to});
      out.push_back(std::move(listing));
    }
  }
  return out;
}

Result<std::vector<RelationshipView>> Snapshot::relationships_of(std::string_view entity) const {
  std::vector<RelationshipView> out;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const std::shared_ptr<const VersionFacts>& facts = sources_[i].facts;
    if (facts == nullptr) continue;
    std::vector<std::uint32_t> numbers = facts->relationships_from(entity);
    for (const std::uint32_t number : facts->relationships_to(entity)) numbers.push_back(number);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());  // an edge to itself has both ends here
    for (const std::uint32_t number : numbers) {
      RelationshipView view;
      PENUMBRA_ASSIGN_OR_RETURN(view.relationship, facts->relationship(number));
      if (!known(view.relationship.recorded)) continue;
      view.source = i;
      view.holds = holds(i, view.relationship.valid);
      out.push_back(std::move(view));
    }
  }
  return out;
}

Result<std::vector<StateView>> Snapshot::states_of(std::string_view entity) const {
  std::vector<StateView> out;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const std::shared_ptr<const VersionFacts>& facts = sources_[i].facts;
    if (facts == nullptr) continue;
    for (const std::uint32_t number : facts->states_of(entity)) {
      StateView view;
      PENUMBRA_ASSIGN_OR_RETURN(view.state, facts->state(number));
      view.source = i;
      view.holds = holds(i, view.state.valid);
      out.push_back(std::move(view));
    }
  }
  return out;
}

Result<model::Dataset> Snapshot::decode(std::uint32_t source) const {
  const std::shared_ptr<const VersionFacts>& facts = sources_[source].facts;
  if (facts == nullptr) return model::Dataset{};
  PENUMBRA_ASSIGN_OR_RETURN(model::Dataset all, facts->decode());
  const auto unknown = [this](const auto& fact) { return !known(fact.recorded); };
  std::erase_if(all.entities, unknown);
  std::erase_if(all.designations, unknown);
  std::erase_if(all.relationships, unknown);
  return all;
}

Result<FirstSeen> Snapshot::first_seen(EntityRef ref) const {
  const SourceView& view = sources_[ref.source];
  const std::string id(view.facts->entity_id(ref.number));
  std::vector<const VersionInfo*> earlier;
  for (const VersionInfo* version : store_->manifest().counting(view.source, query_.known_at)) {
    if (comes_before(*version, *view.version)) earlier.push_back(version);
  }
  std::sort(earlier.begin(), earlier.end(), [](const auto* a, const auto* b) { return comes_before(*b, *a); });
  FirstSeen first{view.version, false};
  for (const VersionInfo* version : earlier) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const VersionFacts> facts, store_->facts(*version));
    if (!facts->find_entity(id)) return first;
    first.version = version;
  }
  first.is_earliest_known = true;
  return first;
}

Result<std::shared_ptr<const base::MappedFile>> Snapshot::file(std::uint32_t source, std::string_view name) const {
  const SourceView& view = sources_[source];
  if (view.version == nullptr) {
    return Error{ErrorCode::kNotFound, "source " + view.source + " has no version here", {}, ""};
  }
  return store_->file(*view.version, name);
}

Result<std::shared_ptr<const base::MappedFile>> Snapshot::layer_file(std::uint32_t source, std::uint32_t layer,
                                                                     std::string_view name) const {
  const SourceView& view = sources_[source];
  return store_->layer_file(view.source, view.facts->layers()[layer].ref, name);
}

}  // namespace penumbra::store
