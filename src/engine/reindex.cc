#include "engine/reindex.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/segment_index.h"
#include "index/build.h"
#include "store/writer.h"

namespace penumbra::engine {
namespace {

// A segment of some version, told by its checksum, under which the index is looked for.
struct Layer {
  std::string source;
  store::LayerRef ref;
  std::shared_ptr<const store::Segment> segment;
};

Result<std::map<std::uint64_t, Layer>> layers_of(const store::Store& store) {
  std::map<std::uint64_t, Layer> out;
  for (const store::VersionInfo& version : store.manifest().versions) {
    PENUMBRA_ASSIGN_OR_RETURN(const auto facts, store.facts(version));
    for (const store::VersionFacts::Layer& layer : facts->layers()) {
      out.try_emplace(layer.ref.checksum, Layer{version.source, layer.ref, layer.segment});
    }
  }
  return out;
}

// Whether the index that came with the version serves this program.
bool serves(const store::Store& store, const Layer& layer) {
  const auto mapped = store.layer_file(layer.source, layer.ref, index::kIndexFile);
  return mapped.ok() &&
         index::NameIndex::open(mapped.value()->bytes(), std::string(index::kIndexFile), layer.ref.checksum).ok();
}

bool kept_already(const store::Store& store, const std::string& name, std::uint64_t subject) {
  const auto mapped = store.renewed(name);
  if (!mapped.ok()) return false;
  const auto names = index::NameIndex::open(mapped.value()->bytes(), store::renewed_path(name), subject);
  return names.ok() && names->verify().ok();
}

}  // namespace

Result<ReindexOutcome> reindex(const ReindexRequest& request) {
  // Opened first: a writer would make a store where there is none.
  if (const auto there = store::Store::open(request.store); !there.ok()) return there.error();
  PENUMBRA_ASSIGN_OR_RETURN(store::StoreWriter writer, store::StoreWriter::open(request.store, *request.file_system));
  PENUMBRA_ASSIGN_OR_RETURN(const std::shared_ptr<const store::Store> store, store::Store::open(request.store));
  PENUMBRA_ASSIGN_OR_RETURN(const auto layers, layers_of(*store));
  ReindexOutcome outcome;
  std::vector<std::string> kept;
  std::size_t done = 0;
  for (const auto& [checksum, layer] : layers) {
    const std::string name = renewed_index_file(checksum);
    if (serves(*store, layer)) {
      ++outcome.usable;
    } else if (kept_already(*store, name, checksum)) {
      ++outcome.usable;
      kept.push_back(name);
    } else {
      PENUMBRA_ASSIGN_OR_RETURN(const std::string bytes, make_segment_index(*layer.segment, checksum, request.threads));
      PENUMBRA_RETURN_IF_ERROR(writer.renew(name, bytes));
      ++outcome.made;
      outcome.bytes += bytes.size();
      kept.push_back(name);
    }
    if (request.progress) request.progress(++done, layers.size());
  }
  PENUMBRA_ASSIGN_OR_RETURN(outcome.removed, writer.drop_renewed(kept));
  if (!kept.empty() || outcome.removed > 0) PENUMBRA_RETURN_IF_ERROR(writer.record_renewed());
  return outcome;
}

}  // namespace penumbra::engine
