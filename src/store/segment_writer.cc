// One pass per record kind encodes the records and numbers their strings; sorting record numbers by key gives the
// lookup orders. Strings are numbered by first use, which puts the few frequent ones (schemata, property names, lists)
// among the short varints; ordering all by frequency was not worth a second pass.
#include "store/segment_writer.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "store/container.h"
#include "store/record_codec.h"
#include "store/segment_format.h"

namespace penumbra::store {
namespace {

constexpr std::uint64_t kMaxU32 = std::numeric_limits<std::uint32_t>::max();

Error refused(ErrorCode code, std::string message, std::string fix) {
  return Error{code, std::move(message), {}, std::move(fix)};
}

Error too_large(std::string_view what) {
  return refused(ErrorCode::kLimit, "the " + std::string(what) + " exceed the limit of one segment (4 GiB)",
                 "Import the source in parts, under several source names");
}

// Offsets and records of one kind.
struct Table {
  std::string offsets;
  std::string records;
};

template <typename Record, typename Walk, typename Name>
Result<Table> encode_table(const std::vector<Record>& items, StringTable& strings, std::string_view what, Walk walk,
                           Name name) {
  Table table;
  if (items.size() >= kMaxU32) return too_large(what);
  table.offsets.reserve(4 * (items.size() + 1));
  append_fixed<std::uint32_t>(table.offsets, 0);
  for (const Record& item : items) {
    Encoder encoder(table.records, strings);
    walk(encoder, item);
    if (!encoder.problem().empty()) {
      return refused(ErrorCode::kInvalidValue,
                     std::string(what) + ": \"" + std::string(name(item)) + "\" cannot be stored: " + encoder.problem(),
                     "Correct the record in the source");
    }
    if (table.records.size() > kMaxU32) return too_large(what);
    append_fixed(table.offsets, static_cast<std::uint32_t>(table.records.size()));
  }
  return table;
}

// Record numbers sorted by (key, number).
template <typename Record, typename Key>
std::vector<std::uint32_t> sorted_by(const std::vector<Record>& items, Key key) {
  std::vector<std::uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::string_view ka = key(items[a]);
    const std::string_view kb = key(items[b]);
    return ka != kb ? ka < kb : a < b;
  });
  return order;
}

std::string as_bytes(const std::vector<std::uint32_t>& numbers) {
  std::string out;
  out.reserve(4 * numbers.size());
  for (const std::uint32_t number : numbers) append_fixed(out, number);
  return out;
}

}  // namespace

Error twice(std::string_view what, std::string_view id, std::string_view first, std::string_view second) {
  return refused(
      ErrorCode::kDuplicate,
      "the id \"" + std::string(id) + "\" occurs twice among the " + std::string(what) +
          (first.empty() && second.empty() ? std::string()
                                           : ": at " + std::string(first) + " and at " + std::string(second)),
      "Merge the two records, or give them different ids");
}

namespace {

template <typename Record>
Status unique_ids(const std::vector<Record>& items, const std::vector<std::uint32_t>& by_id, std::string_view what) {
  for (std::size_t i = 0; i < by_id.size(); ++i) {
    const std::string& id = items[by_id[i]].id;
    if (id.empty()) {
      return refused(ErrorCode::kInvalidArgument, "one of the " + std::string(what) + " has no id",
                     "Give every record the identifier of its source");
    }
    if (i > 0 && id == items[by_id[i - 1]].id) {
      return twice(what, id, items[by_id[i - 1]].evidence.record, items[by_id[i]].evidence.record);
    }
  }
  return {};
}

}  // namespace

Status check_ids(const model::Dataset& dataset) {
  const auto id_of = [](const auto& item) -> std::string_view { return item.id; };
  PENUMBRA_RETURN_IF_ERROR(unique_ids(dataset.entities, sorted_by(dataset.entities, id_of), "entities"));
  return unique_ids(dataset.designations, sorted_by(dataset.designations, id_of), "designations");
}

