// Reads the compressed and plain data files that the benchmarks use.
#ifndef PENUMBRA_BENCH_ACCURACY_DATA_H_
#define PENUMBRA_BENCH_ACCURACY_DATA_H_

#include <optional>
#include <string>
#include <vector>

#include "names/name.h"

namespace penumbra::bench {

// The bytes of FILE, or of FILE.xz through the xz program. Nothing if neither can be read.
std::optional<std::string> read_data(const std::string& path);

std::vector<std::string> lines_of(const std::string& bytes);

// A listed name with the party that bears it.
struct ListedName {
  std::string party;
  names::Name name;
};

// Names of the OFAC SDN list (sdn-names), analysed. Empty if the file is not there.
std::vector<ListedName> read_listed(const std::string& data);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_ACCURACY_DATA_H_
