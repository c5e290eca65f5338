// Three steps: match every record of the new dataset with one of the parent that says the same; choose the layers that
// are worth keeping; write down the runs.
#include "store/layering.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "store/matching.h"
#include "store/record_traits.h"
#include "store/segment_writer.h"

namespace penumbra::store {
namespace {

using Matches = std::array<std::vector<Match>, kRecordKinds>;

}  // namespace

std::vector<bool> layers_to_keep(const std::vector<std::uint64_t>& used, std::uint64_t own, const Layering& rules) {
  std::vector<std::size_t> by_size(used.size());
  std::iota(by_size.begin(), by_size.end(), std::size_t{0});
  std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) { return used[a] < used[b]; });
  const auto large = static_cast<std::size_t>(
      std::count_if(used.begin(), used.end(), [&](std::uint64_t records) { return records >= rules.large_layer; }));
  std::vector<bool> keep(used.size(), false);
  for (std::size_t i = 0; i < by_size.size(); ++i) {
    const std::uint64_t records = used[by_size[i]];
    // With this one and those still to come, and a segment of its own.
    const std::size_t layers = by_size.size() - i + 1;
    const bool too_many = records >= rules.large_layer ? layers > kMaxLayers / 2 : layers > rules.max_layers + large;
    if (records == 0 || records <= own || too_many) {
      own += records;
    } else {
      keep[by_size[i]] = true;
    }
  }
  return keep;
}

Result<EncodedVersion> encode_version(const model::Dataset& dataset, const VersionFacts* parent, std::uint32_t number,
                                      const Layering& rules) {
  const auto whole = [&]() -> Result<EncodedVersion> {
    EncodedVersion out;
    PENUMBRA_ASSIGN_OR_RETURN(out.segment, encode_segment(dataset));
    return out;
  };
  if (parent == nullptr) return whole();
  PENUMBRA_RETURN_IF_ERROR(check_ids(dataset));

  Stems stems;
  Matches matches;
  std::vector<std::uint64_t> used(parent->layers().size());
  std::uint64_t total = 0;
  std::uint64_t shared = 0;
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    Matcher<Kind> matcher(*parent, stems);
    if (Status prepared = matcher.prepare(); !prepared.ok()) return prepared;
    std::vector<Match>& found = matches[index_of(Kind::kKind)];
    found.reserve(Kind::of(dataset).size());
    for (const auto& record : Kind::of(dataset)) {
      PENUMBRA_ASSIGN_OR_RETURN(const Match match, matcher.partner_of(record, found.empty() ? Match{} : found.back()));
      found.push_back(match);
      ++total;
      if (match.layer == kOwn) continue;
      ++shared;
      ++used[match.layer];
    }
    return {};
  }));

  const std::vector<bool> keep = layers_to_keep(used, total - shared, rules);
  EncodedVersion out;
  LayerTable table;
  std::vector<std::uint32_t> layer_numbers(keep.size(), kOwn);
  std::uint64_t bytes_named = 0;
  for (std::size_t layer = 0; layer < keep.size(); ++layer) {
    if (!keep[layer]) continue;
    layer_numbers[layer] = static_cast<std::uint32_t>(table.layers.size());
    table.layers.push_back(parent->layers()[layer].ref);
    bytes_named += parent->layers()[layer].segment->bytes().size();
    out.shared_records += used[layer];
  }
  if (out.shared_records * 2 < total || table.layers.empty()) return whole();

  const auto own_layer = static_cast<std::uint32_t>(table.layers.size());
  out.own.emplace();
  std::array<std::uint32_t, kRecordKinds> own_records{};
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    const auto& records = Kind::of(dataset);
    auto& own = Kind::of(*out.own);
    std::vector<Run>& runs = table.runs[index_of(Kind::kKind)];
    for (std::size_t i = 0; i < records.size(); ++i) {
      const Match& match = matches[index_of(Kind::kKind)][i];
      Run next{own_layer, 0, 1, 0, 0};
      if (match.layer != kOwn && layer_numbers[match.layer] != kOwn) {
        next = {layer_numbers[match.layer], match.number, 1, match.stem, match.lines};
      } else {
        next.first = own_records[index_of(Kind::kKind)]++;
        own.push_back(records[i]);
      }
      const bool continues = !runs.empty() && runs.back().layer == next.layer && runs.back().stem == next.stem &&
                             runs.back().lines == next.lines && runs.back().first + runs.back().count == next.first;
      if (continues) {
        ++runs.back().count;
      } else {
        runs.push_back(next);
      }
    }
    return {};
  }));
  const bool has_own = std::any_of(own_records.begin(), own_records.end(), [](std::uint32_t n) { return n > 0; });
  if (has_own) {
    PENUMBRA_ASSIGN_OR_RETURN(out.segment, encode_segment(*out.own));
    table.layers.push_back({number, 0, base::checksum64(out.segment)});
    bytes_named += out.segment.size();
  }
  table.stems = stems.take();
  out.layers = encode_layers(table);
  if (rules.least_bytes_per_byte > 0 && out.layers.size() * rules.least_bytes_per_byte > bytes_named) return whole();
  return out;
}

}  // namespace penumbra::store
