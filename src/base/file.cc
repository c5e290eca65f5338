#include "base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/large_pages.h"
#include "base/replaced_file.h"

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
  if (error_number == EISDIR) error.fix = "Give the file itself, not the folder that it is in";
  if (error_number == ELOOP) error.fix = "Give the file that the link was meant for; this one leads back to itself";
  if (error_number == ENAMETOOLONG) error.fix = "Give a shorter path";
  // Opening a socket, or a device that is not there.
  if (error_number == ENXIO) error.fix = "Give a file, or standard input through a pipe";
  return error;
}

Error too_large(const std::string& path, std::uint64_t max_bytes) {
  Error error{ErrorCode::kLimit,
              "the file is larger than the limit of " + std::to_string(max_bytes) + " bytes",
              {},
              "Give it in smaller parts, or check that it is the right file"};
  error.position.file = path;
  return error;
}

// What a device may give: it has no end of its own (/dev/zero), and no list or table comes from one.
constexpr std::uint64_t kMaxDeviceBytes = std::uint64_t{64} << 20;

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

Status write_through(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return io_error(path, "write", errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status write_all(int fd, const std::string& path, std::string_view bytes) {
  PENUMBRA_RETURN_IF_ERROR(write_through(fd, path, bytes));
  if (::fsync(fd) != 0) return io_error(path, "sync", errno);
  return {};
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

Status read_file_in_pieces(const std::string& path, std::uint64_t max_bytes,
                           const std::function<Status(std::string_view)>& use, std::chrono::milliseconds writer_wait) {
  // Standard input as it is: opened by its name, one that is a socket would be refused. Anything else without blocking,
  // since opening a named pipe waits for a writer for ever.
  const bool standard_input = path == "/dev/stdin";
  const Descriptor fd(standard_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                     : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) return io_error(path, "open the file", errno);
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) return io_error(path, "read the file's size", errno);
  if (S_ISDIR(info.st_mode)) return io_error(path, "read", EISDIR);
  if (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode)) max_bytes = std::min(max_bytes, kMaxDeviceBytes);
  if (S_ISREG(info.st_mode) && static_cast<std::uint64_t>(info.st_size) > max_bytes) return too_large(path, max_bytes);
  bool unwritten = false;  // a named pipe that nobody has opened for writing, as far as is known
  if (S_ISFIFO(info.st_mode) && !standard_input) {
    pollfd first{fd.get(), POLLIN, 0};
    unwritten = ::poll(&first, 1, static_cast<int>(writer_wait.count())) == 0;
  }
  // Pipes have no size, so every input is read to its end and the limit is applied on the way.
  constexpr std::size_t kPiece = 1 << 20;
  std::string piece(kPiece, '\0');
  std::uint64_t all = 0;
  for (;;) {
    const ssize_t got = ::read(fd.get(), piece.data(), kPiece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      // There is a writer, which has nothing to say yet: from here on it is waited for.
      unwritten = false;
      const int flags = ::fcntl(fd.get(), F_GETFL);
      if (flags < 0 || ::fcntl(fd.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) return io_error(path, "read", errno);
      continue;
    }
    if (got < 0) return io_error(path, "read", errno);
    if (got == 0) break;
    all += static_cast<std::uint64_t>(got);
    if (all > max_bytes) return too_large(path, max_bytes);
    PENUMBRA_RETURN_IF_ERROR(use(std::string_view(piece).substr(0, static_cast<std::size_t>(got))));
  }
  if (unwritten && all == 0) {
    Error error{ErrorCode::kIo,
                "no program writes to this pipe",
                {},
                "Start the program that writes to it first, or give a file"};
    error.position.file = path;
    return error;
  }
  // What standard input has given to others before is not missing.
  if (S_ISREG(info.st_mode) && !standard_input && all < static_cast<std::uint64_t>(info.st_size)) {
    Error error{
        ErrorCode::kIo, "the file became shorter while it was read", {}, "Read it again when nothing writes to it"};
    error.position.file = path;
    return error;
  }
  return {};
}

Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes) {
  std::string out;
  std::error_code ignored;
  const std::uintmax_t size = std::filesystem::file_size(path, ignored);
  if (!ignored && size <= max_bytes) out.reserve(static_cast<std::size_t>(size));
  PENUMBRA_RETURN_IF_ERROR(read_file_in_pieces(path, max_bytes, [&out](std::string_view piece) -> Status {
    out += piece;
    return {};
  }));
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
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) return io_error(path, "open the file", errno);
  return of(fd.get(), path);
}

