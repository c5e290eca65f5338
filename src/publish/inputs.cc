// Files are read, not mapped: a mapped file that somebody truncates meanwhile would kill the process.
#include "publish/inputs.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "base/file.h"

namespace penumbra::publish {

Result<Inputs> Inputs::read(const std::vector<std::string>& paths,
                            const std::function<void(std::uint64_t, std::uint64_t)>& done,
                            const std::vector<std::string>& names) {
  if (paths.empty() || paths.size() > kMaxFiles) {
    return Error{ErrorCode::kInvalidArgument,
                 paths.empty() ? "no file was given" : "more than " + std::to_string(kMaxFiles) + " files were given",
                 {},
                 "Name the files of one version of the list"};
  }
  std::set<std::string> seen;
  std::uint64_t expected = 0;
  for (const std::string& path : paths) {
    if (!seen.insert(path).second) {
      return Error{ErrorCode::kInvalidArgument, "the file " + path + " was given twice", {}, "Name each file once"};
    }
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(path, ignored);
    if (!ignored) expected += size;
  }
  Inputs out;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string& path = paths[i];
    const std::string& called = i < names.size() ? names[i] : path;
    const std::uint64_t room = kMaxTotalBytes - out.total_bytes_;
    PENUMBRA_ASSIGN_OR_RETURN(std::string bytes, base::read_file(path, std::min(kMaxFileBytes, room)));
    out.total_bytes_ += bytes.size();
    out.records_.push_back({std::filesystem::path(called).filename().string(), bytes.size(), base::sha256_hex(bytes)});
    out.names_.push_back(called);
    out.bytes_.push_back(std::move(bytes));
    if (done) done(out.total_bytes_, std::max(expected, out.total_bytes_));
  }
  return out;
}

std::vector<ingest::InputFile> Inputs::files() const {
  std::vector<ingest::InputFile> out;
  for (std::size_t i = 0; i < names_.size(); ++i) out.push_back({names_[i], bytes_[i]});
  return out;
}

}  // namespace penumbra::publish
