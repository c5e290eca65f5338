#include "store/file_system.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/file.h"

namespace penumbra::store {
namespace {

Error io_error(const std::string& path, const std::string& doing, const std::error_code& reason) {
  Error error{ErrorCode::kIo, "cannot " + doing + ": " + reason.message(), {}, ""};
  error.position.file = path;
  if (reason == std::errc::no_such_file_or_directory) error.code = ErrorCode::kNotFound;
  if (reason == std::errc::no_space_on_device) error.fix = "Free some space on the disk and try again";
  if (reason == std::errc::permission_denied || reason == std::errc::read_only_file_system) {
    error.fix = "Check the permissions of the folder";
  }
  return error;
}

std::error_code last_error() {
  return {errno, std::generic_category()};
}

class RealFile : public WritableFile {
 public:
  RealFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~RealFile() override { ::close(descriptor_); }
  RealFile(const RealFile&) = delete;
  RealFile& operator=(const RealFile&) = delete;

  Status append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return io_error(path_, "write", last_error());
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Status sync() override {
    if (::fsync(descriptor_) != 0) return io_error(path_, "sync", last_error());
    return {};
  }

 private:
  int descriptor_;
  std::string path_;
};

class RealFileSystem : public FileSystem {
 public:
  Result<std::unique_ptr<WritableFile>> create(const std::string& path) override {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return io_error(path, "create the file", last_error());
    return std::unique_ptr<WritableFile>(std::make_unique<RealFile>(descriptor, path));
  }
  Status rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return io_error(to, "rename into place", last_error());
    return {};
  }
  Status create_directories(const std::string& path) override {
    std::error_code reason;
    std::filesystem::create_directories(path, reason);
    if (reason) return io_error(path, "create the folder", reason);
    return {};
  }
  Status sync_directory(const std::string& path) override { return base::sync_directory(path); }
  Status remove_all(const std::string& path) override {
    std::error_code reason;
    std::filesystem::remove_all(path, reason);
    if (reason) return io_error(path, "remove", reason);
    return {};
  }
};

}  // namespace

FileSystem& FileSystem::real() {
  static RealFileSystem files;
  return files;
}

Status write_synced(FileSystem& files, const std::string& path, std::string_view bytes) {
  PENUMBRA_ASSIGN_OR_RETURN(const std::unique_ptr<WritableFile> file, files.create(path));
  PENUMBRA_RETURN_IF_ERROR(file->append(bytes));
  return file->sync();
}

}  // namespace penumbra::store
