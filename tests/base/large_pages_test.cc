#include "base/large_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace penumbra::base {
namespace {

TEST(LargePages, ReservingKeepsWhatIsThere) {
  std::vector<std::uint32_t> numbers = {1, 2, 3};
  const std::size_t many = kLeastLargePages / sizeof(std::uint32_t) + 5;
  reserve_large(numbers, many);
  EXPECT_GE(numbers.capacity(), many);
  EXPECT_EQ(numbers, (std::vector<std::uint32_t>{1, 2, 3}));
  numbers.resize(many, 7);
  EXPECT_EQ(numbers.back(), 7U);
  std::string text = "abc";
  reserve_large(text, 100);
  EXPECT_GE(text.capacity(), 100U);
  EXPECT_EQ(text, "abc");
}

TEST(LargePages, AnyPieceOfMemoryWillDo) {
  const std::vector<char> bytes(3, 'x');
  prefer_large_pages(bytes.data(), bytes.size());
  prefer_large_pages(nullptr, 0);
  EXPECT_EQ(bytes, std::vector<char>(3, 'x'));
}

}  // namespace
}  // namespace penumbra::base
