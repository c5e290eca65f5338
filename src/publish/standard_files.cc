// The files beside the segment that this program's upper modules ask for.
#include "index/build.h"
#include "publish/import.h"

namespace penumbra::publish {

std::vector<ExtraFile> standard_files() {
  constexpr unsigned kAllCores = 0;
  return {{std::string(index::kIndexFile), [](const model::Dataset& dataset, std::uint64_t segment_checksum) {
             return index::build(dataset.entities, segment_checksum, kAllCores);
           }}};
}

}  // namespace penumbra::publish
