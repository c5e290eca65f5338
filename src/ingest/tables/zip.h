// ZIP archives in memory, read with suspicion: the entries of an archive from outside are looked at before one byte is
// unpacked, and nothing is ever written to disk.
//
// The directory is checked here, because the evidence of an attack stands there and libzip does not show it (entries
// that share bytes); unpacking is libzip's. File format: PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.4.
#ifndef PENUMBRA_INGEST_TABLES_ZIP_H_
#define PENUMBRA_INGEST_TABLES_ZIP_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader.h"

namespace penumbra::ingest {

// Bounds of an archive. The largest workbook of a list seen unpacks to 30 MB at 14:1.
inline constexpr std::size_t kMaxZipEntries = 4096;
inline constexpr std::uint64_t kMaxZipEntryBytes = std::uint64_t{512} << 20;
inline constexpr std::uint64_t kMaxZipBytes = std::uint64_t{1} << 30;
inline constexpr std::uint64_t kMaxZipRatio = 200;

// One file of an archive.
struct ZipEntry {
  std::string name;
  std::uint64_t packed = 0;    // bytes inside the archive
  std::uint64_t unpacked = 0;  // bytes as the directory states them
  std::uint64_t header = 0;    // offset of its local header
};

// Whether the bytes begin like a ZIP archive.
bool looks_like_zip(std::string_view bytes);

// Checks the whole directory. Errors: kSyntax (cut, or no directory), kLimit (a bound above, a ratio above 200:1),
// kUnsupported (encrypted, ZIP64, several disks, a method other than stored and deflated), kUnexpectedStructure (a name
// that leads outside or stands twice, a link, entries that overlap). Linear.
Result<std::vector<ZipEntry>> read_zip_directory(const InputFile& file);

// Unpacks one entry of the directory that read_zip_directory() gave. kSyntax when the packed bytes are damaged or hold
// more or less than the directory states.
Result<std::string> unpack(const InputFile& file, const ZipEntry& entry);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_TABLES_ZIP_H_
