#include "store/segment.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "store/container.h"
#include "store/segment_format.h"

namespace penumbra::store {
namespace {

// Offsets must rise from 0 to the number of bytes that they cut.
bool rises(std::string_view offsets, std::size_t end) {
  if (offsets.size() < 4 || offsets.size() % 4 != 0) return false;
  std::uint32_t last = 0;
  if (load_fixed<std::uint32_t>(offsets.data()) != 0) return false;
  for (std::size_t at = 4; at < offsets.size(); at += 4) {
    const auto next = load_fixed<std::uint32_t>(&offsets[at]);
    if (next < last) return false;
    last = next;
  }
  return last == end;
}

}  // namespace

std::string_view Segment::Table::record(std::uint32_t number) const {
  assert(number < count);
  const auto begin = load_fixed<std::uint32_t>(&offsets[4 * std::size_t{number}]);
  const auto end = load_fixed<std::uint32_t>(&offsets[4 * std::size_t{number} + 4]);
  return records.substr(begin, end - begin);
}

Result<std::shared_ptr<const Segment>> Segment::open(const std::string& path) {
  PENUMBRA_ASSIGN_OR_RETURN(base::MappedFile mapped, base::MappedFile::open(path));
  std::shared_ptr<Segment> segment(new Segment);
  segment->mapped_ = std::move(mapped);
  segment->bytes_ = segment->mapped_.bytes();
  segment->file_ = path;
  return validate(std::move(segment));
}

Result<std::shared_ptr<const Segment>> Segment::from_bytes(std::string bytes, std::string name) {
  std::shared_ptr<Segment> segment(new Segment);
  segment->owned_ = std::move(bytes);
  segment->bytes_ = segment->owned_;
  segment->file_ = std::move(name);
  return validate(std::move(segment));
}

Status Segment::load_table(const ContainerView& view, std::uint32_t offsets, std::uint32_t records,
                           Table& table) const {
  PENUMBRA_ASSIGN_OR_RETURN(table.offsets, view.section(offsets));
  PENUMBRA_ASSIGN_OR_RETURN(table.records, view.section(records));
  if (!rises(table.offsets, table.records.size())) {
    return damaged(file_, "the offsets in section " + std::to_string(offsets) + " do not fit their records");
  }
  table.count = static_cast<std::uint32_t>(table.offsets.size() / 4 - 1);
  return {};
}

Status Segment::load_order(const ContainerView& view, std::uint32_t section, const Table& table, KeyField field,
                           Order& order) const {
  PENUMBRA_ASSIGN_OR_RETURN(order.numbers, view.section(section));
  order.field = field;
  bool fits = order.numbers.size() == 4 * std::size_t{table.count};
  for (std::uint32_t i = 0; fits && i < table.count; ++i) fits = order.at(i) < table.count;
  if (!fits) return damaged(file_, "the order in section " + std::to_string(section) + " does not fit its records");
  return {};
}

Result<std::shared_ptr<const Segment>> Segment::validate(std::shared_ptr<Segment> segment) {
  Segment& s = *segment;
  PENUMBRA_ASSIGN_OR_RETURN(
      const ContainerView view,
      ContainerView::open(s.bytes_, ContainerKind::kDataset, kSegmentFormat, s.file_, kOldestSegmentFormat));
  s.format_ = view.format();
  Table strings;
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kStringOffsets, kStringBytes, strings));
  s.strings_ = StringsView(strings.offsets, strings.records);
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kEntityOffsets, kEntityRecords, s.entities_));
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kDesignationOffsets, kDesignationRecords, s.designations_));
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kRelationshipOffsets, kRelationshipRecords, s.relationships_));
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kStateOffsets, kStateRecords, s.states_));
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kDocumentOffsets, kDocumentRecords, s.documents_));
  PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kPortfolioOffsets, kPortfolioRecords, s.portfolio_));
  PENUMBRA_RETURN_IF_ERROR(s.load_order(view, kEntityById, s.entities_, KeyField::kFirst, s.entity_by_id_));
  PENUMBRA_RETURN_IF_ERROR(
      s.load_order(view, kDesignationByEntity, s.designations_, KeyField::kSecond, s.designation_by_entity_));
  PENUMBRA_RETURN_IF_ERROR(
      s.load_order(view, kRelationshipByFrom, s.relationships_, KeyField::kSecond, s.relationship_by_from_));
  PENUMBRA_RETURN_IF_ERROR(
      s.load_order(view, kRelationshipByTo, s.relationships_, KeyField::kThird, s.relationship_by_to_));
  PENUMBRA_RETURN_IF_ERROR(s.load_order(view, kStateByEntity, s.states_, KeyField::kFirst, s.state_by_entity_));
  if (s.format_ >= kFiguresSinceFormat) {
    PENUMBRA_RETURN_IF_ERROR(s.load_table(view, kFigureOffsets, kFigureRecords, s.figures_));
    PENUMBRA_RETURN_IF_ERROR(s.load_order(view, kFigureByEntity, s.figures_, KeyField::kFirst, s.figure_by_entity_));
  }
  return std::shared_ptr<const Segment>(std::move(segment));
}

