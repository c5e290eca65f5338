// A version that differs from another one in a few records, made by editing the table of its runs: nothing of what
// stays is decoded or compared. encode_version() finds out by itself what stays; this is told.
#ifndef PENUMBRA_STORE_VERSION_EDIT_H_
#define PENUMBRA_STORE_VERSION_EDIT_H_

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "store/layering.h"
#include "store/record_kinds.h"
#include "store/version_facts.h"

namespace penumbra::store {

struct VersionEdits {
  static constexpr std::uint32_t kNothing = std::numeric_limits<std::uint32_t>::max();
  // A record of the earlier version goes; in its place comes record `by` of `fresh`, or nothing.
  struct Edit {
    std::uint32_t number = 0;
    std::uint32_t by = kNothing;

    bool operator==(const Edit&) const = default;
  };

  model::Dataset fresh;
  // By RecordKind; each number and each `by` once. Fresh records that no edit names are appended, in their order.
  std::array<std::vector<Edit>, kRecordKinds> edits;
};

// Version `number` of the source of `parent`: the parent with these edits. Opened over these files it decodes to
// exactly that. Takes time in proportion to the edits and to the runs of the parent. None when a version written anew
// would be the better one (layering.h). Errors: kInvalidArgument for edits that do not fit, those of encode_segment(),
// kIntegrity when a record of the parent cannot be read.
Result<std::optional<EncodedVersion>> encode_edits(const VersionEdits& edits, const VersionFacts& parent,
                                                   std::uint32_t number, const Layering& rules = {});

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VERSION_EDIT_H_
