// Section numbers of a dataset segment. Internal to the store. Layout: docs/design/store.md, "Dataset segment".
#ifndef PENUMBRA_STORE_SEGMENT_FORMAT_H_
#define PENUMBRA_STORE_SEGMENT_FORMAT_H_

#include <cstdint>

namespace penumbra::store {

// 2 since figures and story families; segments of format 1 have neither and are read as they are.
inline constexpr std::uint32_t kSegmentFormat = 2;
inline constexpr std::uint32_t kOldestSegmentFormat = 1;
inline constexpr std::uint32_t kFiguresSinceFormat = 2;

// Stored: never renumber.
enum SegmentSection : std::uint32_t {
  kStringOffsets = 1,
  kStringBytes = 2,
  kEntityOffsets = 4,
  kEntityRecords = 5,
  kEntityById = 6,
  kDesignationOffsets = 7,
  kDesignationRecords = 8,
  kDesignationByEntity = 9,
  kRelationshipOffsets = 10,
  kRelationshipRecords = 11,
  kRelationshipByFrom = 12,
  kRelationshipByTo = 13,
  kStateOffsets = 14,
  kStateRecords = 15,
  kStateByEntity = 16,
  kDocumentOffsets = 17,
  kDocumentRecords = 18,
  kPortfolioOffsets = 19,
  kPortfolioRecords = 20,
  kFigureOffsets = 21,
  kFigureRecords = 22,
  kFigureByEntity = 23,
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_SEGMENT_FORMAT_H_
