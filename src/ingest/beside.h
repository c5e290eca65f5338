// Work that is done on a thread of its own, beside what the thread that began it does, and that can be done without.
#ifndef PENUMBRA_INGEST_BESIDE_H_
#define PENUMBRA_INGEST_BESIDE_H_

#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

namespace penumbra::ingest {

// Begins the work at once and waits for its end when it goes. What the work uses must have been made before.
class Beside {
 public:
  // `work(stopped)`: does it, and gives whether it succeeded; may end early once `stopped` is true. Where no thread is
  // to be had nothing is done.
  template <typename Work>
  explicit Beside(Work work) {
    try {
      thread_ = std::thread([this, work = std::move(work)] {
        try {
          good_ = work(std::as_const(stopped_));
        } catch (...) {
          good_ = false;  // whoever does it again meets the same, or has more room
        }
      });
    } catch (const std::system_error&) {
      good_ = false;
    }
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
  }

  // Waits for the end. False when the work failed, threw, or was not begun.
  bool succeeded() {
    if (thread_.joinable()) thread_.join();
    return good_;
  }

 private:
  std::atomic<bool> stopped_ = false;
  bool good_ = false;
  std::thread thread_;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_BESIDE_H_
