// Hashes of what a file brings, for tables that must neither become slow nor take two texts for one at the will of
// whoever wrote the file.
#ifndef PENUMBRA_BASE_KEYED_HASH_H_
#define PENUMBRA_BASE_KEYED_HASH_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace penumbra::base {

struct HashKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

// SipHash-1-3: one round for each eight bytes and three at the end, as the hash tables of Rust and CPython have it
// (J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012). Linear; safe from any thread.
std::uint64_t siphash13(HashKey key, std::string_view bytes);

// The same with a key that is drawn when the program first asks for one, so that no file can be made for it. The number
// differs from run to run: it must reach no outcome and no file.
std::uint64_t keyed_hash(std::string_view bytes);

// For tables of texts, which are then found by views as well.
struct KeyedHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return keyed_hash(text); }
};

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_KEYED_HASH_H_
