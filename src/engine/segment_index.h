// The index of the names of one segment of the store, wherever it comes from.
#ifndef PENUMBRA_ENGINE_SEGMENT_INDEX_H_
#define PENUMBRA_ENGINE_SEGMENT_INDEX_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"
#include "engine/identifier_index.h"
#include "index/name_index.h"
#include "penumbra/result.h"
#include "store/store.h"

namespace penumbra::engine {

// What is looked up in one segment: the index of its names, over the mapped file of the store or, when that has none
// that this program can use, over bytes made from the segment; and that of its identifiers. Entities are numbered as in
// the segment. Versions and worlds that share the segment share this.
struct SegmentIndex {
  std::shared_ptr<const store::Segment> segment;
  std::shared_ptr<const base::MappedFile> mapped;
  std::unique_ptr<const std::string> made;  // pinned: the index points into it
  std::optional<index::NameIndex> names;
  IdentifierIndex identifiers;
  std::string problem;  // why the index had to be made; "" when it had not
};

// The index beside the segment; else, when another program made that one, the index that `penumbra reindex` kept; else
// one made now, with the reason in `problem`. kIntegrity, kIo when the segment itself cannot be read.
Result<std::shared_ptr<const SegmentIndex>> open_segment_index(const store::Store& store, std::string_view source,
                                                               const store::LayerRef& ref,
                                                               std::shared_ptr<const store::Segment> segment);

// The bytes of an index of the names of a segment. kIntegrity when a record cannot be read, kLimit as index::build().
// `threads`: 0 is as many as the machine has.
Result<std::string> make_segment_index(const store::Segment& segment, std::uint64_t subject, unsigned threads);

// Name among the files made anew (Store::renewed) of the index that this program makes of the segment with that
// checksum: "0123456789abcdef-fedcba9876543210.idx", the second part being index::analysis_fingerprint().
std::string renewed_index_file(std::uint64_t subject);

}  // namespace penumbra::engine

#endif  // PENUMBRA_ENGINE_SEGMENT_INDEX_H_
