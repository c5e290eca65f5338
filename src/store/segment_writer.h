// model::Dataset → bytes of a dataset segment.
#ifndef PENUMBRA_STORE_SEGMENT_WRITER_H_
#define PENUMBRA_STORE_SEGMENT_WRITER_H_

#include <string>
#include <string_view>

#include "model/facts.h"
#include "penumbra/result.h"

namespace penumbra::store {

// The bytes of the segment that holds exactly this dataset, in its order; the same dataset always gives the same bytes.
// Errors: kInvalidArgument (an entity or designation without an id), kDuplicate (an id twice), kInvalidValue (a date
// outside the years 0001 to 9999, a share outside 0 to 100), kLimit (see docs/design/store.md). Each names the record.
Result<std::string> encode_segment(const model::Dataset& dataset);

// What encode_segment() checks first: kInvalidArgument, kDuplicate.
Status check_ids(const model::Dataset& dataset);

// kDuplicate for an id that two records have, with the places of both.
Error twice(std::string_view what, std::string_view id, std::string_view first, std::string_view second);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_SEGMENT_WRITER_H_
