// Everything about an id is laid out as fields with values; two layouts are then merged. Only ids of which one version
// has a record that the other does not share are looked at, and only those whose facts differ are laid out.
#include "store/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace penumbra::store {
namespace {

// All that one version says about one id. Evidence is emptied: it changes whenever a line moves.
struct Subject {
  std::vector<model::Entity> entity;  // none or one
  std::vector<model::Designation> designations;
  std::vector<model::Relationship> relationships;
  std::vector<model::StateInterval> states;
  std::vector<model::Figure> figures;

  bool operator==(const Subject&) const = default;
};

Result<Subject> load(const VersionFacts& facts, std::string_view id) {
  Subject out;
  if (const auto number = facts.find_entity(id)) {
    PENUMBRA_ASSIGN_OR_RETURN(model::Entity entity, facts.entity(*number));
    out.entity.push_back(std::move(entity));
  }
  const auto collect = [](const std::vector<std::uint32_t>& numbers, auto& items, auto get) -> Status {
    for (const std::uint32_t number : numbers) {
      PENUMBRA_ASSIGN_OR_RETURN(auto item, get(number));
      items.push_back(std::move(item));
    }
    for (auto& item : items) item.evidence.record.clear();
    return {};
  };
  for (model::Entity& entity : out.entity) entity.evidence.record.clear();
  PENUMBRA_RETURN_IF_ERROR(
      collect(facts.designations_of(id), out.designations, [&](auto n) { return facts.designation(n); }));
  PENUMBRA_RETURN_IF_ERROR(
      collect(facts.relationships_from(id), out.relationships, [&](auto n) { return facts.relationship(n); }));
  PENUMBRA_RETURN_IF_ERROR(collect(facts.states_of(id), out.states, [&](auto n) { return facts.state(n); }));
  PENUMBRA_RETURN_IF_ERROR(collect(facts.figures_of(id), out.figures, [&](auto n) { return facts.figure(n); }));
  return out;
}

using Fields = std::map<std::string, std::vector<std::string>>;

void add(Fields& fields, const std::string& field, std::string value) {
  if (!value.empty()) fields[field].push_back(std::move(value));
}

std::string interval_text(const ValidInterval& valid) {
  if (!valid.from.known() && !valid.to.known()) return "";
  return valid.from.to_string() + ".." + valid.to.to_string();
}

std::string time_text(const std::optional<Timestamp>& time) {
  return time ? time->to_string() : std::string();
}

// "key: value" parts, joined by "; ", without those that are silent.
class Parts {
 public:
  Parts& add(std::string_view key, std::string_view value) {
    if (!value.empty()) text_ += (text_.empty() ? "" : "; ") + std::string(key) + ": " + std::string(value);
    return *this;
  }
  std::string take() { return text_.empty() ? "stated" : std::move(text_); }

