// A folder of one test, removed afterwards.
#ifndef PENUMBRA_TESTS_STORE_TEMPORARY_FOLDER_H_
#define PENUMBRA_TESTS_STORE_TEMPORARY_FOLDER_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace penumbra::store {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static std::atomic<int> count{0};
    // In memory where the system offers that: these tests sync thousands of times, and none depends on a real disk.
    const std::filesystem::path memory = "/dev/shm";
    path_ = (::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::path(::testing::TempDir())) /
            ("penumbra-store-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_TESTS_STORE_TEMPORARY_FOLDER_H_
