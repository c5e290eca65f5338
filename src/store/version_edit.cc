#include "store/version_edit.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "store/matching.h"
#include "store/record_traits.h"
#include "store/segment_writer.h"

namespace penumbra::store {
namespace {

// The runs of one kind after the edits: those over layers of the parent, and between them single fresh records, whose
// number is `first`.
Result<std::vector<Run>> edited_runs(const VersionFacts& parent, RecordKind kind, std::vector<VersionEdits::Edit> edits,
                                     std::size_t fresh) {
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  std::vector<bool> placed(fresh);
  std::vector<Run> out;
  auto edit = edits.begin();
  std::uint32_t number = 0;
  for (const Run& run : parent.runs(kind)) {
    std::uint32_t taken = 0;  // of this run
    for (; edit != edits.end() && edit->number - number < run.count; ++edit) {
      const std::uint32_t at = edit->number - number;
      const bool known = edit->by == VersionEdits::kNothing || (edit->by < fresh && !placed[edit->by]);
      if (at < taken || !known) return Error{ErrorCode::kInvalidArgument, "the edits of a version do not fit", {}, ""};
      if (at > taken) out.push_back({run.layer, run.first + taken, at - taken, run.stem, run.lines});
      taken = at + 1;
      if (edit->by == VersionEdits::kNothing) continue;
      placed[edit->by] = true;
      out.push_back({kOwn, edit->by, 1, 0, 0});
    }
    if (taken < run.count) out.push_back({run.layer, run.first + taken, run.count - taken, run.stem, run.lines});
    number += run.count;
  }
  if (edit != edits.end())
    return Error{ErrorCode::kInvalidArgument, "an edit names a record that is not there", {}, ""};
  for (std::size_t i = 0; i < fresh; ++i) {
    if (!placed[i]) out.push_back({kOwn, static_cast<std::uint32_t>(i), 1, 0, 0});
  }
  return out;
}

}  // namespace

Result<std::optional<EncodedVersion>> encode_edits(const VersionEdits& edits, const VersionFacts& parent,
                                                   std::uint32_t number, const Layering& rules) {
  std::array<std::vector<Run>, kRecordKinds> runs;
  std::vector<std::uint64_t> used(parent.layers().size());
  std::uint64_t own_records = 0;
  std::uint64_t total = 0;
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    constexpr std::size_t kKind = index_of(Kind::kKind);
    PENUMBRA_ASSIGN_OR_RETURN(runs[kKind],
                              edited_runs(parent, Kind::kKind, edits.edits[kKind], Kind::of(edits.fresh).size()));
    for (const Run& run : runs[kKind]) {
      total += run.count;
      (run.layer == kOwn ? own_records : used[run.layer]) += run.count;
    }
    return {};
  }));
  const std::vector<bool> keep = layers_to_keep(used, own_records, rules);
  EncodedVersion out;
  LayerTable table;
  std::vector<std::uint32_t> numbers(keep.size(), kOwn);
  std::uint64_t bytes_named = 0;
  for (std::size_t layer = 0; layer < keep.size(); ++layer) {
    if (!keep[layer]) continue;
    numbers[layer] = static_cast<std::uint32_t>(table.layers.size());
    table.layers.push_back(parent.layers()[layer].ref);
    bytes_named += parent.layers()[layer].segment->bytes().size();
    out.shared_records += used[layer];
  }
  if (table.layers.empty() || out.shared_records * 2 < total || table.layers.size() >= kMaxLayers) {
    return std::optional<EncodedVersion>();
  }
  const auto own_layer = static_cast<std::uint32_t>(table.layers.size());
  table.stems = parent.stems();
  out.own.emplace();
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    auto& own = Kind::of(*out.own);
    std::vector<Run>& to = table.runs[index_of(Kind::kKind)];
    const auto add = [&to](const Run& next) {
      const bool continues = !to.empty() && to.back().layer == next.layer && to.back().stem == next.stem &&
                             to.back().lines == next.lines && to.back().first + to.back().count == next.first;
      if (continues) {
        to.back().count += next.count;
      } else {
        to.push_back(next);
      }
    };
    for (const Run& run : runs[index_of(Kind::kKind)]) {
      if (run.layer != kOwn && keep[run.layer]) {
        add({numbers[run.layer], run.first, run.count, run.stem, run.lines});
        continue;
      }
      add({own_layer, static_cast<std::uint32_t>(own.size()), run.count, 0, 0});
      if (run.layer == kOwn) {
        own.push_back(Kind::of(edits.fresh)[run.first]);
        continue;
      }
      const Segment& segment = *parent.layers()[run.layer].segment;
      for (std::uint32_t i = 0; i < run.count; ++i) {
        PENUMBRA_ASSIGN_OR_RETURN(auto record, Kind::get(segment, run.first + i));
        if constexpr (has_place(Kind::kKind)) {
          const std::string* stem = run.stem == 0 ? nullptr : &table.stems[run.stem - 1];
          if ((run.stem != 0 || run.lines != 0) && !move_place(record.evidence.record, stem, run.lines)) {
            return Error{
                ErrorCode::kIntegrity, "the place of a record of " + segment.file() + " cannot be moved", {}, ""};
          }
        }
        own.push_back(std::move(record));
      }
    }
    return {};
  }));
  PENUMBRA_RETURN_IF_ERROR(check_ids(*out.own));
  const bool has_own = !(*out.own == model::Dataset{});
  if (has_own) {
    PENUMBRA_ASSIGN_OR_RETURN(out.segment, encode_segment(*out.own));
    table.layers.push_back({number, 0, base::checksum64(out.segment)});
    bytes_named += out.segment.size();
  }
  out.layers = encode_layers(table);
  if (rules.least_bytes_per_byte > 0 && out.layers.size() * rules.least_bytes_per_byte > bytes_named) {
    return std::optional<EncodedVersion>();
  }
  return std::optional<EncodedVersion>(std::move(out));
}

}  // namespace penumbra::store
