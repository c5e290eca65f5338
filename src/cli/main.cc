#include <fcntl.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <new>
#include <string_view>

#include "cli/app.h"
#include "cli/exit_status.h"

namespace {

// Memory may run out on any thread and at any depth. Nothing needs to be undone: what a store holds is whole at every
// moment, so the program stops at once and says why, instead of ending by a signal.
void out_of_memory() {
  constexpr std::string_view kText =
      "error: not enough memory\n  fix: Free some memory or raise its limit, or give the input in smaller pieces\n";
  if (::write(STDERR_FILENO, kText.data(), kText.size()) < 0) ::_exit(penumbra::cli::kIncomplete);
  ::_exit(penumbra::cli::kIncomplete);
}

// Where the program was started with one of its three streams closed, the next file that it opens would stand in that
// place, and what is meant for the stream would be written into the lock file of a store, say. What stands there
// instead can neither be read nor written, so that an answer that goes nowhere is told by the exit status as on a full
// disk.
void hold_closed_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // The lowest number that is free is this one.
    if (::open("/dev/null", O_PATH) < 0 && ::open("/", O_PATH) < 0) ::_exit(penumbra::cli::kIncomplete);
  }
}

}  // namespace

int main(int argc, char** argv) {
  hold_closed_streams();
  std::setlocale(LC_CTYPE, "C.UTF-8");
  // A reader that closes the pipe early (head) must end the command through a failed write, not by a signal without a
  // word.
  std::signal(SIGPIPE, SIG_IGN);
  // As must a file that may not grow further (ulimit -f).
  std::signal(SIGXFSZ, SIG_IGN);
  std::set_new_handler(&out_of_memory);
  penumbra::cli::Console console(stdout, stderr);
  return penumbra::cli::run(argc, argv, console);
}
