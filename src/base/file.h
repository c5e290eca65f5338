// Files: whole reads, memory maps, and writes that survive a crash.
#ifndef PENUMBRA_BASE_FILE_H_
#define PENUMBRA_BASE_FILE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "penumbra/result.h"

namespace penumbra::base {

// Reads a file, a pipe or standard input ("/dev/stdin") whole. kNotFound, kIo, or kLimit when it is larger than
// `max_bytes`. Never follows up with a partial answer: a file that shrinks while it is read is kIo. So is a named pipe
// that nobody opens for writing within ten seconds; a writer that is there is waited for. A device gives 64 MiB at
// most.
Result<std::string> read_file(const std::string& path, std::uint64_t max_bytes);
// The same, handed over in pieces of at most a megabyte; an error of `use` ends the reading and is returned.
Status read_file_in_pieces(const std::string& path, std::uint64_t max_bytes,
                           const std::function<Status(std::string_view)>& use,
                           std::chrono::milliseconds writer_wait = std::chrono::seconds(10));

// A read-only memory map of a whole file. Movable; unmaps on destruction. The bytes stay valid for the map's lifetime,
// even if the file is unlinked or replaced by rename meanwhile. Safe to read from any number of threads.
class MappedFile {
 public:
  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // kNotFound, or kIo, also for what is no regular file: a folder, a pipe, a device.
  static Result<MappedFile> open(const std::string& path);
  // Of an open file; `path` names it in errors. The descriptor may be closed afterwards.
  static Result<MappedFile> of(int descriptor, const std::string& path);
  std::string_view bytes() const { return {data_, size_}; }
  // Gives the memory of these bytes back until they are looked at again. Only a hint; whole pages inside the range go.
  void drop(std::size_t from = 0, std::size_t to = SIZE_MAX) const;
  // Asks for large pages: who looks at many places of a large file waits a sixth less for memory. Only a hint; it does
  // something where the file system has large pages and the file is not in memory in small ones already.
  void prefer_large_pages() const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Bytes that grow beyond what is kept in memory, in a file of their own that has no name and goes with this object.
// Movable while no one holds views; not thread-safe.
class SpooledBytes {
 public:
  // Up to `in_memory` bytes are kept in memory; what is more goes to a file in `folder`.
  SpooledBytes(std::string folder, std::size_t in_memory) : folder_(std::move(folder)), in_memory_(in_memory) {}
  ~SpooledBytes();
  SpooledBytes(SpooledBytes&& other) noexcept;
  SpooledBytes& operator=(SpooledBytes&& other) noexcept;
  SpooledBytes(const SpooledBytes&) = delete;
  SpooledBytes& operator=(const SpooledBytes&) = delete;

  // kIo; nothing may be added after finish() or an error.
  Status add(std::string_view bytes);
  // From now on bytes() gives what was added.
  Status finish();
  std::string_view bytes() const { return spooled() ? mapped_.bytes() : std::string_view(memory_); }
  bool spooled() const { return descriptor_ >= 0; }
  // MappedFile::drop() where the bytes are in a file.
  void drop(std::size_t from = 0, std::size_t to = SIZE_MAX) const { mapped_.drop(from, to); }

 private:
  std::string folder_;
  std::size_t in_memory_ = 0;
  std::string memory_;
  int descriptor_ = -1;
  MappedFile mapped_;
};

// Writes `bytes` to a new file and syncs it. kIo if it exists already or any step fails; a failed write leaves no file.
Status write_new_file(const std::string& path, std::string_view bytes);

// Replaces `path` by `bytes` atomically: temporary file in the same folder, sync, rename, sync of the folder. After a
// crash at any moment the path holds the old or the new bytes whole. A symbolic link stays, and what it leads to is
// replaced. What is no regular file (/dev/stdout, /dev/null, a named pipe) is written to and stays what it is. kIo.
Status replace_file(const std::string& path, std::string_view bytes);

// Makes the entries of a folder durable (fsync on the folder).
Status sync_directory(const std::string& path);

// An exclusive advisory lock on a file (created if absent), held until destruction; released by the kernel when the
// process dies. kBusy when another process holds it; the message names that process.
class FileLock {
 public:
  FileLock() = default;
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  static Result<FileLock> acquire(const std::string& path);

 private:
  int descriptor_ = -1;
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_FILE_H_
