// The file operations of a publish, one by one, so that a test can make each of them fail or be lost.
#ifndef PENUMBRA_STORE_FILE_SYSTEM_H_
#define PENUMBRA_STORE_FILE_SYSTEM_H_

#include <memory>
#include <string>
#include <string_view>

#include "penumbra/result.h"

namespace penumbra::store {

// A new file that is being written. Closed on destruction, without sync.
class WritableFile {
 public:
  virtual ~WritableFile() = default;
  virtual Status append(std::string_view bytes) = 0;
  // Makes what was appended durable. After a failure nothing is known about the file's durable content: give up on it.
  virtual Status sync() = 0;
};

// Every write that the store makes goes through one of these. Errors are kIo or kNotFound and name the path. The real
// one is stateless and safe from any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // A file that must not exist yet.
  virtual Result<std::unique_ptr<WritableFile>> create(const std::string& path) = 0;
  // Atomic; replaces a file at `to`.
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  // The folder and its missing parents; no error if it exists.
  virtual Status create_directories(const std::string& path) = 0;
  virtual Status sync_directory(const std::string& path) = 0;
  // A file, or a folder with everything in it; no error if there is none.
  virtual Status remove_all(const std::string& path) = 0;

  static FileSystem& real();
};

// create, append, sync in one step.
Status write_synced(FileSystem& files, const std::string& path, std::string_view bytes);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_FILE_SYSTEM_H_
