#include "engine/version_diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/schema.h"

namespace penumbra::engine {
namespace {

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

// Values that only one side has, over several fields: a name that is an alias now is not lost.
struct Moved {
  std::set<std::string> before;
  std::set<std::string> after;

  void add(const store::FieldChange& field) {
    before.insert(field.before.begin(), field.before.end());
    after.insert(field.after.begin(), field.after.end());
  }
  bool lost() const { return !std::includes(after.begin(), after.end(), before.begin(), before.end()); }
};

bool any_ended(const store::FieldChange& valid) {
  const auto ended = [](const std::string& interval) { return !interval.ends_with(".."); };
  return std::none_of(valid.before.begin(), valid.before.end(), ended) &&
         std::any_of(valid.after.begin(), valid.after.end(), ended);
}

model::PropertyType type_of(const model::Schema* schema, std::string_view field) {
  const model::Property* property = schema == nullptr ? nullptr : schema->property(field);
  return property == nullptr ? model::PropertyType::kString : property->type;
}

// The worst that a change of a party that both versions have does to a screening.
ChangeEffect effect_of(const store::EntityChange& change, std::string_view schema_name, bool unlisted) {
  if (unlisted) return ChangeEffect::kUnlisted;
  const model::Schema* schema = model::Vocabulary::get().find(schema_name);
  Moved lists;
  Moved reach;  // measures and programmes
  Moved names;
  Moved numbers;
  bool ended = false;
  bool other_days = false;
  bool lost = false;
  for (const store::FieldChange& field : change.fields) {
    lost = lost || !field.before.empty();
    if (field.field.starts_with("designation ")) {
      if (field.field.ends_with(".list")) lists.add(field);
      if (field.field.ends_with(".measures") || field.field.ends_with(".programmes")) reach.add(field);
      if (field.field.ends_with(".valid")) {
        ended = ended || any_ended(field);
        other_days = other_days || !field.before.empty();
      }
      continue;
    }
    const model::PropertyType type = type_of(schema, field.field);
    if (type == model::PropertyType::kName) names.add(field);
    if (type == model::PropertyType::kIdentifier) numbers.add(field);
  }
  if (lists.lost() || ended) return ChangeEffect::kListingLost;
  if (reach.lost() || other_days) return ChangeEffect::kMeasureLost;
  if (names.lost()) return ChangeEffect::kNameLost;
  if (numbers.lost()) return ChangeEffect::kNumberLost;
  return lost ? ChangeEffect::kOther : ChangeEffect::kMore;
}

// Passports and other documents, which stand in a dataset beside the party that holds them.
bool is_document(std::string_view schema_name) {
  const model::Schema* schema = model::Vocabulary::get().find(schema_name);
  return schema != nullptr && schema->is_a("Identification");
}

// "Passport C01X (de)"
std::string document_text(const model::Entity& document) {
  std::string out(document.first("type").empty() ? std::string_view(document.schema) : document.first("type"));
  if (!document.first("number").empty()) out.append(" ").append(document.first("number"));
  if (!document.first("country").empty()) out.append(" (").append(document.first("country")).append(")");
  return out;
}

// The changes of documents, told as changes of the parties that hold them. A party that holds one in neither version,
// or is in neither, or is a document, leaves the document as an entry of its own.
class Documents {
 public:
  Documents(const store::VersionFacts& before, const store::VersionFacts& after, std::vector<EntityChange>& changes)
      : before_(before), after_(after), changes_(changes) {}

  Status fold() {
    for (std::size_t i = 0; i < changes_.size(); ++i) at_.emplace(changes_[i].id, i);
    const std::size_t own = changes_.size();
    std::vector<bool> folded(own, false);
    for (std::size_t i = 0; i < own; ++i) {
      if (!is_document(changes_[i].schema)) continue;
      PENUMBRA_ASSIGN_OR_RETURN(const bool done, fold_one(i));
      folded[i] = done;
    }
    std::size_t to = 0;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (i < own && folded[i]) continue;
      if (to != i) changes_[to] = std::move(changes_[i]);
      ++to;
    }
    changes_.resize(to);
    return {};
  }

 private:
  static Result<std::optional<model::Entity>> read(const store::VersionFacts& facts, std::string_view id) {
    const auto number = facts.find_entity(id);
    if (!number) return std::optional<model::Entity>();
    PENUMBRA_ASSIGN_OR_RETURN(model::Entity entity, facts.entity(*number));
    return std::optional<model::Entity>(std::move(entity));
  }

