// Arbitrary bytes as files of a store. The first byte chooses the file; for containers, the checksums are then made
// right again, so that the fuzzer reaches what lies behind them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "store/container.h"
#include "store/findings_file.h"
#include "store/layers_file.h"
#include "store/manifest.h"
#include "store/segment.h"
#include "store/segment_format.h"
#include "store/segment_writer.h"
#include "store/version_facts.h"

namespace {

using penumbra::store::ContainerKind;

// Cuts the input into sections (id, 16-bit length, bytes) and packs them as a sound container.
std::string packed(std::string_view input, ContainerKind kind) {
  penumbra::store::ContainerWriter writer(kind, 1);
  std::uint32_t last = 0;
  while (input.size() >= 3) {
    const std::uint32_t id = last + 1 + static_cast<unsigned char>(input[0]) % 3;
    const std::size_t wanted =
        static_cast<unsigned char>(input[1]) + std::size_t{256} * static_cast<unsigned char>(input[2]);
    input.remove_prefix(3);
    const std::string_view bytes = input.substr(0, wanted);
    input.remove_prefix(bytes.size());
    if (id > 200) break;
    writer.add(id, std::string(bytes));
    last = id;
  }
  return std::move(writer).finish();
}

void use(const penumbra::Result<std::shared_ptr<const penumbra::store::Segment>>& opened) {
  if (!opened.ok()) return;
  const penumbra::store::Segment& segment = **opened;
  const bool whole = segment.verify().ok();
  for (const std::string_view id : segment.subjects()) {
    static_cast<void>(segment.find_entity(id));
    static_cast<void>(segment.designations_of(id));
    static_cast<void>(segment.relationships_from(id));
    static_cast<void>(segment.relationships_to(id));
    static_cast<void>(segment.states_of(id));
  }
  if (!whole || segment.bytes().size() > 4096) return;
  // What verifies can be decoded, and written again if its ids are fit; it then reads back the same.
  const auto dataset = segment.decode();
  if (!dataset.ok()) std::abort();
  const auto bytes = penumbra::store::encode_segment(*dataset);
  if (!bytes.ok()) return;
  const auto again = penumbra::store::Segment::from_bytes(*bytes, "again");
  if (!again.ok() || !((*again)->decode().value() == *dataset)) std::abort();
}

// A table of runs over two small segments.
void use_layers(const penumbra::Result<penumbra::store::LayerTable>& table) {
  using namespace penumbra::store;
  if (!table.ok()) return;
  if (!(decode_layers(encode_layers(*table), "again").value() == *table)) std::abort();
  static const auto made = [](const char* first, const char* second) {
    penumbra::model::Dataset dataset;
    for (const char* id : {first, second}) {
      dataset.entities.emplace_back().id = id;
      dataset.entities.back().evidence.record = "list.csv:7";
      dataset.designations.emplace_back().id = id;
      dataset.designations.back().entity = id;
    }
    return Segment::from_bytes(encode_segment(dataset).value(), "layer").value();
  };
  static const std::vector<std::shared_ptr<const Segment>> kLayers{made("a", "b"), made("b", "c")};
  const auto facts = VersionFacts::layered(*table, kLayers, "fuzz");
  if (!facts.ok()) return;
  const bool whole = (*facts)->verify().ok();
  for (const std::string_view id : (*facts)->subjects()) {
    static_cast<void>((*facts)->find_entity(id));
    static_cast<void>((*facts)->designations_of(id));
  }
  static_cast<void>((*facts)->subjects_unlike(*VersionFacts::whole(kLayers[1])));
  if (whole && !(*facts)->decode().ok()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  using namespace penumbra::store;
  switch (data[0] % 8) {
    case 0:
      use(Segment::from_bytes(std::string(input), "fuzz"));
      break;
    case 1:
      use(Segment::from_bytes(packed(input, ContainerKind::kDataset), "fuzz"));
      break;
    case 2:
      static_cast<void>(decode_findings(input, "fuzz").ok());
      break;
    case 3:
      static_cast<void>(decode_findings(packed(input, ContainerKind::kFindings), "fuzz").ok());
      break;
    case 4: {
      std::string text(input);
      text += "checksum " + to_hex(penumbra::base::checksum64(text)) + "\n";
      const auto manifest = parse_manifest(text, "fuzz");
      if (manifest.ok() && !(parse_manifest(encode_manifest(*manifest), "again").value() == *manifest)) std::abort();
      break;
    }
    case 6:
      use_layers(decode_layers(input, "fuzz"));
      break;
    case 7:
      use_layers(decode_layers(packed(input, ContainerKind::kLayers), "fuzz"));
      break;
    default:
      static_cast<void>(parse_current(input, "fuzz").ok());
  }
  return 0;
}
