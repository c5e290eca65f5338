#include "base/keyed_hash.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace penumbra::base {
namespace {

// Of the bytes 0, 1, 2 ..., under the key of the paper; made by a program of its own, which gives the paper's
// SipHash-2-4.
TEST(KeyedHash, IsSipHash) {
  constexpr HashKey kKey{0x0706050403020100, 0x0F0E0D0C0B0A0908};
  for (const auto& [size, expected] : {std::pair<int, std::uint64_t>{0, 0xABAC0158050FC4DC},
                                       {1, 0xC9F49BF37D57CA93},
                                       {7, 0xD3927D989BB11140},
                                       {8, 0x369095118D299A8E},
                                       {15, 0xD320D86D2A519956},
                                       {16, 0xCC4FDD1A7D908B66},
                                       {63, 0x9D199062B7BBB3A8}}) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(i);
    EXPECT_EQ(siphash13(kKey, bytes), expected) << size;
    EXPECT_NE(siphash13({}, bytes), expected) << size;
  }
}

TEST(KeyedHash, KeepsItsKey) {
  EXPECT_EQ(keyed_hash("one id"), keyed_hash(std::string("one id")));
  EXPECT_NE(keyed_hash("one id"), keyed_hash("another"));
  EXPECT_NE(keyed_hash("one id"), siphash13({}, "one id"));  // by chance once in 2^64
  EXPECT_EQ(KeyedHash()("one id"), keyed_hash("one id"));
}

}  // namespace
}  // namespace penumbra::base
