// The built program under faults of the machine: shim.cc is loaded into it.
#ifndef PENUMBRA_TESTS_FAULTS_FAULTY_PROGRAM_H_
#define PENUMBRA_TESTS_FAULTS_FAULTY_PROGRAM_H_

#include <cstdlib>
#include <string>
#include <vector>

#include "cli/program.h"
#include "publish/lists.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PENUMBRA_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define PENUMBRA_SANITIZED 1
#endif
#endif

namespace penumbra::testing {

// Killed by this signal, as Outcome::status says it.
inline constexpr int kKilled = 128 + 9;

class FaultyProgram : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
#ifdef PENUMBRA_SANITIZED
    GTEST_SKIP() << "a sanitizer's own library must be the first that is loaded";
#endif
  }

  // Runs the program with a fault (see shim.cc); trace: also writes down what it opens.
  Outcome faulty(const std::string& fault, const std::vector<std::string>& arguments, bool trace = false) const {
    ::setenv("LD_PRELOAD", PENUMBRA_FAULT_SHIM, 1);
    if (!fault.empty()) ::setenv("PENUMBRA_TEST_FAULT", fault.c_str(), 1);
    if (trace) ::setenv("PENUMBRA_TEST_TRACE", path("trace").c_str(), 1);
    Outcome out = penumbra(arguments);
    ::unsetenv("LD_PRELOAD");
    ::unsetenv("PENUMBRA_TEST_FAULT");
    ::unsetenv("PENUMBRA_TEST_TRACE");
    return out;
  }

  // The arguments that import an invented list of `count` parties, called "RAKETA ZAVOD 100 SUFFIX" and so on.
  std::vector<std::string> import_of(const std::string& store, const std::string& day, int count = 40,
                                     const std::string& suffix = "") const {
    std::vector<std::string> out = {"import",   "--quiet", "--store",     path(store),
                                    "--source", "us-sdn",  "--published", day};
    for (const std::string& file : publish::list_files(path("files-" + day), 100, count, suffix)) out.push_back(file);
    return out;
  }
  Outcome screen(const std::string& store, const std::string& name = "Rocket Works 117") const {
    return penumbra({"screen", "--store", path(store), name, "--format", "json"});
  }
  // How often `text` stands in `in`.
  static int count(const std::string& in, const std::string& text) {
    int out = 0;
    for (std::size_t at = 0; (at = in.find(text, at)) != std::string::npos; at += text.size()) ++out;
    return out;
  }
};

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_FAULTY_PROGRAM_H_
