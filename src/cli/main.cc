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

}  // namespace

int main(int argc, char** argv) {
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
