#include "base/keyed_hash.h"

#include <bit>
#include <chrono>
#include <cstring>
#include <exception>
#include <random>

namespace penumbra::base {
namespace {

static_assert(std::endian::native == std::endian::little);

struct State {
  std::uint64_t v0;
  std::uint64_t v1;
  std::uint64_t v2;
  std::uint64_t v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

HashKey draw_key() {
  try {
    std::random_device random;
    const auto word = [&random] { return std::uint64_t{random()} << 32 | random(); };
    return {word(), word()};
  } catch (const std::exception&) {
    // No source of randomness: the time is hard enough to guess for a table that would only become slow.
    const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    return {now, now * 0x9E3779B97F4A7C15};
  }
}

}  // namespace

std::uint64_t siphash13(HashKey key, std::string_view bytes) {
  State state{key.low ^ 0x736F6D6570736575, key.high ^ 0x646F72616E646F6D, key.low ^ 0x6C7967656E657261,
              key.high ^ 0x7465646279746573};
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    state.take(word);
  }
  std::uint64_t last = std::uint64_t{bytes.size()} << 56;
  if (left > 0 && bytes.size() > 8) {  // with some bytes of the word before
    std::uint64_t word = 0;
    std::memcpy(&word, at + left - sizeof(word), sizeof(word));
    last |= word >> (64 - 8 * left);
  } else {
    for (std::size_t i = 0; i < left; ++i) last |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  }
  state.take(last);
  state.v2 ^= 0xFF;
  for (int i = 0; i < 3; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::uint64_t keyed_hash(std::string_view bytes) {
  static const HashKey key = draw_key();
  return siphash13(key, bytes);
}

}  // namespace penumbra::base
