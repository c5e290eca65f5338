#include "engine/segment_index.h"

#include <utility>
#include <vector>

#include "index/build.h"

namespace penumbra::engine {
namespace {

// Takes the index over if it is one of this segment that this program can use.
Status take(SegmentIndex& out, const std::shared_ptr<const base::MappedFile>& mapped, std::string_view file,
            std::uint64_t subject) {
  PENUMBRA_ASSIGN_OR_RETURN(index::NameIndex names,
                            index::NameIndex::open(mapped->bytes(), std::string(file), subject));
  if (names.entity_count() != out.segment->entity_count()) {
    return Error{ErrorCode::kIntegrity, "it is the index of another segment", {}, ""};
  }
  // A small one stays in the processor's caches.
  if (mapped->bytes().size() > index::NameIndex::kVerifiedAtOpen) mapped->prefer_large_pages();
  out.mapped = mapped;
  out.names.emplace(std::move(names));
  return {};
}

// No manifest holds the checksum of such a file, so all its own are compared, whatever its size.
bool take_renewed(SegmentIndex& out, const store::Store& store, std::uint64_t subject) {
  const std::string name = renewed_index_file(subject);
  const auto mapped = store.renewed(name);
  if (!mapped.ok() || !take(out, *mapped, store::renewed_path(name), subject).ok()) return false;
  if (mapped.value()->bytes().size() <= index::NameIndex::kVerifiedAtOpen || out.names->verify().ok()) return true;
  out.names.reset();
  out.mapped.reset();
  return false;
}

}  // namespace

std::string renewed_index_file(std::uint64_t subject) {
  return store::to_hex(subject) + "-" + store::to_hex(index::analysis_fingerprint()) + ".idx";
}

Result<std::string> make_segment_index(const store::Segment& segment, std::uint64_t subject, unsigned threads) {
  std::vector<model::Entity> entities;
  entities.reserve(segment.entity_count());
  for (std::uint32_t number = 0; number < segment.entity_count(); ++number) {
    PENUMBRA_ASSIGN_OR_RETURN(model::Entity entity, segment.entity(number));
    entities.push_back(std::move(entity));
  }
  return index::build(entities, subject, threads);
}

Result<std::shared_ptr<const SegmentIndex>> open_segment_index(const store::Store& store, std::string_view source,
                                                               const store::LayerRef& ref,
                                                               std::shared_ptr<const store::Segment> segment) {
  auto out = std::make_shared<SegmentIndex>();
  out->segment = std::move(segment);
  const auto mapped = store.layer_file(source, ref, index::kIndexFile);
  if (mapped.ok()) {
    const Status taken = take(*out, *mapped, index::kIndexFile, ref.checksum);
    if (taken.ok()) return std::shared_ptr<const SegmentIndex>(std::move(out));
    out->problem = "has an index that cannot be used: " + taken.error().message;
  } else if (mapped.error().code != ErrorCode::kNotFound) {
    out->problem = "has an index that cannot be read: " + mapped.error().message;
  } else {
    out->problem = "has no index of names";
  }
  if (take_renewed(*out, store, ref.checksum)) {
    out->problem.clear();
    return std::shared_ptr<const SegmentIndex>(std::move(out));
  }
  PENUMBRA_ASSIGN_OR_RETURN(std::string bytes, make_segment_index(*out->segment, ref.checksum, 0));
  out->made = std::make_unique<const std::string>(std::move(bytes));
  PENUMBRA_ASSIGN_OR_RETURN(index::NameIndex names,
                            index::NameIndex::open(*out->made, out->segment->file() + " (index)", ref.checksum));
  out->names.emplace(std::move(names));
  return std::shared_ptr<const SegmentIndex>(std::move(out));
}

}  // namespace penumbra::engine