Result<std::string> encode_segment(const model::Dataset& dataset) {
  const auto id_of = [](const auto& item) -> std::string_view { return item.id; };
  const auto entity_of = [](const auto& item) -> std::string_view { return item.entity; };
  const std::vector<std::uint32_t> by_id = sorted_by(dataset.entities, id_of);
  PENUMBRA_RETURN_IF_ERROR(unique_ids(dataset.entities, by_id, "entities"));
  PENUMBRA_RETURN_IF_ERROR(unique_ids(dataset.designations, sorted_by(dataset.designations, id_of), "designations"));

  StringTable strings;
  PENUMBRA_ASSIGN_OR_RETURN(
      Table entities,
      encode_table(dataset.entities, strings, "entities", [](auto& a, const auto& e) { walk_entity(a, e); }, id_of));
  PENUMBRA_ASSIGN_OR_RETURN(Table designations, encode_table(
                                                    dataset.designations, strings, "designations",
                                                    [](auto& a, const auto& d) { walk_designation(a, d); }, id_of));
  PENUMBRA_ASSIGN_OR_RETURN(
      Table relationships,
      encode_table(
          dataset.relationships, strings, "relationships", [](auto& a, const auto& r) { walk_relationship(a, r); },
          [](const model::Relationship& r) { return r.from + " " + r.kind + " " + r.to; }));
  PENUMBRA_ASSIGN_OR_RETURN(
      Table states,
      encode_table(dataset.states, strings, "states", [](auto& a, const auto& s) { walk_state(a, s); }, entity_of));
  PENUMBRA_ASSIGN_OR_RETURN(Table documents,
                            encode_table(
                                dataset.documents, strings, "documents",
                                [](auto& a, const auto& d) { walk_document(a, d, kSegmentFormat); }, id_of));
  PENUMBRA_ASSIGN_OR_RETURN(Table portfolio, encode_table(
                                                 dataset.portfolio, strings, "portfolio members",
                                                 [](auto& a, const auto& m) { walk_member(a, m); }, entity_of));
  PENUMBRA_ASSIGN_OR_RETURN(
      Table figures,
      encode_table(dataset.figures, strings, "figures", [](auto& a, const auto& f) { walk_figure(a, f); }, entity_of));
  if (strings.bytes() > kMaxU32 || strings.strings().size() >= kMaxU32) return too_large("texts");

  std::string string_offsets;
  std::string string_bytes;
  string_offsets.reserve(4 * (strings.strings().size() + 1));
  string_bytes.reserve(static_cast<std::size_t>(strings.bytes()));
  append_fixed<std::uint32_t>(string_offsets, 0);
  for (const std::string_view text : strings.strings()) {
    string_bytes += text;
    append_fixed(string_offsets, static_cast<std::uint32_t>(string_bytes.size()));
  }

  ContainerWriter out(ContainerKind::kDataset, kSegmentFormat);
  out.add(kStringOffsets, std::move(string_offsets));
  out.add(kStringBytes, std::move(string_bytes));
  out.add(kEntityOffsets, std::move(entities.offsets));
  out.add(kEntityRecords, std::move(entities.records));
  out.add(kEntityById, as_bytes(by_id));
  out.add(kDesignationOffsets, std::move(designations.offsets));
  out.add(kDesignationRecords, std::move(designations.records));
  out.add(kDesignationByEntity, as_bytes(sorted_by(dataset.designations, entity_of)));
  out.add(kRelationshipOffsets, std::move(relationships.offsets));
  out.add(kRelationshipRecords, std::move(relationships.records));
  out.add(kRelationshipByFrom,
          as_bytes(sorted_by(dataset.relationships, [](const auto& r) -> std::string_view { return r.from; })));
  out.add(kRelationshipByTo,
          as_bytes(sorted_by(dataset.relationships, [](const auto& r) -> std::string_view { return r.to; })));
  out.add(kStateOffsets, std::move(states.offsets));
  out.add(kStateRecords, std::move(states.records));
  out.add(kStateByEntity, as_bytes(sorted_by(dataset.states, entity_of)));
  out.add(kDocumentOffsets, std::move(documents.offsets));
  out.add(kDocumentRecords, std::move(documents.records));
  out.add(kPortfolioOffsets, std::move(portfolio.offsets));
  out.add(kPortfolioRecords, std::move(portfolio.records));
  out.add(kFigureOffsets, std::move(figures.offsets));
  out.add(kFigureRecords, std::move(figures.records));
  out.add(kFigureByEntity, as_bytes(sorted_by(dataset.figures, entity_of)));
  return std::move(out).finish();
}

}  // namespace penumbra::store
