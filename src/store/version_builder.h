// A version that is too large to be in memory at once, from its pieces: its own segments, which are handed over one by
// one, and the table of layers that ties them together. encode_version() does the same for a dataset.
#ifndef PENUMBRA_STORE_VERSION_BUILDER_H_
#define PENUMBRA_STORE_VERSION_BUILDER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/facts.h"
#include "penumbra/result.h"
#include "store/layering.h"
#include "store/matching.h"
#include "store/version_facts.h"

namespace penumbra::store {

// How much goes into one segment of its own, of those records that the parent does not have.
struct SegmentLimits {
  std::uint64_t records = 250'000;  // of all kinds
  std::uint64_t bytes = std::uint64_t{256} << 20;
};

// One per version; not thread-safe, but its calls may come from one thread after another. After an error it is worth
// nothing.
class VersionBuilder {
 public:
  // Keeps an own segment: part 0, 1, ... with what it holds and its bytes.
  using Write = std::function<Status(std::uint32_t part, const model::Dataset& own, std::string&& segment)>;
  // The segment of a part that was written, opened again; only asked for when something is wrong with an id.
  using Open = std::function<Result<std::shared_ptr<const Segment>>(std::uint32_t part)>;

  // Version `number` of the source of `parent`, another version, with which it shares what is unchanged; nullptr:
  // nothing. The parent must outlive the builder.
  VersionBuilder(const VersionFacts* parent, std::uint32_t number, Write write, Open open, SegmentLimits limits = {},
                 Layering rules = {});

  // Before the first add(): looks through the parent.
  Status prepare();
  // The next records. `places` are those of the entities in the version, each once over all pieces; all other records
  // follow those of the pieces before. Errors: those of encode_segment() and of `write`; kIntegrity when a record of
  // the parent cannot be read.
  Status add(model::Dataset&& piece, std::span<const std::uint64_t> places);
  // Writes what is left. The bytes of kLayersFile; empty when the version is one segment that holds all of it in order.
  // kDuplicate when an entity or a designation id occurs twice, with the places of both; kLimit when the version has
  // more layers than a version may have.
  Result<std::string> finish();

  // After finish().
  bool has_entity(std::string_view id) const;
  // Parties named by designations, relationships, states or figures that the version does not have ("?" aside).
  std::uint64_t outside_references() const { return outside_; }
  std::uint32_t parts() const { return static_cast<std::uint32_t>(part_checksums_.size()); }
  const LayerTable& table() const { return table_; }

 private:
  // Consecutive records, at consecutive places of the version.
  struct Placed {
    std::uint64_t place = 0;
    std::uint32_t layer = 0;  // of the parent; from kFirstPart on parts of its own
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t stem = 0;
    std::int64_t lines = 0;
  };
  static constexpr std::uint32_t kFirstPart = 1U << 20;

  template <typename Kind>
  void place(const Placed& next);
  template <typename Kind>
  Status add_kind(std::vector<typename Kind::Record>& records, std::span<const std::uint64_t> places);
  template <typename Kind>
  Status fold_kind(const std::vector<bool>& keep);
  template <typename Kind>
  void own(typename Kind::Record&& record, std::uint64_t at);
  Status flush();
  Status flush_if_full();
  Status check_ids();
  template <typename Kind>
  Status refuse_twice(const std::vector<std::uint64_t>& sorted, std::string_view what) const;
  void note_ids(const model::Dataset& piece);
  std::uint32_t part() const { return kFirstPart + parts(); }

  const VersionFacts* parent_;
  std::uint32_t number_;
  Write write_;
  Open open_;
  SegmentLimits limits_;
  Layering rules_;
  Stems stems_;
  // One per kind, in the order of RecordKind; none without a parent.
  std::unique_ptr<std::tuple<Matcher<EntityKind>, Matcher<DesignationKind>, Matcher<RelationshipKind>,
                             Matcher<StateKind>, Matcher<DocumentKind>, Matcher<PortfolioKind>, Matcher<FigureKind>>>
      matchers_;
  std::array<Match, kRecordKinds> last_match_;
  model::Dataset own_;  // of the part that is being filled
  std::uint64_t own_bytes_ = 0;
  std::uint64_t own_records_ = 0;
  std::uint64_t all_own_ = 0;
  std::vector<std::uint64_t> used_;  // records by layer of the parent
  std::array<std::vector<Placed>, kRecordKinds> placed_;
  std::array<std::uint64_t, kRecordKinds> next_place_{};
  std::vector<std::uint64_t> part_checksums_;
  std::vector<std::uint64_t> entity_hashes_, designation_hashes_, reference_hashes_;
  std::uint64_t outside_ = 0;
  LayerTable table_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_VERSION_BUILDER_H_
