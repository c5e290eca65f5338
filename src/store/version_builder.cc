// Every record of the version gets a place in a list of runs: over a layer of the parent where it says the same, else
// over the part that is being filled. What is decided only at the end (which layers are worth keeping) is mended there:
// the records of a layer that goes are copied into parts of their own and their runs renamed. Ids are compared over the
// whole version by their hashes, eight bytes each.
#include "store/version_builder.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "store/segment_writer.h"

namespace penumbra::store {
namespace {

// What an entity or a value takes in memory beside its texts, and any other record with them.
constexpr std::uint64_t kEntityBytes = 300;
constexpr std::uint64_t kValueBytes = 100;
constexpr std::uint64_t kRecordBytes = 800;

std::uint64_t memory_of(const model::Entity& entity) {
  std::uint64_t bytes = kEntityBytes + entity.id.size() + entity.evidence.record.size();
  for (const model::Value& value : entity.values) bytes += kValueBytes + value.text.size();
  return bytes;
}
template <typename Record>
std::uint64_t memory_of(const Record& record) {
  static_cast<void>(record);
  return kRecordBytes;
}

void sort_unique(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace

VersionBuilder::VersionBuilder(const VersionFacts* parent, std::uint32_t number, Write write, Open open,
                               SegmentLimits limits, Layering rules)
    : parent_(parent),
      number_(number),
      write_(std::move(write)),
      open_(std::move(open)),
      limits_(limits),
      rules_(rules) {
  if (parent_ == nullptr) return;
  using All = std::remove_reference_t<decltype(*matchers_)>;
  matchers_ = std::make_unique<All>(Matcher<EntityKind>(*parent_, stems_), Matcher<DesignationKind>(*parent_, stems_),
                                    Matcher<RelationshipKind>(*parent_, stems_), Matcher<StateKind>(*parent_, stems_),
                                    Matcher<DocumentKind>(*parent_, stems_), Matcher<PortfolioKind>(*parent_, stems_),
                                    Matcher<FigureKind>(*parent_, stems_));
  used_.resize(parent_->layers().size());
}

Status VersionBuilder::prepare() {
  if (parent_ == nullptr) return {};
  return for_each_kind([&]<typename Kind>(Kind) -> Status { return std::get<Matcher<Kind>>(*matchers_).prepare(); });
}

template <typename Kind>
void VersionBuilder::place(const Placed& next) {
  std::vector<Placed>& runs = placed_[index_of(Kind::kKind)];
  if (!runs.empty()) {
    Placed& last = runs.back();
    if (last.layer == next.layer && last.stem == next.stem && last.lines == next.lines &&
        last.first + last.count == next.first && last.place + last.count == next.place) {
      last.count += next.count;
      return;
    }
  }
  runs.push_back(next);
}

template <typename Kind>
void VersionBuilder::own(typename Kind::Record&& record, std::uint64_t at) {
  auto& records = Kind::of(own_);
  place<Kind>({at, part(), static_cast<std::uint32_t>(records.size()), 1, 0, 0});
  own_bytes_ += memory_of(record);
  ++own_records_;
  records.push_back(std::move(record));
}

template <typename Kind>
Status VersionBuilder::add_kind(std::vector<typename Kind::Record>& records, std::span<const std::uint64_t> places) {
  std::uint64_t& next = next_place_[index_of(Kind::kKind)];
  Match& last = last_match_[index_of(Kind::kKind)];
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::uint64_t at = places.empty() ? next++ : places[i];
    if (parent_ != nullptr) {
      PENUMBRA_ASSIGN_OR_RETURN(last, std::get<Matcher<Kind>>(*matchers_).partner_of(records[i], last));
      if (last.layer != kOwn) {
        ++used_[last.layer];
        place<Kind>({at, last.layer, last.number, 1, last.stem, last.lines});
        continue;
      }
    }
    ++all_own_;
    own<Kind>(std::move(records[i]), at);
  }
  return {};
}

void VersionBuilder::note_ids(const model::Dataset& piece) {
  for (const model::Entity& entity : piece.entities) entity_hashes_.push_back(base::checksum64(entity.id));
  std::vector<std::uint64_t> references;
  const auto refer = [&references](const std::string& id) {
    if (id != "?" && !id.empty()) references.push_back(base::checksum64(id));
  };
  for (const model::Designation& designation : piece.designations) {
    designation_hashes_.push_back(base::checksum64(designation.id));
    refer(designation.entity);
  }
  for (const model::Relationship& relationship : piece.relationships) {
    refer(relationship.from);
    refer(relationship.to);
  }
  for (const model::StateInterval& state : piece.states) refer(state.entity);
  for (const model::Figure& figure : piece.figures) refer(figure.entity);
  sort_unique(references);
  reference_hashes_.insert(reference_hashes_.end(), references.begin(), references.end());
}

Status VersionBuilder::add(model::Dataset&& piece, std::span<const std::uint64_t> places) {
  note_ids(piece);
  const bool whole_piece = parent_ == nullptr && own_records_ == 0;
  PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status {
    constexpr bool kEntities = Kind::kKind == RecordKind::kEntity;
    return add_kind<Kind>(Kind::of(piece), kEntities ? places : std::span<const std::uint64_t>());
  }));
  piece = {};
  if (parent_ != nullptr) {
    for (const VersionFacts::Layer& layer : parent_->layers()) layer.segment->drop();
  }
  // Pieces come as large as a segment is to be: what is left over of one is not carried into the next.
  return whole_piece ? flush() : flush_if_full();
}

