#include "store/layers_file.h"

#include <limits>
#include <utility>

#include "store/container.h"
#include "store/place.h"
#include "store/varint.h"

namespace penumbra::store {
namespace {

constexpr std::uint32_t kLayersFormat = 1;
constexpr std::uint32_t kLayersSection = 1;
constexpr std::uint32_t kStemsSection = 2;
constexpr std::uint32_t kFirstRunsSection = 3;  // + RecordKind
constexpr std::uint64_t kMaxRecords = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxStems = 65'536;

// What the next run of a layer is written against.
struct Last {
  std::int64_t end = 0;
  std::int64_t lines = 0;
};

std::string encode_runs(const std::vector<Run>& runs, std::size_t layers) {
  std::string out;
  append_varint(out, runs.size());
  std::vector<Last> last(layers);
  for (const Run& run : runs) {
    Last& before = last[run.layer];
    append_varint(out, run.layer);
    append_varint(out, zigzag(std::int64_t{run.first} - before.end));
    append_varint(out, run.count);
    append_varint(out, run.stem);
    append_varint(out, zigzag(run.lines - before.lines));
    before = {std::int64_t{run.first} + run.count, run.lines};
  }
  return out;
}

bool decode_runs(std::string_view bytes, const LayerTable& table, std::vector<Run>& runs) {
  ByteReader in(bytes);
  const std::uint64_t count = in.varint();
  constexpr std::size_t kLeastBytes = 5;
  if (count > in.remaining() / kLeastBytes) return false;
  runs.reserve(static_cast<std::size_t>(count));
  std::vector<Last> last(table.layers.size());
  std::uint64_t records = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t layer = in.varint();
    const std::int64_t first_step = unzigzag(in.varint());
    const std::uint64_t length = in.varint();
    const std::uint64_t stem = in.varint();
    const std::int64_t lines_step = unzigzag(in.varint());
    if (in.failed() || layer >= table.layers.size() || stem > table.stems.size() || length == 0 ||
        length > kMaxRecords - records || lines_step > 2 * kMaxPlaceNumber || lines_step < -2 * kMaxPlaceNumber) {
      return false;
    }
    Last& before = last[static_cast<std::size_t>(layer)];
    constexpr auto kMax = static_cast<std::int64_t>(kMaxRecords);
    if (first_step > kMax || first_step < -kMax) return false;
    const std::int64_t first = before.end + first_step;
    const std::int64_t lines = before.lines + lines_step;
    if (first < 0 || first + static_cast<std::int64_t>(length) > kMax || lines > kMaxPlaceNumber ||
        lines < -kMaxPlaceNumber) {
      return false;
    }
    records += length;
    runs.push_back({static_cast<std::uint32_t>(layer), static_cast<std::uint32_t>(first),
                    static_cast<std::uint32_t>(length), static_cast<std::uint32_t>(stem), lines});
    before = {first + static_cast<std::int64_t>(length), lines};
  }
  return in.remaining() == 0;
}

}  // namespace

std::string encode_layers(const LayerTable& table) {
  std::string layers;
  append_varint(layers, table.layers.size());
  for (const LayerRef& layer : table.layers) {
    append_varint(layers, layer.version);
    append_varint(layers, layer.part);
    append_fixed(layers, layer.checksum);
  }
  std::string stems;
  append_varint(stems, table.stems.size());
  for (const std::string& stem : table.stems) {
    append_varint(stems, stem.size());
    stems += stem;
  }
  ContainerWriter writer(ContainerKind::kLayers, kLayersFormat);
  writer.add(kLayersSection, std::move(layers));
  writer.add(kStemsSection, std::move(stems));
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    writer.add(kFirstRunsSection + static_cast<std::uint32_t>(kind),
               encode_runs(table.runs[kind], table.layers.size()));
  }
  return std::move(writer).finish();
}

Result<LayerTable> decode_layers(std::string_view bytes, const std::string& file) {
  PENUMBRA_ASSIGN_OR_RETURN(const ContainerView view,
                            ContainerView::open(bytes, ContainerKind::kLayers, kLayersFormat, file));
  LayerTable table;
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view layers, view.section(kLayersSection));
  ByteReader in(layers);
  const std::uint64_t layer_count = in.varint();
  if (layer_count == 0 || layer_count > kMaxLayers) in.fail();
  for (std::uint64_t i = 0; i < layer_count && !in.failed(); ++i) {
    const std::uint64_t version = in.varint();
    const std::uint64_t part = in.varint();
    const std::string_view checksum = in.bytes(sizeof(std::uint64_t));
    if (version == 0 || version > kMaxRecords || part > kMaxLayers) in.fail();
    if (in.failed()) break;
    const LayerRef ref{static_cast<std::uint32_t>(version), static_cast<std::uint32_t>(part),
                       load_fixed<std::uint64_t>(checksum.data())};
    for (const LayerRef& other : table.layers) {
      if (other.version == ref.version && other.part == ref.part) in.fail();
    }
    table.layers.push_back(ref);
  }
  if (in.failed() || in.remaining() != 0) return damaged(file, "the list of layers cannot be read");

  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view stems, view.section(kStemsSection));
  ByteReader stem_reader(stems);
  const std::uint64_t stem_count = stem_reader.varint();
  if (stem_count > kMaxStems) stem_reader.fail();
  for (std::uint64_t i = 0; i < stem_count && !stem_reader.failed(); ++i) {
    table.stems.emplace_back(stem_reader.bytes(stem_reader.varint()));
  }
  if (stem_reader.failed() || stem_reader.remaining() != 0) {
    return damaged(file, "the list of places cannot be read");
  }
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    const std::uint32_t section = kFirstRunsSection + static_cast<std::uint32_t>(kind);
    PENUMBRA_ASSIGN_OR_RETURN(const std::string_view runs, view.section(section));
    if (!decode_runs(runs, table, table.runs[kind])) {
      return damaged(file, "the runs in section " + std::to_string(section) + " cannot be read");
    }
  }
  return table;
}

}  // namespace penumbra::store
