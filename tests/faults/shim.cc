// Loaded into the built program before the C library (LD_PRELOAD): counts the calls that change files, and lets one of
// them kill the process or fail; lets one allocation fail; writes down every file that is opened and every connection.
//
//   PENUMBRA_TEST_FAULT = MODE:CALLS:NUMBER[:ERRNO]
//     MODE   kill (just before the call), half (after half of a write, or after another call), once (fails with ERRNO),
//            from (it and all later ones of its kind fail), memory (CALLS is ignored: allocation NUMBER returns
//            nothing)
//     CALLS  all, write, sync
// Memory comes from whatever library the program takes it from: mimalloc gives __libc_malloc() and its kin, too, and
// stands before the C library. Allocations count from the first call of setlocale() on, the first thing that main()
// does: what the loader and the constructors of libraries cannot get, the program cannot say.
//   PENUMBRA_TEST_TRACE = FILE: one line a call, "open PATH", "connect", "change CALL"
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
}

namespace {

enum class Mode { kNone, kKill, kHalf, kOnce, kFrom, kMemory };

Mode mode = Mode::kNone;
char calls = 'a';
long number = -1;
int error_number = 0;
int trace = -1;
std::atomic<long> next_call{0};
std::atomic<long> next_allocation{0};
std::atomic<bool> in_main{false};

// Before main(), and before any constructor of the program.
__attribute__((constructor)) void set_up() {
  if (const char* file = std::getenv("PENUMBRA_TEST_TRACE"); file != nullptr) {
    trace = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  }
  const char* fault = std::getenv("PENUMBRA_TEST_FAULT");
  char name[16] = {};
  char kind[16] = {};
  if (fault == nullptr || std::sscanf(fault, "%15[^:]:%15[^:]:%ld:%d", name, kind, &number, &error_number) < 3) return;
  calls = kind[0];
  mode = name[0] == 'k'   ? Mode::kKill
         : name[0] == 'h' ? Mode::kHalf
         : name[0] == 'o' ? Mode::kOnce
         : name[0] == 'f' ? Mode::kFrom
                          : Mode::kMemory;
}

void note(const char* what, const char* path) {
  if (trace < 0) return;
  char line[4200];
  const int size = std::snprintf(line, sizeof line, "%s %.4000s\n", what, path);
  if (::syscall(SYS_write, trace, line, size) < 0) ::_exit(125);
}

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// Whether the call is the chosen one; kills where that is asked for. `kind`: 'w' for writes, 's' for syncs, 'o' others.
bool chosen(char kind, const char* what) {
  note("change", what);
  if (mode == Mode::kNone || mode == Mode::kMemory || (calls != 'a' && calls != kind)) return false;
  const long now = next_call++;
  if (mode == Mode::kKill && now == number) ::kill(::getpid(), SIGKILL);
  return now == number || (mode == Mode::kFrom && now > number);
}

template <typename Call>
auto change(char kind, const char* what, Call call) -> decltype(call()) {
  if (!chosen(kind, what)) return call();
  if (mode == Mode::kHalf) {
    call();
    ::kill(::getpid(), SIGKILL);
  }
  errno = error_number;
  return -1;
}

bool memory_fails() {
  return mode == Mode::kMemory && in_main && next_allocation++ == number;
}

int open_any(int folder, const char* path, int flags, mode_t permissions) {
  note("open", path);
  const auto call = [&] { return static_cast<int>(::syscall(SYS_openat, folder, path, flags, permissions)); };
  return (flags & O_CREAT) != 0 ? change('o', "create", call) : call();
}

}  // namespace

extern "C" {

#define PENUMBRA_SHIM_OPEN(name)                         \
  int name(const char* path, int flags, ...) {           \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    const mode_t permissions = va_arg(rest, mode_t);     \
    va_end(rest);                                        \
    return open_any(AT_FDCWD, path, flags, permissions); \
  }
#define PENUMBRA_SHIM_OPENAT(name)                         \
  int name(int folder, const char* path, int flags, ...) { \
    va_list rest;                                          \
    va_start(rest, flags);                                 \
    const mode_t permissions = va_arg(rest, mode_t);       \
    va_end(rest);                                          \
    return open_any(folder, path, flags, permissions);     \
  }
PENUMBRA_SHIM_OPEN(open)
PENUMBRA_SHIM_OPEN(open64)
PENUMBRA_SHIM_OPENAT(openat)
PENUMBRA_SHIM_OPENAT(openat64)

FILE* fopen(const char* path, const char* how) {
  note("open", path);
  return real<FILE* (*)(const char*, const char*)>("fopen")(path, how);
}
FILE* fopen64(const char* path, const char* how) {
  note("open", path);
  return real<FILE* (*)(const char*, const char*)>("fopen64")(path, how);
}
int connect(int socket, const struct sockaddr* address, socklen_t size) {
  note("connect", "");
  return real<int (*)(int, const struct sockaddr*, socklen_t)>("connect")(socket, address, size);
}

ssize_t write(int file, const void* bytes, size_t size) {
  const auto call = [&](size_t part) { return static_cast<ssize_t>(::syscall(SYS_write, file, bytes, part)); };
  if (file <= 2) return call(size);
  return change('w', "write", [&] { return call(mode == Mode::kHalf && next_call > number ? size / 2 : size); });
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return change('w', "pwrite", [&] { return static_cast<ssize_t>(::syscall(SYS_pwrite64, file, bytes, size, at)); });
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off_t at) {
  return pwrite(file, bytes, size, at);
}
int fsync(int file) {
  return change('s', "fsync", [&] { return static_cast<int>(::syscall(SYS_fsync, file)); });
}
int fdatasync(int file) {
  return change('s', "fdatasync", [&] { return static_cast<int>(::syscall(SYS_fdatasync, file)); });
}
int rename(const char* from, const char* to) {
  return change('o', "rename", [&] { return static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to)); });
}
int mkdir(const char* path, mode_t permissions) {
  return change('o', "mkdir", [&] { return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, permissions)); });
}
int ftruncate(int file, off_t size) {
  return change('w', "ftruncate", [&] { return static_cast<int>(::syscall(SYS_ftruncate, file, size)); });
}
int ftruncate64(int file, off_t size) {
  return ftruncate(file, size);
}
int unlink(const char* path) {
  return change('o', "unlink", [&] { return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0)); });
}
int unlinkat(int folder, const char* path, int flags) {
  return change('o', "unlinkat", [&] { return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags)); });
}
int remove(const char* path) {
  return change('o', "remove", [&] {
    const int done = static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
    return done == 0 ? done : static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR));
  });
}

char* setlocale(int category, const char* name) {
  char* out = real<char* (*)(int, const char*)>("setlocale")(category, name);
  in_main = true;
  return out;
}

void* malloc(size_t size) {
  if (memory_fails()) {
    errno = ENOMEM;
    return nullptr;
  }
  return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) {
  if (memory_fails()) {
    errno = ENOMEM;
    return nullptr;
  }
  return __libc_calloc(count, size);
}
void* realloc(void* old, size_t size) {
  if (memory_fails()) {
    errno = ENOMEM;
    return nullptr;
  }
  return __libc_realloc(old, size);
}

}  // extern "C"
