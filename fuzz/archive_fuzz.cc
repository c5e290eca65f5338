// Arbitrary bytes as an archive: looked at and unpacked within bounds, or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ingest/tables/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penumbra::ingest;
  const InputFile file{"fuzz.zip", std::string_view(reinterpret_cast<const char*>(data), size)};
  const auto directory = read_zip_directory(file);
  if (!directory.ok()) return 0;
  if (directory->size() > kMaxZipEntries) std::abort();
  for (const ZipEntry& entry : *directory) {
    // "..data" is a name like any other; "../data" leads outside.
    const std::string inside = "/" + entry.name + "/";
    if (entry.unpacked > kMaxZipEntryBytes || inside.find("/../") != std::string::npos) std::abort();
    const auto bytes = unpack(file, entry);
    if (bytes.ok() && bytes->size() != entry.unpacked) std::abort();
  }
  return 0;
}
