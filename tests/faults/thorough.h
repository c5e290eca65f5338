// How many points of a fault are taken: some by the test `faults`, every one by `faults_full`.
#ifndef PENUMBRA_TESTS_FAULTS_THOROUGH_H_
#define PENUMBRA_TESTS_FAULTS_THOROUGH_H_

#include <cstdlib>

namespace penumbra::testing {

// Set by CTest for `faults_full`; the program is the same.
inline bool thorough() {
  return std::getenv("PENUMBRA_FAULTS_THOROUGH") != nullptr;
}
// Of so many points one is taken.
inline int fault_step() {
  return thorough() ? 1 : 19;
}

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_THOROUGH_H_
