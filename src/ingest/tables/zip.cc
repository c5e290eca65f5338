#include "ingest/tables/zip.h"

#include <zip.h>

#include <algorithm>
#include <memory>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::string_view kLocalMark = "PK\x03\x04";
constexpr std::string_view kEntryMark = "PK\x01\x02";
constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kLocalBytes = 30;
// Small files of one repeated element pack better than any list does, and cannot hurt.
constexpr std::uint64_t kSmall = std::uint64_t{1} << 20;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < size; ++i) out |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return out;
}

Error refusal(const InputFile& file, ErrorCode code, std::string message, std::string fix,
              std::string_view entry = {}) {
  SourcePosition position;
  position.file = file.name;
  if (!entry.empty()) position.path = shown(entry, 80);
  return error_at(code, std::move(message), position, std::move(fix));
}

bool leads_outside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
      name.find('\0') != std::string_view::npos || (name.size() > 1 && name[1] == ':')) {
    return true;
  }
  for (const std::string_view part : split(name, "/")) {
    if (part == "..") return true;
  }
  return false;
}

constexpr std::string_view kAgain = "Fetch it again: the download was cut";
constexpr std::string_view kHarm =
    "Do not use it: such a file is made to do harm. Fetch the list from its official address";

// What is wrong with an entry by itself.
Status check_entry(const InputFile& file, const ZipEntry& entry, std::uint64_t flags, std::uint64_t method,
                   std::uint64_t made_by, std::uint64_t attributes) {
  if (leads_outside(entry.name)) {
    return refusal(file, ErrorCode::kUnexpectedStructure, "an entry of the archive has a name that leads outside it",
                   std::string(kHarm), entry.name);
  }
  // Unix type of file in the upper half; 3 is Unix, 19 is macOS.
  const std::uint64_t type = (attributes >> 28) & 15;
  if ((made_by == 3 || made_by == 19) && type == 10) {
    return refusal(file, ErrorCode::kUnexpectedStructure, "an entry of the archive is a symbolic link",
                   std::string(kHarm), entry.name);
  }
  if ((flags & 1) != 0) {
    return refusal(file, ErrorCode::kUnsupported, "the archive is encrypted", "Save it without a password", entry.name);
  }
  if (method != 0 && method != 8) {
    return refusal(file, ErrorCode::kUnsupported, "an entry is packed by method " + std::to_string(method),
                   "Save the workbook again with a common spreadsheet program", entry.name);
  }
  const bool wide = entry.packed == 0xFFFFFFFF || entry.unpacked == 0xFFFFFFFF || entry.header == 0xFFFFFFFF;
  if (wide) {
    return refusal(file, ErrorCode::kUnsupported, "the archive uses ZIP64, which no list of this size needs",
                   "Save it again with a common spreadsheet program", entry.name);
  }
  if (entry.unpacked > kMaxZipEntryBytes) {
    return refusal(file, ErrorCode::kLimit,
                   "an entry unpacks to " + std::to_string(entry.unpacked >> 20) + " MiB, more than " +
                       std::to_string(kMaxZipEntryBytes >> 20),
                   "Give the list in smaller parts", entry.name);
  }
  if (entry.unpacked > kSmall && entry.unpacked > kMaxZipRatio * std::max<std::uint64_t>(entry.packed, 1)) {
    return refusal(file, ErrorCode::kLimit,
                   "an entry unpacks to more than " + std::to_string(kMaxZipRatio) + " times its size",
                   std::string(kHarm), entry.name);
  }
  return {};
}

// Entries that share bytes make a bomb of a small file; no writer makes them.
Status check_overlap(const InputFile& file, const std::vector<ZipEntry>& entries, std::uint64_t directory) {
  std::vector<const ZipEntry*> sorted;
  for (const ZipEntry& entry : entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(), [](const ZipEntry* a, const ZipEntry* b) { return a->header < b->header; });
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const ZipEntry& entry = *sorted[i];
    if (entry.header + kLocalBytes > file.bytes.size() || file.bytes.substr(entry.header, 4) != kLocalMark) {
      return refusal(file, ErrorCode::kSyntax, "an entry of the archive is not where its directory says",
                     std::string(kAgain), entry.name);
    }
    const std::uint64_t data = entry.header + kLocalBytes + number(file.bytes, entry.header + 26, 2) +
                               number(file.bytes, entry.header + 28, 2);
    const std::uint64_t next = i + 1 < sorted.size() ? sorted[i + 1]->header : directory;
    if (data + entry.packed > next) {
      return refusal(file, ErrorCode::kUnexpectedStructure, "entries of the archive overlap", std::string(kHarm),
                     entry.name);
    }
  }
  std::vector<std::string_view> names;
  for (const ZipEntry& entry : entries) names.push_back(entry.name);
  std::sort(names.begin(), names.end());
  if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end()) {
    return refusal(file, ErrorCode::kUnexpectedStructure, "two entries of the archive have one name",
                   std::string(kHarm), *twice);
  }
  return {};
}