Error Segment::bad_record(std::string_view what, std::uint32_t number) const {
  return damaged(file_, "the record of " + std::string(what) + " " + std::to_string(number) + " cannot be read");
}

template <typename Record, typename Walk>
Result<Record> Segment::decode_record(const Table& table, std::uint32_t number, std::string_view what,
                                      Walk walk) const {
  Record record;
  Decoder decoder(table.record(number), strings_);
  walk(decoder, record);
  if (!decoder.sound()) return bad_record(what, number);
  return record;
}

Result<model::Entity> Segment::entity(std::uint32_t number) const {
  return decode_record<model::Entity>(entities_, number, "entity", [](auto& a, auto& e) { walk_entity(a, e); });
}

Result<model::Designation> Segment::designation(std::uint32_t number) const {
  return decode_record<model::Designation>(designations_, number, "designation",
                                           [](auto& a, auto& d) { walk_designation(a, d); });
}

Result<model::Relationship> Segment::relationship(std::uint32_t number) const {
  return decode_record<model::Relationship>(relationships_, number, "relationship",
                                            [](auto& a, auto& r) { walk_relationship(a, r); });
}

Result<model::StateInterval> Segment::state(std::uint32_t number) const {
  return decode_record<model::StateInterval>(states_, number, "state", [](auto& a, auto& s) { walk_state(a, s); });
}

Result<model::Figure> Segment::figure(std::uint32_t number) const {
  return decode_record<model::Figure>(figures_, number, "figure", [](auto& a, auto& f) { walk_figure(a, f); });
}

Result<model::SourceDocument> Segment::document(std::uint32_t number) const {
  return decode_record<model::SourceDocument>(documents_, number, "document",
                                              [this](auto& a, auto& d) { walk_document(a, d, format_); });
}

Result<model::PortfolioMember> Segment::portfolio_member(std::uint32_t number) const {
  return decode_record<model::PortfolioMember>(portfolio_, number, "portfolio member",
                                               [](auto& a, auto& m) { walk_member(a, m); });
}

std::string_view Segment::key(const Table& table, std::uint32_t number, KeyField field) const {
  Decoder decoder(table.record(number), strings_);
  std::string_view out = decoder.view();
  for (int skipped = 0; skipped < static_cast<int>(field); ++skipped) out = decoder.view();
  return decoder.failed() ? std::string_view() : out;
}

const Segment::Table* Segment::table_of(RecordKind kind) const {
  switch (kind) {
    case RecordKind::kEntity:
      return &entities_;
    case RecordKind::kDesignation:
      return &designations_;
    case RecordKind::kRelationship:
      return &relationships_;
    case RecordKind::kState:
      return &states_;
    case RecordKind::kDocument:
      return &documents_;
    case RecordKind::kPortfolio:
      return &portfolio_;
    case RecordKind::kFigure:
      break;
  }
  return &figures_;
}

std::uint32_t Segment::count(RecordKind kind) const {
  return table_of(kind)->count;
}

std::string_view Segment::subject(RecordKind kind, std::uint32_t number) const {
  if (kind == RecordKind::kDocument || kind == RecordKind::kPortfolio) return {};
  const bool second = kind == RecordKind::kDesignation || kind == RecordKind::kRelationship;
  return key(*table_of(kind), number, second ? KeyField::kSecond : KeyField::kFirst);
}

std::string_view Segment::record_id(RecordKind kind, std::uint32_t number) const {
  if (kind == RecordKind::kState || kind == RecordKind::kPortfolio || kind == RecordKind::kFigure) return {};
  return key(*table_of(kind), number, KeyField::kFirst);
}

std::string_view Segment::entity_id(std::uint32_t number) const {
  return key(entities_, number, KeyField::kFirst);
}

std::string_view Segment::entity_schema(std::uint32_t number) const {
  return key(entities_, number, KeyField::kSecond);
}

std::uint32_t Segment::entity_in_id_order(std::uint32_t i) const {
  assert(i < entities_.count);
  return entity_by_id_.at(i);
}

std::uint32_t Segment::lower_bound(const Table& table, const Order& order, std::string_view wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = table.count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (key(table, order.at(middle), order.field) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<std::uint32_t> Segment::equal_range(const Table& table, const Order& order, std::string_view wanted) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = lower_bound(table, order, wanted);
       i < table.count && key(table, order.at(i), order.field) == wanted; ++i) {
    out.push_back(order.at(i));
  }
  return out;
}

