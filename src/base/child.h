// Another program, run on bytes of ours within bounds: for formats whose library must not be part of this one.
#ifndef PENUMBRA_BASE_CHILD_H_
#define PENUMBRA_BASE_CHILD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::base {

// Beyond a bound the program is killed.
struct ChildLimits {
  std::uint64_t output_bytes = std::uint64_t{64} << 20;
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;  // of its address space
  int seconds = 60;                                     // by the clock, and of its processor time
};

struct ChildOutput {
  std::string out;
  std::string err;  // at most 4 KiB of what it writes on standard error
  int status = 0;   // exit status; 128 and the signal that ended it
};

// The file that the shell would run for a name: the first executable in a folder of PATH that is given from the root.
std::optional<std::string> find_program(std::string_view name);

// Runs a program with `input` as its standard input, which it can seek in and which lies in memory. It gets PATH, a
// UTF-8 locale, no other variable, no other open file, no core dump, may write no file, and dies with this process.
// kLimit (output, time), kIo when it cannot be run. What it says is for the caller to judge: a signal, or a status that
// is not 0, is no error here. Safe from any thread.
Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, const ChildLimits& limits = {});

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_CHILD_H_
