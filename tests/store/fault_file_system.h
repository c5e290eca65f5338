// File systems that fail. Both do their work on the real one, below a folder of the test.
#ifndef PENUMBRA_TESTS_STORE_FAULT_FILE_SYSTEM_H_
#define PENUMBRA_TESTS_STORE_FAULT_FILE_SYSTEM_H_

#include <memory>
#include <string>
#include <utility>

#include "store/file_system.h"

namespace penumbra::store {

// What happens at the chosen operation and after it.
enum class Fault {
  kOnce,      // it fails, later ones work: a full disk that somebody clears, an EIO
  kDies,      // it and all later ones do nothing: the process was killed just before it
  kDiesHalf,  // as before, but a write of bytes gets half way, and any other operation is done
};

// Counts operations and lets number `fail_at` (from 0) fail.
class FaultFileSystem : public FileSystem {
 public:
  FaultFileSystem(int fail_at, Fault fault) : fail_at_(fail_at), fault_(fault) {}

  int operations() const { return next_; }

  Result<std::unique_ptr<WritableFile>> create(const std::string& path) override {
    const Turn turn = take();
    if (!turn.done) return refused(path);
    PENUMBRA_ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, real().create(path));
    if (!turn.ok) return refused(path);
    return std::unique_ptr<WritableFile>(std::make_unique<File>(*this, std::move(file), path));
  }
  Status rename(const std::string& from, const std::string& to) override {
    return run(to, [&] { return real().rename(from, to); });
  }
  Status create_directories(const std::string& path) override {
    return run(path, [&] { return real().create_directories(path); });
  }
  Status sync_directory(const std::string& path) override {
    return run(path, [&] { return real().sync_directory(path); });
  }
  Status remove_all(const std::string& path) override {
    return run(path, [&] { return real().remove_all(path); });
  }

 private:
  struct Turn {
    bool done = true;  // the operation takes place
    bool ok = true;    // and is reported as a success
    bool half = false;
  };

  class File : public WritableFile {
   public:
    File(FaultFileSystem& owner, std::unique_ptr<WritableFile> file, std::string path)
        : owner_(owner), file_(std::move(file)), path_(std::move(path)) {}
    Status append(std::string_view bytes) override {
      const Turn turn = owner_.take();
      if (turn.done) PENUMBRA_RETURN_IF_ERROR(file_->append(turn.half ? bytes.substr(0, bytes.size() / 2) : bytes));
      return turn.ok ? Status() : Status(refused(path_));
    }
    Status sync() override {
      const Turn turn = owner_.take();
      if (turn.done) PENUMBRA_RETURN_IF_ERROR(file_->sync());
      return turn.ok ? Status() : Status(refused(path_));
    }

   private:
    FaultFileSystem& owner_;
    std::unique_ptr<WritableFile> file_;
    std::string path_;
  };

  static Error refused(const std::string& path) {
    Error error{ErrorCode::kIo, "the test made this operation fail", {}, "Try again"};
    error.position.file = path;
    return error;
  }
  Turn take() {
    const int number = next_++;
    if (number < fail_at_ || (number > fail_at_ && fault_ == Fault::kOnce)) return {};
    const bool half = number == fail_at_ && fault_ == Fault::kDiesHalf;
    return {half, false, half};
  }
  template <typename Operation>
  Status run(const std::string& path, Operation operation) {
    const Turn turn = take();
    if (turn.done) PENUMBRA_RETURN_IF_ERROR(operation());
    return turn.ok ? Status() : Status(refused(path));
  }

  int fail_at_;
  Fault fault_;
  int next_ = 0;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_TESTS_STORE_FAULT_FILE_SYSTEM_H_
