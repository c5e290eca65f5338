// Large pages for large pieces of memory: who looks at many places of them waits a sixth less, and memory that is new
// comes in fewer pieces.
#ifndef PENUMBRA_BASE_LARGE_PAGES_H_
#define PENUMBRA_BASE_LARGE_PAGES_H_

#include <cstddef>

namespace penumbra::base {

// Memory below this size is left alone.
inline constexpr std::size_t kLeastLargePages = std::size_t{16} << 20U;

// Asks for large pages for memory that is about to be written for the first time, or for a map of a file. Only a hint,
// for the whole pages inside; does nothing where the system has none. Thread-safe.
void prefer_large_pages(const void* data, std::size_t bytes);

// Makes room for `count` elements in all, as reserve() does, in large pages where that is much. For vectors and
// strings.
template <typename Container>
void reserve_large(Container& container, std::size_t count) {
  const bool grows = count > container.capacity();
  container.reserve(count);
  const std::size_t bytes = count * sizeof(typename Container::value_type);
  if (grows && bytes >= kLeastLargePages) prefer_large_pages(container.data(), bytes);
}

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_LARGE_PAGES_H_
