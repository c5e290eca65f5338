#include <clocale>
#include <csignal>
#include <cstdio>

#include "cli/app.h"

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  // A reader that closes the pipe early (head) must end the command through a failed write, not by a signal without a
  // word.
  std::signal(SIGPIPE, SIG_IGN);
  penumbra::cli::Console console(stdout, stderr);
  return penumbra::cli::run(argc, argv, console);
}
