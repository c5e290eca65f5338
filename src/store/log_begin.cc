#include "store/log_begin.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "store/store.h"

namespace penumbra::store {
namespace {

namespace fs = std::filesystem;

// Half of what an entry may take: text is escaped, and more lines follow.
constexpr std::size_t kBytesAnEntry = kMaxEntryBytes / 2;
// All in one chunk, with room for what comes behind them.
constexpr std::size_t kMaxEntries = 128;

// A file that is missing or cannot be read is damage like another: verify names it.
InputRecord record_of(const std::string& folder, const std::string& name, const StoredFile* stored) {
  const Result<base::MappedFile> mapped = base::MappedFile::open(folder + "/" + name);
  InputRecord record{name, stored != nullptr ? stored->size : 0, std::string(kNotVouchedFor)};
  if (!mapped.ok()) return record;
  const std::string_view bytes = mapped->bytes();
  if (stored != nullptr && (bytes.size() != stored->size || base::checksum64(bytes) != stored->checksum)) return record;
  return {name, bytes.size(), base::sha256_hex(bytes)};
}

}  // namespace

std::vector<LogEntry> begin_log(const std::string& folder, const Manifest& manifest) {
  std::vector<LogEntry> out(1);
  std::size_t bytes = 0;
  std::size_t damaged = 0;
  const auto add = [&](InputRecord record) {
    damaged += record.sha256 == kNotVouchedFor ? 1U : 0U;
    // The sum, the size and the words around them.
    bytes += record.name.size() + record.sha256.size() + 32;
    if (bytes > kBytesAnEntry) {
      out.emplace_back();
      bytes = 0;
    }
    out.back().files.push_back(std::move(record));
  };
  for (const VersionInfo& version : manifest.versions) {
    const std::string of_version = version_folder(version.source, version.number) + "/";
    for (const StoredFile& file : version.files) add(record_of(folder, of_version + file.name, &file));
  }
  std::vector<std::string> renewed;
  std::error_code ignored;
  for (fs::directory_iterator it(folder + "/" + renewed_path(""), ignored), end; !ignored && it != end;
       it.increment(ignored)) {
    renewed.push_back(renewed_path(it->path().filename().string()));
  }
  std::sort(renewed.begin(), renewed.end());
  for (const std::string& name : renewed) add(record_of(folder, name, nullptr));
  if (out.size() > kMaxEntries) {
    out.assign(1, LogEntry{});
    damaged = 0;
  }
  for (LogEntry& entry : out) {
    entry.kind = LogKind::kBegan;
    entry.message = "What happened before is not in this log.";
  }
  if (damaged > 0) {
    out.back().message += " Of the files that were there " + std::to_string(damaged) +
                          " did not have their checksum; nothing vouches for them.";
  }
  return out;
}

}  // namespace penumbra::store
