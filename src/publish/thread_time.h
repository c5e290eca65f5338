// Processor time of the calling thread: a bound on work that other programs on the machine do not use up.
#ifndef PENUMBRA_PUBLISH_THREAD_TIME_H_
#define PENUMBRA_PUBLISH_THREAD_TIME_H_

#include <ctime>

#include <chrono>

namespace penumbra::publish {

// Since the thread began; comparable with other calls on the same thread only.
inline std::chrono::nanoseconds thread_time() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

}  // namespace penumbra::publish

#endif  // PENUMBRA_PUBLISH_THREAD_TIME_H_
