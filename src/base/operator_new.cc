// The operators new and delete of programs that link mimalloc (CMake target penumbra_allocator;
// docs/design/dependencies.md).
//
// mimalloc brings operators of its own, but in its C build they know nothing of std::set_new_handler() and end the
// process where memory is short. These take everything from malloc(), which is mimalloc's, and keep what the standard
// says: the handler is called until there is memory, and without a handler std::bad_alloc is thrown. Whatever stands
// between the program and malloc() (a test that lets an allocation fail) sees the allocations of C++ too.
#include <cstdlib>
#include <new>

namespace {

// The slow path: memory is short.
[[gnu::cold, gnu::noinline]] void call_handler() {
  const std::new_handler handler = std::get_new_handler();
  if (handler == nullptr) throw std::bad_alloc();
  handler();
}

inline void* take(std::size_t size) {
  for (;;) {
    void* out = std::malloc(size != 0 ? size : 1);
    if (out != nullptr) [[likely]]
      return out;
    call_handler();
  }
}

void* take_aligned(std::size_t size, std::align_val_t alignment) {
  for (;;) {
    void* out = nullptr;
    if (::posix_memalign(&out, static_cast<std::size_t>(alignment), size != 0 ? size : 1) == 0) return out;
    call_handler();
  }
}

template <typename Take>
void* or_nothing(Take take_it) noexcept {
  try {
    return take_it();
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return or_nothing([&] { return take(size); });
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return or_nothing([&] { return take(size); });
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return take_aligned(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return take_aligned(size, alignment);
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return or_nothing([&] { return take_aligned(size, alignment); });
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return or_nothing([&] { return take_aligned(size, alignment); });
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