Result<MappedFile> MappedFile::of(int descriptor, const std::string& path) {
  struct stat info{};
  if (::fstat(descriptor, &info) != 0) return io_error(path, "read the file's size", errno);
  if (S_ISDIR(info.st_mode)) return io_error(path, "read", EISDIR);
  if (!S_ISREG(info.st_mode)) {
    Error error{
        ErrorCode::kIo, "this is a pipe or a device, not a file", {}, "Write its content to a file and give that"};
    error.position.file = path;
    return error;
  }
  MappedFile out;
  if (info.st_size == 0) return out;
  void* mapped = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
  if (mapped == MAP_FAILED) return io_error(path, "map the file into memory", errno);
  out.data_ = static_cast<const char*>(mapped);
  out.size_ = static_cast<std::size_t>(info.st_size);
  return out;
}

void MappedFile::drop(std::size_t from, std::size_t to) const {
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  from = (from + page - 1) / page * page;
  to = std::min(to, size_) / page * page;
  // The map is of a file and never written to: what is dropped is read from the file again.
  if (from < to) ::madvise(const_cast<char*>(data_) + from, to - from, MADV_DONTNEED);
}

void MappedFile::prefer_large_pages() const {
  base::prefer_large_pages(data_, size_);
}

SpooledBytes::~SpooledBytes() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

SpooledBytes::SpooledBytes(SpooledBytes&& other) noexcept
    : folder_(std::move(other.folder_)),
      in_memory_(other.in_memory_),
      memory_(std::move(other.memory_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      mapped_(std::move(other.mapped_)) {}

SpooledBytes& SpooledBytes::operator=(SpooledBytes&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(in_memory_, other.in_memory_);
  std::swap(memory_, other.memory_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

Status SpooledBytes::add(std::string_view bytes) {
  if (!spooled() && memory_.size() + bytes.size() <= in_memory_) {
    memory_ += bytes;
    return {};
  }
  const auto append = [this](std::string_view rest) -> Status {
    while (!rest.empty()) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return io_error(folder_, "write a copy of the input", errno);
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  };
  if (!spooled()) {
#ifdef O_TMPFILE
    descriptor_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
    if (descriptor_ < 0) {
      // A file system without files that have no name: the name is there for a moment.
      std::string name = folder_ + "/.penumbra-input-XXXXXX";
      descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
      if (descriptor_ < 0) return io_error(folder_, "make a copy of the input", errno);
      ::unlink(name.c_str());
    }
    PENUMBRA_RETURN_IF_ERROR(append(memory_));
    memory_ = {};
  }
  return append(bytes);
}

Status SpooledBytes::finish() {
  if (!spooled()) return {};
  PENUMBRA_ASSIGN_OR_RETURN(mapped_, MappedFile::of(descriptor_, folder_));
  return {};
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

Result<ReplacedFile> ReplacedFile::begin(const std::string& path) {
  ReplacedFile out;
  out.path_ = path;
  struct stat there{};
  if (::stat(path.c_str(), &there) == 0) {
    if (S_ISDIR(there.st_mode)) return io_error(path, "write the file", EISDIR);
    // Root would take a device from the whole machine by renaming a file over it.
    if (!S_ISREG(there.st_mode)) {
      out.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
      if (out.descriptor_ < 0) return io_error(path, "open for writing", errno);
      return out;
    }
    std::error_code ignored;
    const auto target = std::filesystem::canonical(path, ignored);
    if (!ignored) out.path_ = target.string();
  }
  const std::string temporary = out.path_ + ".tmp." + std::to_string(::getpid());
  ::unlink(temporary.c_str());  // a leftover of a killed process that had the same number
  out.descriptor_ = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (out.descriptor_ < 0) return io_error(temporary, "create the file", errno);
  out.temporary_ = temporary;
  return out;
}

ReplacedFile::~ReplacedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

ReplacedFile::ReplacedFile(ReplacedFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      temporary_(std::exchange(other.temporary_, {})),
      pending_(std::exchange(other.pending_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

ReplacedFile& ReplacedFile::operator=(ReplacedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  std::swap(pending_, other.pending_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Status ReplacedFile::write_pending() {
  const Status written = write_through(descriptor_, path_, pending_);
  pending_.clear();
  return written;
}

Status ReplacedFile::add(std::string_view bytes) {
  constexpr std::size_t kPiece = 1 << 20;
  if (pending_.size() + bytes.size() < kPiece) {
    pending_ += bytes;
    return {};
  }
  PENUMBRA_RETURN_IF_ERROR(write_pending());
  return write_through(descriptor_, path_, bytes);
}

Status ReplacedFile::finish() {
  PENUMBRA_RETURN_IF_ERROR(write_pending());
  if (temporary_.empty()) return {};
  if (::fsync(descriptor_) != 0) return io_error(path_, "sync", errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return io_error(path_, "rename the new file into place", errno);
  temporary_.clear();
  return sync_directory(folder_of(path_));
}

Status replace_file(const std::string& path, std::string_view bytes) {
  PENUMBRA_ASSIGN_OR_RETURN(ReplacedFile file, ReplacedFile::begin(path));
  PENUMBRA_RETURN_IF_ERROR(file.add(bytes));
  return file.finish();
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