Status VersionBuilder::flush_if_full() {
  return own_records_ >= limits_.records || own_bytes_ >= limits_.bytes ? flush() : Status();
}

Status VersionBuilder::flush() {
  if (own_records_ == 0) return {};
  if (parts() >= kMaxLayers) {
    return Error{ErrorCode::kLimit,
                 "the list needs more than " + std::to_string(kMaxLayers) + " segments",
                 {},
                 "Import it in parts, under several source names"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(std::string segment, encode_segment(own_));
  const std::uint32_t part = parts();
  part_checksums_.push_back(base::checksum64(segment));
  const model::Dataset written = std::exchange(own_, {});
  own_bytes_ = 0;
  own_records_ = 0;
  return write_(part, written, std::move(segment));
}

// Copies the records of layers that are not kept.
template <typename Kind>
Status VersionBuilder::fold_kind(const std::vector<bool>& keep) {
  std::vector<Placed> before = std::exchange(placed_[index_of(Kind::kKind)], {});
  for (const Placed& run : before) {
    if (run.layer >= kFirstPart || keep[run.layer]) {
      placed_[index_of(Kind::kKind)].push_back(run);
      continue;
    }
    const Segment& segment = *parent_->layers()[run.layer].segment;
    for (std::uint32_t i = 0; i < run.count; ++i) {
      PENUMBRA_ASSIGN_OR_RETURN(auto record, Kind::get(segment, run.first + i));
      if constexpr (has_place(Kind::kKind)) {
        const std::string* stem = run.stem == 0 ? nullptr : &stems_.text(run.stem);
        if ((run.stem != 0 || run.lines != 0) && !move_place(record.evidence.record, stem, run.lines)) {
          return Error{
              ErrorCode::kIntegrity, "the place of a record of " + segment.file() + " cannot be moved", {}, ""};
        }
      }
      own<Kind>(std::move(record), run.place + i);
      PENUMBRA_RETURN_IF_ERROR(flush_if_full());
    }
  }
  return {};
}

// One walk over the version for all hashes that occur twice: two ids may have one hash.
template <typename Kind>
Status VersionBuilder::refuse_twice(const std::vector<std::uint64_t>& sorted, std::string_view what) const {
  std::unordered_set<std::uint64_t> doubled;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i] == sorted[i - 1]) doubled.insert(sorted[i]);
  }
  if (doubled.empty()) return {};
  std::unordered_map<std::string, std::string> seen;
  for (const Placed& run : placed_[index_of(Kind::kKind)]) {
    std::shared_ptr<const Segment> segment;
    if (run.layer >= kFirstPart) {
      PENUMBRA_ASSIGN_OR_RETURN(segment, open_(run.layer - kFirstPart));
    } else {
      segment = parent_->layers()[run.layer].segment;
    }
    for (std::uint32_t i = 0; i < run.count; ++i) {
      const std::string_view id = segment->record_id(Kind::kKind, run.first + i);
      if (!doubled.contains(base::checksum64(id))) continue;
      PENUMBRA_ASSIGN_OR_RETURN(auto record, Kind::get(*segment, run.first + i));
      const std::string* stem = run.stem == 0 ? nullptr : &stems_.text(run.stem);
      static_cast<void>(move_place(record.evidence.record, stem, run.lines));
      const auto [it, fresh] = seen.try_emplace(record.id, record.evidence.record);
      if (!fresh) return twice(what, record.id, it->second, record.evidence.record);
    }
  }
  return {};
}

