// A file that is written piece by piece and takes its place only when it is whole. Implemented in file.cc, beside
// replace_file().
#ifndef PENUMBRA_BASE_REPLACED_FILE_H_
#define PENUMBRA_BASE_REPLACED_FILE_H_

#include <string>
#include <string_view>

#include "penumbra/result.h"

namespace penumbra::base {

// Replaces a file as replace_file() does, by bytes that come in pieces: the path holds what it held until finish() has
// succeeded, and nothing stays beside it otherwise. What is no regular file gets the pieces as they come. Movable; not
// thread-safe.
class ReplacedFile {
 public:
  // kIo, also for a folder.
  static Result<ReplacedFile> begin(const std::string& path);
  ~ReplacedFile();
  ReplacedFile(ReplacedFile&& other) noexcept;
  ReplacedFile& operator=(ReplacedFile&& other) noexcept;
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  // kIo; nothing may be added after finish() or an error.
  Status add(std::string_view bytes);
  Status finish();

 private:
  ReplacedFile() = default;
  Status write_pending();

  std::string path_;
  std::string temporary_;  // empty where `path_` is no regular file
  std::string pending_;    // added and not yet handed to the system
  int descriptor_ = -1;
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_REPLACED_FILE_H_
