#include "store/container.h"

#include <algorithm>
#include <cassert>

#include "base/digest.h"
#include "base/large_pages.h"
#include "store/varint.h"

namespace penumbra::store {
namespace {

constexpr std::string_view kMagic = "PENUMBRA";
constexpr std::size_t kHeaderBytes = 40;
constexpr std::size_t kEntryBytes = 32;
constexpr std::size_t kHeaderChecksumAt = 32;
constexpr std::size_t kAlignment = 8;
// Far above what any kind has; bounds the table that a hostile header can ask for.
constexpr std::uint32_t kMaxSections = 256;

std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

// The header's checksum covers header and table with its own field as zero.
std::uint64_t header_checksum(std::string header_and_table) {
  std::fill_n(header_and_table.begin() + kHeaderChecksumAt, 8, '\0');
  return base::checksum64(header_and_table);
}

}  // namespace

Error damaged(const std::string& file, std::string message, std::uint64_t offset) {
  Error error{ErrorCode::kIntegrity, std::move(message), {}, "Restore the file from a copy, or import the list again"};
  error.position.file = file;
  error.position.offset = offset;
  return error;
}

std::string ContainerWriter::finish() && {
  std::size_t size = kHeaderBytes + sections_.size() * kEntryBytes;
  std::string table;
  for (const Section& section : sections_) {
    const std::string_view bytes = section.bytes();
    append_fixed<std::uint32_t>(table, section.id);
    append_fixed<std::uint32_t>(table, 0);
    append_fixed<std::uint64_t>(table, size);
    append_fixed<std::uint64_t>(table, bytes.size());
    append_fixed<std::uint64_t>(table, base::checksum64(bytes));
    size += aligned(bytes.size());
  }
  std::string out;
  base::reserve_large(out, size);
  out += kMagic;
  append_fixed(out, static_cast<std::uint32_t>(kind_));
  append_fixed<std::uint32_t>(out, format_);
  append_fixed<std::uint64_t>(out, size);
  append_fixed(out, static_cast<std::uint32_t>(sections_.size()));
  append_fixed<std::uint32_t>(out, 0);
  append_fixed<std::uint64_t>(out, 0);
  assert(out.size() == kHeaderBytes && sections_.size() <= kMaxSections);
  out += table;
  std::string checksum;
  append_fixed<std::uint64_t>(checksum, header_checksum(out));
  out.replace(kHeaderChecksumAt, 8, checksum);
  for (const Section& section : sections_) {
    const std::string_view bytes = section.bytes();
    out += bytes;
    out.append(aligned(bytes.size()) - bytes.size(), '\0');
  }
  return out;
}

Result<ContainerView> ContainerView::open(std::string_view bytes, ContainerKind kind, std::uint32_t format,
                                          std::string file, std::uint32_t oldest, bool contents) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) {
    return damaged(file, bytes.starts_with(kMagic.substr(0, bytes.size()))
                             ? "the file is cut off inside its header"
                             : "the file is damaged at its beginning, or is none of a Penumbra store");
  }
  const auto stored_format = load_fixed<std::uint32_t>(&bytes[12]);
  const auto file_size = load_fixed<std::uint64_t>(&bytes[16]);
  const auto count = load_fixed<std::uint32_t>(&bytes[24]);
  const std::size_t table_end = kHeaderBytes + std::size_t{count} * kEntryBytes;
  if (count > kMaxSections || table_end > bytes.size()) return damaged(file, "the table of sections is damaged");
  if (header_checksum(std::string(bytes.substr(0, table_end))) !=
      load_fixed<std::uint64_t>(&bytes[kHeaderChecksumAt])) {
    return damaged(file, "the header does not match its checksum");
  }
  // From here on the header is what some writer meant; what it says may still be hostile.
  if (load_fixed<std::uint32_t>(&bytes[8]) != static_cast<std::uint32_t>(kind)) {
    return damaged(file, "the file holds another kind of data than its name says");
  }
  if (stored_format > format || stored_format < (oldest == 0 ? format : oldest)) {
    Error error{ErrorCode::kUnsupported,
                "the file has format " + std::to_string(stored_format) + "; this program reads format " +
                    std::to_string(format),
                {},
                "Use the program version that wrote the store"};
    error.position.file = file;
    return error;
  }
  if (file_size != bytes.size()) {
    return damaged(file,
                   "the file has " + std::to_string(bytes.size()) + " bytes instead of " + std::to_string(file_size));
  }
  ContainerView view;
  view.format_ = stored_format;
  std::size_t expected = table_end;
  std::uint32_t last_id = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const char* entry = &bytes[kHeaderBytes + i * kEntryBytes];
    const auto id = load_fixed<std::uint32_t>(entry);
    const auto offset = load_fixed<std::uint64_t>(entry + 8);
    const auto size = load_fixed<std::uint64_t>(entry + 16);
    const std::string name = "section " + std::to_string(id);
    if (id <= last_id || load_fixed<std::uint32_t>(entry + 4) != 0 || offset != expected ||
        size > bytes.size() - expected) {
      return damaged(file, name + " does not lie where it must", offset);
    }
    const std::string_view section = bytes.substr(expected, static_cast<std::size_t>(size));
    if (contents && base::checksum64(section) != load_fixed<std::uint64_t>(entry + 24)) {
      return damaged(file, name + " does not match its checksum", offset);
    }
    const std::size_t end = expected + section.size();
    if (aligned(end - expected) > bytes.size() - expected) return damaged(file, name + " is not padded", offset);
    expected += aligned(section.size());
    if (bytes.substr(end, expected - end).find_first_not_of('\0') != std::string_view::npos) {
      return damaged(file, "the padding after " + name + " is not zero", end);
    }
    view.sections_.emplace_back(id, section);
    last_id = id;
  }
  if (expected != bytes.size()) return damaged(file, "there are bytes after the last section", expected);
  view.file_ = std::move(file);
  return view;
}

Result<std::string_view> ContainerView::section(std::uint32_t id) const {
  for (const auto& [section_id, bytes] : sections_) {
    if (section_id == id) return bytes;
  }
  return damaged(file_, "section " + std::to_string(id) + " is missing");
}

}  // namespace penumbra::store