Status VersionBuilder::check_ids() {
  std::sort(entity_hashes_.begin(), entity_hashes_.end());
  std::sort(designation_hashes_.begin(), designation_hashes_.end());
  PENUMBRA_RETURN_IF_ERROR(refuse_twice<EntityKind>(entity_hashes_, "entities"));
  PENUMBRA_RETURN_IF_ERROR(refuse_twice<DesignationKind>(designation_hashes_, "designations"));
  designation_hashes_ = {};
  sort_unique(reference_hashes_);
  auto known = entity_hashes_.begin();
  for (const std::uint64_t hash : reference_hashes_) {
    known = std::lower_bound(known, entity_hashes_.end(), hash);
    outside_ += known == entity_hashes_.end() || *known != hash ? 1U : 0U;
  }
  reference_hashes_ = {};
  return {};
}

bool VersionBuilder::has_entity(std::string_view id) const {
  return std::binary_search(entity_hashes_.begin(), entity_hashes_.end(), base::checksum64(id));
}

Result<std::string> VersionBuilder::finish() {
  std::vector<bool> keep;
  if (parent_ != nullptr) {
    keep = layers_to_keep(used_, all_own_, rules_);
    PENUMBRA_RETURN_IF_ERROR(for_each_kind([&]<typename Kind>(Kind) -> Status { return fold_kind<Kind>(keep); }));
  }
  PENUMBRA_RETURN_IF_ERROR(flush());
  PENUMBRA_RETURN_IF_ERROR(check_ids());

  std::vector<std::uint32_t> numbers(keep.size(), kOwn);
  for (std::size_t layer = 0; layer < keep.size(); ++layer) {
    if (!keep[layer]) continue;
    numbers[layer] = static_cast<std::uint32_t>(table_.layers.size());
    table_.layers.push_back(parent_->layers()[layer].ref);
  }
  const auto first_part = static_cast<std::uint32_t>(table_.layers.size());
  for (std::uint32_t part = 0; part < parts(); ++part) table_.layers.push_back({number_, part, part_checksums_[part]});
  if (table_.layers.size() > kMaxLayers || table_.layers.empty()) {
    return Error{table_.layers.empty() ? ErrorCode::kEmpty : ErrorCode::kLimit,
                 table_.layers.empty() ? "the files hold no record"
                                       : "the version needs more than " + std::to_string(kMaxLayers) + " layers",
                 {},
                 "Import the list in parts, under several source names"};
  }
  bool one_run_each = true;
  for (std::size_t kind = 0; kind < kRecordKinds; ++kind) {
    std::vector<Placed>& placed = placed_[kind];
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
    std::vector<Run>& runs = table_.runs[kind];
    for (const Placed& one : placed) {
      const std::uint32_t layer = one.layer >= kFirstPart ? first_part + (one.layer - kFirstPart) : numbers[one.layer];
      const Run next{layer, one.first, one.count, one.stem, one.lines};
      const bool continues = !runs.empty() && runs.back().layer == layer && runs.back().stem == next.stem &&
                             runs.back().lines == next.lines && runs.back().first + runs.back().count == next.first;
      if (continues) {
        runs.back().count += next.count;
      } else {
        runs.push_back(next);
      }
    }
    one_run_each = one_run_each && (runs.empty() || (runs.size() == 1 && runs.front().first == 0));
    placed = {};
  }
  if (one_run_each && first_part == 0 && parts() == 1) return std::string();
  table_.stems = stems_.take();
  return encode_layers(table_);
}

}  // namespace penumbra::store
