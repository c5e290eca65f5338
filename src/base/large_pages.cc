#include "base/large_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace penumbra::base {

void prefer_large_pages([[maybe_unused]] const void* data, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(data);
  const std::uintptr_t from = (begin + page - 1) / page * page;
  const std::uintptr_t to = (begin + bytes) / page * page;
  // From the pointer and not from its number, so that a compiler still knows what it points into.
  if (from < to)
    ::madvise(const_cast<char*>(static_cast<const char*>(data)) + (from - begin), to - from, MADV_HUGEPAGE);
#endif
}

}  // namespace penumbra::base