 private:
  std::string text_;
};

Fields fields_of(const Subject& subject) {
  Fields fields;
  for (const model::Entity& entity : subject.entity) {
    add(fields, "schema", entity.schema);
    add(fields, "existence", interval_text(entity.existence));
    add(fields, "source document", entity.evidence.source);
    add(fields, "recorded", time_text(entity.recorded));
    for (const model::Value& value : entity.values) {
      add(fields, value.property.str(), value.lang.empty() ? value.text : value.text + " [" + value.lang.str() + "]");
    }
  }
  for (const model::Designation& d : subject.designations) {
    const std::string prefix = "designation " + d.id + ".";
    add(fields, prefix + "list", d.list);
    add(fields, prefix + "authority", d.authority);
    for (const std::string& programme : d.programmes) add(fields, prefix + "programmes", programme);
    for (const std::string& measure : d.measures) add(fields, prefix + "measures", measure);
    add(fields, prefix + "listed_name", d.listed_name);
    add(fields, prefix + "act", d.act);
    add(fields, prefix + "scope", d.scope);
    add(fields, prefix + "reason", d.reason);
    add(fields, prefix + "url", d.url);
    add(fields, prefix + "date_act", d.date_act.to_string());
    add(fields, prefix + "published", d.published.to_string());
    add(fields, prefix + "valid", interval_text(d.valid));
    add(fields, prefix + "source document", d.evidence.source);
    add(fields, prefix + "recorded", time_text(d.recorded));
    add(fields, prefix + "note", d.note);
  }
  for (const model::Relationship& r : subject.relationships) {
    Parts parts;
    parts.add("id", r.id).add("valid", interval_text(r.valid)).add("status", model::to_string(r.status));
    parts.add("share", r.share.to_string()).add("side", r.side).add("role", r.role);
    if (r.need != model::Need::kDefault) parts.add("need", model::to_string(r.need));
    parts.add("group", r.group).add("source", r.evidence.source).add("recorded", time_text(r.recorded));
    add(fields, "relationship " + r.kind + " " + r.to, parts.add("note", r.note).take());
  }
  for (const model::StateInterval& s : subject.states) {
    Parts parts;
    parts.add("valid", interval_text(s.valid)).add("status", model::to_string(s.status)).add("side", s.side);
    parts.add("cause", s.cause).add("source", s.evidence.source);
    add(fields, "state " + s.state, parts.add("note", s.note).take());
  }
  for (const model::Figure& f : subject.figures) {
    Parts parts;
    parts.add("value", f.value.to_string() + " " + f.unit).add("valid", interval_text(f.valid));
    parts.add("status", model::to_string(f.status)).add("source", f.evidence.source);
    parts.add("recorded", time_text(f.recorded));
    add(fields, "figure " + f.figure + (f.other.empty() ? "" : " " + f.other), parts.add("note", f.note).take());
  }
  for (auto& [field, values] : fields) std::sort(values.begin(), values.end());
  return fields;
}

std::string caption_of(const Subject& subject, std::string_view id) {
  if (!subject.entity.empty()) return std::string(subject.entity.front().caption());
  for (const model::Designation& designation : subject.designations) {
    if (!designation.listed_name.empty()) return designation.listed_name;
  }
  return std::string(id);
}

bool absent(const Subject& subject) {
  return subject == Subject{};
}

// `after` names the caption unless it is absent. No fields differ: an empty list.
EntityChange compare(std::string_view id, const Subject& before, const Subject& after) {
  EntityChange change{std::string(id), caption_of(absent(after) ? before : after, id), {}};
  Fields old_fields = fields_of(before);
  Fields new_fields = fields_of(after);
  for (auto& [field, values] : old_fields) {
    std::vector<std::string>& now = new_fields[field];
    if (values != now) change.fields.push_back({field, values, now});
  }
  for (auto& [field, values] : new_fields) {
    if (!old_fields.contains(field)) change.fields.push_back({field, {}, values});
  }
  std::sort(change.fields.begin(), change.fields.end(),
            [](const FieldChange& a, const FieldChange& b) { return a.field < b.field; });
  return change;
}

}  // namespace

Result<VersionDiff> diff_versions(const VersionFacts& before, const VersionFacts& after) {
  VersionDiff diff;
  const std::vector<std::string_view> old_ids = before.subjects_unlike(after);
  const std::vector<std::string_view> new_ids = after.subjects_unlike(before);
  std::vector<std::string_view> ids;
  std::set_union(old_ids.begin(), old_ids.end(), new_ids.begin(), new_ids.end(), std::back_inserter(ids));
  for (const std::string_view id : ids) {
    PENUMBRA_ASSIGN_OR_RETURN(const Subject was, load(before, id));
    PENUMBRA_ASSIGN_OR_RETURN(const Subject is, load(after, id));
    if (was == is) continue;
    EntityChange change = compare(id, was, is);
    if (absent(was)) {
      diff.added.push_back(std::move(change));
    } else if (absent(is)) {
      diff.removed.push_back(std::move(change));
    } else if (!change.fields.empty()) {
      diff.changed.push_back(std::move(change));
    }
  }
  return diff;
}

Result<std::vector<HistoryStep>> history_of(const Store& store, std::string_view source, std::string_view id,
                                            Timestamp known_at) {
  std::vector<const VersionInfo*> versions;
  for (const VersionInfo* version : store.manifest().counting(source, known_at)) versions.push_back(version);
  std::sort(versions.begin(), versions.end(), [](const VersionInfo* a, const VersionInfo* b) {
    return std::tuple(a->effective(), a->recorded) < std::tuple(b->effective(), b->recorded);
  });
  std::vector<HistoryStep> steps;
  Subject was;
  for (const VersionInfo* version : versions) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const VersionFacts> facts, store.facts(*version));
    PENUMBRA_ASSIGN_OR_RETURN(Subject is, load(*facts, id));
    if (!(was == is)) {
      HistoryStep step{HistoryStep::Kind::kChanged, version, compare(id, was, is)};
      if (absent(was)) step.kind = HistoryStep::Kind::kAppeared;
      if (absent(is)) step.kind = HistoryStep::Kind::kDisappeared;
      if (!step.change.fields.empty()) steps.push_back(std::move(step));
    }
    was = std::move(is);
  }
  return steps;
}

}  // namespace penumbra::store
