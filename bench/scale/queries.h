// What is asked of a synthetic list: listed names as they are, with a typo, reversed and in their own script, and
// people of the same distributions who are on no list.
#ifndef PENUMBRA_BENCH_SCALE_QUERIES_H_
#define PENUMBRA_BENCH_SCALE_QUERIES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parties.h"

namespace penumbra::bench {

enum class QueryClass : std::uint8_t { kListed, kTypo, kReversed, kNative, kClean };
inline constexpr std::size_t kQueryClasses = 5;
inline constexpr std::array<std::string_view, kQueryClasses> kQueryClassNames = {"listed", "typo", "reversed", "native",
                                                                                 "clean"};
inline constexpr std::uint32_t kNoTarget = 0xffffffffU;

struct Query {
  std::string text;
  names::NameType type = names::NameType::kAny;
  QueryClass kind = QueryClass::kListed;
  std::uint32_t target = kNoTarget;  // number of the name that was altered
};

// `count` queries, the classes in turn. `list_seed` is that of the parties.
std::vector<Query> make_queries(const Parties& parties, std::uint64_t list_seed, std::size_t count, std::uint64_t seed);

}  // namespace penumbra::bench

#endif  // PENUMBRA_BENCH_SCALE_QUERIES_H_
