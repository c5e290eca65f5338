// Name → listed names that could reach a threshold. Format and method: docs/design/index.md.
#ifndef PENUMBRA_INDEX_NAME_INDEX_H_
#define PENUMBRA_INDEX_NAME_INDEX_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/format.h"
#include "index/keys.h"
#include "match/anchors.h"
#include "names/name.h"
#include "penumbra/result.h"

namespace penumbra::index {

// A validated index over bytes that the caller keeps (a memory map). Exists only after every number that leads to a
// place has been checked, so that no accessor can leave the bytes. Immutable; safe from any number of threads.
class NameIndex {
 public:
  // `bytes` must be aligned to 8 (maps and heap blocks are) and outlive the index; `file` names the place in errors.
  // `subject` is the checksum of the segment that the caller holds beside it.
  //   kSyntax, kIntegrity: not an index, or damaged, or of another segment;
  //   kUnsupported: made by another format or another name analysis: build it anew from the segment.
  static Result<NameIndex> open(std::string_view bytes, std::string file, std::uint64_t subject);

  std::uint32_t name_count() const { return head_.names; }
  std::uint32_t entity_count() const { return head_.entities; }
  std::uint32_t entry_count() const { return head_.entries; }
  // Names that exceeded a limit of the analysis: the list is not compared in full.
  std::uint32_t incomplete_names() const { return head_.incomplete_names; }
  std::size_t size_bytes() const { return size_bytes_; }

  // The analysed name; `name` < name_count(). Points into the bytes.
  names::NameView name(std::uint32_t name) const;
  // Number of the entity in its segment.
  std::uint32_t entity_of(std::uint32_t name) const { return names_[name].entity; }
  // Which of model::names_of(entity) it is.
  std::uint32_t ordinal_of(std::uint32_t name) const { return names_[name].ordinal; }
  bool weak(std::uint32_t name) const { return (names_[name].flags & kNameWeak) != 0; }

  // Hints to the processor that a name will be asked for soon: first its record, then, when that is there, its parts.
  void prefetch_record(std::uint32_t name) const { __builtin_prefetch(&names_[name]); }
  void prefetch_parts(std::uint32_t name) const {
    const auto* part = reinterpret_cast<const char*>(parts_.data() + names_[name].first_part);
    __builtin_prefetch(part);
    __builtin_prefetch(part + 64);
    __builtin_prefetch(part + 128);
  }

  // Entries filed under a key: some of them, by collision, under other keys. May repeat over keys.
  std::span<const std::uint32_t> filed(std::uint64_t key) const;
  // The anchor of an entry; `entry` < entry_count().
  Form form(std::uint32_t entry) const;
  std::uint32_t letters(std::uint32_t entry) const { return entries_[entry].letters; }
  // Names that have the anchor, ascending.
  std::span<const std::uint32_t> postings(std::uint32_t entry) const;

 private:
  NameIndex() = default;
  Status check_names() const;
  Status check_entries() const;
  Status check_keys() const;
  Error damaged(std::string what) const;

  std::string file_;
  Head head_;
  std::size_t size_bytes_ = 0;
  std::span<const NameRecord> names_;
  std::span<const names::Part> parts_;
  std::string_view pool_;
  std::span<const EntryRecord> entries_;  // with the closing record
  std::string_view forms_;
  std::span<const std::uint32_t> postings_;
  std::span<const std::uint32_t> buckets_;  // 2^bits + 1
  std::span<const std::uint32_t> filed_;
};

}  // namespace penumbra::index

#endif  // PENUMBRA_INDEX_NAME_INDEX_H_