struct SourceFree {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct ArchiveFree {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct OpenFree {
  void operator()(zip_file_t* open) const { zip_fclose(open); }
};

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with(kLocalMark) || bytes.starts_with(kEndMark);
}

Result<std::vector<ZipEntry>> read_zip_directory(const InputFile& file) {
  const std::string_view bytes = file.bytes;
  // The end record stands last, before a comment of at most 64 KiB.
  const std::size_t window = std::min<std::size_t>(bytes.size(), kEndBytes + 0xFFFF);
  const std::string_view tail = bytes.substr(bytes.size() - window);
  const std::size_t found = tail.rfind(kEndMark);
  if (found == std::string_view::npos || found + kEndBytes > tail.size()) {
    return refusal(file, ErrorCode::kSyntax, "the archive has no directory at its end", std::string(kAgain));
  }
  const std::string_view end = tail.substr(found);
  const std::uint64_t count = number(end, 10, 2);
  const std::uint64_t size = number(end, 12, 4);
  const std::uint64_t start = number(end, 16, 4);
  const std::uint64_t end_at = bytes.size() - window + found;
  if (number(end, 4, 2) != 0 || number(end, 8, 2) != count) {
    return refusal(file, ErrorCode::kUnsupported, "the archive is one of several parts", "Give one whole file");
  }
  if (count > kMaxZipEntries) {
    return refusal(file, ErrorCode::kLimit, "the archive has more than " + std::to_string(kMaxZipEntries) + " entries",
                   "Give the workbook itself");
  }
  if (start > end_at || size > end_at - start) {
    return refusal(file, ErrorCode::kSyntax, "the directory of the archive lies outside the file", std::string(kAgain));
  }
  std::vector<ZipEntry> entries;
  std::uint64_t total = 0;
  std::uint64_t at = start;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (at + kEntryBytes > end_at || bytes.substr(at, 4) != kEntryMark) {
      return refusal(file, ErrorCode::kSyntax, "the directory of the archive is damaged", std::string(kAgain));
    }
    const std::uint64_t name = number(bytes, at + 28, 2);
    const std::uint64_t rest = number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
    if (at + kEntryBytes + name + rest > end_at) {
      return refusal(file, ErrorCode::kSyntax, "the directory of the archive is damaged", std::string(kAgain));
    }
    ZipEntry entry{std::string(bytes.substr(at + kEntryBytes, name)), number(bytes, at + 20, 4),
                   number(bytes, at + 24, 4), number(bytes, at + 42, 4)};
    PENUMBRA_RETURN_IF_ERROR(check_entry(file, entry, number(bytes, at + 8, 2), number(bytes, at + 10, 2),
                                         number(bytes, at + 5, 1), number(bytes, at + 38, 4)));
    total += entry.unpacked;
    if (total > kMaxZipBytes || (total > kSmall && total > kMaxZipRatio * bytes.size())) {
      return refusal(file, ErrorCode::kLimit,
                     "the archive unpacks to more than " + std::to_string(kMaxZipRatio) + " times its size or " +
                         std::to_string(kMaxZipBytes >> 20) + " MiB",
                     std::string(kHarm));
    }
    entries.push_back(std::move(entry));
    at += kEntryBytes + name + rest;
  }
  PENUMBRA_RETURN_IF_ERROR(check_overlap(file, entries, start));
  return entries;
}

Result<std::string> unpack(const InputFile& file, const ZipEntry& entry) {
  const auto damaged = [&] {
    return refusal(file, ErrorCode::kSyntax, "an entry of the archive is damaged",
                   "Fetch it again, or save the workbook again", entry.name);
  };
  zip_error_t fault;
  zip_error_init(&fault);
  std::unique_ptr<zip_source_t, SourceFree> source(
      zip_source_buffer_create(file.bytes.data(), file.bytes.size(), 0, &fault));
  if (!source) return damaged();
  const std::unique_ptr<zip_t, ArchiveFree> archive(zip_open_from_source(source.get(), ZIP_RDONLY, &fault));
  if (!archive) return damaged();
  (void)source.release();  // the archive owns it now
  const std::unique_ptr<zip_file_t, OpenFree> open(zip_fopen(archive.get(), entry.name.c_str(), ZIP_FL_ENC_RAW));
  if (!open) return damaged();
  // Grows with what really comes, so that a false size costs nothing.
  std::string out;
  std::string chunk(std::size_t{256} << 10, '\0');
  for (;;) {
    const zip_int64_t got = zip_fread(open.get(), chunk.data(), chunk.size());
    if (got < 0) return damaged();
    if (got == 0) break;
    if (out.size() + static_cast<std::size_t>(got) > entry.unpacked) return damaged();
    out.append(chunk, 0, static_cast<std::size_t>(got));
  }
  if (out.size() != entry.unpacked) return damaged();
  return out;
}

}  // namespace penumbra::ingest
