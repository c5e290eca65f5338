// Feeds one list reader with anything. The reader is chosen at compile time (the macro PENUMBRA_FUZZ_READER), so that
// each has a corpus of its own; built without it, as for the replay of the seeds, by the environment variable of that
// name. Several files of one version are parted by a line "===FILE===".
//
// Beside "no crash, no hang, no leak": what a reader returns must be sound, and what it read must survive an export as
// FollowTheMoney JSON, which every dataset passes through somewhere.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/reader.h"
#include "model/ftm_json.h"

namespace {

using namespace penumbra;

constexpr std::string_view kParting = "\n===FILE===\n";

void require(bool holds) {
  if (!holds) std::abort();
}

const ingest::Reader* chosen_reader() {
#ifdef PENUMBRA_FUZZ_READER
  return ingest::find_reader(PENUMBRA_FUZZ_READER);
#else
  const char* const name = std::getenv("PENUMBRA_FUZZ_READER");
  return name == nullptr ? nullptr : ingest::find_reader(name);
#endif
}

// Puts the pieces of a version together.
class Collector : public ingest::ChunkSink {
 public:
  Status take(ingest::Chunk&& chunk) override {
    require(chunk.places.size() == chunk.dataset.entities.size());
    for (model::Entity& entity : chunk.dataset.entities) require(ids_.insert(entity.id).second);
    designations_ += chunk.dataset.designations.size();
    return {};
  }
  const std::unordered_set<std::string>& ids() const { return ids_; }
  std::size_t designations() const { return designations_; }

 private:
  std::unordered_set<std::string> ids_;
  std::size_t designations_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<ingest::InputFile> files;
  for (;;) {
    const std::size_t at = rest.find(kParting);
    files.push_back({"file" + std::to_string(files.size()), rest.substr(0, at)});
    if (at == std::string_view::npos || files.size() == 8) break;
    rest.remove_prefix(at + kParting.size());
  }
  const ingest::Reader* reader = chosen_reader();
  require(reader != nullptr);
  (void)reader->recognises(files);
  // detect() must give an answer or an error for anything.
  const auto found = ingest::detect(files);
  require(found.ok() || !found.error().message.empty());
  const auto outcome = reader->read(files, "fuzz");
  if (!outcome.ok()) {
    require(!outcome.error().message.empty());
    return 0;
  }
  require(outcome->counts.consistent());
  std::unordered_set<std::string_view> ids;
  for (const model::Entity& entity : outcome->dataset.entities) {
    require(!entity.id.empty());
    require(ids.insert(entity.id).second);
  }
  // In pieces of three records, the same.
  if (reader->reads_in_chunks(files)) {
    Collector collector;
    const auto pieces = reader->read_chunks(files, "fuzz", {3, std::uint64_t{1} << 20}, collector);
    require(pieces.ok());
    require(collector.ids().size() == outcome->dataset.entities.size());
    for (const model::Entity& entity : outcome->dataset.entities) require(collector.ids().contains(entity.id));
    require(collector.designations() == outcome->dataset.designations.size());
  }
  // Changes may name what the earlier version holds.
  if (outcome->delta.has_value()) return 0;
  for (const model::Designation& designation : outcome->dataset.designations) require(ids.contains(designation.entity));
  const std::string text = model::to_ftm_json(outcome->dataset);
  if (text.empty()) return 0;
  const std::vector<ingest::InputFile> exported = {{"export", text}};
  const auto again = ingest::find_reader("ftm-json")->read(exported, "fuzz");
  require(again.ok());
  require(again->dataset.entities.size() == outcome->dataset.entities.size());
  require(again->dataset.designations.size() == outcome->dataset.designations.size());
  return 0;
}