std::optional<std::uint32_t> Segment::find_entity(std::string_view id) const {
  const std::uint32_t at = lower_bound(entities_, entity_by_id_, id);
  if (at == entities_.count) return std::nullopt;
  const std::uint32_t number = entity_by_id_.at(at);
  if (entity_id(number) != id) return std::nullopt;
  return number;
}

std::vector<std::uint32_t> Segment::designations_of(std::string_view entity) const {
  return equal_range(designations_, designation_by_entity_, entity);
}

std::vector<std::uint32_t> Segment::relationships_from(std::string_view entity) const {
  return equal_range(relationships_, relationship_by_from_, entity);
}

std::vector<std::uint32_t> Segment::relationships_to(std::string_view entity) const {
  return equal_range(relationships_, relationship_by_to_, entity);
}

std::vector<std::uint32_t> Segment::states_of(std::string_view entity) const {
  return equal_range(states_, state_by_entity_, entity);
}

std::vector<std::uint32_t> Segment::figures_of(std::string_view entity) const {
  return equal_range(figures_, figure_by_entity_, entity);
}

std::vector<std::string_view> Segment::subjects() const {
  std::vector<std::string_view> out;
  out.reserve(entities_.count);
  for (std::uint32_t i = 0; i < entities_.count; ++i)
    out.push_back(key(entities_, entity_by_id_.at(i), KeyField::kFirst));
  const auto others = [&](const Table& table, const Order& order) {
    for (std::uint32_t i = 0; i < table.count; ++i) out.push_back(key(table, order.at(i), order.field));
  };
  others(designations_, designation_by_entity_);
  others(relationships_, relationship_by_from_);
  others(states_, state_by_entity_);
  others(figures_, figure_by_entity_);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<model::Dataset> Segment::decode() const {
  model::Dataset out;
  const auto all = [](std::uint32_t count, auto& items, auto get) -> Status {
    items.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      PENUMBRA_ASSIGN_OR_RETURN(auto item, get(i));
      items.push_back(std::move(item));
    }
    return {};
  };
  PENUMBRA_RETURN_IF_ERROR(all(entity_count(), out.entities, [this](auto i) { return entity(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(designation_count(), out.designations, [this](auto i) { return designation(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(relationship_count(), out.relationships, [this](auto i) { return relationship(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(state_count(), out.states, [this](auto i) { return state(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(document_count(), out.documents, [this](auto i) { return document(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(portfolio_count(), out.portfolio, [this](auto i) { return portfolio_member(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(figure_count(), out.figures, [this](auto i) { return figure(i); }));
  return out;
}

Status Segment::check_sorted(const Table& table, const Order& order, std::string_view what) const {
  for (std::uint32_t i = 1; i < table.count; ++i) {
    const std::uint32_t a = order.at(i - 1);
    const std::uint32_t b = order.at(i);
    const std::string_view key_a = key(table, a, order.field);
    const std::string_view key_b = key(table, b, order.field);
    // Strictly rising pairs also prove that every record occurs once.
    if (key_a > key_b || (key_a == key_b && a >= b)) {
      return damaged(file_, "the order of the " + std::string(what) + " is not sorted");
    }
  }
  return {};
}

Status Segment::verify() const {
  // One record at a time: the memory of a check must not depend on what the file claims to hold.
  const auto all = [](std::uint32_t count, auto get) -> Status {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (const auto item = get(i); !item.ok()) return item.error();
    }
    return {};
  };
  PENUMBRA_RETURN_IF_ERROR(all(entity_count(), [this](auto i) { return entity(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(designation_count(), [this](auto i) { return designation(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(relationship_count(), [this](auto i) { return relationship(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(state_count(), [this](auto i) { return state(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(document_count(), [this](auto i) { return document(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(portfolio_count(), [this](auto i) { return portfolio_member(i); }));
  PENUMBRA_RETURN_IF_ERROR(all(figure_count(), [this](auto i) { return figure(i); }));
  PENUMBRA_RETURN_IF_ERROR(check_sorted(entities_, entity_by_id_, "entities"));
  for (std::uint32_t i = 1; i < entities_.count; ++i) {
    if (entity_id(entity_by_id_.at(i)) == entity_id(entity_by_id_.at(i - 1))) {
      return damaged(file_, "an entity id occurs twice");
    }
  }
  PENUMBRA_RETURN_IF_ERROR(check_sorted(designations_, designation_by_entity_, "designations"));
  PENUMBRA_RETURN_IF_ERROR(check_sorted(relationships_, relationship_by_from_, "relationships by source"));
  PENUMBRA_RETURN_IF_ERROR(check_sorted(relationships_, relationship_by_to_, "relationships by target"));
  PENUMBRA_RETURN_IF_ERROR(check_sorted(states_, state_by_entity_, "states"));
  return check_sorted(figures_, figure_by_entity_, "figures");
}

}  // namespace penumbra::store
