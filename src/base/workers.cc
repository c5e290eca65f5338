#include "base/workers.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace penumbra::base {

void on_workers(unsigned threads, const std::function<void(unsigned)>& work) {
  std::vector<std::exception_ptr> thrown(std::max(1U, threads));
  const auto run = [&](unsigned number) {
    try {
      work(number);
    } catch (...) {
      thrown[number] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    helpers.reserve(thrown.size());
    try {
      for (unsigned number = 1; number < threads; ++number) helpers.emplace_back(run, number);
    } catch (const std::system_error&) {
      // Those that there are do it all.
    }
    run(0);
  }
  for (const std::exception_ptr& one : thrown) {
    if (one != nullptr) std::rethrow_exception(one);
  }
}

}  // namespace penumbra::base
