#include "publish/amend.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace penumbra::publish {
namespace {

using Ids = std::unordered_set<std::string>;

// Removes and replaces by id, in place; appends what is new. The ids that were there are erased from `unknown`.
template <typename Record>
void apply(std::vector<Record>& base, const std::vector<Record>& changes, const Ids& removed, Ids& unknown) {
  std::unordered_map<std::string_view, const Record*> fresh;
  for (const Record& change : changes) {
    if (!change.id.empty()) fresh.emplace(change.id, &change);
  }
  std::unordered_set<std::string_view> placed;
  std::vector<Record> out;
  out.reserve(base.size() + changes.size());
  for (Record& record : base) {
    const bool gone = removed.contains(record.id);
    if (gone) unknown.erase(record.id);
    const auto now = fresh.find(record.id);
    if (now != fresh.end()) {
      if (placed.insert(now->first).second) out.push_back(*now->second);
    } else if (!gone) {
      out.push_back(std::move(record));
    }
  }
  for (const Record& change : changes) {
    if (change.id.empty() || placed.insert(change.id).second) out.push_back(change);
  }
  base = std::move(out);
}

// The further ends of the relationships that go or are written anew.
Ids with_further_ends(const std::vector<model::Relationship>& base, const std::vector<model::Relationship>& changes,
                      const Ids& removed) {
  std::unordered_map<std::string_view, const model::Relationship*> known;
  for (const model::Relationship& edge : base) known.emplace(edge.id, &edge);
  Ids out = removed;
  const auto add = [&](const std::string& id) {
    const auto first = known.find(id);
    if (id.empty() || first == known.end()) return;
    for (std::size_t end = 2;; ++end) {
      const std::string further = id + "-" + std::to_string(end);
      const auto it = known.find(further);
      if (it == known.end() || it->second->kind != first->second->kind ||
          (it->second->from != first->second->from && it->second->to != first->second->to)) {
        return;
      }
      out.insert(further);
    }
  };
  for (const std::string& id : removed) add(id);
  for (const model::Relationship& change : changes) add(change.id);
  return out;
}

}  // namespace

Amended amend(model::Dataset base, const model::Dataset& changes, const std::vector<std::string>& removed) {
  const Ids gone(removed.begin(), removed.end());
  Ids unknown = gone;
  Ids touched = gone;  // entities whose states and figures go
  for (const model::Entity& entity : changes.entities) touched.insert(entity.id);
  const Ids edges = with_further_ends(base.relationships, changes.relationships, gone);
  apply(base.entities, changes.entities, gone, unknown);
  apply(base.designations, changes.designations, gone, unknown);
  apply(base.relationships, changes.relationships, edges, unknown);
  apply(base.documents, changes.documents, gone, unknown);
  std::erase_if(base.states, [&](const model::StateInterval& state) { return touched.contains(state.entity); });
  std::erase_if(base.figures, [&](const model::Figure& figure) { return touched.contains(figure.entity); });
  base.states.insert(base.states.end(), changes.states.begin(), changes.states.end());
  base.figures.insert(base.figures.end(), changes.figures.begin(), changes.figures.end());
  base.portfolio.insert(base.portfolio.end(), changes.portfolio.begin(), changes.portfolio.end());
  return {std::move(base), unknown.size()};
}

namespace {

using store::RecordKind;
using store::VersionEdits;

// "id-2" → "id"; the id itself when it does not end so.
std::string_view without_end(std::string_view id) {
  const std::size_t dash = id.rfind('-');
  const bool end = dash != std::string_view::npos && dash + 1 < id.size() &&
                   id.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
  return end ? id.substr(0, dash) : id;
}

// Numbers, in the version, of the records whose own id, or `stem` of it, is wanted.
template <typename Stem>
std::vector<std::uint32_t> numbers_of(const store::VersionFacts& base, RecordKind kind,
                                      const std::unordered_set<std::string_view>& wanted, Stem stem) {
  std::vector<std::uint32_t> out;
  std::uint32_t number = 0;
  for (const store::Run& run : base.runs(kind)) {
    const store::Segment& segment = *base.layers()[run.layer].segment;
    for (std::uint32_t i = 0; i < run.count; ++i, ++number) {
      const std::string_view id = segment.record_id(kind, run.first + i);
      if (!id.empty() && (wanted.contains(id) || wanted.contains(stem(id)))) out.push_back(number);
    }
  }
  return out;
}

// What apply() does, for the records of the base with these numbers; all others stay.
template <typename Record>
void edit(const std::vector<std::uint32_t>& numbers, const std::vector<Record>& records,
          const std::vector<Record>& changes, const Ids& removed, Ids& unknown, std::vector<Record>& fresh,
          std::vector<VersionEdits::Edit>& edits, std::vector<Record>& gone) {
  std::unordered_map<std::string_view, std::uint32_t> now;
  for (const Record& change : changes) {
    // Of several changes of one id the first counts, as it does for those that are new.
    if (!change.id.empty() && !now.emplace(change.id, static_cast<std::uint32_t>(fresh.size())).second) continue;
    fresh.push_back(change);
  }
  std::unordered_set<std::uint32_t> placed;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool goes = removed.contains(records[i].id);
    if (goes) unknown.erase(records[i].id);
    const auto by = now.find(records[i].id);
    if (by == now.end() && !goes) continue;
    const bool first = by != now.end() && placed.insert(by->second).second;
    edits.push_back({numbers[i], first ? by->second : VersionEdits::kNothing});
    gone.push_back(records[i]);
  }
}

