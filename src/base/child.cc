#include "base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

namespace penumbra::base {
namespace {

constexpr std::size_t kMaxErrorBytes = 4096;
constexpr int kNotRun = 127;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error cannot(const std::string& program, std::string_view what) {
  return {ErrorCode::kIo, program + " cannot be run: " + std::string(what), {}, "Check limits of processes and memory"};
}

Error too_slow(const std::string& program, const ChildLimits& limits) {
  return {
      ErrorCode::kLimit, program + " took more than " + std::to_string(limits.seconds) + " s", {}, "Check the file"};
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

void bound(__rlimit_resource_t what, std::uint64_t most) {
  const rlimit limit{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  if (::setrlimit(what, &limit) != 0) ::_exit(kNotRun);
}

// Between fork and exec: only calls of the system, since another thread may hold any lock.
[[noreturn]] void become(int input, int out, int err, char* const* arguments, char* const* variables,
                         const ChildLimits& limits, int last_descriptor) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Where this process was started with one of the three closed, ours may stand in their places.
  input = ::fcntl(input, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  out = ::fcntl(out, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  err = ::fcntl(err, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(out, STDOUT_FILENO) < 0 || ::dup2(err, STDERR_FILENO) < 0)
    ::_exit(kNotRun);
  for (int fd = STDERR_FILENO + 1; fd <= last_descriptor; ++fd) ::close(fd);
  bound(RLIMIT_CPU, static_cast<std::uint64_t>(limits.seconds));
  bound(RLIMIT_AS, limits.memory_bytes);
  bound(RLIMIT_FSIZE, 0);  // pipes have no size
  bound(RLIMIT_CORE, 0);
  ::execve(arguments[0], arguments, variables);
  ::_exit(kNotRun);
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string file = std::string(rest.substr(0, end)) + "/" + std::string(name);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (file.starts_with('/') && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, const ChildLimits& limits) {
  const Descriptor in(::memfd_create("penumbra-child", MFD_CLOEXEC));
  if (in.get() < 0 || !write_all(in.get(), input) || ::lseek(in.get(), 0, SEEK_SET) != 0) {
    return cannot(program, "its input cannot be kept in memory");
  }
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return cannot(program, "no pipe");
  const Descriptor out_read(out[0]);
  Descriptor out_write(out[1]);
  if (::pipe2(err.data(), O_CLOEXEC) != 0) return cannot(program, "no pipe");
  const Descriptor err_read(err[0]);
  Descriptor err_write(err[1]);

  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string path = "PATH=/usr/bin:/bin";
  std::string locale = "LC_ALL=C.UTF-8";
  std::array<char*, 3> variables = {path.data(), locale.data(), nullptr};
  rlimit files{};
  constexpr int kMostDescriptors = 65'536;
  const bool known = ::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < kMostDescriptors;
  const int last = known ? static_cast<int>(files.rlim_cur) : kMostDescriptors;

  const pid_t child = ::fork();
  if (child < 0) return cannot(program, "no process");
  if (child == 0) become(in.get(), out[1], err[1], argv.data(), variables.data(), limits, last);
  out_write.reset();
  err_write.reset();

  ChildOutput answer;
  std::optional<Error> fault;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds);
  std::array<pollfd, 2> ends = {{{out_read.get(), POLLIN, 0}, {err_read.get(), POLLIN, 0}}};
  std::array<char, 65'536> block;
  while (!fault && (ends[0].fd >= 0 || ends[1].fd >= 0)) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    if (left <= 0) {
      fault = too_slow(program, limits);
      break;
    }
    if (::poll(ends.data(), ends.size(), static_cast<int>(left)) < 0) {
      if (errno == EINTR) continue;
      fault = cannot(program, "its output cannot be read");
      break;
    }
    for (pollfd& one : ends) {
      if (one.fd < 0 || one.revents == 0) continue;
      const ssize_t got = ::read(one.fd, block.data(), block.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        one.fd = -1;  // closed: poll passes over it
        continue;
      }
      const std::string_view bytes(block.data(), static_cast<std::size_t>(got));
      if (&one == &ends[1]) {
        answer.err += bytes.substr(0, kMaxErrorBytes - answer.err.size());
      } else if (answer.out.size() + bytes.size() > limits.output_bytes) {
        fault = Error{ErrorCode::kLimit,
                      program + " wrote more than " + std::to_string(limits.output_bytes >> 20) + " MiB",
                      {},
                      "Check the file"};
      } else {
        answer.out += bytes;
      }
    }
  }
  // It may close its output and go on.
  int status = 0;
  pid_t ended = 0;
  while (!fault && (ended = ::waitpid(child, &status, WNOHANG)) == 0) {
    if (std::chrono::steady_clock::now() >= end) fault = too_slow(program, limits);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  if (fault) ::kill(child, SIGKILL);
  while (ended != child && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (fault) return *fault;
  answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return answer;
}

}  // namespace penumbra::base
