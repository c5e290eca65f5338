// One piece of work on several threads.
#ifndef PENUMBRA_BASE_WORKERS_H_
#define PENUMBRA_BASE_WORKERS_H_

#include <functional>

namespace penumbra::base {

// Calls `work(n)` on `threads` threads at once, n from 0 to threads - 1, and returns when all calls have ended; the
// caller's thread is number 0. 0 counts as 1. Where the system gives no more threads the work is done by fewer, so
// `work` must take its share from what is left, not from its number. An exception that a call throws is thrown again
// here once all calls have ended, the one of the lowest number first.
void on_workers(unsigned threads, const std::function<void(unsigned)>& work);

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_WORKERS_H_