template <typename Record, typename Get>
Result<std::vector<Record>> records_of(const std::vector<std::uint32_t>& numbers, Get get) {
  std::vector<Record> out;
  for (const std::uint32_t number : numbers) {
    PENUMBRA_ASSIGN_OR_RETURN(Record record, get(number));
    out.push_back(std::move(record));
  }
  return out;
}

}  // namespace

Result<AmendedEdits> amend_in_place(const store::VersionFacts& base, const model::Dataset& changes,
                                    const std::vector<std::string>& removed) {
  AmendedEdits out;
  VersionEdits& edits = out.edits;
  const Ids gone_ids(removed.begin(), removed.end());
  Ids unknown = gone_ids;
  model::Dataset gone;
  const auto wanted_of = [&](const auto& records) {
    std::unordered_set<std::string_view> wanted(gone_ids.begin(), gone_ids.end());
    for (const auto& record : records) wanted.insert(record.id);
    return wanted;
  };
  const auto itself = [](std::string_view id) { return id; };

  std::vector<std::uint32_t> numbers;
  for (const std::string_view id : wanted_of(changes.entities)) {
    if (const auto number = base.find_entity(id)) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  PENUMBRA_ASSIGN_OR_RETURN(const auto entities,
                            records_of<model::Entity>(numbers, [&](std::uint32_t n) { return base.entity(n); }));
  auto& entity_edits = edits.edits[index_of(RecordKind::kEntity)];
  edit(numbers, entities, changes.entities, gone_ids, unknown, edits.fresh.entities, entity_edits, gone.entities);
  std::uint64_t replaced = 0;
  for (const VersionEdits::Edit& one : entity_edits) replaced += one.by == VersionEdits::kNothing ? 0U : 1U;
  out.entities_removed = entity_edits.size() - replaced;

  numbers = numbers_of(base, RecordKind::kDesignation, wanted_of(changes.designations), itself);
  PENUMBRA_ASSIGN_OR_RETURN(const auto listings, records_of<model::Designation>(
                                                     numbers, [&](std::uint32_t n) { return base.designation(n); }));
  edit(numbers, listings, changes.designations, gone_ids, unknown, edits.fresh.designations,
       edits.edits[index_of(RecordKind::kDesignation)], gone.designations);

  // Of the relationships also the further ends, which are written "ID-2", "ID-3".
  numbers = numbers_of(base, RecordKind::kRelationship, wanted_of(changes.relationships), without_end);
  PENUMBRA_ASSIGN_OR_RETURN(const auto edges, records_of<model::Relationship>(
                                                  numbers, [&](std::uint32_t n) { return base.relationship(n); }));
  edit(numbers, edges, changes.relationships, with_further_ends(edges, changes.relationships, gone_ids), unknown,
       edits.fresh.relationships, edits.edits[index_of(RecordKind::kRelationship)], gone.relationships);

  numbers = numbers_of(base, RecordKind::kDocument, wanted_of(changes.documents), itself);
  PENUMBRA_ASSIGN_OR_RETURN(const auto documents, records_of<model::SourceDocument>(
                                                      numbers, [&](std::uint32_t n) { return base.document(n); }));
  std::vector<model::SourceDocument> gone_documents;
  edit(numbers, documents, changes.documents, gone_ids, unknown, edits.fresh.documents,
       edits.edits[index_of(RecordKind::kDocument)], gone_documents);

  Ids touched = gone_ids;
  for (const model::Entity& entity : changes.entities) touched.insert(entity.id);
  for (const std::string& id : touched) {
    for (const std::uint32_t number : base.states_of(id)) {
      edits.edits[index_of(RecordKind::kState)].push_back({number, VersionEdits::kNothing});
    }
    for (const std::uint32_t number : base.figures_of(id)) {
      edits.edits[index_of(RecordKind::kFigure)].push_back({number, VersionEdits::kNothing});
    }
  }
  edits.fresh.states = changes.states;
  edits.fresh.figures = changes.figures;
  edits.fresh.portfolio = changes.portfolio;
  out.unknown = unknown.size();
  out.gone.add(gone);
  out.come.add(edits.fresh);
  return out;
}

}  // namespace penumbra::publish
