#include "ingest/bods/mapper.h"

#include <algorithm>
#include <utility>

#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {

void Mapper::reported(std::string_view key, const std::string& message, const SourcePosition& position) {
  ++outcome_.counts.reported;
  mapping_.report(model::FindingLevel::kError, key, message, position);
}

// Roots are only ever tied to other roots, so there are no rings; every walk shortens the way of the next one.
const std::string& Mapper::root_of(const std::string& record) {
  const auto first = replaced_.find(record);
  if (first == replaced_.end()) return record;
  const std::string* root = &first->second;
  for (auto it = replaced_.find(*root); it != replaced_.end(); it = replaced_.find(*root)) root = &it->second;
  for (auto it = first; it != replaced_.end() && it->second != *root;) {
    const auto next = replaced_.find(it->second);
    it->second = *root;
    it = next;
  }
  return first->second;
}

Mapper::Record* Mapper::find(const std::string& record) {
  const auto it = records_.find(root_of(record));
  return it == records_.end() ? nullptr : &it->second;
}

void Mapper::add(const JsonRecord& record, const std::string& file) {
  if (!record.repeated.empty()) {
    SourcePosition position;
    position.file = file;
    position.line = record.line;
    ++outcome_.counts.records_in;
    reported("repeated-member", "the member \"" + shown(record.repeated, 40) + "\" stands twice in one object",
             position);
    return;
  }
  add(record.node, record.line, file);
}

void Mapper::add(const JsonNode& node, std::uint64_t line, const std::string& file) {
  SourcePosition position;
  position.file = file;
  position.line = line;
  file_ = file;
  ++outcome_.counts.records_in;
  ++order_;
  if (!node.is_object()) {
    reported("not-a-statement", "there is " + std::string(to_string(node.kind)) + " where a statement is expected",
             position);
    return;
  }
  const Result<Statement> read = read_statement(node);
  if (!read.ok()) {
    reported("unusable-statement", read.error().message, position);
    return;
  }
  const Statement& statement = *read;
  if (statement.id.size() > kMaxValueBytes || statement.record.size() > kMaxValueBytes) {
    reported("unusable-statement", "an id is longer than " + std::to_string(kMaxValueBytes) + " bytes", position);
    return;
  }
  position.path = "statement " + shown(statement.id, 64);
  if (!statements_.insert(statement.id).second) {
    reported("duplicate-statement", "two statements have one id; the first is kept", position);
    return;
  }
  for (const Fault& fault : check_statement(statement)) {
    SourcePosition place = position;
    place.path += fault.path;
    warn(fault.key, fault.message, place);
  }
  // The newest day on which any of them was published is the day of the file.
  if (statement.published.known() &&
      (!outcome_.published.known() || statement.published.latest() > outcome_.published.latest())) {
    outcome_.published = statement.published;
  }
  if (!statement.declaration_subject.empty()) declaration_subjects_.emplace(statement.declaration_subject, line);
  for (const std::string& older : statement.replaces) {
    // Both names lead to one root, whichever of the statements came first.
    const std::string from = root_of(statement.id);
    const std::string to = root_of(older);
    if (from != to) replaced_[from] = to;
  }
  if (statement.type == Type::kRelationship) {
    add_holding(statement, position);
  } else {
    add_party(statement, position);
  }
}

void Mapper::finish() {
  // Records that turned out to be one, because a later statement tied them together.
  for (const std::string& key : record_order_) {
    const std::string root = root_of(key);
    if (root == key) continue;
    auto node = records_.extract(key);
    const auto [it, fresh] = records_.try_emplace(root, std::move(node.mapped()));
    if (!fresh) {
      join_records(it->second, std::move(node.mapped()));
    } else {
      it->second.entity.id = "bods-" + root;
      record_order_.push_back(root);
    }
  }
  std::erase_if(record_order_, [this](const std::string& key) { return !records_.contains(key); });
  for (const auto& [subject, line] : declaration_subjects_) {
    if (find(subject) != nullptr) continue;
    SourcePosition position;
    position.file = file_;
    position.line = line;
    note("declaration-subject", "the subject of a declaration, \"" + shown(subject, 60) + "\", is no party of the file",
         position);
  }
  for (const Holding& holding : holdings_) {
    if (Record* subject = find(holding.subject.id)) subject->subject = true;
    check_components(holding);
  }
  std::unordered_map<std::string, std::vector<const Holding*>> series;
  std::vector<std::string> order;
  for (const Holding& holding : holdings_) {
    // Relationships of one record, or replaced by one another.
    const std::string& key = root_of(holding.record);
    auto& group = series[key];
    if (group.empty()) order.push_back(key);
    group.push_back(&holding);
  }
  std::vector<Edge> edges;
  for (const std::string& key : order) {
    std::vector<const Holding*>& group = series[key];
    std::stable_sort(group.begin(), group.end(), [](const Holding* a, const Holding* b) {
      return a->date.known() && b->date.known() && a->date.earliest() < b->date.earliest();
    });
    map_series(group, edges);
  }
  for (const std::string& key : record_order_) {
    Record& record = records_.at(key);
    std::stable_sort(record.statuses.begin(), record.statuses.end(),
                     [](const auto& a, const auto& b) { return a.first.earliest() < b.first.earliest(); });
    for (std::size_t i = 0; i < record.statuses.size(); ++i) {
      const RecordStatus status = record.statuses[i].second;
      const bool wrong = (status == RecordStatus::kNew) != (i == 0) ||
                         (status == RecordStatus::kClosed && i + 1 < record.statuses.size());
      if (!wrong || (i == 0 && status == RecordStatus::kUpdated && record.statuses.size() == 1)) continue;
      warn("record-series", "the statements of one record do not go from new over updated to closed", record.position);
      break;
    }
    if (record.component && !record.used_as_component) {
      note("unused-component", "a component is used by no relationship", record.position);
    }
  }
  for (const auto& [record, relation] : relations_) {
    if (relation.component && !relation.used) {
      note("unused-component", "a component is used by no relationship", relation.position);
    }
  }
  settle_indirect(edges);
  for (const std::string& key : record_order_) {
    Record& record = records_.at(key);
    if (record.nature == Nature::kKnown || (record.subject && record.type == Type::kEntity)) {
      if (record.nature != Nature::kKnown) {
        // A party that is not named may be anybody; what it owns hangs on that.
        model::Relationship unknown;
        unknown.id = record.entity.id + "-undisclosed";
        unknown.from = "?";
        unknown.kind = "owns";
        unknown.to = record.entity.id;
        unknown.evidence = record.entity.evidence;
        unknown.note = "the entity is not named: " + record.reason;
        edges.push_back({std::move(unknown), false});
      }
      outcome_.dataset.entities.push_back(std::move(record.entity));
    }
  }
  for (Edge& edge : edges) outcome_.dataset.relationships.push_back(std::move(edge.relationship));
}

}  // namespace penumbra::ingest::bods
