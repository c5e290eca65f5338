#include "engine/world_change.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/listing.h"

namespace penumbra::engine {
namespace {

using store::RecordKind;
using store::SourceView;
using store::VersionFacts;

// What a screening reads about an id in one version. The place of a record is emptied: it moves with every line above.
struct Said {
  std::optional<model::Entity> entity;
  std::vector<model::Designation> designations;

  bool empty() const { return !entity && designations.empty(); }
  bool operator==(const Said&) const = default;
};

Result<Said> said(const VersionFacts* facts, std::string_view id) {
  Said out;
  if (facts == nullptr) return out;
  if (const auto number = facts->find_entity(id)) {
    PENUMBRA_ASSIGN_OR_RETURN(model::Entity entity, facts->entity(*number));
    entity.evidence = {};
    out.entity = std::move(entity);
  }
  for (const std::uint32_t number : facts->designations_of(id)) {
    PENUMBRA_ASSIGN_OR_RETURN(model::Designation designation, facts->designation(number));
    designation.evidence = {};
    out.designations.push_back(std::move(designation));
  }
  return out;
}

const SourceView* view_of(const store::Snapshot& snapshot, std::string_view source) {
  const auto number = snapshot.source(source);
  return number ? &snapshot.sources()[*number] : nullptr;
}

const VersionFacts* facts_of(const SourceView* view) {
  return view == nullptr ? nullptr : view->facts.get();
}

std::vector<std::string_view> unlike(const VersionFacts* facts, const VersionFacts* other) {
  if (facts == nullptr) return {};
  return other == nullptr ? facts->subjects() : facts->subjects_unlike(*other);
}

// Whether the parties of the version count as listed by standing on it (World::model).
bool lists_parties(const SourceView& view) {
  return !view.version->whole_history && !view.version->registers;
}

// Ids of which the two versions of a source do not say the same.
Status compare_versions(const SourceView* before, const SourceView* after, SourceChange& change,
                        std::set<std::string>& ids) {
  const VersionFacts* old_facts = facts_of(before);
  const VersionFacts* new_facts = facts_of(after);
  if (old_facts == new_facts) return {};
  const bool all = old_facts != nullptr && new_facts != nullptr && lists_parties(*before) != lists_parties(*after);
  const std::vector<std::string_view> was = unlike(old_facts, all ? nullptr : new_facts);
  const std::vector<std::string_view> is = unlike(new_facts, all ? nullptr : old_facts);
  std::vector<std::string_view> suspects;
  std::set_union(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(suspects));
  for (const std::string_view id : suspects) {
    PENUMBRA_ASSIGN_OR_RETURN(const Said then, said(old_facts, id));
    PENUMBRA_ASSIGN_OR_RETURN(const Said now, said(new_facts, id));
    if (then.empty() && now.empty()) continue;
    if (then == now && !all) continue;
    (then.empty() ? change.added : now.empty() ? change.removed : change.changed) += 1;
    ids.emplace(id);
  }
  return {};
}

// How a designation of a source stands in a world: what an answer prints of it, or none when it is not known there.
std::optional<std::string_view> standing(const store::Snapshot& snapshot, std::uint32_t source,
                                         const model::Designation& designation) {
  if (!snapshot.known(designation.recorded)) return std::nullopt;
  const PartialDate from = store::start_of(designation);
  return certainty_of(snapshot.holds(source, {from, designation.valid.to}), from, snapshot.as_of());
}

// Ids whose facts stand otherwise although no version says anything else: time has passed. Facts that only one version
// has are found by compare_versions(), so those of the later one are enough.
Status compare_times(const store::Snapshot& before, const store::Snapshot& after, std::uint32_t old_source,
                     std::uint32_t new_source, SourceChange& change, std::set<std::string>& ids) {
  const VersionFacts& facts = *after.sources()[new_source].facts;
  const auto add = [&](const std::string& id) {
    if (ids.insert(id).second) ++change.by_time;
  };
  for (std::uint32_t number = 0; number < facts.designation_count(); ++number) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Designation designation, facts.designation(number));
    if (standing(before, old_source, designation) != standing(after, new_source, designation)) add(designation.entity);
  }
  for (std::uint32_t number = 0; number < facts.entity_count(); ++number) {
    PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, facts.entity(number));
    if (before.known(entity.recorded) != after.known(entity.recorded)) add(entity.id);
  }
  return {};
}

std::string version_of(const SourceView* view) {
  return view == nullptr || view->version == nullptr ? "" : view->version->id();
}

}  // namespace

Result<WorldChange> change_between(const store::Snapshot& before, const store::Snapshot& after) {
  WorldChange out;
  std::set<std::string> names;
  for (const SourceView& view : before.sources()) names.insert(view.source);
  for (const SourceView& view : after.sources()) names.insert(view.source);
  for (const std::string& name : names) {
    const SourceView* was = view_of(before, name);
    const SourceView* is = view_of(after, name);
    SourceChange change{name, version_of(was), version_of(is)};
    PENUMBRA_RETURN_IF_ERROR(compare_versions(was, is, change, out.ids));
    if (facts_of(was) != nullptr && facts_of(is) != nullptr) {
      PENUMBRA_RETURN_IF_ERROR(
          compare_times(before, after, *before.source(name), *after.source(name), change, out.ids));
    }
    if (change.before != change.after || change.by_time > 0) out.sources.push_back(std::move(change));
  }
  return out;
}

Result<std::vector<model::Entity>> forms_of(const store::Snapshot& before, const store::Snapshot& after,
                                            const std::set<std::string>& ids) {
  std::vector<model::Entity> out;
  for (const std::string& id : ids) {
    const std::size_t first = out.size();
    for (const store::Snapshot* snapshot : {&before, &after}) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::vector<store::EntityRef> found, snapshot->find(id));
      for (const store::EntityRef ref : found) {
        PENUMBRA_ASSIGN_OR_RETURN(model::Entity entity, snapshot->entity(ref));
        entity.evidence = {};
        entity.recorded.reset();
        if (std::find(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), entity) == out.end())
          out.push_back(std::move(entity));
      }
    }
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i].id = std::to_string(i);
  return out;
}

}  // namespace penumbra::engine