  Result<bool> fold_one(std::size_t i) {
    PENUMBRA_ASSIGN_OR_RETURN(const auto old_one, read(before_, changes_[i].id));
    PENUMBRA_ASSIGN_OR_RETURN(const auto new_one, read(after_, changes_[i].id));
    const std::string holder(new_one ? new_one->first("holder") : old_one ? old_one->first("holder") : "");
    if (old_one && new_one && old_one->first("holder") != holder) return false;
    auto place = at_.find(holder);
    if (place == at_.end()) {
      PENUMBRA_ASSIGN_OR_RETURN(const auto party, read(after_, holder));
      if (!party || is_document(party->schema)) return false;
      place = at_.emplace(holder, changes_.size()).first;
      EntityChange& told = changes_.emplace_back();
      told.id = holder;
      told.caption = party->caption();
      told.schema = party->schema;
      told.effect = ChangeEffect::kMore;
    } else if (is_document(changes_[place->second].schema)) {
      return false;  // it may go under another one, or name itself
    }
    const EntityChange& document = changes_[i];
    EntityChange& party = changes_[place->second];
    if (document.kind == ChangeKind::kChanged) {
      const std::string name = "document " + document_text(*new_one) + ".";
      for (const FieldChange& field : document.fields)
        party.fields.push_back({name + field.field, field.before, field.after});
    } else {
      const bool gone = document.kind == ChangeKind::kRemoved;
      const std::string text = document_text(gone ? *old_one : *new_one);
      party.fields.push_back({"document", gone ? text : "", gone ? "" : text});
    }
    // What is lost with a document is at most another value: its number is one of the party's own.
    const ChangeEffect effect =
        document.effect == ChangeEffect::kNew ? ChangeEffect::kMore : std::max(document.effect, ChangeEffect::kOther);
    if (party.kind == ChangeKind::kChanged) party.effect = std::min(party.effect, effect);
    return true;
  }

  const store::VersionFacts& before_;
  const store::VersionFacts& after_;
  std::vector<EntityChange>& changes_;
  std::map<std::string, std::size_t, std::less<>> at_;  // id of a change -> its place
};

}  // namespace

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

FindingSummary summary_of(const model::Finding& finding) {
  return {std::string(model::to_string(finding.level)), finding.key, finding.message, to_string(finding.position),
          finding.count};
}

HeldSummary held_summary(const store::Manifest& manifest, const store::SourceEvent& held) {
  HeldSummary out{held.source, held.content, held.last.to_string(), held.by, held.message, std::max(held.needs, 1U),
                  {}};
  for (const store::SourceEvent& event : manifest.events) {
    const bool approval = event.kind == store::EventKind::kApproved && event.source == held.source;
    if (approval && event.content == held.content) out.approved.push_back(event.by);
  }
  return out;
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

Result<VersionDiff> diff_of(const store::VersionInfo& before, const store::VersionFacts& old_facts,
                            const store::VersionInfo& after, const store::VersionFacts& new_facts) {
  PENUMBRA_ASSIGN_OR_RETURN(const store::VersionDiff diff, store::diff_versions(old_facts, new_facts));
  VersionDiff out;
  out.before = summary_of(before);
  out.after = summary_of(after);
  for (const store::EntityChange& change : diff.removed) {
    out.changes.push_back(change_of(ChangeKind::kRemoved, change));
    out.changes.back().effect = ChangeEffect::kGone;
  }
  for (const store::EntityChange& change : diff.changed) {
    EntityChange& told = out.changes.emplace_back(change_of(ChangeKind::kChanged, change));
    // A change that leaves the kind alone does not mention it.
    if (const auto number = new_facts.find_entity(change.id); told.schema.empty() && number) {
      PENUMBRA_ASSIGN_OR_RETURN(const model::Entity entity, new_facts.entity(*number));
      told.schema = entity.schema;
    }
    const bool unlisted = !old_facts.designations_of(change.id).empty() && new_facts.designations_of(change.id).empty();
    told.effect = effect_of(change, told.schema, unlisted);
  }
  for (const store::EntityChange& change : diff.added) {
    out.changes.push_back(change_of(ChangeKind::kAdded, change));
    out.changes.back().effect = ChangeEffect::kNew;
  }
  // Documents that are as they were are counted apart: what happens to the others is told of those who hold them.
  std::uint64_t parties = 0;
  for (std::uint32_t i = 0; i < new_facts.entity_count(); ++i) {
    ++(is_document(new_facts.entity_schema(i)) ? out.unchanged_documents : parties);
  }
  for (const EntityChange& change : out.changes) {
    if (change.kind != ChangeKind::kRemoved && is_document(change.schema)) --out.unchanged_documents;
  }
  PENUMBRA_RETURN_IF_ERROR(Documents(old_facts, new_facts, out.changes).fold());
  for (const EntityChange& change : out.changes) {
    ++(change.kind == ChangeKind::kAdded ? out.added : change.kind == ChangeKind::kRemoved ? out.removed : out.changed);
    if (change.kind != ChangeKind::kRemoved && !is_document(change.schema)) --parties;
  }
  out.unchanged = parties;
  for (const EntityChange& change : out.changes) ++out.effects[static_cast<std::size_t>(change.effect)];
  std::stable_sort(out.changes.begin(), out.changes.end(), [](const EntityChange& a, const EntityChange& b) {
    return std::tie(a.effect, a.id) < std::tie(b.effect, b.id);
  });
  return out;
}

}  // namespace penumbra::engine
