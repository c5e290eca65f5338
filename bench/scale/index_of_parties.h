// The name index of synthetic parties, and what lies in it.
#ifndef PENUMBRA_BENCH_SCALE_INDEX_OF_PARTIES_H_
#define PENUMBRA_BENCH_SCALE_INDEX_OF_PARTIES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "parties.h"
#include "penumbra/result.h"

namespace penumbra::bench {

// The checksum of a segment that does not exist.
inline constexpr std::uint64_t kSubject = 1;

// Bytes of an index whose names have the numbers that they have in `parties`.
Result<std::string> build_index(const Parties& parties, unsigned threads);

// " names 40.0, parts 144.2, ...": bytes of each section divided by `names`.
std::string section_sizes(std::string_view bytes, double names);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_INDEX_OF_PARTIES_H_
