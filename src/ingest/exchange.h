// How one thread reads ahead of another: a few batches go to and fro between them.
#ifndef PENUMBRA_INGEST_EXCHANGE_H_
#define PENUMBRA_INGEST_EXCHANGE_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace penumbra::ingest {

// Batches on their way from the thread that makes them to the one that takes them, and back empty. Safe from both.
template <typename Batch>
class Exchange {
 public:
  // A batch to fill; nullptr when no more will be taken.
  std::unique_ptr<Batch> empty_one() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !empty_.empty() || made_ < kMostBatches; });
    if (ended_) return nullptr;
    if (empty_.empty()) {
      ++made_;
      return std::make_unique<Batch>();
    }
    auto out = std::move(empty_.back());
    empty_.pop_back();
    return out;
  }
  void put_full(std::unique_ptr<Batch> batch) {
    const std::lock_guard lock(mutex_);
    full_.push_back(std::move(batch));
    changed_.notify_all();
  }
  // The next batch; nullptr after the last one.
  std::unique_ptr<Batch> full_one() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return finished_ || !full_.empty(); });
    if (full_.empty()) return nullptr;
    auto out = std::move(full_.front());
    full_.pop_front();
    return out;
  }
  void put_empty(std::unique_ptr<Batch> batch) {
    batch->clear();
    const std::lock_guard lock(mutex_);
    empty_.push_back(std::move(batch));
    changed_.notify_all();
  }
  // No more will be made.
  void finish() {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    changed_.notify_all();
  }
  // No more will be taken.
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  // So many may be on their way.
  static constexpr std::size_t kMostBatches = 4;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Batch>> full_;
  std::vector<std::unique_ptr<Batch>> empty_;
  std::size_t made_ = 0;
  bool finished_ = false;
  bool ended_ = false;
};

// On the thread that takes: ends the one that makes, whatever happens.
template <typename Batch>
class Joined {
 public:
  Joined(std::thread& thread, Exchange<Batch>& exchange) : thread_(thread), exchange_(exchange) {}
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;
  ~Joined() { join(); }
  void join() const {
    exchange_.end();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::thread& thread_;
  Exchange<Batch>& exchange_;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_EXCHANGE_H_
