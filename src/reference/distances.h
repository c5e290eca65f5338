// Distances, plainly: the textbook recurrences that the fast versions of src/match must equal. For tests only.
#ifndef PENUMBRA_REFERENCE_DISTANCES_H_
#define PENUMBRA_REFERENCE_DISTANCES_H_

#include <string_view>

namespace penumbra::reference {

// Optimal string alignment distance by the full matrix. O(|a| |b|) time and memory.
int osa_distance(std::string_view a, std::string_view b);

}  // namespace penumbra::reference

#endif  // PENUMBRA_REFERENCE_DISTANCES_H_
