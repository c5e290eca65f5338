#include "base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace penumbra::base {
namespace {

// The text of an errno value; strerror() is not thread-safe.
std::string reason(int error_number) {
  return std::error_code(error_number, std::generic_category()).message();
}

Error io_error(const std::string& path, const std::string& doing, int error_number) {
  const bool missing = error_number == ENOENT || error_number == ENOTDIR;
  Error error{missing ? ErrorCode::kNotFound : ErrorCode::kIo, "cannot " + doing + ": " + reason(error_number), {}, ""};
  error.position.file = path;
  if (missing) error.fix = "Check the path";
  if (error_number == EACCES || error_number == EPERM) error.fix = "Check the permissions of the file and its folder";
  if (error_number == ENOSPC || error_number == EDQUOT) error.fix = "Free some space on the disk and try again";
  return error;
}

// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Status write_all(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return io_error(path, "write", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return io_error(path, "sync", errno);
  return {};
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error(path, "open the file", errno);
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return io_error(path, "read the file's size", errno);
  if (S_ISDIR(info.st_mode)) return io_error(path, "read", EISDIR);
  std::string out;
  if (S_ISREG(info.st_mode)) out.reserve(static_cast<std::size_t>(info.st_size) + 1);
  // Pipes have no size, so every input is read to its end and the limit is applied on the way.
  constexpr std::size_t kChunk = 1 << 20;
  for (;;) {
    const std::size_t old_size = out.size();
    out.resize(old_size + kChunk);
    const ssize_t got = ::read(fd.get(), out.data() + old_size, kChunk);
    if (got < 0 && errno != EINTR) return io_error(path, "read", errno);
    out.resize(old_size + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) break;
    if (out.size() > max_bytes) {
      Error error{
          ErrorCode::kLimit, "the file is larger than the limit of " + std::to_string(max_bytes) + " bytes", {}, ""};
      error.position.file = path;
      return error;
    }
  }
  if (S_ISREG(info.st_mode) && out.size() < static_cast<std::size_t>(info.st_size)) {
    Error error{
        ErrorCode::kIo, "the file became shorter while it was read", {}, "Read it again when nothing writes to it"};
    error.position.file = path;
    return error;
  }
  return out;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error(path, "open the file", errno);
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return io_error(path, "read the file's size", errno);
  MappedFile out;
  if (info.st_size == 0) return out;
  void* mapped = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_SHARED, fd.get(), 0);
  if (mapped == MAP_FAILED) return io_error(path, "map the file into memory", errno);
  out.data_ = static_cast<const char*>(mapped);
  out.size_ = static_cast<std::size_t>(info.st_size);
  return out;
}

Status write_new_file(const std::string& path, std::string_view bytes) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (fd.get() < 0) return io_error(path, "create the file", errno);
  if (Status status = write_all(fd.get(), path, bytes); !status.ok()) {
    ::unlink(path.c_str());
    return status;
  }
  return {};
}

Status replace_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp." + std::to_string(::getpid());
  ::unlink(temporary.c_str());  // a leftover of a killed process that had the same number
  PENUMBRA_RETURN_IF_ERROR(write_new_file(temporary, bytes));
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error_number = errno;
    ::unlink(temporary.c_str());
    return io_error(path, "rename the new file into place", error_number);
  }
  return sync_directory(folder_of(path));
}

Status sync_directory(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return io_error(path, "open the folder", errno);
  if (::fsync(fd.get()) != 0) return io_error(path, "sync the folder", errno);
  return {};
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);  // closing releases the lock
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Result<FileLock> FileLock::acquire(const std::string& path) {
  FileLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock.descriptor_ < 0) return io_error(path, "open the lock file", errno);
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return io_error(path, "lock the file", errno);
    char holder[32] = {};
    const ssize_t got = ::pread(lock.descriptor_, holder, sizeof holder - 1, 0);
    std::string message = "another process is writing to this store";
    if (got > 0) message += " (process " + std::string(holder, static_cast<std::size_t>(got)) + ")";
    Error error{ErrorCode::kBusy, std::move(message), {}, "Wait until it has finished and try again"};
    error.position.file = path;
    return error;
  }
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(lock.descriptor_, 0) != 0 || ::pwrite(lock.descriptor_, pid.data(), pid.size(), 0) < 0) {
    return io_error(path, "write the lock file", errno);
  }
  return lock;
}

}  // namespace penumbra::base
