#include "index/name_index.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "index/build.h"
#include "store/container.h"

namespace penumbra::index {
namespace {

// A section as an array of records. The container puts sections at multiples of 8, and open() demanded that of the
// whole, so the records are aligned. Reading mapped bytes as implicit-lifetime types is what every mapped format does
// (P0593).
template <typename Record>
bool as_records(std::string_view bytes, std::uint64_t count, std::span<const Record>& out) {
  static_assert(std::is_trivially_copyable_v<Record> && alignof(Record) <= 8);
  if (bytes.size() % sizeof(Record) != 0 || bytes.size() / sizeof(Record) != count) return false;
  out = {reinterpret_cast<const Record*>(bytes.data()), static_cast<std::size_t>(count)};
  return true;
}

bool inside(names::Slice slice, std::uint32_t pool_bytes) {
  return std::uint32_t{slice.at} + slice.size <= pool_bytes;
}

}  // namespace

Error NameIndex::damaged(std::string what) const {
  return store::damaged(file_, std::move(what));
}

Result<NameIndex> NameIndex::open(std::string_view bytes, std::string file, std::uint64_t subject) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
    return Error{ErrorCode::kInvalidArgument, "the bytes of an index must be aligned to 8", {}, "Map the file"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const store::ContainerView container,
                            store::ContainerView::open(bytes, store::ContainerKind::kNames, kIndexFormat, file));
  NameIndex index;
  index.file_ = std::move(file);
  index.size_bytes_ = bytes.size();
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view head, container.section(kHeadSection));
  if (head.size() != sizeof(Head)) return index.damaged("the head has another size");
  std::memcpy(&index.head_, head.data(), sizeof(Head));
  if (index.head_.analysis != analysis_fingerprint() || index.head_.part_bytes != sizeof(names::Part)) {
    Error error{ErrorCode::kUnsupported,
                "the index was made by another version of the name analysis",
                {},
                "Index the version again"};
    error.position.file = index.file_;
    return error;
  }
  if (index.head_.subject != subject) return index.damaged("the index belongs to another segment");
  if (index.head_.bucket_bits > 31) return index.damaged("the key table has an impossible size");

  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view name_bytes, container.section(kNamesSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view part_bytes, container.section(kPartsSection));
  PENUMBRA_ASSIGN_OR_RETURN(index.pool_, container.section(kPoolSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view entry_bytes, container.section(kEntriesSection));
  PENUMBRA_ASSIGN_OR_RETURN(index.forms_, container.section(kFormsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view posting_bytes, container.section(kPostingsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view key_bytes, container.section(kKeysSection));
  std::span<const std::uint32_t> keys;
  const std::uint64_t buckets = (std::uint64_t{1} << index.head_.bucket_bits) + 1;
  if (!as_records(name_bytes, index.head_.names, index.names_) ||
      !as_records(part_bytes, part_bytes.size() / sizeof(names::Part), index.parts_) ||
      !as_records(entry_bytes, std::uint64_t{index.head_.entries} + 1, index.entries_) ||
      !as_records(posting_bytes, posting_bytes.size() / 4, index.postings_) ||
      !as_records(key_bytes, key_bytes.size() / 4, keys) || keys.size() < buckets) {
    return index.damaged("a section has another size than the head says");
  }
  index.buckets_ = keys.first(static_cast<std::size_t>(buckets));
  index.filed_ = keys.subspan(static_cast<std::size_t>(buckets));
  PENUMBRA_RETURN_IF_ERROR(index.check_names());
  PENUMBRA_RETURN_IF_ERROR(index.check_entries());
  PENUMBRA_RETURN_IF_ERROR(index.check_keys());
  return index;
}

Status NameIndex::check_names() const {
  for (const NameRecord& record : names_) {
    if (record.entity >= head_.entities) return damaged("a name belongs to no entity");
    if (std::uint64_t{record.first_part} + record.part_count > parts_.size() || record.part_count > names::kMaxParts) {
      return damaged("a name has parts that do not exist");
    }
    if (record.pool_at > pool_.size() || record.pool_bytes > pool_.size() - record.pool_at) {
      return damaged("the text of a name lies outside the pool");
    }
    if (!inside({record.joined_at, record.joined_bytes}, record.pool_bytes)) {
      return damaged("the joined form of a name lies outside its text");
    }
    if (record.type > static_cast<std::uint8_t>(names::NameType::kAircraft)) return damaged("a name has no known type");
    for (const names::Part& part : parts_.subspan(record.first_part, record.part_count)) {
      if (!inside(part.latin, record.pool_bytes) || !inside(part.fold, record.pool_bytes) ||
          !inside(part.skeleton, record.pool_bytes) || !inside(part.native, record.pool_bytes)) {
        return damaged("a part lies outside the text of its name");
      }
      if (part.latin.size > names::kMaxPartBytes || part.fold.size > names::kMaxPartBytes ||
          part.skeleton.size > names::kMaxPartBytes) {
        return damaged("a part is longer than any analysis makes it");
      }
      if (part.kind > names::PartKind::kPrefix) return damaged("a part has no known kind");
    }
  }
  return {};
}

Status NameIndex::check_entries() const {
  const EntryRecord& closing = entries_.back();
  if (entries_.front().first_posting != 0 || closing.first_posting != postings_.size()) {
    return damaged("the posting lists do not fill their section");
  }
  for (std::size_t e = 0; e + 1 < entries_.size(); ++e) {
    const EntryRecord& record = entries_[e];
    if (record.first_posting > entries_[e + 1].first_posting) return damaged("the posting lists overlap");
    if (record.form_at > forms_.size() || record.form_bytes > forms_.size() - record.form_at) {
      return damaged("an anchor lies outside the forms");
    }
    if ((record.flags & kEntryEditsMask) > 2) return damaged("an anchor tolerates more edits than exist");
  }
  for (const std::uint32_t name : postings_) {
    if (name >= names_.size()) return damaged("a posting leads to no name");
  }
  return {};
}

Status NameIndex::check_keys() const {
  if (buckets_.front() != 0 || buckets_.back() != filed_.size())
    return damaged("the buckets do not fill their section");
  for (std::size_t b = 0; b + 1 < buckets_.size(); ++b) {
    if (buckets_[b] > buckets_[b + 1]) return damaged("the buckets overlap");
  }
  for (const std::uint32_t entry : filed_) {
    if (entry >= head_.entries) return damaged("a key leads to no anchor");
  }
  return {};
}

names::NameView NameIndex::name(std::uint32_t name) const {
  const NameRecord& record = names_[name];
  names::NameView view;
  view.parts = parts_.subspan(record.first_part, record.part_count);
  view.pool = pool_.data() + record.pool_at;
  view.type = static_cast<names::NameType>(record.type);
  view.incomplete = (record.flags & kNameIncomplete) != 0;
  view.tricks = record.tricks;
  view.joined = {record.joined_at, record.joined_bytes};
  return view;
}

std::span<const std::uint32_t> NameIndex::filed(std::uint64_t key) const {
  const std::size_t bucket = bucket_of(key, head_.bucket_bits);
  return filed_.subspan(buckets_[bucket], buckets_[bucket + 1] - buckets_[bucket]);
}

Form NameIndex::form(std::uint32_t entry) const {
  const EntryRecord& record = entries_[entry];
  return {static_cast<match::AnchorSpace>(record.space), static_cast<std::uint8_t>(record.flags & kEntryEditsMask),
          (record.flags & kEntryAbjad) != 0, forms_.substr(record.form_at, record.form_bytes)};
}

std::span<const std::uint32_t> NameIndex::postings(std::uint32_t entry) const {
  const std::uint32_t first = entries_[entry].first_posting;
  return postings_.subspan(first, entries_[entry + 1].first_posting - first);
}

}  // namespace penumbra::index
