#include "index/name_index.h"

#include <bit>
#include <cstring>
#include <utility>

#include "index/build.h"
#include "index/term_table.h"
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

bool as_numbers(std::string_view bytes, std::span<const std::uint32_t>& out) {
  return as_records(bytes, bytes.size() / 4, out);
}

}  // namespace

Error NameIndex::damaged(std::string what) const {
  return store::damaged(file_, std::move(what));
}

bool NameIndex::read_keys(std::string_view bytes, std::uint32_t bits, std::uint32_t count, KeyTable& out) const {
  std::span<const std::uint32_t> all;
  if (bits > 31 || !as_numbers(bytes, all)) return false;
  const std::uint64_t buckets = (std::uint64_t{1} << bits) + 1;
  if (all.size() < buckets) return false;
  out.bits = bits;
  out.number_bits = index::number_bits(count);
  out.buckets = all.first(static_cast<std::size_t>(buckets));
  out.filed = all.subspan(static_cast<std::size_t>(buckets));
  return true;
}

Result<NameIndex> NameIndex::open(std::string_view bytes, std::string file, std::uint64_t subject) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0) {
    return Error{ErrorCode::kInvalidArgument, "the bytes of an index must be aligned to 8", {}, "Map the file"};
  }
  PENUMBRA_ASSIGN_OR_RETURN(const store::ContainerView container,
                            store::ContainerView::open(bytes, store::ContainerKind::kNames, kIndexFormat, file, 0,
                                                       bytes.size() <= kVerifiedAtOpen));
  NameIndex index;
  index.file_ = std::move(file);
  index.bytes_ = bytes;
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

  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view names, container.section(kNamesSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view occurrences, container.section(kOccurrencesSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view terms, container.section(kTermsSection));
  PENUMBRA_ASSIGN_OR_RETURN(index.parts_, container.section(kPartsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view lists, container.section(kListsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view term_keys, container.section(kTermKeysSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view joined_keys, container.section(kJoinedKeysSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view tricks, container.section(kTricksSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view singles, container.section(kSinglesSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view marks, container.section(kMarksSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view beside, container.section(kBesideSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view order, container.section(kOrderSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view firsts, container.section(kFirstsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view slots, container.section(kSlotsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view kin_starts, container.section(kKinStartsSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view kin, container.section(kKinSection));
  PENUMBRA_ASSIGN_OR_RETURN(const std::string_view words, container.section(kWordsSection));
  const Head& h = index.head_;
  index.place_bits_ = place_bits(h.names);
  if (!as_records(names, h.names, index.names_) || !as_numbers(occurrences, index.occurrences_) ||
      !as_records(terms, h.terms, index.terms_) || !as_numbers(lists, index.lists_) ||
      !as_records(tricks, tricks.size() / sizeof(TricksRecord), index.tricks_) ||
      !as_numbers(singles, index.singles_) || !as_records(marks, index.singles_.size(), index.marks_) ||
      !as_records(beside, h.names, index.beside_) || !as_records(order, h.names, index.order_) ||
      !as_records(firsts, (std::uint64_t{h.names} + (1U << place_bits(h.names)) - 1) >> place_bits(h.names),
                  index.firsts_) ||
      !index.read_keys(term_keys, h.term_bucket_bits, h.terms, index.term_keys_) ||
      !index.read_keys(joined_keys, h.joined_bucket_bits, h.names, index.joined_keys_) ||
      !as_numbers(slots, index.slots_) || !as_numbers(kin, index.kin_) ||
      !(index.slots_.empty() || std::has_single_bit(index.slots_.size())) ||
      !as_records(words, h.names <= kMostCountedNames ? h.names : 0, index.words_) ||
      !as_records(kin_starts, index.slots_.empty() ? 0 : std::uint64_t{h.terms} + 1, index.kin_starts_)) {
    return index.damaged("a section has another size than the head says");
  }
  return index;
}

Status NameIndex::verify() const {
  const auto checked = store::ContainerView::open(bytes_, store::ContainerKind::kNames, kIndexFormat, file_);
  if (!checked.ok()) return checked.error();
  return {};
}

std::span<const std::uint32_t> NameIndex::names_of(std::uint32_t entity) const {
  const auto of = [&](std::uint32_t name) { return name < head_.names ? names_[name].entity : head_.entities; };
  const auto from = std::lower_bound(order_.begin(), order_.end(), entity,
                                     [&](std::uint32_t name, std::uint32_t wanted) { return of(name) < wanted; });
  const auto to = std::upper_bound(from, order_.end(), entity,
                                   [&](std::uint32_t wanted, std::uint32_t name) { return wanted < of(name); });
  return order_.subspan(static_cast<std::size_t>(from - order_.begin()), static_cast<std::size_t>(to - from));
}

void NameIndex::assemble(std::uint32_t name, names::Name& out) const {
  const NameRecord& record = names_[name];
  out.original.clear();
  out.parts.clear();
  out.pool.clear();
  out.type = type_of(name);
  out.incomplete = (record.flags & kNameIncomplete) != 0;
  out.tricks = 0;
  if ((record.flags & kNameTricks) != 0) {
    const auto at = std::lower_bound(tricks_.begin(), tricks_.end(), name,
                                     [](const TricksRecord& of, std::uint32_t number) { return of.name < number; });
    if (at != tricks_.end() && at->name == name) out.tricks = static_cast<std::uint16_t>(at->tricks);
  }
  std::size_t count = 0;
  for (const std::uint32_t occurrence : occurrences(name)) {
    const std::uint32_t number = occurrence & kTermMask;
    if (number >= head_.terms || count++ >= names::kMaxParts) continue;
    names::Part part;
    const names::NameView alone = term(number, part);
    if (part.latin.size == 0) continue;
    part.gap = static_cast<std::uint8_t>((occurrence & kGapBit) != 0 ? 1 : 0);
    for_each_slice(part, [&](names::Slice& slice) {
      const std::string_view text = alone.text(slice);
      slice = {static_cast<std::uint16_t>(out.pool.size()), static_cast<std::uint16_t>(text.size())};
      if (!text.empty()) out.pool += text;
    });
    out.parts.push_back(part);
  }
  // As the analysis does it (names/analyze.cc).
  const std::size_t at = out.pool.size();
  std::size_t joined = 0;
  for (const names::Part& part : out.parts) {
    const bool content = part.weight > 0 || part.kind == names::PartKind::kParticle;
    if (!content || joined + part.fold.size > names::kMaxPartBytes) continue;
    out.pool.append(out.pool, part.fold.at, part.fold.size);
    joined += part.fold.size;
  }
  out.joined = {static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(joined)};
}

}  // namespace penumbra::index
